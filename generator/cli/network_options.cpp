#include "cli/network_options.hpp"

#include <algorithm>

#include "network/builders.hpp"
#include "support/error.hpp"

namespace rccm::cli {

void add_network_argument(CLI::App& verb, NetworkArgument& argument) {
  std::vector<std::string> names;
  for (const network::Builder& builder : network::builders()) names.push_back(builder.name);
  verb.add_option("NETWORK", argument.network,
                  "a network file, an ONNX file, a manifest of .npy files, or a built-in network")
      ->required()
      ->type_name("FILE|{" + CLI::detail::join(names, ",") + "}");
  verb.add_option("-w,--weights", argument.weights,
                  "the state dictionary of a built-in network: .npz, .safetensors or a folder of .npy files")
      ->type_name("FILE");
}

void add_preprocessing_options(CLI::App& verb, PreprocessingOptions& options) {
  verb.add_option("--divisor", options.divisor,
                  "(pixel / divisor - mean) / deviation is a float network's input: set what its file does not say, as "
                  "ONNX files do not")
      ->type_name("X")
      ->check(CLI::PositiveNumber);
  verb.add_option("--mean", options.mean, "the mean of each channel: 0.485,0.456,0.406")
      ->type_name("LIST")
      ->delimiter(',');
  verb.add_option("--deviation", options.deviation, "the deviation of each channel: 0.229,0.224,0.225")
      ->type_name("LIST")
      ->delimiter(',');
}

void apply(const PreprocessingOptions& options, network::Network& network) {
  const auto channels = static_cast<std::size_t>(network.input.channels);
  const auto set = [&](const char* name, const std::vector<double>& values, std::vector<double>& target) {
    if (values.empty()) return;
    if (values.size() != channels) {
      throw usage_error(std::string(name) + " has " + std::to_string(values.size()) + " values: network '" +
                        network.name + "' has " + std::to_string(channels) + " input channels");
    }
    target = values;
  };
  if (std::any_of(options.deviation.begin(), options.deviation.end(), [](double d) { return !(d > 0); })) {
    throw usage_error("--deviation must be above 0");
  }
  if (options.divisor != 0) network.preprocessing.divisor = options.divisor;
  set("--mean", options.mean, network.preprocessing.mean);
  set("--deviation", options.deviation, network.preprocessing.deviation);
}

void add_data_options(CLI::App& verb, DataOptions& options, const std::string& purpose) {
  verb.add_option("-d,--data", options.files,
                  purpose +
                      ": CIFAR-10 batches or IDX files, plain or gzipped, or a folder that has one folder of "
                      "JPEG and PNG files per class")
      ->type_name("FILE")
      ->type_size(1)
      ->allow_extra_args(false);
  verb.add_option("--images", options.images, "take only the first so many images")->type_name("N");
}

data::Source open_data(const DataOptions& options) {
  if (options.files.empty()) throw usage_error("no images: pass --data FILE");
  data::Source source(options.files);
  if (options.images > source.size()) {
    throw usage_error("--images " + std::to_string(options.images) + ": the data has " + std::to_string(source.size()));
  }
  return source;
}

std::size_t image_count(const DataOptions& options, const data::Source& source) {
  return options.images != 0 ? options.images : source.size();
}

data::ImageSize image_size(const network::Shape& input) {
  return {input.channels, input.height, input.width};
}

data::Dataset load_data(const DataOptions& options, const network::Shape& input, unsigned threads) {
  const data::Source source = open_data(options);
  return source.read(0, image_count(options, source), image_size(input), threads);
}

}  // namespace rccm::cli
