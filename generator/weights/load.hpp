#pragma once

#include <optional>
#include <string>
#include <vector>

#include "weights/histogram.hpp"
#include "weights/tensor.hpp"

namespace rccm {

/// What one FILE[:TENSOR] names: tensors, or a histogram.
struct WeightSource {
  std::vector<Tensor> tensors;
  std::optional<Histogram> histogram;
  std::vector<std::string> labels;  ///< one per tensor, or one for the histogram: "conv1.npy", "net.npz:conv1.weight"
};

/// The weights that a circuit is fitted to: either samples or a histogram, never both and never neither.
struct Weights {
  std::vector<double> values;  ///< finite and not all zero; in the order of the specs and of the files
  std::optional<Histogram> histogram;
  std::vector<std::string> sources;  ///< where they come from, as labels without folders
};

/// Reads what `spec` names. TENSOR is a name or a pattern with * and ?; without it every floating-point tensor of the
/// file is meant (an only array also if it holds integers), with it integers are taken only under their full name.
/// A spec that as a whole is an existing file is that file, even if it holds a colon. Throws Error (kInput) for a
/// missing or invalid file, a name that nothing matches, and an empty, NaN or infinite tensor.
[[nodiscard]] WeightSource load_weight_source(const std::string& spec);

/// Reads all specs and joins them: samples one after another, or histograms of identical bins by adding their counts.
/// Throws Error (kInput) as load_weight_source does, and where samples meet a histogram, where bins differ, and where
/// the weights are all zero or of a magnitude whose square a double does not hold.
[[nodiscard]] Weights load_weights(const std::vector<std::string>& specs);

}  // namespace rccm
