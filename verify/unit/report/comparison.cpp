#include "report/comparison.hpp"

#include "report/comparison_text.hpp"
#include "unit/catch.hpp"
#include "unit/report/samples.hpp"

using namespace rccm;
using report::Candidate;
using report::Comparison;
using report::Kind;

namespace {

std::vector<report::NamedWeights> gaussian_and_laplace() {
  return {{"gaussian", Distribution::synthetic(Distribution::Family::kGaussian)},
          {"laplace", Distribution::synthetic(Distribution::Family::kLaplace)}};
}

Comparison sample(std::vector<Candidate> candidates) {
  return report::compare(candidates, gaussian_and_laplace(), {}, 2);
}

std::vector<std::string> names(const std::vector<const report::Row*>& rows) {
  std::vector<std::string> result;
  for (const report::Row* row : rows) result.push_back(row->candidate.name);
  return result;
}

Candidate unmeasured() {
  Candidate candidate;
  candidate.name = "plain:8x4";
  candidate.kind = Kind::kPlain;
  candidate.stored_bits = 4;
  for (std::int64_t level = -8; level < 8; ++level) candidate.set.push_back(level);
  candidate.remark = "LUTs not measured";
  return candidate;
}

// LUTs per multiply-accumulate of 16 products of so many bits: eight adders of a bit more, four of two bits more, two
// of three, one of four, and the accumulator.
double mac_in_a_tree_of_16(int multiplier_luts, int product_bits) {
  const int adders = 8 * (product_bits + 1) + 4 * (product_bits + 2) + 2 * (product_bits + 3) + (product_bits + 4);
  return multiplier_luts + (adders + 24) / 16.0;
}

}  // namespace

TEST_CASE("a circuit's kind is that of its space, a baseline's that of its levels") {
  CHECK(report::candidate(test::published("addnet:2-add")).kind == Kind::kPublished);
  CHECK(report::candidate(test::published("2-add A(0,1,3;2) B(0,3;2)")).kind == Kind::kAddnet);
  CHECK(report::candidate(test::published("booth:8x4")).kind == Kind::kUniform);
  CHECK(report::candidate(test::published("apot:8x4")).kind == Kind::kPowers);
  CHECK(report::candidate(test::one_signless_cell()).kind == Kind::kNative);
}

TEST_CASE("a candidate holds what its circuit costs and can represent") {
  const Candidate candidate = report::candidate(test::one_signless_cell());
  CHECK(candidate.name == "one signless cell");
  CHECK(candidate.luts == report::LutCounts{10, 10});
  CHECK(candidate.stored_bits == 4);
  CHECK(candidate.consumer_bits == 1);
  CHECK(candidate.set.size() == 13);
  CHECK(candidate.depth == 1);
}

TEST_CASE("a consumer that chooses a shift adds a stored bit and levels") {
  Circuit circuit = test::one_signless_cell();
  circuit.consumer_shift = 1;
  const Candidate candidate = report::candidate(circuit);
  CHECK(candidate.stored_bits == 5);
  CHECK(candidate.consumer_bits == 2);
  CHECK(candidate.set.size() == 17);  // 12 and 16 besides
  CHECK_THAT(report::comparison_text(sample({candidate})), Catch::Contains("  3+2      17  "));
}

TEST_CASE("rows are ordered by LUTs and measured against each of the weights") {
  const Comparison comparison =
      sample({report::candidate(test::published("addnet:2-add")), report::candidate(test::published("booth:8x4"))});
  REQUIRE(comparison.rows.size() == 2);
  CHECK(comparison.weights == std::vector<std::string>{"gaussian", "laplace"});
  CHECK(comparison.rows[0].candidate.name == "booth:8x4");
  CHECK(comparison.rows[0].metrics[0].sqnr_db == Approx(19.26).margin(0.01));
  CHECK(comparison.rows[0].metrics[1].sqnr_db == Approx(15.98).margin(0.01));
  CHECK(comparison.rows[1].metrics[0].sqnr_db == Approx(13.87).margin(0.01));
}

TEST_CASE("the front is what nothing beats in LUTs and SQNR, for each of the weights") {
  std::vector<Candidate> candidates;
  for (const char* name : {"addnet:2-add", "booth:8x3", "booth:8x4", "apot:8x4", "native:signless-cell"}) {
    candidates.push_back(report::candidate(test::published(name)));
  }
  const Comparison comparison = sample(candidates);
  CHECK(names(report::front(comparison, 0)) ==
        std::vector<std::string>{"native:signless-cell", "apot:8x4", "booth:8x4"});
  CHECK(names(report::front(comparison, 1)) == std::vector<std::string>{"native:signless-cell", "apot:8x4"});
}

TEST_CASE("in a dot product, the front is that of LUTs per multiply-accumulate") {
  // Rows of a Booth multiplier join the running sum; a product that is small but wide pays in every adder after it.
  const DotProduct dot{16, 24};
  std::vector<Candidate> candidates;
  for (const char* name : {"booth:8x4", "addnet:2-add"}) {
    candidates.push_back(report::candidate(test::published(name), dot));
  }
  const report::Setting setting{8, true, report::Context::kMac, dot};
  const Comparison comparison = report::compare(candidates, gaussian_and_laplace(), setting, 1);
  CHECK(comparison.rows[0].candidate.name == "booth:8x4");
  CHECK(comparison.rows[0].candidate.mac == Approx(mac_cost(test::published("booth:8x4"), dot).luts));
  CHECK(names(report::front(comparison, 0)) == std::vector<std::string>{"booth:8x4"});
  CHECK_THAT(report::comparison_text(comparison), Catch::Contains("for as few LUTs per multiply-accumulate\n"));
  CHECK(to_json(comparison)["context"] == "mac");
}

TEST_CASE("equal rows are both on the front, the same candidate is one row") {
  const Candidate cell = report::candidate(test::published("native:signless-cell"));
  Candidate twin = cell;
  twin.name = "twin";
  const Comparison comparison = sample({cell, twin, cell});
  CHECK(comparison.rows.size() == 2);
  CHECK(names(report::front(comparison, 0)) == std::vector<std::string>{"native:signless-cell", "twin"});
}

TEST_CASE("what could not be measured comes last, is on no front and says why") {
  const Comparison comparison = sample({unmeasured(), report::candidate(test::published("addnet:2-add"))});
  CHECK(comparison.rows.back().candidate.name == "plain:8x4");
  CHECK(names(report::front(comparison, 0)) == std::vector<std::string>{"addnet:2-add"});
  CHECK_THAT(report::comparison_text(comparison), Catch::Contains("  plain:8x4: LUTs not measured\n"));
  const Json json = to_json(comparison);
  CHECK(json["rows"][1]["luts"].is_null());
  CHECK(json["rows"][1]["depth"].is_null());
  CHECK(json["rows"][1]["mac"].is_null());
  CHECK(json["rows"][1]["remark"] == "LUTs not measured");
}

TEST_CASE("a comparison in JSON holds what its table shows") {
  const Json json = to_json(sample({report::candidate(test::published("native:signless-cell"))}));
  CHECK(json["schema"] == "rccm.comparison/1");
  CHECK(json["input_bits"] == 8);
  CHECK(json["input_signed"] == true);
  CHECK(json["weights"] == Json({"gaussian", "laplace"}));
  const Json& row = json["rows"][0];
  CHECK(row["kind"] == "native");
  CHECK(row["luts"] == Json({{"xc7", 10}, {"xcup", 10}}));
  // Products of at most ±8 * 128 take 11 bits.
  CHECK(row["mac"].get<double>() == Approx(mac_in_a_tree_of_16(10, 11)));
  CHECK(row["stored_bits"] == 4);
  CHECK(row["consumer_bits"] == 1);
  CHECK(row["levels"] == 13);
  CHECK(row["depth"] == 1);
  CHECK(row["metrics"][1]["sqnr_db"].get<double>() == Approx(15.82).margin(0.01));
  CHECK(row["metrics"][1]["on_front"] == true);
}

TEST_CASE("figures per multiply-accumulate are those of 16 products, their adders and an accumulator of 24 bits") {
  CHECK(report::candidate(test::published("native:signless-cell")).mac == Approx(mac_in_a_tree_of_16(10, 11)));
  // ±92 * 128 take 15 bits; 8-bit inputs.
  CHECK(report::candidate(test::published("addnet:2-add")).mac == Approx(mac_in_a_tree_of_16(25, 15)));
}

TEST_CASE("the table of a comparison is aligned and explains its marks") {
  const std::string text = report::comparison_text(sample({report::candidate(test::published("native:signless-cell")),
                                                           report::candidate(test::published("addnet:2-add"))}));
  CHECK(text ==
        "LUTs, stored bits and fidelity for 8-bit signed inputs\n"
        "\n"
        "  multiplier            xc7  xcup    mac  bits  levels  depth  gaussian dB    divergence  laplace dB    "
        "divergence\n"
        "  native:signless-cell   10    10  23.44   3+1      13      1        18.20 *       3.298       15.82 *       "
        "3.354\n"
        "  addnet:2-add           25    25  42.19     4      15      2        13.87         3.264       13.08         "
        "2.840\n"
        "\n"
        "  mac LUTs per multiply-accumulate: a dot product of 16, its adders and accumulator of 24 bits\n"
        "  *   no other has as much SQNR for as few LUTs\n"
        "  +1  stored bits that are applied where products are summed, at no further LUTs: a sign, a shift\n");
}

TEST_CASE("weights of a long name are named below the table") {
  const auto gaussian = Distribution::synthetic(Distribution::Family::kGaussian);
  const Comparison comparison = report::compare({report::candidate(test::published("addnet:2-add"))},
                                                {{"all-the-weights.npz:conv1", gaussian}}, {}, 1);
  CHECK_THAT(report::comparison_text(comparison),
             Catch::Contains("  [1] dB    divergence\n") && Catch::Contains("\n  [1] all-the-weights.npz:conv1\n"));
}
