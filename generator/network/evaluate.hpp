#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "data/dataset.hpp"
#include "network/graph.hpp"

namespace rccm::network {

/// How often a network's scores put the right class first, and among the first five.
struct Accuracy {
  struct Class {
    std::uint64_t images = 0;
    std::uint64_t correct = 0;
    bool operator==(const Class&) const = default;
  };
  std::uint64_t images = 0;
  std::uint64_t top1 = 0;
  std::uint64_t top5 = 0;
  std::vector<Class> classes;
  bool operator==(const Accuracy&) const = default;

  /// In per cent; 0 where there are no images.
  [[nodiscard]] double top1_percent() const;
  [[nodiscard]] double top5_percent() const;
};

/// How the images of an evaluation are shared out.
struct EvaluationParams {
  unsigned threads = 1;
  std::atomic<std::uint64_t>* progress = nullptr;  ///< counts images, where it is given
};

/// Classifies all images. Of equal scores the lower class comes first. Throws Error (kInput) naming the network and
/// what does not fit where the images are of another size than the network's input, or where the network has fewer
/// outputs than there are classes; and where a score is NaN.
[[nodiscard]] Accuracy evaluate(const Network& network, const data::Dataset& dataset,
                                const EvaluationParams& params = {});

/// How many classes come before `label`: 0 where it is first. Throws Error (kInput) where a score is NaN.
[[nodiscard]] std::size_t rank_of(std::span<const double> scores, std::size_t label);

/// Throws Error (kInput) where the dataset does not fit a network of that name, input and number of outputs.
void check_dataset(const std::string& name, const Shape& input, const Shape& output, const data::Dataset& dataset);

/// Adds the rank that a label got to the counts.
void count_rank(Accuracy& accuracy, std::size_t label, std::size_t rank);

/// Adds the counts of other images.
void add_counts(Accuracy& accuracy, const Accuracy& more);

}  // namespace rccm::network
