#pragma once

#include <string>
#include <string_view>

#include "circuit/json.hpp"

namespace rccm::report {

/// A table of trained networks, "rccm.accuracy-table/1": {"schema", "command", "rows": [...]}, a row being
///   network, data_set, multiplier   texts
///   stored_bits                     per weight
///   luts, sqnr_db                   of the multiplier; null where unknown
///   top1_percent                    of the network with it; float_top1_percent of the float one, null where unknown
///   seed, epochs                    null where unknown; 0 epochs: fitted, not retrained
///   command                         that made the row; optional
/// Throws Error (kInput) naming the row and key that is unknown, missing or of a wrong type.
[[nodiscard]] Json page_accuracy_table(const Json& json, const std::string& where);

/// The same from CSV whose first line names these columns; an empty field is null. Fields that hold commas stand in
/// double quotes, a quote within them is doubled.
[[nodiscard]] Json page_accuracy_csv(std::string_view text, const std::string& where);

/// The result of `rccm eval --json`, "rccm.accuracy/1".
[[nodiscard]] Json page_evaluation(const Json& json, const std::string& where);

/// A training log, "rccm.training-log/1": {"schema", "network", "command", "epochs": [{"epoch": 1, "loss": 0.4, ...}]},
/// each entry with the same keys, all numbers or null; network and command are optional.
[[nodiscard]] Json page_training_log(const Json& json, const std::string& where);

/// The course of what `rccm train` wrote, "rccm.training/1", as such a log.
[[nodiscard]] Json page_training(const Json& json, const std::string& where);

/// A training log from CSV whose first line names the columns, the first being "epoch".
[[nodiscard]] Json page_training_csv(std::string_view text, const std::string& where);

}  // namespace rccm::report
