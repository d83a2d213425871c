#pragma once

#include <string>

#include "cli/description.hpp"

namespace rccm::cli {

/// A script that completes the verbs, options, known values and file names of `program` in bash.
[[nodiscard]] std::string bash_completion(const CommandDescription& program);

/// The same for zsh, to be found as `_rccm` in its function path.
[[nodiscard]] std::string zsh_completion(const CommandDescription& program);

}  // namespace rccm::cli
