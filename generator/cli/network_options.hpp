#pragma once

#include <CLI/CLI.hpp>
#include <cstddef>
#include <string>
#include <vector>

#include "data/source.hpp"
#include "network/integer_file.hpp"

namespace rccm::cli {

/// The argument NETWORK and the weights of a built-in one.
struct NetworkArgument {
  std::string network;
  std::string weights;
};

/// How pixels become the inputs of a float network, where its file does not say it or says it wrongly.
struct PreprocessingOptions {
  double divisor = 0;  ///< 0 keeps the network's own, as do empty lists
  std::vector<double> mean;
  std::vector<double> deviation;
  [[nodiscard]] bool is_given() const { return divisor != 0 || !mean.empty() || !deviation.empty(); }
};

/// Labelled images: files or a folder, and how many of their images to take.
struct DataOptions {
  std::vector<std::string> files;
  std::size_t images = 0;  ///< from the first on; 0 takes all
};

void add_network_argument(CLI::App& verb, NetworkArgument& argument);

/// Adds --divisor, --mean and --deviation.
void add_preprocessing_options(CLI::App& verb, PreprocessingOptions& options);

/// Sets what the options say. Throws Error (kUsage) for values that the network's input cannot have.
void apply(const PreprocessingOptions& options, network::Network& network);

/// Adds --data and --images.
void add_data_options(CLI::App& verb, DataOptions& options, const std::string& purpose);

/// Opens the images. Throws Error as data::Source, and kUsage where there are none or too few.
[[nodiscard]] data::Source open_data(const DataOptions& options);

/// How many images of the source the options ask for.
[[nodiscard]] std::size_t image_count(const DataOptions& options, const data::Source& source);

/// The size of pictures that a network takes.
[[nodiscard]] data::ImageSize image_size(const network::Shape& input);

/// All the images asked for, pictures in the size that a network of that input takes. Throws as open_data().
[[nodiscard]] data::Dataset load_data(const DataOptions& options, const network::Shape& input, unsigned threads);

}  // namespace rccm::cli
