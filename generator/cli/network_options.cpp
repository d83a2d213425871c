#include "cli/network_options.hpp"

#include "data/load.hpp"
#include "network/builders.hpp"
#include "support/error.hpp"

namespace rccm::cli {

void add_network_argument(CLI::App& verb, NetworkArgument& argument) {
  std::vector<std::string> names;
  for (const network::Builder& builder : network::builders()) names.push_back(builder.name);
  verb.add_option("NETWORK", argument.network, "a network file, a manifest of .npy files, or a built-in network")
      ->required()
      ->type_name("FILE|{" + CLI::detail::join(names, ",") + "}");
  verb.add_option("-w,--weights", argument.weights,
                  "the state dictionary of a built-in network: .npz, .safetensors or a folder of .npy files")
      ->type_name("FILE");
}

void add_data_options(CLI::App& verb, DataOptions& options, const std::string& purpose) {
  verb.add_option("-d,--data", options.files, purpose + ": CIFAR-10 batches or IDX files of images, plain or gzipped")
      ->type_name("FILE")
      ->type_size(1)
      ->allow_extra_args(false);
  verb.add_option("--images", options.images, "take only the first so many images")->type_name("N");
}

data::Dataset load_data(const DataOptions& options) {
  if (options.files.empty()) throw usage_error("no images: pass --data FILE");
  data::Dataset dataset = data::load_datasets(options.files);
  if (options.images > dataset.size()) {
    throw usage_error("--images " + std::to_string(options.images) + ": the data has " +
                      std::to_string(dataset.size()));
  }
  if (options.images != 0) {
    dataset.labels.resize(options.images);
    dataset.pixels.resize(options.images * dataset.image_bytes());
  }
  return dataset;
}

}  // namespace rccm::cli
