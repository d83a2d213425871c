#pragma once

#include <CLI/CLI.hpp>
#include <cstddef>
#include <string>
#include <vector>

#include "data/dataset.hpp"
#include "network/integer_file.hpp"

namespace rccm::cli {

/// The argument NETWORK and the weights of a built-in one.
struct NetworkArgument {
  std::string network;
  std::string weights;
};

/// Labelled images: files, and how many of their images to take.
struct DataOptions {
  std::vector<std::string> files;
  std::size_t images = 0;  ///< from the first on; 0 takes all
};

void add_network_argument(CLI::App& verb, NetworkArgument& argument);

/// Adds --data and --images.
void add_data_options(CLI::App& verb, DataOptions& options, const std::string& purpose);

/// Reads the images. Throws Error as load_datasets(), and kUsage where there are none or too few.
[[nodiscard]] data::Dataset load_data(const DataOptions& options);

}  // namespace rccm::cli
