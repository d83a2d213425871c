#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "search/native_query.hpp"

namespace rccm::cli {

/// The options of rccm search that are for the native space only.
struct NativeOptions {
  std::vector<int> cells{1, 2};
  int stored_bits = 0;
  std::string sign = "any";
  int max_consumer_shift = 3;
  std::string context = "product";
  int lanes = 16;
  int accumulator_bits = 24;
  bool exact = false;
  std::uint64_t chains = 400;
  std::uint64_t steps = 20000;
  std::uint64_t seed = 1;
};

void add_native_options(CLI::App& verb, NativeOptions& options);

/// Their names, to be refused in other spaces.
[[nodiscard]] std::vector<std::string> native_option_names();

/// Fills in what the options say.
void apply(const NativeOptions& options, NativeQuery& query);

}  // namespace rccm::cli
