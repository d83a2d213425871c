#pragma once

#include <optional>
#include <string>
#include <vector>

#include "circuit/json.hpp"

namespace rccm::train {

/// What one epoch came to.
struct EpochRow {
  int epoch = 0;                       ///< from 1 on
  double rate = 0;                     ///< the learning rate at its end
  double loss = 0;                     ///< mean over the training images, as they were seen
  double train_percent = 0;            ///< top-1 of the same
  std::optional<double> test_percent;  ///< top-1 of the test images behind it, with the same roundings
  bool operator==(const EpochRow&) const = default;
};

/// "epoch,rate,loss,train_percent,test_percent" and a line for each row.
[[nodiscard]] std::string epochs_csv(const std::vector<EpochRow>& epochs);
[[nodiscard]] Json epochs_json(const std::vector<EpochRow>& epochs);

/// "epoch 2 of 5: loss 0.1234, 96.12 % of the training images, 91.43 % of the test images".
[[nodiscard]] std::string epoch_line(const EpochRow& row, int epochs);

}  // namespace rccm::train
