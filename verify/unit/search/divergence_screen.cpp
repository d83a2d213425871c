#include "search/divergence_screen.hpp"

#include "search/set_scorer.hpp"
#include "support/plain_metrics.hpp"
#include "unit/catch.hpp"
#include "unit/search/random_magnitudes.hpp"

using namespace rccm;
using rccm::test::example_distributions;
using rccm::test::Random;
using rccm::test::random_cases;
using rccm::test::random_magnitudes;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr std::int32_t kGreatest = MagnitudeSet<8>::kCapacity - 1;

}  // namespace

TEST_CASE("Without a limit the screen computes the divergence, for any odd number of bins") {
  Random random(1);
  for (const auto& example : example_distributions()) {
    for (const int bins : {3, 5, 9, 13, 15, 31, 63}) {
      const Divergence divergence(example.distribution, {bins, 1e-3, std::nullopt});
      const DivergenceScreen screen(divergence, kGreatest);
      for (int i = 0; i < random_cases(60); ++i) {
        const auto set = random_magnitudes(random);
        INFO(example.name << ", " << bins << " bins, " << to_text(symmetric_set(set.members())));
        REQUIRE(screen(set, kInfinity) ==
                Approx(divergence(symmetric_set(set.members()))).epsilon(1e-12).margin(1e-12));
      }
    }
  }
}

TEST_CASE("Magnitudes exactly on a boundary of bins are counted in the bins of their signs") {
  const Divergence divergence(Distribution::synthetic(Distribution::Family::kGaussian), {});
  const DivergenceScreen screen(divergence, kGreatest);
  for (std::int32_t top = 31; top <= kGreatest; top += 31) {
    MagnitudeSet<8> pattern;
    pattern.clear();
    // Every boundary: odd multiples of top / 31.
    for (std::int32_t odd = 1; odd <= 31; odd += 2) pattern.insert(top / 31 * odd);
    RankedSet<8> set;
    set.unite(pattern, pattern, top);
    REQUIRE(screen(set, kInfinity) == Approx(divergence(symmetric_set(set.members()))).epsilon(1e-12));
  }
}

TEST_CASE("The screen discards a set only if its divergence exceeds the limit") {
  Random random(2);
  for (const auto& example : example_distributions()) {
    for (const int bins : {3, 7, 15, 31}) {
      const Divergence divergence(example.distribution, {bins, 1e-3, std::nullopt});
      const DivergenceScreen screen(divergence, kGreatest);
      for (int i = 0; i < random_cases(60); ++i) {
        const auto set = random_magnitudes(random);
        const double value = divergence(symmetric_set(set.members()));
        INFO(example.name << ", " << bins << " bins, " << to_text(symmetric_set(set.members())));
        REQUIRE(screen(set, value + 1e-9) == Approx(value).epsilon(1e-12).margin(1e-12));
      }
    }
  }
}

TEST_CASE("An even number of bins is left to the caller") {
  const Divergence divergence(Distribution::synthetic(Distribution::Family::kGaussian), {30, 1e-3, std::nullopt});
  const DivergenceScreen screen(divergence, kGreatest);
  Random random(3);
  CHECK(screen(random_magnitudes(random), kInfinity) == -kInfinity);
}
