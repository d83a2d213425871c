#include "accelerator/code_stream.hpp"

#include <cstdint>
#include <vector>

#include "accelerator/layer_file.hpp"
#include "support/random.hpp"
#include "unit/accelerator/sample.hpp"
#include "unit/catch.hpp"

namespace rccm::accelerator {
namespace {

constexpr int kSignBit = 3;
constexpr std::uint32_t kSign = 1U << kSignBit;

// The sum of an element's tree: every right operand is added or subtracted as its first lane's word says, the whole sum
// has the sign of lane 0.
std::int64_t tree_sum(const std::vector<std::uint32_t>& words, const std::vector<std::int64_t>& products) {
  std::vector<std::int64_t> sums = products;
  std::vector<std::size_t> firsts(words.size());
  for (std::size_t lane = 0; lane < words.size(); ++lane) firsts[lane] = lane;
  while (sums.size() > 1) {
    std::vector<std::int64_t> next;
    std::vector<std::size_t> next_firsts;
    for (std::size_t i = 0; i < sums.size(); i += 2) {
      next.push_back(sums[i]);
      next_firsts.push_back(firsts[i]);
      if (i + 1 == sums.size()) continue;
      next.back() += (words[firsts[i + 1]] & kSign) != 0 ? -sums[i + 1] : sums[i + 1];
    }
    sums = next;
    firsts = next_firsts;
  }
  return (words[0] & kSign) != 0 ? -sums[0] : sums[0];
}

}  // namespace

TEST_CASE("Relative signs give the tree the sum that the words' own signs mean") {
  Random random(1);
  for (std::size_t lanes = 1; lanes <= 17; ++lanes) {
    for (int round = 0; round < 20; ++round) {
      std::vector<std::uint32_t> words;
      std::vector<std::int64_t> products;
      std::int64_t expected = 0;
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        words.push_back(static_cast<std::uint32_t>(random.below(16)));
        products.push_back(random.below(1000));
        expected += (words.back() & kSign) != 0 ? -products.back() : products.back();
      }
      CHECK(tree_sum(relative_signs(words, kSignBit), products) == expected);
    }
  }
}

TEST_CASE("Signs relative to the first give a chain the sum that the words' own signs mean") {
  Random random(2);
  for (std::size_t lanes = 1; lanes <= 9; ++lanes) {
    std::vector<std::uint32_t> words;
    for (std::size_t lane = 0; lane < lanes; ++lane) words.push_back(static_cast<std::uint32_t>(random.below(16)));
    const std::vector<std::uint32_t> relative = signs_relative_to_first(words, kSignBit);
    std::int64_t expected = 0;
    std::int64_t chain = 0;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const std::int64_t product = random.below(1000);
      CHECK((relative[lane] & ~kSign) == (words[lane] & ~kSign));
      expected += (words[lane] & kSign) != 0 ? -product : product;
      chain += lane > 0 && (relative[lane] & kSign) != 0 ? -product : product;
    }
    CHECK(((relative[0] & kSign) != 0 ? -chain : chain) == expected);
  }
}

TEST_CASE("A chain's words come lane by lane, each lane in slices of its own") {
  Json json = sample_layer();
  json["circuit"] = "booth:8x4";
  json["adders"] = "chain";
  const Design chain = design_from_json(json, "sample");
  REQUIRE(chain.lanes > 1);
  const Plan plan = make_plan(chain);
  CHECK(plan.codes.groups == chain.lanes);
  CHECK(plan.codes.slices % chain.lanes == 0);
  const std::vector<std::uint64_t> beats = code_stream(chain, plan);
  REQUIRE(beats.size() == static_cast<std::size_t>(plan.set_beats));
  // The first word's slices hold the first tap's codes of all elements, for one lane after the other.
  const int slices = plan.codes.slices / chain.lanes;
  const auto count = static_cast<std::size_t>(taps(chain.layer));
  for (int lane = 0; lane < chain.lanes; ++lane) {
    for (int element = 0; element < chain.elements; ++element) {
      std::uint64_t code = 0;
      for (int bit = 0; bit < plan.word_bits; ++bit) {
        const int at = element * plan.word_bits + bit;
        const std::uint64_t beat = beats[static_cast<std::size_t>(lane * slices + at / plan.codes.slice_bits)];
        code |= (beat >> (at % plan.codes.slice_bits) & 1U) << bit;
      }
      const std::size_t channel = static_cast<std::size_t>(element) * count;
      const auto in_channel =
          static_cast<std::size_t>(lane) * count / static_cast<std::size_t>(chain.layer.input.channels);
      CHECK(code == chain.layer.operation.words[channel + in_channel]);
    }
  }
}

TEST_CASE("Relative signs leave the codes as they are") {
  const std::vector<std::uint32_t> words{0b1001, 0b0010, 0b1011, 0b1100, 0b0101};
  const std::vector<std::uint32_t> relative = relative_signs(words, kSignBit);
  for (std::size_t lane = 0; lane < words.size(); ++lane) CHECK((relative[lane] & ~kSign) == (words[lane] & ~kSign));
}

TEST_CASE("With ternary adders words keep their signs, and a bias counts its channel's negative words") {
  Json json = sample_layer();
  json["circuit"] = "native:signless-cell";
  const Design binary = design_from_json(json, "sample");
  json["adders"] = "ternary";
  const Design ternary = design_from_json(json, "sample");
  const Plan plan = make_plan(ternary);
  CHECK(plan.bias_bits > make_plan(binary).bias_bits - 1);
  const std::vector<std::uint64_t> beats = code_stream(ternary, plan);
  REQUIRE(beats.size() == static_cast<std::size_t>(plan.set_beats));
  const Layer& layer = ternary.layer;
  const std::uint64_t mask = (std::uint64_t{1} << plan.bias_bits) - 1;
  const auto words = static_cast<std::size_t>(taps(layer));
  for (std::size_t channel = 0; channel < static_cast<std::size_t>(layer.output.channels); ++channel) {
    std::int64_t negative = 0;
    for (std::size_t word = 0; word < words; ++word) {
      negative += layer.operation.words[channel * words + word] >> kSignBit & 1U;
    }
    REQUIRE(negative > 0);
    const std::size_t beat = beats.size() - static_cast<std::size_t>(plan.out_folds * ternary.elements) + channel;
    CHECK((beats[beat] & mask) == (static_cast<std::uint64_t>(layer.operation.bias[channel] + negative) & mask));
  }
}

TEST_CASE("Codes take the narrowest block RAM that is deep enough for two sets") {
  CHECK(code_memory(256, 200).slice_bits == 36);
  CHECK(code_memory(256, 256).block_rams == 8);  // 256 / 36
  CHECK(code_memory(256, 257).slice_bits == 18);
  CHECK(code_memory(256, 1025).slice_bits == 4);
  CHECK(code_memory(256, 9000).block_rams == 512);  // one bit wide, two deep
  CHECK(code_memory(20, 200).slice_bits == 20);
  CHECK(code_memory(256, 32).is_distributed);
  CHECK(code_memory(256, 32).block_rams == 0);
}

TEST_CASE("Codes of five bits fill block RAMs as well as codes of four or eight") {
  CHECK(code_memory(64 * 4, 256).block_rams == 8);
  CHECK(code_memory(64 * 5, 256).block_rams == 9);
  CHECK(code_memory(64 * 8, 256).block_rams == 15);
}

}  // namespace rccm::accelerator
