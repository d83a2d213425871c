#include "report/picture.hpp"

#include <algorithm>
#include <map>

#include "support/random_circuit.hpp"
#include "unit/catch.hpp"
#include "unit/report/samples.hpp"

using namespace rccm;
using report::make_picture;
using report::Picture;
using report::Point;
using report::Wire;

namespace {

bool lies_on(const Point& point, const Wire& wire) {
  constexpr double kNear = 0.01;
  const auto [left, right] = std::minmax(wire.points.front().x, wire.points.back().x);
  const auto [top, bottom] = std::minmax(wire.points.front().y, wire.points.back().y);
  return point.x >= left - kNear && point.x <= right + kNear && point.y >= top - kNear && point.y <= bottom + kNear;
}

// A number for each wire: equal where they are connected, which means that one ends on the other.
std::vector<std::size_t> nets(const Picture& picture) {
  std::vector<std::size_t> net(picture.wires.size());
  for (std::size_t i = 0; i < net.size(); ++i) net[i] = i;
  const auto touch = [](const Wire& a, const Wire& b) {
    return lies_on(a.points.front(), b) || lies_on(a.points.back(), b);
  };
  for (std::size_t i = 0; i < net.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      if (!touch(picture.wires[i], picture.wires[k]) && !touch(picture.wires[k], picture.wires[i])) continue;
      const std::size_t old = net[i];
      std::replace(net.begin(), net.end(), old, net[k]);
    }
  }
  return net;
}

std::size_t net_at(const Picture& picture, const std::vector<std::size_t>& net, const Point& point) {
  for (std::size_t i = 0; i < net.size(); ++i) {
    if (lies_on(point, picture.wires[i])) return net[i];
  }
  FAIL("no wire at " << point.x << ", " << point.y);
  return 0;
}

void check_wires(const Circuit& circuit) {
  const Picture picture = make_picture(circuit);
  const std::vector<std::size_t> net = nets(picture);
  std::map<int, std::size_t> net_of_source;
  for (std::size_t i = 0; i < picture.cells.size(); ++i) {
    const auto& cell = picture.cells[i];
    net_of_source[static_cast<int>(i)] = net_at(picture, net, {cell.corner.x + cell.width, cell.adder.y});
  }
  for (const auto& cell : picture.cells) {
    for (const auto& addend : cell.addends) {
      for (const auto& port : addend.ports) {
        if (!port.port.input) continue;
        const int source = port.port.input->source;
        const std::size_t there = net_at(picture, net, {cell.corner.x, port.y});
        if (source == kSourceX) net_of_source.emplace(source, net_at(picture, net, picture.input));
        REQUIRE(there == net_of_source.at(source));
      }
    }
  }
  for (const auto& [source, a] : net_of_source) {
    for (const auto& [other, b] : net_of_source) REQUIRE((source == other) == (a == b));
  }
}

}  // namespace

TEST_CASE("the wires of the published circuits lead from each source to its pins and nowhere else") {
  for (const char* name : {"addnet:2-add", "addnet:3-add", "addnet:4-add"}) check_wires(test::published(name));
  check_wires(test::one_signless_cell());
}

TEST_CASE("the wires of random circuits lead from each source to its pins and nowhere else") {
  for (int seed = 0; seed < test::random_cases(500); ++seed) {
    const Circuit circuit = test::random_circuit(static_cast<std::uint64_t>(seed));
    const test::SavedCase saved(circuit, "picture-wires");
    INFO(saved.message());
    check_wires(circuit);
    saved.passed();
  }
}

TEST_CASE("cells do not overlap") {
  for (int seed = 0; seed < test::random_cases(300); ++seed) {
    const Picture picture = make_picture(test::random_circuit(static_cast<std::uint64_t>(seed)));
    for (const auto& a : picture.cells) {
      for (const auto& b : picture.cells) {
        const bool apart = a.corner.x + a.width < b.corner.x || b.corner.x + b.width < a.corner.x ||
                           a.corner.y + a.height < b.corner.y || b.corner.y + b.height < a.corner.y;
        REQUIRE((&a == &b || apart));
      }
    }
  }
}
