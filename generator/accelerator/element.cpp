#include "accelerator/element.hpp"

#include <algorithm>
#include <utility>

#include "circuit/accumulation.hpp"
#include "hdl/netlist.hpp"

namespace rccm::accelerator {
namespace {

TreeNode sized(TreeNode node) {
  node.bits = bits_for(node.range);
  node.is_signed = node.range.low < 0;
  return node;
}

int product_latency(const Design& design) {
  const auto* circuit = std::get_if<Circuit>(&design.layer.product);
  if (circuit == nullptr) return 1;
  return design.pipeline == hdl::Pipeline::kCells ? std::max(1, depth(*circuit)) : 1;
}

// Pairs are added or subtracted, relative to the sign of their first lane.
std::vector<TreeNode> binary_level(const std::vector<TreeNode>& nodes, bool is_signless) {
  std::vector<TreeNode> sums;
  for (std::size_t i = 0; i < nodes.size(); i += 2) {
    TreeNode sum;
    sum.left = static_cast<int>(i);
    sum.first_lane = nodes[i].first_lane;
    sum.range = nodes[i].range;
    if (i + 1 < nodes.size()) {
      sum.kind = TreeNode::Kind::kAddSub;
      sum.right = static_cast<int>(i + 1);
      sum.sign_lane = nodes[i + 1].first_lane;
      sum.range = relative_sum(nodes[i].range, nodes[i + 1].range, is_signless);
    }
    sums.push_back(sized(sum));
  }
  return sums;
}

// What a value and its complement can be.
Range either_sign(const Range& range) {
  return {std::min(range.low, -range.high - 1), std::max(range.high, -range.low - 1)};
}

// Every product gets its sign.
std::vector<TreeNode> signed_pairs(const std::vector<TreeNode>& products) {
  std::vector<TreeNode> sums;
  for (std::size_t i = 0; i < products.size(); i += 2) {
    TreeNode sum;
    sum.kind = TreeNode::Kind::kPair;
    sum.left = static_cast<int>(i);
    sum.first_lane = products[i].first_lane;
    sum.range = either_sign(products[i].range);
    if (i + 1 < products.size()) {
      const Range right = either_sign(products[i + 1].range);
      sum.right = static_cast<int>(i + 1);
      sum.sign_lane = products[i + 1].first_lane;
      sum.range = {sum.range.low + right.low, sum.range.high + right.high};
    }
    sums.push_back(sized(sum));
  }
  return sums;
}

// No more sums than leave two values for the accumulator; the rest waits.
std::vector<TreeNode> ternary_level(const std::vector<TreeNode>& nodes) {
  std::vector<TreeNode> sums;
  std::size_t surplus = nodes.size() - 2;
  for (std::size_t i = 0; i < nodes.size();) {
    const std::size_t operands = std::min({std::size_t{3}, nodes.size() - i, surplus + 1});
    TreeNode sum;
    sum.kind = operands > 1 ? TreeNode::Kind::kTernary : TreeNode::Kind::kWait;
    sum.left = static_cast<int>(i);
    if (operands > 1) sum.right = static_cast<int>(i + 1);
    if (operands > 2) sum.third = static_cast<int>(i + 2);
    for (std::size_t operand = i; operand < i + operands; ++operand) {
      sum.range = {sum.range.low + nodes[operand].range.low, sum.range.high + nodes[operand].range.high};
    }
    sums.push_back(sized(sum));
    surplus -= operands - 1;
    i += operands;
  }
  return sums;
}

// The sum of lanes 0 to p on level p + 1. Signs are relative to lane 0's, which the accumulator applies.
std::vector<std::vector<TreeNode>> chain(const std::vector<TreeNode>& products, int shift, bool is_signless) {
  std::vector<std::vector<TreeNode>> levels;
  const Range product = shifted_range(products.front().range, shift);
  TreeNode sum;
  sum.kind = shift > 0 ? TreeNode::Kind::kChoice : TreeNode::Kind::kWait;
  sum.range = product;
  levels.push_back({sized(sum)});
  for (int lane = 1; lane < static_cast<int>(products.size()); ++lane) {
    sum.kind = shift > 0 ? TreeNode::Kind::kShiftAddSub : TreeNode::Kind::kAddSub;
    sum.right = lane;
    sum.sign_lane = lane;
    sum.range = relative_sum(sum.range, product, is_signless);
    levels.push_back({sized(sum)});
  }
  return levels;
}

}  // namespace

ElementPlan element_plan(const Design& design, const Plan& layer_plan) {
  const Product& product = design.layer.product;
  ElementPlan plan;
  plan.product_latency = product_latency(design);
  plan.is_signless = is_signless(product);
  plan.accumulator_bits = layer_plan.accumulator_bits;
  TreeNode node;
  node.range = value_range(multiplier_of(product).table, port_range(design.layer));
  node = sized(node);
  plan.levels.emplace_back();
  for (node.first_lane = 0; node.first_lane < design.lanes; ++node.first_lane) plan.levels.front().push_back(node);
  plan.is_ternary = has_ternary_adders(design);
  plan.is_chain = has_chain(design);
  if (plan.is_chain) {
    plan.shift = consumer_shift(product);
    for (auto& level : chain(plan.levels.front(), plan.shift, plan.is_signless))
      plan.levels.push_back(std::move(level));
    return plan;
  }
  if (!plan.is_ternary) {
    while (plan.levels.back().size() > 1) plan.levels.push_back(binary_level(plan.levels.back(), plan.is_signless));
    return plan;
  }
  if (plan.is_signless) plan.levels.push_back(signed_pairs(plan.levels.back()));
  while (plan.levels.back().size() > 2) plan.levels.push_back(ternary_level(plan.levels.back()));
  return plan;
}

int adder_bits(const ElementPlan& plan) {
  int bits = plan.accumulator_bits;
  for (std::size_t level = 1; level < plan.levels.size(); ++level) {
    for (const TreeNode& node : plan.levels[level]) bits += node.kind == TreeNode::Kind::kWait ? 0 : node.bits;
  }
  return bits;
}

}  // namespace rccm::accelerator
