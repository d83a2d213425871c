#include "train/checkpoint.hpp"

#include <span>

#include "support/error.hpp"
#include "support/files.hpp"
#include "weights/npz.hpp"
#include "weights/write_npz.hpp"

namespace rccm::train {
namespace {

constexpr const char* kIdentity = "training/identity";
constexpr const char* kEpochs = "training/epochs";
constexpr std::size_t kRowNumbers = 5;

Error no_checkpoint(const std::filesystem::path& path) {
  return input_error(path.string() + ": is no checkpoint of a training: name another file, or remove this one");
}

std::vector<double> to_numbers(const std::vector<EpochRow>& epochs) {
  std::vector<double> numbers;
  for (const EpochRow& row : epochs) {
    numbers.insert(numbers.end(), {static_cast<double>(row.epoch), row.rate, row.loss, row.train_percent,
                                   row.test_percent.value_or(-1)});
  }
  return numbers;
}

std::vector<EpochRow> to_rows(const std::vector<double>& numbers) {
  std::vector<EpochRow> rows;
  for (std::size_t i = 0; i + kRowNumbers <= numbers.size(); i += kRowNumbers) {
    EpochRow row{static_cast<int>(numbers[i]), numbers[i + 1], numbers[i + 2], numbers[i + 3], std::nullopt};
    if (numbers[i + 4] >= 0) row.test_percent = numbers[i + 4];
    rows.push_back(row);
  }
  return rows;
}

}  // namespace

void save_checkpoint(const Checkpoint& checkpoint, const std::filesystem::path& path) {
  const auto* identity = reinterpret_cast<const std::uint8_t*>(checkpoint.identity.data());
  std::vector<NpzArray> arrays{
      npz_array(kIdentity, {checkpoint.identity.size()}, std::span(identity, checkpoint.identity.size())),
      npz_array(kEpochs, {checkpoint.epochs.size(), kRowNumbers},
                std::span<const double>(to_numbers(checkpoint.epochs)))};
  for (const auto& [name, tensor] : checkpoint.tensors) {
    arrays.push_back(npz_array(name, tensor.shape, std::span<const double>(tensor.values)));
  }
  write_file(path, write_npz(arrays));
}

Checkpoint load_checkpoint(const std::filesystem::path& path) {
  Checkpoint checkpoint;
  bool has_epochs = false;
  for (Tensor& tensor : read_npz(read_file(path), path.string())) {
    if (tensor.name == kIdentity) {
      for (const double value : tensor.values) checkpoint.identity += static_cast<char>(value);
    } else if (tensor.name == kEpochs) {
      if (tensor.shape.size() != 2 || tensor.shape[1] != kRowNumbers) throw no_checkpoint(path);
      checkpoint.epochs = to_rows(tensor.values);
      has_epochs = true;
    } else {
      checkpoint.tensors[tensor.name] = {std::move(tensor.shape), std::move(tensor.values)};
    }
  }
  if (checkpoint.identity.empty() || !has_epochs) throw no_checkpoint(path);
  return checkpoint;
}

}  // namespace rccm::train
