#pragma once

#include <string>
#include <string_view>

#include "circuit/json.hpp"

namespace rccm::hdl {

/// Renders an embedded Mustache template, without any escaping. Partials are other embedded templates, by their paths.
/// Throws std::logic_error if the template uses a key that the data lacks, or the data holds one that it does not use.
[[nodiscard]] std::string render(std::string_view template_path, const Json& data);

/// The same for a template that is given as text; `name` stands for it in messages.
[[nodiscard]] std::string render_text(std::string_view text, const Json& data, const std::string& name);

}  // namespace rccm::hdl
