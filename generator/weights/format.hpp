#pragma once

#include <string>
#include <string_view>

namespace rccm {

/// The kinds of file that hold weights.
enum class WeightFormat { kNpy, kNpz, kSafetensors, kCsv };

/// Which kind `bytes` are: by how they begin, then by the extension of `path`. Throws Error (kInput) for an empty file
/// and for other kinds, naming the known ones among these with the way to convert them.
[[nodiscard]] WeightFormat detect_weight_format(std::string_view bytes, const std::string& path);

}  // namespace rccm
