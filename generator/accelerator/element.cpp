#include "accelerator/element.hpp"

#include <algorithm>

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

std::vector<TreeNode> next_level(const std::vector<TreeNode>& nodes, bool is_signless) {
  std::vector<TreeNode> sums;
  for (std::size_t i = 0; i < nodes.size(); i += 2) {
    TreeNode sum;
    sum.left = static_cast<int>(i);
    sum.first_lane = nodes[i].first_lane;
    sum.range = nodes[i].range;
    if (i + 1 < nodes.size()) {
      const Range& left = nodes[i].range;
      const Range& right = nodes[i + 1].range;
      sum.right = static_cast<int>(i + 1);
      sum.sign_lane = nodes[i + 1].first_lane;
      sum.range = {left.low + right.low, left.high + right.high};
      if (is_signless) {
        sum.range = {std::min(sum.range.low, left.low - right.high), std::max(sum.range.high, left.high - right.low)};
      }
    }
    sums.push_back(sized(sum));
  }
  return sums;
}

}  // namespace

ElementPlan element_plan(const Design& design) {
  const Product& product = design.layer.product;
  ElementPlan plan;
  plan.product_latency = product_latency(design);
  plan.is_signless = is_signless(product);
  plan.accumulator_bits = signed_bits(sum_range(design.layer));
  for (int lane = 0; lane < design.lanes; ++lane) {
    TreeNode node;
    node.first_lane = lane;
    node.range = value_range(multiplier_of(product).table, port_range(design.layer));
    if (plan.levels.empty()) plan.levels.emplace_back();
    plan.levels.front().push_back(sized(node));
  }
  while (plan.levels.back().size() > 1) plan.levels.push_back(next_level(plan.levels.back(), plan.is_signless));
  return plan;
}

int adder_bits(const ElementPlan& plan) {
  int bits = plan.accumulator_bits;
  for (std::size_t level = 1; level < plan.levels.size(); ++level) {
    for (const TreeNode& node : plan.levels[level]) bits += node.right >= 0 ? node.bits : 0;
  }
  return bits;
}

}  // namespace rccm::accelerator
