#include "search/distortion_screen.hpp"

#include "search/set_scorer.hpp"
#include "support/plain_metrics.hpp"
#include "unit/catch.hpp"
#include "unit/search/random_magnitudes.hpp"
#include "weights/fit.hpp"

using namespace rccm;
using rccm::test::example_distributions;
using rccm::test::Random;
using rccm::test::random_cases;
using rccm::test::random_magnitudes;

TEST_CASE("The distortion screens never discard a set that is within the limit") {
  Random random(1);
  for (const auto& example : example_distributions()) {
    const DistortionScreen screen(example.distribution, MagnitudeSet<8>::kCapacity - 1);
    for (int i = 0; i < random_cases(120); ++i) {
      const auto set = random_magnitudes(random);
      const NodeSet members = set.members();
      const double limit = fit_scale(symmetric_set(members), example.distribution).distortion + 1e-9;
      INFO(example.name << ", " << to_text(symmetric_set(members)) << ", limit " << limit);
      const DistortionScreen::Cells cells = screen.cells_by_count(set, limit);
      REQUIRE(cells.count > 0);
      REQUIRE(screen.may_reach(members, cells, limit));
      REQUIRE(screen.upper_bound(members) >= limit - 1e-9);
    }
  }
}

TEST_CASE("The distortion screens discard sets that are clearly beyond the limit") {
  Random random(2);
  const Distribution gaussian = Distribution::synthetic(Distribution::Family::kGaussian);
  const DistortionScreen screen(gaussian, MagnitudeSet<8>::kCapacity - 1);
  int kept = 0;
  const int cases = random_cases(100);
  for (int i = 0; i < cases; ++i) {
    const auto set = random_magnitudes(random);
    const double limit = 0.9 * fit_scale(symmetric_set(set.members()), gaussian).distortion;
    const DistortionScreen::Cells cells = screen.cells_by_count(set, limit);
    if (cells.count > 0 && screen.may_reach(set.members(), cells, limit)) ++kept;
  }
  CHECK(kept == 0);
}
