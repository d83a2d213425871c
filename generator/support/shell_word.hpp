#pragma once

#include <string>

namespace rccm {

/// A word for a POSIX shell, quoted where it needs to be: "a.json" as it is, "two words" as 'two words'.
[[nodiscard]] std::string shell_word(const std::string& word);

}  // namespace rccm
