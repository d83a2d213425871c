#include "accelerator/module_text.hpp"
#include "hdl/header.hpp"
#include "hdl/template.hpp"

namespace rccm::accelerator {
namespace {

/// Spells declarations and widened values in one language.
class Words {
 public:
  explicit Words(hdl::Language language) : is_verilog_(language == hdl::Language::kVerilog) {}

  [[nodiscard]] bool is_verilog() const { return is_verilog_; }
  /// "[7:0] ", empty for a single wire.
  [[nodiscard]] static std::string range(int bits, bool is_scalar) {
    return is_scalar ? "" : "[" + std::to_string(bits - 1) + ":0] ";
  }
  [[nodiscard]] static std::string type(int bits, bool is_scalar) {
    return is_scalar ? "std_logic" : "std_logic_vector(" + std::to_string(bits - 1) + " downto 0)";
  }
  /// Bits of a vector.
  [[nodiscard]] std::string slice(const std::string& name, int low, int bits) const {
    const std::string high = std::to_string(low + bits - 1);
    return is_verilog_ ? name + "[" + high + ":" + std::to_string(low) + "]"
                       : name + "(" + high + " downto " + std::to_string(low) + ")";
  }
  [[nodiscard]] std::string bit(const std::string& name, int index) const {
    return is_verilog_ ? name + "[" + std::to_string(index) + "]" : name + "(" + std::to_string(index) + ")";
  }
  [[nodiscard]] std::string zero() const { return is_verilog_ ? "1'b0" : "'0'"; }
  [[nodiscard]] std::string zeros(int bits) const {
    return is_verilog_ ? std::to_string(bits) + "'b0" : "(" + std::to_string(bits - 1) + " downto 0 => '0')";
  }

  /// A vector of so many bits, shifted left.
  [[nodiscard]] std::string shifted(const std::string& name, int bits, int places) const {
    if (is_verilog_) return name + " << " + std::to_string(places);
    return slice(name, 0, bits - places) + " & " + zeros(places);
  }

  /// The value of a node, extended to that many bits.
  [[nodiscard]] std::string extended(const std::string& name, const TreeNode& node, int bits) const {
    const int more = bits - node.bits;
    if (more == 0) return name;
    if (!is_verilog_) {
      return std::string("std_logic_vector(resize(") + (node.is_signed ? "signed" : "unsigned") + "(" + name + "), " +
             std::to_string(bits) + "))";
    }
    if (!node.is_signed) return "{" + std::to_string(more) + "'b0, " + name + "}";
    return "{{" + std::to_string(more) + "{" + bit(name, node.bits - 1) + "}}, " + name + "}";
  }

 private:
  bool is_verilog_;
};

// "product3", "sum2_0": level and place in the tree.
std::string node_name(std::size_t level, std::size_t place) {
  if (level == 0) return "product" + std::to_string(place);
  return "sum" + std::to_string(level) + "_" + std::to_string(place);
}

std::string shift_name(int lane) {
  return "shift" + std::to_string(lane);
}

// The sign of a lane's word, so many cycles behind its product.
std::string sign_name(int lane, int delay) {
  return "sign" + std::to_string(lane) + (delay == 0 ? "" : "_q" + std::to_string(delay));
}

Json declaration(const std::string& name, int bits, bool is_scalar) {
  return {{"name", name}, {"range", Words::range(bits, is_scalar)}, {"type", Words::type(bits, is_scalar)}};
}

// A declaration has what its language needs only.
Json for_language(Json item, bool is_verilog) {
  item.erase(is_verilog ? "type" : "range");
  return item;
}

class ElementData {
 public:
  explicit ElementData(const ModuleContext& context)
      : design_(context.design), plan_(context.plan), element_(context.element), words_(context.language) {}

  Json products() const {
    Json list = Json::array();
    for (std::size_t lane = 0; lane < lanes(); ++lane) {
      list.push_back(declare(node_name(0, lane), product().bits));
    }
    return list;
  }

  // What multipliers pass on of their words.
  Json passed_bits() const {
    Json list = Json::array();
    for (int lane = 0; lane < design_.lanes; ++lane) {
      if (element_.is_signless) list.push_back({{"name", sign_name(lane, 0)}});
      if (element_.shift > 0) list.push_back({{"name", shift_name(lane)}});
    }
    return list;
  }

  Json multipliers() const {
    Json list = Json::array();
    for (int lane = 0; lane < design_.lanes; ++lane) {
      const std::string code = plan_.word_bits == 1 ? words_.bit("words", lane)
                                                    : words_.slice("words", lane * plan_.word_bits, plan_.word_bits);
      list.push_back({{"lane", lane},
                      {"x", words_.slice("x", lane * plan_.input_bits, plan_.input_bits)},
                      {"code", code},
                      {"product", product_port(static_cast<std::size_t>(lane))},
                      {"negate", element_.is_signless ? Json(sign_name(lane, 0)) : Json(false)},
                      {"shift", element_.shift > 0 ? Json(shift_name(lane)) : Json(false)}});
    }
    return list;
  }

  Json levels() const {
    Json list = Json::array();
    for (std::size_t level = 1; level < element_.levels.size(); ++level) list.push_back(level_data(level));
    return list;
  }

  std::string tree() const { return node_name(element_.levels.size() - 1, 0); }

  /// A value of the tree's last level as wide as the sum; zeros where there is none.
  std::string last_value(std::size_t place) const {
    const auto& last = element_.levels.back();
    if (place >= last.size()) return words_.zeros(element_.accumulator_bits);
    return words_.extended(node_name(element_.levels.size() - 1, place), last[place], element_.accumulator_bits);
  }

  std::string tree_sign() const {
    if (!element_.is_signless) return words_.zero();
    return sign_name(0, static_cast<int>(element_.levels.size()) - 1);
  }

 private:
  [[nodiscard]] std::size_t lanes() const { return static_cast<std::size_t>(design_.lanes); }
  [[nodiscard]] const TreeNode& product() const { return element_.levels[0][0]; }
  // The emitter's multipliers have no vectors of one bit.
  [[nodiscard]] std::string product_port(std::size_t lane) const {
    const bool is_scalar = std::holds_alternative<Circuit>(design_.layer.product) && product().bits == 1;
    return is_scalar ? words_.bit(node_name(0, lane), 0) : node_name(0, lane);
  }
  [[nodiscard]] Json declare(const std::string& name, int bits, bool is_scalar = false) const {
    return for_language(declaration(name, bits, is_scalar), words_.is_verilog());
  }

  Json level_data(std::size_t level) const {
    Json adders = Json::array();
    Json pairs = Json::array();
    Json triples = Json::array();
    Json choices = Json::array();
    Json registers = Json::array();
    Json assignments = Json::array();
    for (std::size_t place = 0; place < element_.levels[level].size(); ++place) {
      const TreeNode& node = element_.levels[level][place];
      const std::string name = node_name(level, place);
      const auto operand_of = [&](std::size_t from, int index) {
        if (index < 0) return words_.zeros(node.bits);
        const auto at = static_cast<std::size_t>(index);
        return words_.extended(node_name(from, at), element_.levels[from][at], node.bits);
      };
      const auto operand = [&](int index) { return operand_of(level - 1, index); };
      if (node.kind == TreeNode::Kind::kWait) {
        registers.push_back(declare(name, node.bits));
        assignments.push_back({{"name", name}, {"value", node_name(level - 1, static_cast<std::size_t>(node.left))}});
        continue;
      }
      Json adder = declare(name, node.bits);
      adder["bits"] = node.bits;
      adder["left"] = operand(node.left);
      adder["right"] = operand_of(element_.is_chain ? 0 : level - 1, node.right);
      if (node.kind == TreeNode::Kind::kTernary) {
        adder["third"] = operand(node.third);
        triples.push_back(adder);
      } else if (node.kind == TreeNode::Kind::kPair) {
        adder["negate_left"] = sign_name(node.first_lane, 0);
        adder["negate_right"] = node.right >= 0 ? sign_name(node.sign_lane, 0) : words_.zero();
        pairs.push_back(adder);
      } else if (node.kind == TreeNode::Kind::kChoice) {
        adder["choose"] = shift_name(node.first_lane);
        adder["shifted"] = words_.shifted(name + "_left", node.bits, element_.shift);
        choices.push_back(adder);
      } else {
        const int delay = element_.is_chain ? 0 : static_cast<int>(level) - 1;
        adder["negate"] = element_.is_signless ? sign_name(node.sign_lane, delay) : words_.zero();
        adder["shift"] = element_.shift;
        adder["choose"] = node.kind == TreeNode::Kind::kShiftAddSub ? shift_name(node.sign_lane) : words_.zero();
        adders.push_back(adder);
      }
      assignments.push_back({{"name", name}, {"value", name + "_next"}});
    }
    if (element_.is_signless && !element_.is_ternary) delay_signs(static_cast<int>(level), registers, assignments);
    return {{"level", level},         {"sum_kind", element_.is_chain ? "chain" : "tree"},
            {"adders", adders},       {"pairs", pairs},
            {"triples", triples},     {"choices", choices},
            {"registers", registers}, {"assignments", assignments}};
  }

  // The signs that adders above this level and the accumulator wait for.
  void delay_signs(int level, Json& registers, Json& assignments) const {
    std::vector<int> waiting{0};
    // The words of a chain's other lanes come later themselves.
    const std::size_t end = element_.is_chain ? 0 : element_.levels.size();
    for (std::size_t above = static_cast<std::size_t>(level) + 1; above < end; ++above) {
      for (const TreeNode& node : element_.levels[above]) {
        if (node.right >= 0) waiting.push_back(node.sign_lane);
      }
    }
    for (const int lane : waiting) {
      registers.push_back(declare(sign_name(lane, level), 1, true));
      assignments.push_back({{"name", sign_name(lane, level)}, {"value", sign_name(lane, level - 1)}});
    }
  }

  const Design& design_;
  const Plan& plan_;
  const ElementPlan& element_;
  Words words_;
};

std::string template_path(const std::string& part, hdl::Language language) {
  return "templates/layer/" + part + (language == hdl::Language::kVerilog ? ".v" : ".vhd");
}

}  // namespace

std::string element_text(const ModuleContext& context) {
  const Design& design = context.design;
  const ElementPlan& element = context.element;
  const ElementData of(context);
  Json data = header_data(
      context, "element", "one output channel: sum of " + hdl::plural(design.lanes, "product"),
      {"Lanes     " + std::to_string(design.lanes) + ", multiplied by " + name_of(design.layer.product),
       std::string(element.is_chain ? "Chain     " : "Tree      ") + (element.is_ternary ? "ternary " : "") +
           "adders of " + std::to_string(adder_bits(element) - element.accumulator_bits) +
           " bits in all, a register behind each" + (element.is_chain ? "; lane p is p cycles later" : ""),
       "Sum       " + std::to_string(element.accumulator_bits) + " bits, two's complement",
       "Latency   " + hdl::plural(element.latency(), "cycle") + " from x to sum; enable and first " +
           std::to_string(element.tree_latency()) + " behind x"});
  data["x_high"] = design.lanes * context.plan.input_bits - 1;
  data["words_high"] = design.lanes * context.plan.word_bits - 1;
  data["sum_high"] = element.accumulator_bits - 1;
  data["products"] = of.products();
  data["passed_bits"] = of.passed_bits();
  data["multipliers"] = of.multipliers();
  data["multiplier"] = module_name(design, "multiplier");
  data["levels"] = of.levels();
  data["style"] = style_number(design.style);
  data["sum_bits"] = element.accumulator_bits;
  data["binary"] = false;
  data["ternary"] = false;
  if (element.is_ternary) {
    data["ternary"] = {{"a", of.last_value(0)}, {"b", of.last_value(1)}};
  } else {
    const TreeNode& tree = element.levels.back().front();
    data["binary"] = {
        {"bits", tree.bits}, {"signed", tree.is_signed ? 1 : 0}, {"value", of.tree()}, {"negate", of.tree_sign()}};
  }
  return hdl::render(template_path("element", context.language), data);
}

}  // namespace rccm::accelerator
