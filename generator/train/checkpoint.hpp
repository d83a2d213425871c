#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "train/log.hpp"

namespace rccm::train {

/// A tensor of a checkpoint; floats are held as doubles without loss.
struct SavedTensor {
  std::vector<std::uint64_t> shape;
  std::vector<double> values;
  bool operator==(const SavedTensor&) const = default;
};

/// The state of a training after an epoch: all that the rest of it depends on beside what it was started with.
struct Checkpoint {
  std::string identity;  ///< what it was started with; a training goes on only from its own checkpoints
  std::vector<EpochRow> epochs;
  std::map<std::string, SavedTensor> tensors;
};

/// Replaces the file as write_file() does: an interruption leaves the one before.
void save_checkpoint(const Checkpoint& checkpoint, const std::filesystem::path& path);

/// Throws Error (kInput) naming the file for what is no checkpoint.
[[nodiscard]] Checkpoint load_checkpoint(const std::filesystem::path& path);

}  // namespace rccm::train
