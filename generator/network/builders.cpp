#include "network/builders.hpp"

#include <array>
#include <functional>
#include <utility>

namespace rccm::network {
namespace {

const Preprocessing kDigits{255, {0}, {1}};
// The means and deviations of ImageNet's pixels, which published CIFAR-10 networks use as well.
const Preprocessing kPhotographs{255, {0.485, 0.456, 0.406}, {0.229, 0.224, 0.225}};

Window square(int kernel, int stride, int padding) {
  return {{kernel, kernel}, {stride, stride}, {padding, padding, padding, padding}};
}

/// Appends layers, each to the one before unless told otherwise, and keeps count of the channels.
class Chain {
 public:
  Chain(std::string name, Shape input, Preprocessing preprocessing)
      : network_{std::move(name), input, std::move(preprocessing), {}}, channels_(input.channels) {}

  int append(const std::string& name, Operation operation) { return append(name, std::move(operation), {last_}); }

  int append(const std::string& name, Operation operation, std::vector<int> inputs) {
    network_.layers.push_back({name, std::move(inputs), std::move(operation)});
    return last_ = static_cast<int>(network_.layers.size()) - 1;
  }

  int conv(const std::string& name, int out_channels, const Window& window, int groups = 1, bool has_bias = false) {
    const int in_channels = std::exchange(channels_, out_channels);
    return append(name, Conv2d{in_channels, out_channels, groups, window, has_bias, {}, {}});
  }
  int norm(const std::string& name) { return append(name, BatchNorm{channels_, 1e-5, {}, {}, {}, {}}); }
  int relu(const std::string& name) { return append(name, Relu{}); }
  int max_pool(const std::string& name, const Window& window) { return append(name, MaxPool{window}); }
  int flatten() { return append("flatten", Flatten{}); }

  int linear(const std::string& name, int out_features) {
    const Shape input = infer_shapes(network_, network_.name).back();
    return append(name, Linear{input.channels, out_features, true, {}, {}});
  }

  /// Goes on from another layer of that many channels.
  void resume(int layer, int channels) {
    last_ = layer;
    channels_ = channels;
  }

  [[nodiscard]] int last() const { return last_; }
  [[nodiscard]] int channels() const { return channels_; }
  [[nodiscard]] Network finish() { return std::move(network_); }

 private:
  Network network_;
  int last_ = kImage;
  int channels_;
};

std::string numbered(const std::string& name, int number) {
  return name + std::to_string(number);
}

Network lenet5() {
  Chain chain("lenet-5", {1, 28, 28}, kDigits);
  chain.conv("conv1", 6, square(5, 1, 2), 1, true);
  chain.relu("relu1");
  chain.max_pool("pool1", square(2, 2, 0));
  chain.conv("conv2", 16, square(5, 1, 0), 1, true);
  chain.relu("relu2");
  chain.max_pool("pool2", square(2, 2, 0));
  chain.flatten();
  chain.linear("fc1", 120);
  chain.relu("relu3");
  chain.linear("fc2", 84);
  chain.relu("relu4");
  chain.linear("fc3", 10);
  return chain.finish();
}

/// Convolutions of 3 x 3 with batch-norm and ReLU, a pool after every second, one hidden linear layer.
Network plain_cifar(const std::string& name, const std::vector<int>& channels, int hidden) {
  Chain chain(name, {3, 32, 32}, kPhotographs);
  for (std::size_t i = 0; i < channels.size(); ++i) {
    const int number = static_cast<int>(i) + 1;
    chain.conv(numbered("conv", number), channels[i], square(3, 1, 1));
    chain.norm(numbered("bn", number));
    chain.relu(numbered("relu", number));
    if (number % 2 == 0) chain.max_pool(numbered("pool", number / 2), square(2, 2, 0));
  }
  chain.flatten();
  chain.linear("fc1", hidden);
  chain.relu("relu_fc1");
  chain.linear("fc2", 10);
  return chain.finish();
}

/// Two convolutions of 3 x 3 beside a shortcut. Where the shape changes, the shortcut is subsampled and padded with
/// channels of zeros, or a convolution of 1 x 1 with batch-norm.
void basic_block(Chain& chain, const std::string& name, int width, int stride, bool is_projected) {
  const int input = chain.last();
  const int in_channels = chain.channels();
  chain.conv(name + ".conv1", width, square(3, stride, 1));
  chain.norm(name + ".bn1");
  chain.relu(name + ".relu1");
  chain.conv(name + ".conv2", width, square(3, 1, 1));
  const int sum = chain.norm(name + ".bn2");
  int shortcut = input;
  if (stride != 1 || in_channels != width) {
    chain.resume(input, in_channels);
    if (is_projected) {
      chain.conv(name + ".downsample.0", width, square(1, stride, 0));
      shortcut = chain.norm(name + ".downsample.1");
    } else {
      const int added = width - in_channels;
      shortcut = chain.append(name + ".shortcut", Subsample{stride, added / 2, added - added / 2});
    }
  }
  chain.append(name + ".add", Add{}, {sum, shortcut});
  chain.resume(chain.last(), width);
  chain.relu(name + ".relu2");
}

/// Convolutions of 1 x 1, 3 x 3 and 1 x 1, the last one four times as wide.
void bottleneck_block(Chain& chain, const std::string& name, int width, int stride) {
  const int input = chain.last();
  const int in_channels = chain.channels();
  chain.conv(name + ".conv1", width, square(1, 1, 0));
  chain.norm(name + ".bn1");
  chain.relu(name + ".relu1");
  chain.conv(name + ".conv2", width, square(3, stride, 1));
  chain.norm(name + ".bn2");
  chain.relu(name + ".relu2");
  chain.conv(name + ".conv3", 4 * width, square(1, 1, 0));
  const int sum = chain.norm(name + ".bn3");
  int shortcut = input;
  if (stride != 1 || in_channels != 4 * width) {
    chain.resume(input, in_channels);
    chain.conv(name + ".downsample.0", 4 * width, square(1, stride, 0));
    shortcut = chain.norm(name + ".downsample.1");
  }
  chain.append(name + ".add", Add{}, {sum, shortcut});
  chain.resume(chain.last(), 4 * width);
  chain.relu(name + ".relu3");
}

/// The residual networks of CIFAR-10: three stages of basic blocks.
Network residual_cifar(const std::string& name, int width, int blocks) {
  Chain chain(name, {3, 32, 32}, kPhotographs);
  chain.conv("conv1", width, square(3, 1, 1));
  chain.norm("bn1");
  chain.relu("relu0");
  for (int stage = 0; stage < 3; ++stage) {
    for (int block = 0; block < blocks; ++block) {
      const int stride = stage > 0 && block == 0 ? 2 : 1;
      basic_block(chain, numbered("layer", stage + 1) + "." + std::to_string(block), width << stage, stride, false);
    }
  }
  chain.append("avgpool", GlobalAveragePool{});
  chain.linear("linear", 10);
  return chain.finish();
}

/// The residual networks of ImageNet: a 7 x 7 convolution and a pool, then four stages.
Network residual_imagenet(const std::string& name, const std::array<int, 4>& blocks, bool has_bottlenecks) {
  Chain chain(name, {3, 224, 224}, kPhotographs);
  chain.conv("conv1", 64, square(7, 2, 3));
  chain.norm("bn1");
  chain.relu("relu");
  chain.max_pool("maxpool", square(3, 2, 1));
  for (int stage = 0; stage < 4; ++stage) {
    for (int block = 0; block < blocks.at(static_cast<std::size_t>(stage)); ++block) {
      const std::string place = numbered("layer", stage + 1) + "." + std::to_string(block);
      const int stride = stage > 0 && block == 0 ? 2 : 1;
      if (has_bottlenecks) {
        bottleneck_block(chain, place, 64 << stage, stride);
      } else {
        basic_block(chain, place, 64 << stage, stride, true);
      }
    }
  }
  chain.append("avgpool", GlobalAveragePool{});
  chain.linear("fc", 1000);
  return chain.finish();
}

Network alexnet() {
  Chain chain("alexnet", {3, 224, 224}, kPhotographs);
  const auto conv = [&](int number, int channels, const Window& window) {
    chain.conv(numbered("conv", number), channels, window, 1, true);
    chain.relu(numbered("relu", number));
  };
  conv(1, 96, square(7, 2, 1));
  chain.max_pool("pool1", square(3, 2, 0));
  conv(2, 256, square(5, 2, 2));
  chain.max_pool("pool2", square(3, 2, 0));
  conv(3, 384, square(3, 1, 1));
  conv(4, 384, square(3, 1, 1));
  conv(5, 256, square(3, 1, 1));
  chain.max_pool("pool5", square(3, 2, 0));
  chain.flatten();
  chain.linear("fc6", 4096);
  chain.relu("relu6");
  chain.linear("fc7", 4096);
  chain.relu("relu7");
  chain.linear("fc8", 1000);
  return chain.finish();
}

/// A narrow layer widened by a 1 x 1 convolution, filtered channel by channel, and narrowed again without ReLU. Layers
/// carry torchvision's numbers: features.N.conv.M.
void inverted_residual(Chain& chain, int number, int expansion, int width, int stride) {
  const std::string place = "features." + std::to_string(number) + ".conv.";
  const int input = chain.last();
  const int in_channels = chain.channels();
  const int wide = expansion * in_channels;
  const Operation relu6 = Relu{6.0F};
  int step = 0;
  if (expansion != 1) {
    chain.conv(place + "0.0", wide, square(1, 1, 0));
    chain.norm(place + "0.1");
    chain.append(place + "0.2", relu6);
    ++step;
  }
  const std::string depthwise = place + std::to_string(step) + ".";
  chain.conv(depthwise + "0", wide, square(3, stride, 1), wide);
  chain.norm(depthwise + "1");
  chain.append(depthwise + "2", relu6);
  chain.conv(place + std::to_string(step + 1), width, square(1, 1, 0));
  const int sum = chain.norm(place + std::to_string(step + 2));
  if (stride == 1 && in_channels == width) {
    chain.append("features." + std::to_string(number) + ".add", Add{}, {sum, input});
  }
}

Network mobilenet_v2() {
  struct Stage {
    int expansion;
    int width;
    int blocks;
    int stride;
  };
  constexpr std::array<Stage, 7> kStages{
      {{1, 16, 1, 1}, {6, 24, 2, 2}, {6, 32, 3, 2}, {6, 64, 4, 2}, {6, 96, 3, 1}, {6, 160, 3, 2}, {6, 320, 1, 1}}};
  Chain chain("mobilenet-v2", {3, 224, 224}, kPhotographs);
  chain.conv("features.0.0", 32, square(3, 2, 1));
  chain.norm("features.0.1");
  chain.append("features.0.2", Relu{6.0F});
  int number = 1;
  for (const Stage& stage : kStages) {
    for (int block = 0; block < stage.blocks; ++block) {
      inverted_residual(chain, number++, stage.expansion, stage.width, block == 0 ? stage.stride : 1);
    }
  }
  chain.conv("features.18.0", 1280, square(1, 1, 0));
  chain.norm("features.18.1");
  chain.append("features.18.2", Relu{6.0F});
  chain.append("avgpool", GlobalAveragePool{});
  chain.linear("classifier.1", 1000);
  return chain.finish();
}

struct Entry {
  Builder builder;
  std::function<Network()> make;
};

const std::vector<Entry>& entries() {
  static const std::vector<Entry> all{
      {{"lenet-5", "MNIST: 1-6-6-16-16-120-84-10"}, lenet5},
      {{"cifar-184", "CIFAR-10: 3-64-64-64-64-184-10"},
       [] {
         return plain_cifar("cifar-184", {64, 64, 64, 64}, 184);
       }},
      {{"vgg-small", "CIFAR-10: 128-128-256-256-512-512, one hidden layer of 1024"},
       [] {
         return plain_cifar("vgg-small", {128, 128, 256, 256, 512, 512}, 1024);
       }},
      {{"resnet-14", "CIFAR-10: stages of 32, 64 and 128 channels, two blocks each"},
       [] { return residual_cifar("resnet-14", 32, 2); }},
      {{"resnet-20", "CIFAR-10: stages of 16, 32 and 64 channels, three blocks each"},
       [] { return residual_cifar("resnet-20", 16, 3); }},
      {{"resnet-32", "CIFAR-10: the same with five blocks each"}, [] { return residual_cifar("resnet-32", 16, 5); }},
      {{"resnet-56", "CIFAR-10: the same with nine blocks each"}, [] { return residual_cifar("resnet-56", 16, 9); }},
      {{"alexnet", "ImageNet: first layer 7 x 7, stride 2 in the first two"}, alexnet},
      {{"resnet-18", "ImageNet: basic blocks"},
       [] {
         return residual_imagenet("resnet-18", {2, 2, 2, 2}, false);
       }},
      {{"resnet-50", "ImageNet: bottleneck blocks"},
       [] {
         return residual_imagenet("resnet-50", {3, 4, 6, 3}, true);
       }},
      {{"mobilenet-v2", "ImageNet: inverted residuals with depthwise convolutions"}, mobilenet_v2},
  };
  return all;
}

}  // namespace

Preprocessing usual_preprocessing(int channels) {
  if (channels == 3) return kPhotographs;
  const auto count = static_cast<std::size_t>(channels);
  return {255, std::vector<double>(count, 0), std::vector<double>(count, 1)};
}

std::vector<Builder> builders() {
  std::vector<Builder> result;
  for (const Entry& entry : entries()) result.push_back(entry.builder);
  return result;
}

std::optional<Network> build(std::string_view name) {
  for (const Entry& entry : entries()) {
    if (entry.builder.name == name) return entry.make();
  }
  return std::nullopt;
}

}  // namespace rccm::network
