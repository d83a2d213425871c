#include "quantize/quantizer_text.hpp"

#include "circuit/presets.hpp"
#include "support/error.hpp"
#include "unit/catch.hpp"
#include "unit/quantize/values.hpp"

using namespace rccm;
using namespace rccm::test;
using Catch::Matchers::Contains;

TEST_CASE("A text names a quantizer") {
  CHECK(parse_quantizer("uniform:7") == Quantizer{Uniform{7}, Granularity::kLayer});
  CHECK(parse_quantizer("uniform:7@kernel") == Quantizer{Uniform{7}, Granularity::kKernel});
  CHECK(parse_quantizer("fixed:8.8") == Quantizer{FixedPoint{8, 8}, Granularity::kLayer});
  CHECK(parse_quantizer("quantile:16") == Quantizer{Quantile{16, true}, Granularity::kLayer});
  CHECK(parse_quantizer("quantile:16:centred") == Quantizer{Quantile{16, false}, Granularity::kLayer});
  CHECK(parse_quantizer("relu-quantile:4:samples") == Quantizer{Equiprobable{4, true}, Granularity::kLayer});
  CHECK(parse_quantizer("dynamic:10:0.0001") == Quantizer{DynamicFixedPoint{10, 0.0001}, Granularity::kLayer});
  CHECK(parse_quantizer("ternary") == Quantizer{Ternary{0.7}, Granularity::kLayer});
  CHECK(parse_quantizer("ternary:0.05") == Quantizer{Ternary{0.05}, Granularity::kLayer});
  CHECK(parse_quantizer("ternary:best") == Quantizer{Ternary{std::nullopt}, Granularity::kLayer});
  CHECK(parse_quantizer("symmetric:3@pixel") == Quantizer{Symmetric{3}, Granularity::kPixel});
  CHECK(parse_quantizer("apot:4:published") == Quantizer{Apot{4, true, ScaleStart::kPublished}, Granularity::kLayer});
  CHECK(parse_quantizer("lsq:4") == Quantizer{Lsq{4, true, ScaleStart::kPublished}, Granularity::kLayer});
  CHECK(parse_quantizer("lsq-unsigned:4:best") == Quantizer{Lsq{4, false, ScaleStart::kBest}, Granularity::kLayer});
  CHECK(parse_quantizer("unsigned:8:99.9%") ==
        Quantizer{Activation{8, false, Calibration::kPercentile, 99.9}, Granularity::kLayer});
  CHECK(parse_quantizer("signed:8:max") == Quantizer{Activation{8, true, Calibration::kMaximum}, Granularity::kLayer});
  CHECK(parse_quantizer("mirrored:0,1,3") ==
        Quantizer{CoefficientQuantizer{"", {-3, -1, 0, 1, 3}, {}}, Granularity::kLayer});
  CHECK(parse_quantizer("set:3,-1,0") == Quantizer{CoefficientQuantizer{"", {-1, 0, 3}, {}}, Granularity::kLayer});
}

TEST_CASE("The name of a circuit names its coefficients, even if it holds spaces") {
  for (const char* name : {"addnet:2-add", "booth:8x4", "2-add A(0,1,3;2) B(0,3;2)"}) {
    const Quantizer quantizer = parse_quantizer(std::string(name) + "@channel");
    CHECK(quantizer == Quantizer{quantizer_of(*preset_circuit(name)), Granularity::kChannel});
    CHECK(to_text(quantizer) == std::string(name) + "@channel");
  }
}

TEST_CASE("A circuit that is not built in is written as its set") {
  Circuit circuit = *preset_circuit("addnet:2-add");
  circuit.name = "mine";
  CHECK(to_text(Quantizer{quantizer_of(circuit), Granularity::kLayer}) == "mirrored:0,1,2,8,28,36,44,92");
  circuit.name = "booth:8x4";  // a name that says something else
  CHECK(to_text(Quantizer{quantizer_of(circuit), Granularity::kLayer}) == "mirrored:0,1,2,8,28,36,44,92");
}

TEST_CASE("A quantizer written and read again is the same") {
  for (const char* text : {"uniform:7",
                           "uniform:16@kernel",
                           "fixed:16.16",
                           "quantile:8@channel",
                           "quantile:8:centred",
                           "relu-quantile:4",
                           "relu-quantile:4:samples",
                           "dynamic:8",
                           "dynamic:8:0.01",
                           "binary@row",
                           "ternary",
                           "ternary:0.05",
                           "ternary:best",
                           "symmetric:2@pixel",
                           "apot:4",
                           "apot:3:published",
                           "apot-unsigned:2",
                           "lsq:4",
                           "lsq:4:best",
                           "lsq-unsigned:8",
                           "unsigned:8",
                           "unsigned:4:max",
                           "unsigned:4:99.99%",
                           "signed:4:learned",
                           "set:-1,0,3",
                           "mirrored:1,3,5,9",
                           "addnet:3-add"}) {
    CHECK(to_text(parse_quantizer(text)) == text);
  }
}

TEST_CASE("A malformed quantizer is answered with the form that it misses") {
  struct Case {
    const char* text;
    const char* message;
  };
  for (const Case& expected : {Case{"uniform", "not of the form uniform:M"},
                               Case{"uniform:1", "not of the form uniform:M"},
                               Case{"uniform:7x", "not of the form"},
                               Case{"uniform:", "not of the form"},
                               Case{"fixed:8", "fixed:M.N"},
                               Case{"fixed:0.8", "fixed:M.N"},
                               Case{"fixed:20.20", "2 to 32 in all"},
                               Case{"fixed:1.0", "fixed:M.N"},
                               Case{"quantile:8:central", "quantile:K[:centred]"},
                               Case{"dynamic:8:2", "dynamic:B[:RATE]"},
                               Case{"dynamic:33", "dynamic:B"},
                               Case{"binary:1", "not of the form binary"},
                               Case{"ternary:-1", "ternary[:FACTOR|:best]"},
                               Case{"ternary:nan", "ternary["},
                               Case{"symmetric:4", "symmetric:M"},
                               Case{"apot:9", "apot:B"},
                               Case{"apot:4:worst", "apot:B"},
                               Case{"lsq:1", "lsq:B"},
                               Case{"signed:1", "signed:B"},
                               Case{"unsigned:8:0%", "unsigned:B"},
                               Case{"unsigned:8:101%", "unsigned:B"},
                               Case{"unsigned:17", "unsigned:B"},
                               Case{"set:", "set:C,C,.."},
                               Case{"set:0", "set:C,C,.."},
                               Case{"set:1,,2", "set:C,C,.."},
                               Case{"mirrored:1,99999999999", "mirrored:C"},
                               Case{"uniform:7@column", "by 'column'"},
                               Case{"uniform:7@", "write @layer, @channel, @kernel, @row or @pixel"}}) {
    INFO(expected.text);
    CHECK_THROWS_WITH(parse_quantizer(expected.text), Contains(expected.message));
  }
}

TEST_CASE("An unknown quantizer is answered with all valid forms") {
  for (const char* text : {"", "float", "addnet:5-add", ":7", "@layer"}) {
    try {
      (void)parse_quantizer(text);
      FAIL("accepted '" << text << "'");
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::kUsage);
      for (const QuantizerForm& form : quantizer_forms()) CHECK_THAT(error.what(), Contains(form.form));
    }
  }
}
