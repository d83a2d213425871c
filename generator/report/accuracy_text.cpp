#include "report/accuracy_text.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace rccm::report {
namespace {

template <typename... Values>
std::string print(const char* format, Values... values) {
  std::string text(static_cast<std::size_t>(std::snprintf(nullptr, 0, format, values...)) + 1, '\0');
  static_cast<void>(std::snprintf(text.data(), text.size(), format, values...));
  text.pop_back();
  return text;
}

double percent(const network::Accuracy::Class& counts) {
  return counts.images == 0 ? 0 : 100 * static_cast<double>(counts.correct) / static_cast<double>(counts.images);
}

std::string class_table(const network::Accuracy& accuracy) {
  std::string text = "class   images  correct        %\n";
  for (std::size_t c = 0; c < accuracy.classes.size(); ++c) {
    const auto& counts = accuracy.classes[c];
    text += print("%5zu %8llu %8llu %8.2f\n", c, static_cast<unsigned long long>(counts.images),
                  static_cast<unsigned long long>(counts.correct), percent(counts));
  }
  return text;
}

std::string layer_table(const std::vector<network::LayerFidelity>& layers) {
  std::size_t width = 5;
  for (const auto& layer : layers) width = std::max({width, layer.layer.size(), layer.stands_for.size()});
  const int columns = static_cast<int>(width);
  std::string text = print("%-*s  %-*s  SNR dB\n", columns, "layer", columns, "float");
  for (const auto& layer : layers) {
    text += print("%-*s  %-*s %7.2f\n", columns, layer.layer.c_str(), columns, layer.stands_for.c_str(), layer.snr_db);
  }
  return text;
}

double kib(std::uint64_t bits) {
  return static_cast<double>(bits) / 8 / 1024;
}

std::string weight_row(const std::string& layer, int columns, const network::LayerWeights& size) {
  return print("%-*s %9llu %8.1f %11.2f %11.2f %8.2f\n", columns, layer.c_str(),
               static_cast<unsigned long long>(size.weights),
               100 * static_cast<double>(size.zeros) / static_cast<double>(std::max<std::uint64_t>(1, size.weights)),
               kib(size.stored_bits), kib(size.run_length_bits), kib(size.huffman_bits));
}

std::string weight_table(const std::vector<network::LayerWeights>& weights) {
  std::size_t width = 5;
  for (const auto& size : weights) width = std::max(width, size.layer.size());
  const int columns = static_cast<int>(width);
  std::string text = print("%-*s   weights  zeros %%  stored KiB  run-length  Huffman\n", columns, "layer");
  network::LayerWeights all;
  for (const auto& size : weights) {
    text += weight_row(size.layer, columns, size);
    all.weights += size.weights;
    all.zeros += size.zeros;
    all.stored_bits += size.stored_bits;
    all.run_length_bits += size.run_length_bits;
    all.huffman_bits += size.huffman_bits;
  }
  return text + weight_row("all", columns, all);
}

}  // namespace

std::string accuracy_text(const AccuracyReport& report) {
  const network::Accuracy& accuracy = report.accuracy;
  std::string text = report.network + (report.is_integer ? ", integers, " : ", float, ") +
                     std::to_string(accuracy.images) + " images\n";
  text += print("top-1  %6.2f %%\n", accuracy.top1_percent());
  text += print("top-5  %6.2f %%\n\n", accuracy.top5_percent());
  text += class_table(accuracy);
  if (!report.layers.empty()) text += "\n" + layer_table(report.layers);
  if (!report.weights.empty()) text += "\n" + weight_table(report.weights);
  return text;
}

Json to_json(const AccuracyReport& report) {
  Json json;
  json["schema"] = "rccm.accuracy/1";
  json["network"] = report.network;
  json["arithmetic"] = report.is_integer ? "integer" : "float";
  json["images"] = report.accuracy.images;
  json["top1"] = report.accuracy.top1;
  json["top5"] = report.accuracy.top5;
  json["top1_percent"] = report.accuracy.top1_percent();
  json["top5_percent"] = report.accuracy.top5_percent();
  json["classes"] = Json::array();
  for (const auto& counts : report.accuracy.classes) {
    json["classes"].push_back({{"images", counts.images}, {"correct", counts.correct}});
  }
  if (!report.layers.empty()) {
    json["layers"] = Json::array();
    for (const auto& layer : report.layers) {
      const Json snr = std::isfinite(layer.snr_db) ? Json(layer.snr_db) : Json(nullptr);
      json["layers"].push_back({{"layer", layer.layer}, {"stands_for", layer.stands_for}, {"snr_db", snr}});
    }
  }
  for (const auto& size : report.weights) {
    json["weights"].push_back({{"layer", size.layer},
                               {"multiplier", size.multiplier},
                               {"weights", size.weights},
                               {"zeros", size.zeros},
                               {"stored_bits", size.stored_bits},
                               {"run_length_bits", size.run_length_bits},
                               {"huffman_bits", size.huffman_bits}});
  }
  return json;
}

}  // namespace rccm::report
