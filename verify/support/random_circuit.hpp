#pragma once

#include <cstdint>
#include <filesystem>
#include <random>
#include <string>
#include <string_view>

#include "circuit/circuit.hpp"

namespace rccm::test {

/// Random draws that are the same on every platform, which those of the standard distributions are not.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  /// 64 random bits.
  [[nodiscard]] std::uint64_t next() { return engine_(); }
  /// An integer in low..high.
  [[nodiscard]] int between(int low, int high);
  /// True in so many of a hundred cases.
  [[nodiscard]] bool chance(int percent) { return between(0, 99) < percent; }

 private:
  std::mt19937_64 engine_;
};

/// A valid circuit: any mode and width, 1 to 4 cells of at most 4 select bits, shifts 0 to 6, signed and unsigned,
/// sometimes signless, with a shift that the consumer chooses or with code bits that cells share. The same seed gives
/// the same circuit everywhere.
[[nodiscard]] Circuit random_circuit(std::uint64_t seed);

/// How many random cases a property is tried on: the environment variable RCCM_RANDOM_CASES, or the given number.
[[nodiscard]] int random_cases(int usual);

/// The circuit as a circuit file without anything derived: it can be written for a circuit that makes the mapping
/// crash.
[[nodiscard]] std::string circuit_text(const Circuit& circuit);

/// Keeps a random case in a file of the current folder while a property is checked on it, so that the case is there
/// even after a crash. passed() removes the file.
class SavedCase {
 public:
  SavedCase(const Circuit& circuit, std::string_view property);
  void passed() const;
  [[nodiscard]] std::string message() const { return "saved as " + path_.string() + ":\n" + text_; }

 private:
  std::string text_;
  std::filesystem::path path_;
};

}  // namespace rccm::test
