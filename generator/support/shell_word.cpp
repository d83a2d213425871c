#include "support/shell_word.hpp"

namespace rccm {

std::string shell_word(const std::string& word) {
  const bool is_plain =
      !word.empty() &&
      word.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-+=:,") ==
          std::string::npos;
  if (is_plain) return word;
  std::string result = "'";
  for (const char letter : word) {
    if (letter == '\'')
      result += "'\\''";
    else
      result += letter;
  }
  return result + "'";
}

}  // namespace rccm
