#pragma once

#include <string>

namespace rccm::report {

/// Throws Error (kMissingTool) that names the package where the program that svg_to_png() runs is not installed, so
/// that a user learns of it before the work.
void require_png_tool();

/// The picture as a PNG of `scale` pixels per unit. Throws Error: as require_png_tool(), and kInput where the tool
/// fails.
[[nodiscard]] std::string svg_to_png(const std::string& svg, double scale);

}  // namespace rccm::report
