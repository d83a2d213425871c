#include "accelerator/choose.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <vector>

#include "accelerator/estimate.hpp"
#include "support/error.hpp"

namespace rccm::accelerator {
namespace {

// The least width for each number of folds: a wider one would only idle more.
std::vector<int> useful_widths(int channels, int most, int divisor) {
  std::vector<int> widths;
  int folds = 0;
  for (int width = 1; width <= std::min(channels, most); ++width) {
    if (width % divisor != 0) continue;
    const int needed = (channels + width - 1) / width;
    if (needed == folds) continue;
    folds = needed;
    widths.push_back(width);
  }
  return widths;
}

struct Candidate {
  Choice choice;
  Estimate estimate;
};

std::vector<Candidate> candidates(Design design) {
  std::vector<Candidate> found;
  for (const int lanes : useful_widths(design.layer.input.channels, kMaxLanes, 1)) {
    for (const int elements : useful_widths(design.layer.output.channels, kMaxElements, design.read_width)) {
      design.lanes = lanes;
      design.elements = elements;
      found.push_back({{lanes, elements}, make_estimate(design, make_plan(design))});
    }
  }
  return found;
}

std::string described(const Candidate& candidate, const Budget& budget) {
  return std::to_string(candidate.choice.lanes) + " lanes x " + std::to_string(candidate.choice.elements) +
         " elements take " + std::to_string(std::lround(candidate.estimate.luts)) + " LUTs, " +
         std::to_string(candidate.estimate.block_rams) + " block RAMs, and give " +
         std::to_string(std::lround(images_per_second(candidate.estimate, budget.clock_mhz))) + " images a second";
}

}  // namespace

bool is_given(const Budget& budget) {
  return budget.luts || budget.block_rams || budget.images_per_second;
}

Choice choose(const Design& design, const Budget& budget) {
  const std::vector<Candidate> all = candidates(design);
  const auto is_affordable = [&](const Candidate& candidate) {
    return (!budget.luts || candidate.estimate.luts <= *budget.luts) &&
           (!budget.block_rams || candidate.estimate.block_rams <= *budget.block_rams);
  };
  const auto is_fast = [&](const Candidate& candidate) {
    return !budget.images_per_second ||
           images_per_second(candidate.estimate, budget.clock_mhz) >= *budget.images_per_second;
  };
  const auto is_cheaper = [](const Candidate& a, const Candidate& b) {
    return std::tuple(a.estimate.luts, a.estimate.cycles) < std::tuple(b.estimate.luts, b.estimate.cycles);
  };
  const auto is_faster = [](const Candidate& a, const Candidate& b) {
    return std::tuple(a.estimate.cycles, a.estimate.luts) < std::tuple(b.estimate.cycles, b.estimate.luts);
  };
  std::vector<Candidate> fitting;
  for (const Candidate& candidate : all) {
    if (is_affordable(candidate) && is_fast(candidate)) fitting.push_back(candidate);
  }
  if (fitting.empty()) {
    std::vector<Candidate> affordable;
    std::copy_if(all.begin(), all.end(), std::back_inserter(affordable), is_affordable);
    const Candidate& nearest = affordable.empty() ? *std::min_element(all.begin(), all.end(), is_cheaper)
                                                  : *std::min_element(affordable.begin(), affordable.end(), is_faster);
    throw usage_error(design.name + ": no lanes and elements keep to the budget: " + described(nearest, budget));
  }
  const auto best = budget.images_per_second ? std::min_element(fitting.begin(), fitting.end(), is_cheaper)
                                             : std::min_element(fitting.begin(), fitting.end(), is_faster);
  return best->choice;
}

}  // namespace rccm::accelerator
