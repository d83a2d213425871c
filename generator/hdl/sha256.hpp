#pragma once

#include <string>
#include <string_view>

namespace rccm::hdl {

/// The SHA-256 digest of some bytes, as 64 lower-case hexadecimal digits (FIPS 180-4).
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace rccm::hdl
