#pragma once

#include "network/graph.hpp"

namespace rccm::network {

/// The same function with each batch-norm that follows a convolution or linear layer multiplied into its weights and
/// bias: the normalised layer keeps its name, the batch-norm is gone. A batch-norm behind anything else stays, as does
/// one behind a layer whose output is used elsewhere too. The network has all its weights.
[[nodiscard]] Network fold_batch_norms(const Network& network);

}  // namespace rccm::network
