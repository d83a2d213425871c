#pragma once

#include <string>
#include <string_view>

namespace rccm::data {

/// Whether the bytes begin as a gzip file does.
[[nodiscard]] bool looks_gzipped(std::string_view bytes);

/// The content of a gzip file, its members joined, checked against their CRC-32 and sizes. Throws Error (kInput) naming
/// `where` for data that is damaged or cut short, and for content above kMaxFileBytes.
[[nodiscard]] std::string gunzip(std::string_view bytes, const std::string& where);

}  // namespace rccm::data
