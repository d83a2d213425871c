#pragma once

namespace rccm::cli {

/// The whole program: parses, runs the verb and returns the exit status.
[[nodiscard]] int run_program(int argc, const char* const* argv);

}  // namespace rccm::cli
