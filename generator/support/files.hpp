#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace rccm {

/// The largest file that any reader loads: beyond it a wrong path is likelier than a network.
inline constexpr std::uint64_t kMaxFileBytes = std::uint64_t{8} << 30;

/// The whole file as bytes. Throws Error (kInput) when it is missing, a folder, unreadable or above kMaxFileBytes.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

/// Replaces the file by a temporary file beside it and a rename, so that no reader ever sees half of it.
/// Throws Error (kInput) when it cannot be written; nothing is left behind then.
void write_file(const std::filesystem::path& path, std::string_view content);

}  // namespace rccm
