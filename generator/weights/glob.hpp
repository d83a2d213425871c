#pragma once

#include <string_view>

namespace rccm {

/// Whether the whole name fits the pattern, in which * stands for any characters or none and ? for exactly one.
[[nodiscard]] bool glob_matches(std::string_view pattern, std::string_view name);

}  // namespace rccm
