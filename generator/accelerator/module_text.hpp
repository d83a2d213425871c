#pragma once

#include <string>

#include "accelerator/design.hpp"
#include "accelerator/element.hpp"
#include "circuit/json.hpp"
#include "hdl/options.hpp"
#include "hdl/print.hpp"

namespace rccm::accelerator {

/// A module as templates see it: its design with what follows from it, and where the files come from.
struct ModuleContext {
  const Design& design;
  const Plan& plan;
  const ElementPlan& element;
  hdl::Language language;
  const hdl::Origin& origin;
};

/// The data of templates/layer/header for the module `<design>_<part>`.
[[nodiscard]] Json header_data(const ModuleContext& context, const std::string& part, const std::string& title,
                               const std::vector<std::string>& lines);

/// "probe_element": the module of a part, or of the whole where the part is empty.
[[nodiscard]] std::string module_name(const Design& design, const std::string& part);

// The modules that are generated for a layer, each as a source file.
[[nodiscard]] std::string multiplier_text(const ModuleContext& context);
[[nodiscard]] std::string element_text(const ModuleContext& context);
[[nodiscard]] std::string elements_text(const ModuleContext& context);
[[nodiscard]] std::string top_text(const ModuleContext& context);

/// The number that the hand-written units know a style by.
[[nodiscard]] int style_number(hdl::Style style);

/// The netlist of the multiplier that a circuit is.
[[nodiscard]] hdl::Netlist multiplier_netlist(const Design& design);

}  // namespace rccm::accelerator
