#include "network/evaluate.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "network/float_engine.hpp"
#include "network/image_batches.hpp"
#include "support/error.hpp"

namespace rccm::network {
namespace {

double percent(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : 100 * static_cast<double>(part) / static_cast<double>(whole);
}

std::string to_text(int channels, int height, int width) {
  return std::to_string(channels) + " x " + std::to_string(height) + " x " + std::to_string(width);
}

}  // namespace

double Accuracy::top1_percent() const {
  return percent(top1, images);
}

double Accuracy::top5_percent() const {
  return percent(top5, images);
}

std::size_t rank_of(std::span<const double> scores, std::size_t label) {
  std::size_t rank = 0;
  for (std::size_t c = 0; c < scores.size(); ++c) {
    if (std::isnan(scores[c])) {
      throw input_error("the network's score of class " + std::to_string(c) + " is NaN: its weights are unusable");
    }
    if (scores[c] > scores[label] || (scores[c] == scores[label] && c < label)) ++rank;
  }
  return rank;
}

void check_dataset(const std::string& name, const Shape& input, const Shape& output, const data::Dataset& dataset) {
  if (input != Shape{dataset.channels, dataset.height, dataset.width}) {
    throw input_error("network '" + name + "' takes images of " + to_text(input.channels, input.height, input.width) +
                      ", the data's are " + to_text(dataset.channels, dataset.height, dataset.width) +
                      ": name the data that it was trained on");
  }
  if (output.size() < static_cast<std::size_t>(dataset.classes)) {
    throw input_error("network '" + name + "' tells " + std::to_string(output.size()) +
                      " classes apart, the data has " + std::to_string(dataset.classes) +
                      ": name the data that it was trained on");
  }
}

void count_rank(Accuracy& accuracy, std::size_t label, std::size_t rank) {
  accuracy.classes.resize(std::max(accuracy.classes.size(), label + 1));
  ++accuracy.images;
  ++accuracy.classes[label].images;
  if (rank == 0) {
    ++accuracy.top1;
    ++accuracy.classes[label].correct;
  }
  if (rank < 5) ++accuracy.top5;
}

void add_counts(Accuracy& accuracy, const Accuracy& more) {
  accuracy.images += more.images;
  accuracy.top1 += more.top1;
  accuracy.top5 += more.top5;
  accuracy.classes.resize(std::max(accuracy.classes.size(), more.classes.size()));
  for (std::size_t c = 0; c < more.classes.size(); ++c) {
    accuracy.classes[c].images += more.classes[c].images;
    accuracy.classes[c].correct += more.classes[c].correct;
  }
}

Accuracy evaluate(const Network& network, const data::Dataset& dataset, const EvaluationParams& params) {
  const FloatEngine engine(network);
  check_dataset(network.name, network.input, engine.shapes().back(), dataset);
  return count_in_batches(engine, dataset, params);
}

}  // namespace rccm::network
