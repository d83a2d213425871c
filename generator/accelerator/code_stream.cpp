#include "accelerator/code_stream.hpp"

#include <algorithm>

#include "network/multiplier.hpp"

namespace rccm::accelerator {
namespace {

/// Words side by side, lowest first, cut into beats of a memory's slice each.
class Packer {
 public:
  explicit Packer(int slice_bits) : slice_bits_(slice_bits) {}

  void add(std::uint32_t word, int bits, std::vector<std::uint64_t>& beats) {
    for (int bit = 0; bit < bits; ++bit) {
      beat_ |= static_cast<std::uint64_t>((word >> bit) & 1U) << filled_;
      if (++filled_ == slice_bits_) flush(beats);
    }
  }
  void flush(std::vector<std::uint64_t>& beats) {
    if (filled_ == 0) return;
    beats.push_back(beat_);
    beat_ = 0;
    filled_ = 0;
  }

 private:
  int slice_bits_;
  int filled_ = 0;
  std::uint64_t beat_ = 0;
};

// An idle lane's word may be any, as its x is 0; an idle element's result is never read.
constexpr std::uint32_t kIdleWord = 0;

std::uint32_t word_at(const Layer& layer, int out_channel, int in_channel, int row, int column) {
  if (out_channel >= layer.output.channels || in_channel >= layer.input.channels) return kIdleWord;
  const int kernel = layer.operation.window.kernel[0];
  const auto index = ((static_cast<std::size_t>(out_channel) * static_cast<std::size_t>(layer.input.channels) +
                       static_cast<std::size_t>(in_channel)) *
                          static_cast<std::size_t>(kernel) +
                      static_cast<std::size_t>(row)) *
                         static_cast<std::size_t>(kernel) +
                     static_cast<std::size_t>(column);
  return layer.operation.words[index];
}

// The words of a channel that are negative.
std::int64_t negative_words(const Layer& layer, int out_channel, int sign_bit) {
  const auto count = static_cast<std::ptrdiff_t>(taps(layer));
  const auto first = layer.operation.words.begin() + count * out_channel;
  return std::count_if(first, first + count, [&](std::uint32_t word) { return (word >> sign_bit & 1U) != 0; });
}

}  // namespace

std::vector<std::uint32_t> relative_signs(std::vector<std::uint32_t> words, int sign_bit) {
  const std::uint32_t sign = std::uint32_t{1} << sign_bit;
  // A node is known by its first lane, whose sign is the node's. What is a right operand on one level was a left one on
  // all levels below, so that its sign is still its own when it is compared.
  for (std::size_t distance = 1; distance < words.size(); distance *= 2) {
    for (std::size_t left = 0; left + distance < words.size(); left += 2 * distance) {
      words[left + distance] ^= words[left] & sign;
    }
  }
  return words;
}

std::vector<std::uint32_t> signs_relative_to_first(std::vector<std::uint32_t> words, int sign_bit) {
  const std::uint32_t sign = words.front() & (std::uint32_t{1} << sign_bit);
  for (std::size_t lane = 1; lane < words.size(); ++lane) words[lane] ^= sign;
  return words;
}

namespace {

// Signs as the adders of an element take them.
std::vector<std::uint32_t> prepared(std::vector<std::uint32_t> words, const Design& design, int sign_bit) {
  if (!is_signless(design.layer.product) || has_ternary_adders(design)) return words;
  if (has_chain(design)) return signs_relative_to_first(std::move(words), sign_bit);
  return relative_signs(std::move(words), sign_bit);
}

}  // namespace

std::vector<std::uint64_t> code_stream(const Design& design, const Plan& plan) {
  const Layer& layer = design.layer;
  const int kernel = layer.operation.window.kernel[0];
  const int sign_bit = network::code_bits(multiplier_of(layer.product));
  const int group_lanes = design.lanes / plan.codes.groups;
  std::vector<std::uint64_t> beats;
  beats.reserve(static_cast<std::size_t>(plan.set_beats));
  Packer packer(plan.codes.slice_bits);
  for (int out_fold = 0; out_fold < plan.out_folds; ++out_fold) {
    for (int tap = 0; tap < kernel * kernel; ++tap) {
      for (int in_fold = 0; in_fold < plan.in_folds; ++in_fold) {
        std::vector<std::vector<std::uint32_t>> words(static_cast<std::size_t>(design.elements));
        for (int element = 0; element < design.elements; ++element) {
          auto& lanes = words[static_cast<std::size_t>(element)];
          for (int lane = 0; lane < design.lanes; ++lane) {
            lanes.push_back(word_at(layer, out_fold * design.elements + element, in_fold * design.lanes + lane,
                                    tap / kernel, tap % kernel));
          }
          lanes = prepared(std::move(lanes), design, sign_bit);
        }
        for (int first = 0; first < design.lanes; first += group_lanes) {
          for (const auto& lanes : words) {
            for (int lane = first; lane < first + group_lanes; ++lane) {
              packer.add(lanes[static_cast<std::size_t>(lane)], plan.word_bits, beats);
            }
          }
          packer.flush(beats);
        }
      }
    }
  }
  const std::uint64_t bias_mask = (std::uint64_t{1} << plan.bias_bits) - 1;
  for (int channel = 0; channel < plan.out_folds * design.elements; ++channel) {
    const auto index = static_cast<std::size_t>(channel);
    const bool is_used = channel < layer.output.channels;
    std::int64_t bias = is_used ? layer.operation.bias[index] : 0;
    if (is_used && biases_hold_signs(design)) bias += negative_words(layer, channel, sign_bit);
    const std::uint64_t factor = is_used ? layer.operation.factors[index] : 0;
    beats.push_back((static_cast<std::uint64_t>(bias) & bias_mask) | factor << kFactorPosition);
  }
  return beats;
}

}  // namespace rccm::accelerator
