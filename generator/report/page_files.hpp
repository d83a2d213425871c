#pragma once

#include <vector>

#include "hdl/embedded.hpp"

namespace rccm::report {

/// The files of generator/report/page/ that the build put into the library: template, style and scripts of the page.
/// Sorted by path.
[[nodiscard]] const std::vector<hdl::EmbeddedFile>& page_files();

}  // namespace rccm::report
