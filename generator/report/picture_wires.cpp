#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "report/picture.hpp"

namespace rccm::report {
namespace {

constexpr double kTrunkPitch = 16;
constexpr double kTrunkMargin = 14;  // between the last vertical wire and the cells
constexpr double kRailSpace = 18;    // between the cells and the first wire that runs below them
constexpr double kRailPitch = 14;

int birth_level(const Picture& picture, int source) {
  return source == kSourceX ? 0 : picture.cells[static_cast<std::size_t>(source)].level;
}

// The heights at which a source is read by the cells of a level.
std::vector<double> pins(const Picture& picture, int source, int level) {
  std::vector<double> result;
  for (const PlacedCell& cell : picture.cells) {
    if (cell.level != level) continue;
    for (const PlacedAddend& addend : cell.addends) {
      for (const PlacedPort& port : addend.ports) {
        if (port.port.input && port.port.input->source == source) result.push_back(port.y);
      }
    }
  }
  return result;
}

bool is_read(const Picture& picture, int source, int level) {
  return !pins(picture, source, level).empty();
}

// A vertical wire and what is connected to it on the left and on the right.
struct Trunk {
  double x = 0;
  std::vector<double> left;
  std::vector<double> right;
};

void add_trunk(const Trunk& trunk, Picture& picture) {
  std::map<double, int> connections;
  for (const double y : trunk.left) ++connections[y];
  for (const double y : trunk.right) ++connections[y];
  const double top = connections.begin()->first;
  const double bottom = connections.rbegin()->first;
  if (bottom > top) picture.wires.push_back({{{trunk.x, top}, {trunk.x, bottom}}});
  for (const auto& [y, count] : connections) {
    const int ends = count + (y > top ? 1 : 0) + (y < bottom ? 1 : 0);
    if (ends > 2) picture.junctions.push_back({trunk.x, y});
  }
}

double nearest(const std::vector<double>& values, double wanted) {
  return *std::min_element(values.begin(), values.end(),
                           [&](double a, double b) { return std::abs(a - wanted) < std::abs(b - wanted); });
}

class Router {
 public:
  Router(const Circuit& circuit, const std::vector<double>& channels, Picture& picture)
      : circuit_(&circuit), channels_(&channels), picture_(&picture) {
    for (const PlacedCell& cell : picture.cells) bottom_ = std::max(bottom_, cell.corner.y + cell.height);
  }

  void route_all() {
    double rail = bottom_ + kRailSpace;
    int rails = 0;
    for (int source = kSourceX; source + 1 < static_cast<int>(circuit_->cells.size()); ++source) {
      if (route_source(source, rail)) {
        rail += kRailPitch;
        ++rails;
      }
    }
    const PlacedCell& product = picture_->cells.back();
    picture_->wires.push_back(
        {{{product.corner.x + product.width, product.adder.y}, {picture_->width, product.adder.y}}});
    picture_->height = rails == 0 ? bottom_ : rail - kRailPitch;
  }

 private:
  [[nodiscard]] double trunk_x(int source, int level) const {
    const std::vector<int> sources = channel_sources(*circuit_, *picture_, level);
    const auto position = std::find(sources.begin(), sources.end(), source) - sources.begin();
    return (*channels_)[static_cast<std::size_t>(level - 1)] + kTrunkPitch * static_cast<double>(position);
  }

  [[nodiscard]] double cells_left(int level) const {
    for (const PlacedCell& cell : picture_->cells) {
      if (cell.level == level) return cell.corner.x;
    }
    return 0;
  }

  // Wires from one source to all pins that read it; by a rail below the cells to those that are not in the next column.
  // Says whether it took one.
  bool route_source(int source, double rail) {
    const int birth = birth_level(*picture_, source);
    int last = birth;
    for (const PlacedCell& cell : picture_->cells) {
      if (is_read(*picture_, source, cell.level)) last = std::max(last, cell.level);
    }
    const bool has_rail = last > birth + 1;
    double rail_start = 0;
    double rail_end = 0;
    for (int level = birth + 1; level <= last; ++level) {
      if (level > birth + 1 && !is_read(*picture_, source, level)) continue;
      Trunk trunk;
      trunk.x = trunk_x(source, level);
      trunk.right = pins(*picture_, source, level);
      for (const double y : trunk.right) picture_->wires.push_back({{{trunk.x, y}, {cells_left(level), y}}});
      if (level == birth + 1) {
        const Point start = start_of(source, trunk.right);
        picture_->wires.push_back({{start, {trunk.x, start.y}}});
        trunk.left.push_back(start.y);
        rail_start = trunk.x;
      } else {
        trunk.left.push_back(rail);
        rail_end = trunk.x;
      }
      // The rail goes on to the right.
      if (has_rail && level < last) trunk.right.push_back(rail);
      add_trunk(trunk, *picture_);
    }
    if (has_rail) picture_->wires.push_back({{{rail_start, rail}, {rail_end, rail}}});
    return has_rail;
  }

  Point start_of(int source, const std::vector<double>& readers) {
    if (source != kSourceX) {
      const PlacedCell& cell = picture_->cells[static_cast<std::size_t>(source)];
      return {cell.corner.x + cell.width, cell.adder.y};
    }
    // In line with a pin: one bend less.
    picture_->input = {0, readers.empty() ? bottom_ / 2 : nearest(readers, bottom_ / 2)};
    return picture_->input;
  }

  const Circuit* circuit_;
  const std::vector<double>* channels_;
  Picture* picture_;
  double bottom_ = 0;
};

}  // namespace

std::vector<int> channel_sources(const Circuit& circuit, const Picture& picture, int level) {
  std::vector<std::pair<double, int>> sources;
  for (int source = kSourceX; source + 1 < static_cast<int>(circuit.cells.size()); ++source) {
    std::vector<double> heights = pins(picture, source, level);
    // A source that is only passed on to later columns stands where it does not cross those that are read here.
    if (heights.empty() && birth_level(picture, source) == level - 1) {
      heights.push_back(std::numeric_limits<double>::max());
    }
    if (!heights.empty()) sources.emplace_back(*std::max_element(heights.begin(), heights.end()), source);
  }
  std::sort(sources.begin(), sources.end());
  std::vector<int> result;
  result.reserve(sources.size());
  for (const auto& entry : sources) result.push_back(entry.second);
  return result;
}

double channel_width(std::size_t sources) {
  return kTrunkPitch * (static_cast<double>(sources) - 1) + kTrunkMargin + 6;
}

void route(const Circuit& circuit, const std::vector<double>& channels, Picture& picture) {
  Router(circuit, channels, picture).route_all();
}

}  // namespace rccm::report
