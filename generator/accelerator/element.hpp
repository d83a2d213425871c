#pragma once

#include <string>
#include <vector>

#include "accelerator/design.hpp"

namespace rccm::accelerator {

/// A value in an element: a product, or the sum of two values of the level below.
struct TreeNode {
  int left = 0;        ///< its operands on the level below
  int right = -1;      ///< -1: there is nothing to add, the value waits for a cycle
  int first_lane = 0;  ///< the first of the lanes that it sums
  int sign_lane = 0;   ///< the lane whose word says whether right is subtracted, of a signless circuit
  Range range;         ///< exact, the sign of the first lane left out
  int bits = 0;
  bool is_signed = false;
};

/// The multipliers of a processing element and what sums their products: a tree of adders with a register behind each,
/// then the accumulator.
struct ElementPlan {
  int product_latency = 0;                    ///< cycles from x and word to the product
  std::vector<std::vector<TreeNode>> levels;  ///< of the tree; the first holds the products
  int accumulator_bits = 0;
  bool is_signless = false;
  /// Cycles from x to the tree's last sum, and to the accumulator's.
  [[nodiscard]] int tree_latency() const { return product_latency + static_cast<int>(levels.size()) - 1; }
  [[nodiscard]] int latency() const { return tree_latency() + 1; }
};

[[nodiscard]] ElementPlan element_plan(const Design& design);

/// Adder bits behind the products: one LUT each.
[[nodiscard]] int adder_bits(const ElementPlan& plan);

}  // namespace rccm::accelerator
