#include "report/accuracy_text.hpp"

#include <limits>

#include "unit/catch.hpp"

using rccm::report::AccuracyReport;

namespace {

AccuracyReport sample() {
  AccuracyReport report{"net", true, {8, 5, 7, {{4, 3}, {4, 2}, {0, 0}}}, {}, {}};
  report.layers = {{"conv1", "relu1", 31.256}, {"pool", "pool", std::numeric_limits<double>::infinity()}};
  report.weights = {{"conv1", "cell", 2048, 1024, 8192, 6144, 4096}, {"fc", "cell", 2048, 0, 8192, 16384, 8192}};
  return report;
}

}  // namespace

TEST_CASE("an evaluation is told in per cent, by class and by layer") {
  CHECK(accuracy_text(sample()) ==
        "net, integers, 8 images\n"
        "top-1   62.50 %\n"
        "top-5   87.50 %\n"
        "\n"
        "class   images  correct        %\n"
        "    0        4        3    75.00\n"
        "    1        4        2    50.00\n"
        "    2        0        0     0.00\n"
        "\n"
        "layer  float  SNR dB\n"
        "conv1  relu1   31.26\n"
        "pool   pool      inf\n"
        "\n"
        "layer   weights  zeros %  stored KiB  run-length  Huffman\n"
        "conv1      2048     50.0        1.00        0.75     0.50\n"
        "fc         2048      0.0        1.00        2.00     1.00\n"
        "all        4096     25.0        2.00        2.75     1.50\n");
  AccuracyReport plain = sample();
  plain.is_integer = false;
  plain.layers.clear();
  plain.weights.clear();
  CHECK_THAT(accuracy_text(plain), Catch::StartsWith("net, float, 8 images\n") && !Catch::Contains("SNR"));
}

TEST_CASE("an evaluation as JSON has counts, and null where there is no difference") {
  const rccm::Json json = to_json(sample());
  CHECK(json["schema"] == "rccm.accuracy/1");
  CHECK(json["arithmetic"] == "integer");
  CHECK(json["top1"] == 5);
  CHECK(json["top1_percent"] == 62.5);
  CHECK(json["classes"][1] == rccm::Json({{"images", 4}, {"correct", 2}}));
  CHECK(json["layers"][0]["snr_db"] == 31.256);
  CHECK(json["layers"][1]["snr_db"].is_null());
  CHECK(json["weights"][0]["stored_bits"] == 8192);
  CHECK(json["weights"][1]["zeros"] == 0);
}
