#include "report/svg.hpp"

#include <array>
#include <cstdio>

#include "report/text_layout.hpp"

namespace rccm::report {
namespace {

// Tenths of a pixel, without needless zeros.
std::string number(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f", value);
  std::string result = text.data();
  if (result.ends_with(".0")) result.erase(result.size() - 2);
  return result == "-0" ? "0" : result;
}

std::string points_text(const std::vector<Point>& points) {
  std::string text;
  for (const Point& point : points) text += (text.empty() ? "" : " ") + number(point.x) + "," + number(point.y);
  return text;
}

std::string stroke_text(const Stroke& stroke) {
  const std::string dashes = stroke.dashes.empty() ? "" : " stroke-dasharray=\"" + stroke.dashes + "\"";
  return " stroke=\"" + stroke.colour + "\" stroke-width=\"" + number(stroke.width) + "\"" + dashes;
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// "s_1 s_0" as spans. The shift of a span moves all that follows, so each one moves back what the last one moved.
std::string math_spans(const std::string& text, double size) {
  std::string result;
  const std::string down = number(size * 0.25);
  bool is_down = false;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    std::string attributes;
    if (text[i] == '_') {
      while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
      result += "<tspan dy=\"" + down + "\" font-size=\"" + number(size * 0.72) + "\">" +
                text.substr(i + 1, end - i - 1) + "</tspan>";
      is_down = true;
      i = end;
      continue;
    }
    const bool italic = is_letter(text[i]);
    while (end < text.size() && text[end] != '_' && is_letter(text[end]) == italic) ++end;
    if (italic) attributes += " font-style=\"italic\"";
    if (is_down) attributes += " dy=\"-" + down + "\"";
    if (is_down && italic) attributes += " dx=\"" + number(size * 0.25) + "\"";
    is_down = false;
    const std::string part = escape_markup(text.substr(i, end - i));
    result += attributes.empty() ? part : "<tspan" + attributes + ">" + part + "</tspan>";
    i = end;
  }
  return result;
}

}  // namespace

void Svg::line(const std::vector<Point>& points, double stroke) {
  line(points, Stroke{.width = stroke});
}

void Svg::line(const std::vector<Point>& points, const Stroke& stroke) {
  body_ += "<polyline points=\"" + points_text(points) + R"(" fill="none" stroke-linecap="round")" +
           stroke_text(stroke) + "/>\n";
}

void Svg::polygon(const std::vector<Point>& points, const std::string& fill, const Stroke& stroke) {
  body_ += "<polygon points=\"" + points_text(points) + "\" fill=\"" + fill + "\"" + stroke_text(stroke) +
           " stroke-linejoin=\"round\"/>\n";
}

void Svg::rectangle(Point corner, double width, double height, double radius, const std::string& fill,
                    const std::string& stroke) {
  body_ += "<rect x=\"" + number(corner.x) + "\" y=\"" + number(corner.y) + "\" width=\"" + number(width) +
           "\" height=\"" + number(height) + "\" rx=\"" + number(radius) + "\" fill=\"" + fill + "\" stroke=\"" +
           stroke + "\"/>\n";
}

void Svg::circle(Point centre, double radius, const std::string& fill, const Stroke& stroke) {
  body_ += "<circle cx=\"" + number(centre.x) + "\" cy=\"" + number(centre.y) + "\" r=\"" + number(radius) +
           "\" fill=\"" + fill + "\"" + stroke_text(stroke) + "/>\n";
}

void Svg::text(Point at, const std::string& text, const TextStyle& style) {
  constexpr std::array<const char*, 3> anchors{"start", "middle", "end"};
  body_ += "<text x=\"" + number(at.x) + "\" y=\"" + number(at.y) + "\" font-size=\"" + number(style.size) + "\"";
  if (style.anchor != Anchor::kStart) {
    body_ += std::string(" text-anchor=\"") + anchors.at(static_cast<std::size_t>(style.anchor)) + "\"";
  }
  if (style.is_bold) body_ += " font-weight=\"bold\"";
  if (style.rotation != 0) {
    body_ += " transform=\"rotate(" + number(style.rotation) + " " + number(at.x) + " " + number(at.y) + ")\"";
  }
  if (style.fill != "#000") body_ += " fill=\"" + style.fill + "\"";
  body_ += ">" + (style.is_math ? math_spans(text, style.size) : escape_markup(text)) + "</text>\n";
}

std::string Svg::document(double width, double height, const std::string& title) const {
  const std::string size = "width=\"" + number(width) + "\" height=\"" + number(height) + "\"";
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" " + size +
         " viewBox=\"0 0 " + number(width) + " " + number(height) +
         "\" font-family=\"Helvetica, Arial, sans-serif\">\n" + "<title>" + escape_markup(title) + "</title>\n<rect " +
         size + " fill=\"#fff\"/>\n" + body_ + "</svg>\n";
}

std::string escape_markup(const std::string& text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      default:
        result += c;
    }
  }
  return result;
}

double text_width(const std::string& text, double size) {
  return static_cast<double>(columns(text)) * size * 0.58;
}

}  // namespace rccm::report
