#pragma once

namespace rccm::cli {

/// The version of the project, from CMakeLists.txt.
inline constexpr const char* kVersion = RCCM_VERSION;

}  // namespace rccm::cli
