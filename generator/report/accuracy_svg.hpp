#pragma once

#include <map>
#include <optional>
#include <string>

#include "report/comparison.hpp"

namespace rccm::report {

/// What networks reach that multiply by the candidates of a comparison.
struct Accuracies {
  std::map<std::string, double> percent;  ///< by the candidate's name
  std::optional<double> reference;        ///< of real numbers
  std::string title;                      ///< "ResNet-20, CIFAR-10"
};

/// Reads lines "NAME,PERCENT"; that of the name "float" is the reference, one of "title" names what was measured.
/// Throws Error (kInput) naming the file and line for anything else.
[[nodiscard]] Accuracies read_accuracies(const std::string& text, const std::string& where);

/// A plot of accuracy over LUTs as an SVG document: a mark a multiplier, by kind and labelled with its stored bits, a
/// step line along the best, a dashed one at the reference. Points below the reference are lost on a square-root scale,
/// so that those near it, which matter, are told apart. Throws Error (kInput) where there is nothing to draw.
[[nodiscard]] std::string accuracy_svg(const Comparison& comparison, const Accuracies& accuracies);

}  // namespace rccm::report
