#include "weights/csv.hpp"

#include <clocale>
#include <cmath>

#include "unit/catch.hpp"
#include "unit/weights/writers.hpp"

using namespace rccm;
using namespace rccm::testing;
using Values = std::vector<double>;

namespace {

Values numbers(std::string_view text) {
  return std::get<Tensor>(read_csv(text, "w.csv")).values;
}
Histogram histogram(std::string_view text) {
  return std::get<Histogram>(read_csv(text, "h.csv"));
}
std::string refuse(std::string_view text) {
  return refusal([&] { (void)read_csv(text, "w.csv"); });
}
std::string refuse_bins(const std::string& bins) {
  return refuse("lower,upper,count\n" + bins);
}

}  // namespace

TEST_CASE("Numbers may stand between commas, spaces, tabs and line ends") {
  CHECK(numbers("1,2.5,-3e-2") == Values{1, 2.5, -0.03});
  CHECK(numbers("1 2\t3\n4\r\n5") == Values{1, 2, 3, 4, 5});
  CHECK(numbers("1, 2 ,3,\n4,5,\n") == Values{1, 2, 3, 4, 5});
  CHECK(numbers("+1.5 .5 5.") == Values{1.5, 0.5, 5});
}

TEST_CASE("A list of numbers is a flat tensor named values") {
  const Tensor tensor = std::get<Tensor>(read_csv("1,2\n3,4\n", "w.csv"));
  CHECK(tensor.name == "values");
  CHECK(tensor.shape == std::vector<std::uint64_t>{4});
  CHECK(tensor.floating);
}

TEST_CASE("Comments, blank lines and a byte order mark are passed over") {
  CHECK(numbers("\xef\xbb\xbf# weights of conv1\n\n  # more\n1\n\n2\n") == Values{1, 2});
}

TEST_CASE("NaN and infinity are numbers here; the loader refuses them with their index") {
  CHECK(std::isnan(numbers("nan").front()));
  CHECK(numbers("1 -inf").back() == -INFINITY);
}

TEST_CASE("Text that is no number is refused with its line") {
  CHECK(refuse("# weights\n1,2\n3,x4\n") ==
        "w.csv: line 3: 'x4' is not a number: correct it, or begin the line with # if it is a comment");
  CHECK(contains(refuse("1;2"), "line 1: '1;2' is not a number"));
  CHECK(contains(refuse("1.2.3"), "line 1: '1.2.3' is not a number"));
  CHECK(contains(refuse("+-1"), "line 1: '+-1' is not a number"));
  CHECK(contains(refuse("0x10"), "line 1: '0x10' is not a number"));
  CHECK(contains(refuse("1\n\n1e999"), "line 3: '1e999' is beyond the range of a double"));
  CHECK(contains(refuse("1,,2"), "line 1: a comma without a number before it"));
  CHECK(contains(refuse(",2"), "line 1: a comma without a number before it"));
  CHECK(contains(refuse("\x1b[31mred and much longer than a message should be"), "'?[31mred' is not a number"));
}

TEST_CASE("Text without numbers is refused") {
  CHECK(refuse("") == "w.csv: holds no numbers: write weights, or bins after lower,upper,count");
  CHECK(contains(refuse("# only\n\n"), "holds no numbers"));
}

TEST_CASE("The header line makes the text a histogram, with gaps allowed") {
  const Histogram expected{{{-1, -0.5, 3}, {-0.5, 0, 10}, {0.25, 0.5, 0}, {0.5, 1e3, 2.5}}};
  CHECK(histogram("# conv1\nlower,upper,count\n-1,-0.5,3\n-0.5,0,10\n0.25,0.5,0\n0.5,1e3,2.5\n") == expected);
  CHECK(histogram("lower,upper,count\r\n# a comment\r\n-1, -0.5 ,3\r\n-0.5,0,10\r\n0.25,0.5,0\r\n0.5,1000,2.5") ==
        expected);
}

TEST_CASE("A bin that makes no sense is refused with its line") {
  CHECK(refuse_bins("0,1,5\n0.5,2,5") ==
        "w.csv: line 3: the bin begins before the one above it ends: sort the bins so that none overlap");
  CHECK(contains(refuse_bins("1,2,5\n0,1,5"), "line 3: the bin begins before"));
  CHECK(contains(refuse_bins("1,1,5"), "line 2: lower must be less than upper"));
  CHECK(contains(refuse_bins("2,1,5"), "line 2: lower must be less than upper"));
  CHECK(contains(refuse_bins("0,1,-1"), "line 2: a count below zero"));
  CHECK(contains(refuse_bins("0,inf,1"), "line 2: a bin's numbers must be finite"));
  CHECK(contains(refuse_bins("nan,1,1"), "line 2: a bin's numbers must be finite"));
  CHECK(contains(refuse_bins("0,1"), "line 2: a bin is three numbers"));
  CHECK(contains(refuse_bins("0,1,2,3"), "line 2: a bin is three numbers"));
  CHECK(contains(refuse_bins("0,1,"), "line 2: '' is not a number"));
  CHECK(contains(refuse_bins("0 1 2"), "line 2: a bin is three numbers"));
}

TEST_CASE("A histogram without weights is refused") {
  CHECK(refuse_bins("") == "w.csv: line 1: no bin follows lower,upper,count");
  CHECK(refuse_bins("0,1,0\n1,2,0") == "w.csv: all counts are zero: a histogram must hold weights");
  CHECK(contains(refuse_bins("0,1,1e308\n1,2,1e308"), "the sum of the counts is not finite"));
}

TEST_CASE("A locale with decimal commas changes nothing") {
  const std::string before = std::setlocale(LC_ALL, nullptr);
  for (const char* name : {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8"}) {
    if (std::setlocale(LC_ALL, name) != nullptr) break;
  }
  CHECK(numbers("1.5,2.5") == Values{1.5, 2.5});
  std::setlocale(LC_ALL, before.c_str());
}
