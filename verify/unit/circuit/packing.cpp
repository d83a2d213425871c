#include "circuit/packing.hpp"

#include <algorithm>
#include <set>

#include "support/random_circuit.hpp"
#include "unit/catch.hpp"

namespace rccm {
namespace {

// The exclusive or of wires x[first], x[first + 1], ..., which depends on all of them.
BitFunction parity(int first, int count) {
  LutWires support;
  std::uint64_t table = 0;
  for (int i = 0; i < count; ++i) support.push_back(Bit::input(first + i));
  for (std::size_t i = 0; i < std::size_t{1} << count; ++i) {
    if (std::popcount(i) % 2 != 0) table |= std::uint64_t{1} << i;
  }
  return {support, table};
}

// The fewest LUTs by trying every pairing of the functions that `left` still names.
std::size_t fewest_luts(const std::vector<BitFunction>& functions, std::vector<std::size_t> left) {
  if (left.empty()) return 0;
  const std::size_t first = left.front();
  left.erase(left.begin());
  std::size_t best = 1 + fewest_luts(functions, left);
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (!joint_support(functions[first], functions[left[i]], 5)) continue;
    std::vector<std::size_t> rest = left;
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
    best = std::min(best, 1 + fewest_luts(functions, rest));
  }
  return best;
}

std::vector<BitFunction> random_functions(std::uint64_t seed) {
  test::Random random(seed);
  std::set<BitFunction> functions;
  const int count = random.between(0, 8);
  while (static_cast<int>(functions.size()) < count) {
    functions.insert(parity(random.between(0, 9), random.between(1, 6)));
  }
  return {functions.begin(), functions.end()};
}

}  // namespace

TEST_CASE("Nothing needs no LUT, one function one") {
  CHECK(pack({}).empty());
  CHECK(pack({parity(0, 6)}) == Packing{{0, std::nullopt}});
}

TEST_CASE("Two functions share a LUT if they have at most five wires between them") {
  CHECK(pack({parity(0, 5), parity(1, 4)}) == Packing{{0, 1}});
  CHECK(pack({parity(0, 3), parity(3, 2)}) == Packing{{0, 1}});
  CHECK(pack({parity(0, 3), parity(3, 3)}).size() == 2);
  CHECK(pack({parity(0, 6), parity(1, 5)}).size() == 2);
}

TEST_CASE("Pairs are chosen for the whole, not greedily") {
  // In the path a - b - c - d, the pair b, c would leave two functions alone.
  const std::vector<BitFunction> path{parity(0, 3), parity(2, 3), parity(4, 3), parity(6, 3)};
  CHECK(pack({path[1], path[2], path[0], path[3]}).size() == 2);
}

TEST_CASE("Random functions: every function is packed once, only where it fits, and in the fewest LUTs") {
  for (int i = 0; i < test::random_cases(300); ++i) {
    const std::vector<BitFunction> functions = random_functions(static_cast<std::uint64_t>(i));
    const Packing packing = pack(functions);
    CAPTURE(i);
    std::vector<std::size_t> all;
    std::vector<std::size_t> packed;
    for (std::size_t j = 0; j < functions.size(); ++j) all.push_back(j);
    for (const auto& [first, second] : packing) {
      packed.push_back(first);
      if (second) {
        packed.push_back(*second);
        REQUIRE(joint_support(functions[first], functions[*second], 5));
      }
    }
    std::sort(packed.begin(), packed.end());
    REQUIRE(packed == all);
    REQUIRE(packing.size() == fewest_luts(functions, all));
    REQUIRE(packed_size(functions) == packing.size());
  }
}

}  // namespace rccm
