#pragma once

#include <optional>
#include <vector>

#include "report/picture.hpp"

namespace rccm::report {

/// A rectangle along the axes.
struct Box {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
};

[[nodiscard]] bool overlap(const Box& a, const Box& b);

/// A text that belongs to a mark.
struct Label {
  Point mark;         ///< the mark's centre
  double radius = 0;  ///< of the mark
  double width = 0;
  double height = 0;
};

/// What labels keep clear of.
struct Surroundings {
  Box frame;                   ///< labels stay inside
  std::vector<Box> forbidden;  ///< marks, the legend
  std::vector<Box> avoided;    ///< lines, which a label crosses only where nothing else is free
};

/// Where a label stands.
struct PlacedLabel {
  Box box;
  bool is_far = false;  ///< so far from its mark that a line has to lead there
};

/// Places the labels, each where it overlaps nothing that is forbidden and no label before it, as near to its mark as
/// it can. Nothing for a label that finds no place.
[[nodiscard]] std::vector<std::optional<PlacedLabel>> place_labels(const std::vector<Label>& labels,
                                                                   const Surroundings& surroundings);

}  // namespace rccm::report
