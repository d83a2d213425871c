#include "report/page_accuracy.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include "circuit/object_reader.hpp"
#include "report/csv_table.hpp"

namespace rccm::report {
namespace {

enum class Field { kText, kOptionalText, kNumber, kOptionalNumber };

constexpr std::array<std::pair<const char*, Field>, 11> kRow{{{"network", Field::kText},
                                                              {"data_set", Field::kText},
                                                              {"multiplier", Field::kText},
                                                              {"stored_bits", Field::kNumber},
                                                              {"luts", Field::kOptionalNumber},
                                                              {"sqnr_db", Field::kOptionalNumber},
                                                              {"top1_percent", Field::kNumber},
                                                              {"float_top1_percent", Field::kOptionalNumber},
                                                              {"seed", Field::kOptionalNumber},
                                                              {"epochs", Field::kOptionalNumber},
                                                              {"command", Field::kOptionalText}}};

Json checked_row(const Json& row, const std::string& where) {
  const ObjectReader reader(row, where);
  reader.allow_only({"network", "data_set", "multiplier", "stored_bits", "luts", "sqnr_db", "top1_percent",
                     "float_top1_percent", "seed", "epochs", "command"});
  Json result;
  for (const auto& [key, field] : kRow) {
    const bool is_null = !reader.has(key) || reader.at(key).is_null();
    if (is_null && (field == Field::kOptionalText || field == Field::kOptionalNumber)) {
      result[key] = nullptr;
    } else if (field == Field::kText || field == Field::kOptionalText) {
      result[key] = reader.string(key);
    } else {
      result[key] = reader.at(key);
      static_cast<void>(reader.number(key));
    }
  }
  for (const char* key : {"top1_percent", "float_top1_percent"}) {
    if (result[key].is_null()) continue;
    const double percent = result[key];
    if (percent < 0 || percent > 100) {
      throw input_error(reader.place(key) + ": " + result[key].dump() + " is not between 0 and 100");
    }
  }
  return result;
}

// The value of a CSV field as JSON: null, a number, or nothing where it is neither.
std::optional<Json> number_of(const std::string& text) {
  if (text.empty()) return Json(nullptr);
  double value = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end.ec != std::errc() || end.ptr != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  if (value == std::floor(value) && std::fabs(value) < 1e15) return Json(static_cast<std::int64_t>(value));
  return Json(value);
}

Json number_at(const CsvTable& table, std::size_t row, std::size_t column, const std::string& where) {
  const std::string& text = table.rows[row][column];
  if (const std::optional<Json> number = number_of(text)) return *number;
  throw input_error(where + ": row " + std::to_string(row + 1) + ": " + table.columns[column] + " is \"" + text +
                    "\", must be a finite number or empty");
}

Json optional_string(const ObjectReader& reader, const char* key) {
  return reader.has(key) ? Json(reader.string(key)) : Json(nullptr);
}

}  // namespace

Json page_accuracy_table(const Json& json, const std::string& where) {
  const ObjectReader reader(json, where);
  reader.allow_only({"schema", "command", "rows"});
  Json result{{"name", where}, {"command", optional_string(reader, "command")}, {"rows", Json::array()}};
  const Json& rows = reader.array("rows");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    result["rows"].push_back(checked_row(rows[i], element_place(where, "rows", i)));
  }
  return result;
}

Json page_accuracy_csv(std::string_view text, const std::string& where) {
  const CsvTable table = read_csv_table(text, where);
  Json result{{"name", where}, {"command", nullptr}, {"rows", Json::array()}};
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    Json row;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      const std::string& column = table.columns[c];
      const auto known = std::find_if(kRow.begin(), kRow.end(), [&](const auto& e) { return column == e.first; });
      const bool is_number =
          known != kRow.end() && (known->second == Field::kNumber || known->second == Field::kOptionalNumber);
      row[column] = is_number ? number_at(table, r, c, where) : Json(table.rows[r][c]);
    }
    if (row.contains("command") && row["command"] == "") row["command"] = nullptr;
    result["rows"].push_back(checked_row(row, where + ": row " + std::to_string(r + 1)));
  }
  return result;
}

Json page_evaluation(const Json& json, const std::string& where) {
  const ObjectReader reader(json, where);
  reader.allow_only({"schema", "command", "network", "arithmetic", "images", "top1", "top5", "top1_percent",
                     "top5_percent", "classes", "layers", "weights"});
  Json result{{"name", where},
              {"command", optional_string(reader, "command")},
              {"network", reader.string("network")},
              {"arithmetic", reader.string("arithmetic")},
              {"images", reader.integer("images")},
              {"top1_percent", reader.number("top1_percent")},
              {"top5_percent", reader.number("top5_percent")},
              {"classes", Json::array()},
              {"layers", Json::array()},
              {"weights", Json::array()}};
  const Json& classes = reader.array("classes");
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const ObjectReader entry(classes[i], element_place(where, "classes", i));
    entry.allow_only({"images", "correct"});
    result["classes"].push_back({{"images", entry.integer("images")}, {"correct", entry.integer("correct")}});
  }
  const Json none = Json::array();
  const Json& layers = reader.has("layers") ? reader.array("layers") : none;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const ObjectReader entry(layers[i], element_place(where, "layers", i));
    entry.allow_only({"layer", "stands_for", "snr_db"});
    const Json snr = entry.at("snr_db").is_null() ? Json(nullptr) : Json(entry.number("snr_db"));
    result["layers"].push_back(
        {{"layer", entry.string("layer")}, {"stands_for", entry.string("stands_for")}, {"snr_db", snr}});
  }
  const Json& weights = reader.has("weights") ? reader.array("weights") : none;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const ObjectReader entry(weights[i], element_place(where, "weights", i));
    entry.allow_only({"layer", "multiplier", "weights", "zeros", "stored_bits", "run_length_bits", "huffman_bits"});
    Json size{{"layer", entry.string("layer")}, {"multiplier", entry.string("multiplier")}};
    for (const char* key : {"weights", "zeros", "stored_bits", "run_length_bits", "huffman_bits"}) {
      size[key] = entry.number(key);
    }
    result["weights"].push_back(std::move(size));
  }
  return result;
}

Json page_training_log(const Json& json, const std::string& where) {
  const ObjectReader reader(json, where);
  reader.allow_only({"schema", "command", "network", "epochs"});
  Json result{{"name", where},
              {"command", optional_string(reader, "command")},
              {"network", optional_string(reader, "network")},
              {"columns", Json::array()},
              {"rows", Json::array()}};
  const Json& epochs = reader.array("epochs");
  for (std::size_t i = 0; i < epochs.size(); ++i) {
    const std::string place = element_place(where, "epochs", i);
    const ObjectReader entry(epochs[i], place);
    static_cast<void>(entry.number("epoch"));
    Json columns = Json::array();
    Json row = Json::array();
    for (const auto& [key, value] : epochs[i].items()) {
      if (!value.is_number() && !value.is_null()) throw input_error(entry.place(key) + " must be a number or null");
      columns.push_back(key);
      row.push_back(value);
    }
    if (i == 0) result["columns"] = columns;
    if (columns != result["columns"]) throw input_error(place + ": has other keys than the entry before it");
    result["rows"].push_back(row);
  }
  return result;
}

Json page_training(const Json& json, const std::string& where) {
  const ObjectReader reader(json, where);
  std::string title = reader.string("network");
  if (reader.has("circuit") && !json["circuit"].is_null()) title += " with " + reader.string("circuit");
  return page_training_log({{"schema", "rccm.training-log/1"}, {"network", title}, {"epochs", reader.array("epochs")}},
                           where);
}

Json page_training_csv(std::string_view text, const std::string& where) {
  const CsvTable table = read_csv_table(text, where);
  Json result{
      {"name", where}, {"command", nullptr}, {"network", nullptr}, {"columns", table.columns}, {"rows", Json::array()}};
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    Json row = Json::array();
    for (std::size_t c = 0; c < table.columns.size(); ++c) row.push_back(number_at(table, r, c, where));
    result["rows"].push_back(row);
  }
  return result;
}

}  // namespace rccm::report
