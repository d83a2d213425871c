#include "accelerator/module_text.hpp"

#include <algorithm>

#include "hdl/header.hpp"
#include "hdl/template.hpp"

namespace rccm::accelerator {
namespace {

std::string template_path(const std::string& part, hdl::Language language) {
  return "templates/layer/" + part + (language == hdl::Language::kVerilog ? ".v" : ".vhd");
}

std::string plain_text(const ModuleContext& context, const PlainProduct& plain) {
  const bool is_verilog = context.language == hdl::Language::kVerilog;
  const PlainMultiplier& multiplier = plain.multiplier;
  const TreeNode& product = context.element.levels[0][0];
  // Unsigned x gets a zero in front: both languages multiply signed only what is signed on both sides.
  const int x_bits = multiplier.input_bits + (multiplier.input_signed ? 0 : 1);
  const int full_bits = x_bits + multiplier.weight_bits;
  std::string x;
  if (is_verilog) {
    x = multiplier.input_signed ? "$signed(x)" : "$signed({1'b0, x})";
  } else {
    x = multiplier.input_signed ? "signed(x)" : "signed('0' & x)";
  }
  Json data = header_data(context, "multiplier", "product = x * code, as the synthesis tool multiplies", {});
  data["x_high"] = multiplier.input_bits - 1;
  data["code_high"] = multiplier.weight_bits - 1;
  data["product_high"] = product.bits - 1;
  data["full_high"] = full_bits - 1;
  data["use_dsp"] = plain.use_dsp ? "yes" : "no";
  data["x"] = x;
  if (is_verilog) data["unused"] = full_bits > product.bits ? Json(product.bits) : Json(false);
  return hdl::render(template_path("plain_multiplier", context.language), data);
}

std::string folds_text(int folds, const std::string& what) {
  return folds == 1 ? "" : ", " + std::to_string(folds) + " " + what;
}

}  // namespace

int style_number(hdl::Style style) {
  return style == hdl::Style::kPortable ? 0 : style == hdl::Style::kXc7 ? 1 : 2;
}

std::string module_name(const Design& design, const std::string& part) {
  return part.empty() ? design.name : design.name + "_" + part;
}

Json header_data(const ModuleContext& context, const std::string& part, const std::string& title,
                 const std::vector<std::string>& lines) {
  return {{"c", context.language == hdl::Language::kVerilog ? "//" : "--"},
          {"module", module_name(context.design, part)},
          {"title", title},
          {"lines", lines},
          {"version", context.origin.version},
          {"command", context.origin.command},
          {"sha256", context.origin.circuit_sha256}};
}

hdl::Netlist multiplier_netlist(const Design& design) {
  hdl::ModuleOptions options;
  options.module_name = module_name(design, "multiplier");
  options.style = design.style;
  options.pipeline = design.pipeline;
  options.output_register = true;  // in front of the first adder, in any case
  return hdl::make_netlist(std::get<Circuit>(design.layer.product), options);
}

std::string multiplier_text(const ModuleContext& context) {
  if (const auto* plain = std::get_if<PlainProduct>(&context.design.layer.product)) return plain_text(context, *plain);
  return hdl::print(multiplier_netlist(context.design), context.language, context.origin);
}

std::string elements_text(const ModuleContext& context) {
  const Design& design = context.design;
  const Plan& plan = context.plan;
  const int high = context.element.tree_latency() - 1;
  Json data =
      header_data(context, "elements", hdl::plural(design.elements, "processing element") + " side by side", {});
  data["x_high"] = design.lanes * plan.input_bits - 1;
  data["input_bits"] = plan.input_bits;
  data["lanes"] = design.lanes;
  data["word_bits"] = plan.word_bits;
  data["words_high"] = plan.codes.word_bits - 1;
  data["sums_high"] = design.elements * plan.accumulator_bits - 1;
  data["latency"] = context.element.latency();
  data["delay_high"] = high;
  data["delay_high_less"] = std::max(0, high - 1);
  data["is_long"] = high > 0;
  data["element"] = module_name(design, "element");
  if (context.language == hdl::Language::kVerilog) {
    data["elements"] = design.elements;
  } else {
    data["elements_high"] = design.elements - 1;
  }
  data["element_word_bits"] = design.lanes * plan.word_bits;
  data["accumulator_bits"] = plan.accumulator_bits;
  return hdl::render(template_path("elements", context.language), data);
}

std::string top_text(const ModuleContext& context) {
  const Design& design = context.design;
  const Plan& plan = context.plan;
  const Layer& layer = design.layer;
  const network::MultiplyLayer& operation = layer.operation;
  const auto bytes = [](int bits) { return (bits + 7) / 8 * 8; };
  const int kernel = operation.window.kernel[0];
  const auto shape_text = [](const network::Shape& shape) {
    return std::to_string(shape.height) + " x " + std::to_string(shape.width) + " pixels of " +
           hdl::plural(shape.channels, "channel");
  };
  Json data = header_data(
      context, "", "a convolution layer, streaming",
      {"Input     s_axis: " + shape_text(layer.input) + ", " + std::to_string(design.lanes) + " channels a beat" +
           folds_text(plan.in_folds, "beats a pixel"),
       "Output    m_axis: " + shape_text(layer.output) + ", " + hdl::plural(design.read_width, "channel") + " a beat",
       "Kernel    " + std::to_string(kernel) + " x " + std::to_string(kernel) + ", stride " +
           std::to_string(operation.window.stride[0]),
       "Elements  " + std::to_string(design.elements) + folds_text(plan.out_folds, "groups of output channels"),
       "Codes     s_axis_code: " + hdl::plural(plan.set_beats, "beat") + " a set"});
  const auto add = [&](const char* key, std::int64_t value) { data[key] = value; };
  add("in_channels", layer.input.channels);
  add("out_channels", layer.output.channels);
  add("height", layer.input.height);
  add("width", layer.input.width);
  add("kernel", kernel);
  add("stride", operation.window.stride[0]);
  add("pad_top", operation.window.padding[0]);
  add("pad_left", operation.window.padding[1]);
  add("out_height", layer.output.height);
  add("out_width", layer.output.width);
  add("lanes", design.lanes);
  add("elements", design.elements);
  add("read_width", design.read_width);
  add("input_bits", plan.input_bits);
  add("word_bits", plan.word_bits);
  add("accumulator_bits", plan.accumulator_bits);
  add("bias_bits", plan.bias_bits);
  add("factor_bits", layer.factor_bits);
  add("shift", operation.rescaling.shift);
  add("relu", operation.relu ? 1 : 0);
  add("output_bits", plan.output_bits);
  add("output_low", operation.rescaling.range.low);
  add("output_high", operation.rescaling.range.high);
  add("element_latency", context.element.latency());
  add("lane_skew", context.element.is_chain ? 1 : 0);
  add("slice_bits", plan.codes.slice_bits);
  add("ram_style", plan.codes.is_distributed ? 1 : 0);
  add("requantiser", static_cast<int>(design.requantiser));
  add("row_slots", plan.row_slots);
  add("style", style_number(design.style));
  add("in_high", bytes(design.lanes * plan.input_bits) - 1);
  add("out_high", bytes(design.read_width * plan.output_bits) - 1);
  add("x_high", design.lanes * plan.input_bits - 1);
  add("words_high", plan.codes.word_bits - 1);
  add("sums_high", design.elements * plan.accumulator_bits - 1);
  data["elements_module"] = module_name(design, "elements");
  return hdl::render(template_path("top", context.language), data);
}

}  // namespace rccm::accelerator
