#pragma once

#include <array>
#include <string_view>

namespace rccm::cli {

/// The statuses beyond those of ErrorKind that the program exits with.
inline constexpr int kDone = 0;
inline constexpr int kWrongUse = 2;
inline constexpr int kUnusable = 3;
inline constexpr int kOwnFault = 5;

/// One exit status and what it tells a script.
struct ExitStatus {
  int value;
  std::string_view meaning;
};

/// All exit statuses, as the help and the manual page list them.
inline constexpr std::array<ExitStatus, 6> kExitStatuses{{
    {kDone, "done"},
    {1, "a verification found a difference"},
    {kWrongUse, "wrong use: an unknown verb or option, or a request that makes no sense"},
    {kUnusable, "a file that cannot be read or written, or does not hold what it should"},
    {4, "a needed tool is missing; the message names its package"},
    {kOwnFault, "a fault of the program itself; please report it"},
}};

}  // namespace rccm::cli
