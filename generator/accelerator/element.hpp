#pragma once

#include <string>
#include <vector>

#include "accelerator/design.hpp"

namespace rccm::accelerator {

/// A value in an element: a product, or the sum of values of the level below.
struct TreeNode {
  enum class Kind {
    kWait,         ///< left as it is, a cycle later
    kAddSub,       ///< left ± right
    kPair,         ///< ± left ± right, less 1 for each that is negated; right may be missing
    kTernary,      ///< left + right + third; third may be missing
    kChoice,       ///< left, or left shifted, as the lane's word says
    kShiftAddSub,  ///< left ± right, or ± right shifted
  };
  Kind kind = Kind::kWait;
  int left = 0;  ///< its operands on the level below; -1: there is none; right in a chain is a product
  int right = -1;
  int third = -1;
  int first_lane = 0;  ///< the first of the lanes that it sums
  int sign_lane = 0;   ///< the lane whose word says whether right is subtracted, of a signless circuit
  Range range;         ///< exact; of kAddSub, the sign of the first lane left out
  int bits = 0;
  bool is_signed = false;
};

/// The multipliers of a processing element and what sums their products: a tree of adders with a register behind each,
/// then the accumulator. With ternary adders the accumulator takes up to two values of the tree's last level. A chain
/// is a tree of which each level adds one product, a cycle later than the one before.
struct ElementPlan {
  int product_latency = 0;                    ///< cycles from x and word to the product
  std::vector<std::vector<TreeNode>> levels;  ///< of the tree; the first holds the products
  int accumulator_bits = 0;
  bool is_signless = false;
  bool is_ternary = false;
  bool is_chain = false;
  int shift = 0;  ///< that the sum may choose for a product; 0: none
  /// Cycles from x to the tree's last sum, and to the accumulator's.
  [[nodiscard]] int tree_latency() const { return product_latency + static_cast<int>(levels.size()) - 1; }
  [[nodiscard]] int latency() const { return tree_latency() + 1; }
};

[[nodiscard]] ElementPlan element_plan(const Design& design, const Plan& plan);

/// Adder bits behind the products: one LUT each.
[[nodiscard]] int adder_bits(const ElementPlan& plan);

}  // namespace rccm::accelerator
