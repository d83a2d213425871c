#pragma once

#include <stdexcept>
#include <string>

namespace rccm {

/// What kind of mistake an Error reports; the value is the program's exit status.
enum class ErrorKind {
  kVerification = 1,  ///< a check found a difference
  kUsage = 2,         ///< an option or request that makes no sense
  kInput = 3,         ///< a file that cannot be read or does not hold what it should
  kMissingTool = 4,   ///< an external program that is not installed
};

/// An error that a user can cause. The message names the thing, the place in it and the remedy, for example
/// "weights.npy: 3 of 4096 values are NaN (first at index 17): clean the tensor".
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}
  [[nodiscard]] ErrorKind kind() const noexcept { return kind_; }

 private:
  ErrorKind kind_;
};

[[nodiscard]] inline Error input_error(const std::string& message) {
  return {ErrorKind::kInput, message};
}
[[nodiscard]] inline Error usage_error(const std::string& message) {
  return {ErrorKind::kUsage, message};
}

}  // namespace rccm
