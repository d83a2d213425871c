// The histograms in examples/weights keep what their README promises.
#include <cmath>
#include <string>

#include "unit/catch.hpp"
#include "weights/load.hpp"

using namespace rccm;

TEST_CASE("The example histograms have 992 symmetric bins of one width and all their weights") {
  struct Row {
    const char* file;
    double weights;
  };
  const Row row = GENERATE(values<Row>({{"resnet20-all-convolutions.csv", 267696},
                                        {"resnet20-layer2.1.conv1.csv", 9216},
                                        {"lenet-conv2.csv", 25000},
                                        {"squeezenet-fire4-expand3x3.csv", 36864},
                                        {"dscnn-conv4.csv", 4096}}));
  CAPTURE(row.file);
  const Weights weights = load_weights({std::string(RCCM_EXAMPLES) + "/" + row.file});
  REQUIRE(weights.histogram);
  const auto& bins = weights.histogram->bins;
  REQUIRE(bins.size() == 992);
  CHECK(bins[496].lower == 0);
  double total = 0;
  for (std::size_t i = 0; i < bins.size(); ++i) {
    total += bins[i].count;
    const HistogramBin& mirrored = bins[bins.size() - 1 - i];
    if (bins[i].lower != -mirrored.upper) FAIL("bin " << i << " has no mirror image");
    if (i > 0 && bins[i].lower != bins[i - 1].upper) FAIL("a gap before bin " << i);
    const double width = bins.back().upper / 496;
    if (std::abs(bins[i].upper - bins[i].lower - width) > 1e-12 * bins.back().upper) FAIL("the width of bin " << i);
  }
  CHECK(total == row.weights);
  CHECK(bins.front().count + bins.back().count > 0);  // the range ends at the largest magnitude
}
