#include "train/log.hpp"

#include <array>
#include <cstdio>

namespace rccm::train {
namespace {

std::string fixed(double value, int places) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", places, value);
  return text.data();
}

}  // namespace

std::string epochs_csv(const std::vector<EpochRow>& epochs) {
  std::string text = "epoch,rate,loss,train_percent,test_percent\n";
  for (const EpochRow& row : epochs) {
    text += std::to_string(row.epoch) + "," + fixed(row.rate, 6) + "," + fixed(row.loss, 6) + "," +
            fixed(row.train_percent, 3) + "," + (row.test_percent ? fixed(*row.test_percent, 3) : "") + "\n";
  }
  return text;
}

Json epochs_json(const std::vector<EpochRow>& epochs) {
  Json rows = Json::array();
  for (const EpochRow& row : epochs) {
    Json json{{"epoch", row.epoch}, {"rate", row.rate}, {"loss", row.loss}, {"train_percent", row.train_percent}};
    json["test_percent"] = row.test_percent ? Json(*row.test_percent) : Json();
    rows.push_back(std::move(json));
  }
  return rows;
}

std::string epoch_line(const EpochRow& row, int epochs) {
  std::string line = "epoch " + std::to_string(row.epoch) + " of " + std::to_string(epochs) + ": loss " +
                     fixed(row.loss, 4) + ", " + fixed(row.train_percent, 2) + " % of the training images";
  if (row.test_percent) line += ", " + fixed(*row.test_percent, 2) + " % of the test images";
  return line;
}

}  // namespace rccm::train
