#include "report/metrics.hpp"

#include "support/error.hpp"
#include "unit/catch.hpp"
#include "unit/report/samples.hpp"

using namespace rccm;

TEST_CASE("the published 2-Add represents Gaussian weights with 13.9 dB, Laplacian ones with 13.1 dB") {
  const Circuit circuit = test::published("addnet:2-add");
  const auto gaussian = Distribution::synthetic(Distribution::Family::kGaussian);
  const auto laplace = Distribution::synthetic(Distribution::Family::kLaplace);
  CHECK(report::measure(circuit, gaussian).sqnr_db == Approx(13.9).margin(0.05));
  CHECK(report::measure(circuit, laplace).sqnr_db == Approx(13.1).margin(0.05));
}

TEST_CASE("the magnitudes of a signless circuit are measured with their mirror images") {
  const auto gaussian = Distribution::synthetic(Distribution::Family::kGaussian);
  CHECK(report::measure(test::one_signless_cell(), gaussian).sqnr_db == Approx(18.2).margin(0.05));
}

TEST_CASE("a circuit without a coefficient but 0 is refused with a remedy") {
  Circuit circuit = test::plus_or_minus();
  circuit.cells[0].functions = {{}, {}};
  const auto gaussian = Distribution::synthetic(Distribution::Family::kGaussian);
  CHECK_THROWS_WITH(report::measure(circuit, gaussian),
                    "plus or minus: has no coefficient but 0, which fits no weights: leave it or the weights "
                    "out");
}

TEST_CASE("metrics are printed with few digits") {
  CHECK(report::metrics_text({0.91234, 13.8712, 0.0317349}) == "SQNR 13.87 dB at scale 0.03173, divergence 0.9123");
}
