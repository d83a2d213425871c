#pragma once

#include <string>
#include <string_view>

namespace rccm::hdl {

/// Whether a name can be that of a module, an entity and their file: lower case, no reserved word of Verilog,
/// SystemVerilog or VHDL, no port or primitive of ours, no underscore doubled or at the end, at most 80 characters.
[[nodiscard]] bool is_legal_name(std::string_view name);

/// A legal name that resembles the text: "addnet:2-add" becomes addnet_2_add.
[[nodiscard]] std::string legal_name(std::string_view text);

}  // namespace rccm::hdl
