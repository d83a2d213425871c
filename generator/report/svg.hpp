#pragma once

#include <string>
#include <vector>

#include "report/picture.hpp"

namespace rccm::report {

/// Where a text stands relative to its point.
enum class Anchor { kStart, kMiddle, kEnd };

/// How a text looks.
struct TextStyle {
  double size = 13;
  Anchor anchor = Anchor::kStart;
  bool is_math = false;  ///< letters are italic, digits after "_" are lowered: "s_1"
  bool is_bold = false;
  std::string fill = "#000";
  double rotation = 0;  ///< degrees clockwise about its point
};

/// How a line or an outline looks.
struct Stroke {
  std::string colour = "#1a1a1a";
  double width = 1.4;
  std::string dashes = {};  ///< lengths of strokes and gaps, "4 3"; empty: none
};

/// Collects the elements of an SVG document. Coordinates are in pixels.
class Svg {
 public:
  void line(const std::vector<Point>& points, double stroke = 1.4);
  void line(const std::vector<Point>& points, const Stroke& stroke);
  void polygon(const std::vector<Point>& points, const std::string& fill, const Stroke& stroke = {});
  void rectangle(Point corner, double width, double height, double radius, const std::string& fill,
                 const std::string& stroke);
  void circle(Point centre, double radius, const std::string& fill, const Stroke& stroke = {});
  void text(Point at, const std::string& text, const TextStyle& style);
  /// The document on a white background.
  [[nodiscard]] std::string document(double width, double height, const std::string& title) const;

 private:
  std::string body_;
};

/// Text as XML and HTML want it.
[[nodiscard]] std::string escape_markup(const std::string& text);

/// A generous estimate of a text's width, as the fonts of a reader are not known.
[[nodiscard]] double text_width(const std::string& text, double size);

}  // namespace rccm::report
