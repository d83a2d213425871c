#include "verify/vectors.hpp"

#include <algorithm>
#include <array>
#include <sstream>

namespace rccm::verify {
namespace {

// SplitMix64 (Steele, Lea and Flood, 2014): vector i needs no others before it.
std::uint64_t random_word(std::uint64_t i) {
  std::uint64_t z = (i + 1) * 0x9E3779B97F4A7C15U;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31);
}

std::string decimal(const Folder& folder, std::uint64_t word) {
  if (!folder.product_signed || (word >> (folder.product_bits - 1)) == 0) return std::to_string(word);
  return std::to_string(static_cast<std::int64_t>(word | ~low_mask(folder.product_bits)));
}

std::string product_text(const Folder& folder, const std::string& digits) {
  if (digits.find_first_not_of("01") != std::string::npos || digits.empty()) return digits;
  return decimal(folder, std::stoull(digits, nullptr, 2));
}

}  // namespace

std::uint64_t low_mask(int bits) {
  return bits >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1;
}

VectorPlan plan_vectors(const Folder& folder, std::uint64_t most_exhaustive, std::uint64_t sampled) {
  const int bits = folder.circuit.input_bits + folder.code_bits;
  const std::uint64_t all = std::uint64_t{1} << bits;
  if (all <= most_exhaustive) return {true, all};
  return {false, sampled};
}

Vector sampled_vector(const Folder& folder, std::uint64_t i) {
  const std::uint64_t x_mask = low_mask(folder.circuit.input_bits);
  const std::uint64_t half = x_mask / 2;
  const std::array<std::uint64_t, 6> corners{0, 1, half, half + 1, x_mask, 0x5555555555555555U & x_mask};
  const std::uint64_t code_mask = low_mask(folder.code_bits);
  if (i / corners.size() <= code_mask) return {corners[i % corners.size()], i / corners.size()};
  return {random_word(2 * i) & x_mask, random_word(2 * i + 1) & code_mask};
}

std::int64_t input_value(const Folder& folder, std::uint64_t x) {
  const int bits = folder.circuit.input_bits;
  if (folder.circuit.input_signed && ((x >> (bits - 1)) & 1U) != 0) x |= ~low_mask(bits);
  return static_cast<std::int64_t>(x);
}

std::uint64_t expected_product(const Folder& folder, const Vector& vector) {
  const std::int64_t coefficient = folder.coefficients[vector.code & low_mask(folder.select_bits)];
  return static_cast<std::uint64_t>(coefficient * input_value(folder, vector.x)) & low_mask(folder.product_bits);
}

std::uint64_t expected_consumer(const Folder& folder, const Vector& vector) {
  return (vector.code >> folder.select_bits) & low_mask(static_cast<int>(folder.consumer_outputs.size()));
}

int consumer_width(const Folder& folder) {
  return std::max(static_cast<int>(folder.consumer_outputs.size()), 1);
}

Counterexample counterexample(const Folder& folder, const std::string& style, const Vector& vector,
                              const std::string& product, const std::string& consumer) {
  Counterexample result;
  result.style = style;
  result.x = input_value(folder, vector.x);
  result.code = vector.code;
  result.expected = decimal(folder, expected_product(folder, vector));
  result.got = product_text(folder, product);
  const std::size_t outputs = folder.consumer_outputs.size();
  for (std::size_t i = 0; i < outputs; ++i) {
    const std::string name = ", " + folder.consumer_outputs[i] + " ";
    result.expected += name + std::to_string((expected_consumer(folder, vector) >> i) & 1U);
    result.got += name + (consumer.size() == outputs ? consumer.substr(outputs - 1 - i, 1) : "unknown");
  }
  return result;
}

SimulationOutcome read_simulation(const Folder& folder, const std::string& log, std::uint64_t count) {
  SimulationOutcome outcome;
  std::istringstream lines(log);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string first;
    words >> first;
    if (first == "rccm-mismatch") {
      std::string style;
      std::string product;
      std::string consumer;
      Vector vector;
      if (words >> style >> vector.x >> vector.code >> product >> consumer) {
        outcome.counterexample = counterexample(folder, style, vector, product, consumer);
        return outcome;
      }
    } else if (first == "rccm-checked") {
      std::uint64_t checked = 0;
      outcome.complete = static_cast<bool>(words >> checked) && checked == count;
    }
  }
  return outcome;
}

void judge_simulation(const Folder& folder, const VectorPlan& plan, const std::string& log, CheckResult& result) {
  const SimulationOutcome outcome = read_simulation(folder, log, plan.count);
  result.counterexample = outcome.counterexample;
  result.figures["vectors"] = plan.count;
  result.figures["exhaustive"] = plan.exhaustive;
  if (outcome.counterexample) {
    result.verdict = Verdict::kFailed;
    result.detail = "wrong product";
  } else if (!outcome.complete) {
    result.verdict = Verdict::kFailed;
    result.detail = "the simulation ended without a verdict";
  } else {
    result.verdict = Verdict::kPassed;
    result.detail = std::to_string(plan.count);
    if (plan.is_replay) {
      result.detail += " vector, the one of --replay,";
    } else if (plan.exhaustive) {
      result.detail += " vectors, all there are,";
    } else {
      result.detail += " vectors, corners and random ones, of 2^" +
                       std::to_string(folder.circuit.input_bits + folder.code_bits) + ",";
    }
  }
}

}  // namespace rccm::verify
