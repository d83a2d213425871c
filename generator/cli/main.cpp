#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <span>
#include <string_view>

#include "cli/program.hpp"

namespace {

/// Becomes the program of that name beside this one, where there is one.
void hand_over(const char* name, char** argv) {
  std::error_code error;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  if (!error) ::execv((self.parent_path() / name).c_str(), argv);
}

}  // namespace

int main(int argc, char** argv) {
  const std::span arguments(argv, static_cast<std::size_t>(argc));
  const auto verb = std::find_if(arguments.begin() + std::min(argc, 1), arguments.end(),
                                 [](const char* word) { return !std::string_view(word).starts_with('-'); });
  if (verb != arguments.end() && std::string_view(*verb) == "train") hand_over("rccm-train", argv);
  return rccm::cli::run_program(argc, argv);
}
