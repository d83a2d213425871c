#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "verify/check.hpp"
#include "verify/folder.hpp"

namespace rccm::verify {

/// One input of a multiplier, as the unsigned words that its ports carry.
struct Vector {
  std::uint64_t x = 0;
  std::uint64_t code = 0;
};

/// Which inputs a simulation tries.
struct VectorPlan {
  bool exhaustive = true;
  std::uint64_t count = 0;
  bool is_replay = false;
};

/// The one vector that the user names.
inline constexpr VectorPlan kReplayPlan{false, 1, true};

/// Every input and code where these are at most `most_exhaustive`, otherwise `sampled` of them, corners first.
[[nodiscard]] VectorPlan plan_vectors(const Folder& folder, std::uint64_t most_exhaustive, std::uint64_t sampled);

/// Vector number i of a sample: least, greatest and middle values of x under each code, then random ones.
[[nodiscard]] Vector sampled_vector(const Folder& folder, std::uint64_t i);

/// x as the number that its bits stand for.
[[nodiscard]] std::int64_t input_value(const Folder& folder, std::uint64_t x);

/// The bits of coefficient * x on the port product.
[[nodiscard]] std::uint64_t expected_product(const Folder& folder, const Vector& vector);

/// The bits of code that the consumer's outputs repeat, the first output's lowest.
[[nodiscard]] std::uint64_t expected_consumer(const Folder& folder, const Vector& vector);

/// How wide a testbench declares the consumer's outputs, which it compares as one word: at least 1.
[[nodiscard]] int consumer_width(const Folder& folder);

/// The low `bits` bits set.
[[nodiscard]] std::uint64_t low_mask(int bits);

/// A counterexample from what a simulation or a proof found; `product` holds binary digits, maybe x or u, the highest
/// bit first, and `consumer` those of the consumer's outputs, also highest first.
[[nodiscard]] Counterexample counterexample(const Folder& folder, const std::string& style, const Vector& vector,
                                            const std::string& product, const std::string& consumer);

/// What a testbench printed: "rccm-mismatch STYLE X CODE PRODUCT CONSUMER" with X and CODE as unsigned decimal words,
/// or "rccm-checked N". A testbench that says neither, or another N than `count`, has not passed.
struct SimulationOutcome {
  std::optional<Counterexample> counterexample;
  bool complete = false;
};
[[nodiscard]] SimulationOutcome read_simulation(const Folder& folder, const std::string& log, std::uint64_t count);

/// Turns what a simulation printed into the result of a check.
void judge_simulation(const Folder& folder, const VectorPlan& plan, const std::string& log, CheckResult& result);

}  // namespace rccm::verify
