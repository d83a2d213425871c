#include "report/circuit_svg.hpp"

#include <algorithm>
#include <set>
#include <sstream>

#include "circuit/coefficient_set.hpp"
#include "circuit/mapping.hpp"
#include "report/algebra.hpp"
#include "report/picture.hpp"
#include "report/svg.hpp"
#include "report/symbols.hpp"
#include "report/text_layout.hpp"

namespace rccm::report {
namespace {

constexpr double kMargin = 24;
constexpr double kEndSpace = 30;  // beside the wires of x and the product, for their names
constexpr double kLeastWidth = 520;
constexpr const char* kCellFill = "#f1f5fa";
constexpr const char* kCellStroke = "#b4c3d6";
constexpr const char* kGrey = "#5a6675";

// "u1" as "u_1".
std::string math_name(const Circuit& circuit, int node) {
  std::string name = node_name(circuit, node);
  if (name.size() > 1) name.insert(1, "_");
  return name;
}

// The renderers differ in how wide a blank is: the spans of the text keep the names apart.
std::string math_selects(const std::vector<int>& code_bits) {
  return select_names(code_bits, "s_", "");
}

class Drawing {
 public:
  explicit Drawing(const Circuit& circuit)
      : circuit_(&circuit), mapping_(map_circuit(circuit)), picture_(make_picture(circuit)) {
    // A narrow picture stands above the middle of its caption.
    const double needed = picture_.width + 2 * (kMargin + kEndSpace);
    width_ = std::max(needed, kLeastWidth);
    left_ = (width_ - picture_.width) / 2;
  }

  std::string document() {
    for (const PlacedCell& cell : picture_.cells) {
      svg_.rectangle(at(cell.corner), cell.width, cell.height, 8, kCellFill, kCellStroke);
    }
    for (const Wire& wire : picture_.wires) {
      std::vector<Point> points;
      for (const Point& point : wire.points) points.push_back(at(point));
      svg_.line(points);
    }
    for (const Point& point : picture_.junctions) svg_.circle(at(point), 2.2, "#1a1a1a");
    for (std::size_t i = 0; i < picture_.cells.size(); ++i) draw_cell(i);
    draw_ends();
    const double bottom = draw_caption(width_);
    return svg_.document(width_, bottom + 2, printable(circuit_->name));
  }

 private:
  [[nodiscard]] Point at(Point point) const { return {point.x + left_, point.y + kMargin}; }

  // A short stroke across a wire with the number of bits above it.
  void draw_width(Point point, int bits) {
    svg_.line({{point.x - 3, point.y + 5}, {point.x + 3, point.y - 5}}, 1.1);
    svg_.text({point.x + 3, point.y - 7}, std::to_string(bits), {.size = 10.5, .anchor = Anchor::kMiddle});
  }

  void draw_arrow(Point tip) { svg_.polygon({tip, {tip.x - 8, tip.y - 3.5}, {tip.x - 8, tip.y + 3.5}}, "#1a1a1a"); }

  void draw_port(const PlacedCell& cell, const PlacedAddend& addend, const PlacedPort& port) {
    const Point left = at({cell.corner.x, port.y});
    const double end = at({addend.multiplexer_left, 0}).x;
    const Port& drawn = port.port;
    if (!drawn.input) {
      svg_.text({end - 15, left.y + 4.5}, "0", {.anchor = Anchor::kEnd});
      svg_.line({{end - 12, left.y}, {end, left.y}});
    } else {
      svg_.line({left, {end, left.y}});
      const Point middle{left.x + kShiftLeft + kShiftWidth / 2, left.y};
      if (drawn.negate || drawn.input->shift > 0) draw_factor(svg_, middle, drawn.negate, drawn.input->shift);
    }
    svg_.text({end + 6, left.y + 3.8}, drawn.label, {.size = 10.5, .fill = kGrey});
  }

  void draw_multiplexer(const PlacedAddend& addend) {
    const Point top_left = at({addend.multiplexer_left, addend.ports.front().y - kPortPitch / 2});
    const Point bottom_right = at({addend.multiplexer_right, addend.ports.back().y + kPortPitch / 2});
    constexpr double kSlant = 10;
    svg_.polygon({top_left,
                  {bottom_right.x, top_left.y + kSlant},
                  {bottom_right.x, bottom_right.y - kSlant},
                  {top_left.x, bottom_right.y}},
                 "#fff");
    const double middle = (top_left.x + bottom_right.x) / 2;
    const TextStyle style{.size = 12, .anchor = Anchor::kMiddle, .is_math = true};
    const std::string selects = math_selects(addend.addend.selects);
    if (addend.selects_above) {
      const double edge = top_left.y + kSlant / 2;
      svg_.line({{middle, edge}, {middle, edge - kSelectStub}}, 1.1);
      svg_.text({middle, edge - kSelectStub - 4}, selects, style);
    } else {
      const double edge = bottom_right.y - kSlant / 2;
      svg_.line({{middle, edge}, {middle, edge + kSelectStub}}, 1.1);
      svg_.text({middle, edge + kSelectStub + 12}, selects, style);
    }
  }

  void draw_adder(const PlacedCell& cell) {
    const Point centre = at(cell.adder);
    draw_adder_symbol(svg_, centre);
    // A bit that negates both addends is drawn once, at the adder; others stand beside the sign they decide.
    std::set<int> controls;
    for (const PlacedAddend& addend : cell.addends) {
      if (addend.addend.sign_control) controls.insert(addend.addend.sign_control->code_bit);
    }
    for (const PlacedAddend& addend : cell.addends) {
      const bool is_upper = &addend == &cell.addends.front();
      const double y = centre.y + (is_upper ? -kAdderRadius - 11 : kAdderRadius + 11);
      draw_sign(svg_, {centre.x + 11, y}, addend.addend);
      if (addend.addend.sign_control && controls.size() > 1) {
        svg_.text({centre.x + 19, y + 4}, math_selects({addend.addend.sign_control->code_bit}),
                  {.size = 11, .is_math = true});
      }
    }
    if (controls.size() != 1) return;
    const double left = centre.x - kAdderRadius;
    svg_.line({{left - kSelectStub, centre.y}, {left, centre.y}}, 1.1);
    svg_.text({left - kSelectStub - 3, centre.y + 4}, math_selects({*controls.begin()}),
              {.size = 12, .anchor = Anchor::kEnd, .is_math = true});
  }

  // Of a cell with one addend, which has no adder to draw the sign at.
  void draw_negation(const PlacedCell& cell) {
    const Addend& addend = cell.addends.front().addend;
    if (sign_text(addend) == "+") return;
    const Point centre = at(cell.adder);
    svg_.circle(centre, kAdderRadius, "#fff");
    draw_sign(svg_, centre, addend);
    if (!addend.sign_control) return;
    const double top = centre.y - kAdderRadius;
    svg_.line({{centre.x, top - kSelectStub}, {centre.x, top}}, 1.1);
    svg_.text({centre.x, top - kSelectStub - 4}, math_selects({addend.sign_control->code_bit}),
              {.size = 12, .anchor = Anchor::kMiddle, .is_math = true});
  }

  void draw_cell(std::size_t index) {
    const PlacedCell& cell = picture_.cells[index];
    const Point corner = at(cell.corner);
    const Point adder = at(cell.adder);
    for (const PlacedAddend& addend : cell.addends) {
      const double y = at({0, addend.output_y}).y;
      const double start = at({addend.multiplexer_right, 0}).x;
      const double edge = addend.output_y < cell.adder.y ? adder.y - kAdderRadius : adder.y + kAdderRadius;
      svg_.line(cell.addends.size() > 1 ? std::vector<Point>{{start, y}, {adder.x, y}, {adder.x, edge}}
                                        : std::vector<Point>{{start, y}, {adder.x, y}});
      if (addend.ports.size() > 1) draw_multiplexer(addend);
      for (const PlacedPort& port : addend.ports) draw_port(cell, addend, port);
    }
    svg_.line({adder, {corner.x + cell.width, adder.y}});
    if (cell.addends.size() > 1) draw_adder(cell);
    if (cell.addends.size() == 1) draw_negation(cell);
    svg_.text({corner.x + cell.width - 10, corner.y + cell.height - 9}, mode_name(circuit_->cells[index].mode),
              {.size = 10.5, .anchor = Anchor::kEnd, .fill = kGrey});

    const auto& mapped = mapping_.cells[index];
    const bool is_product = index + 1 == picture_.cells.size();
    if (!is_product) {
      svg_.text({corner.x + cell.width + 8, adder.y - 7}, math_name(*circuit_, static_cast<int>(index)),
                {.size = 14, .is_math = true});
    }
    draw_width({corner.x + cell.width + (is_product ? 20 : 36), adder.y}, mapped.width());
  }

  void draw_ends() {
    const Point input = at(picture_.input);
    svg_.text({input.x - 8, input.y + 4.5}, "x", {.size = 16, .anchor = Anchor::kEnd, .is_math = true});
    draw_width({input.x + 20, input.y}, circuit_->input_bits);
    const Point product = at({picture_.width, picture_.cells.back().adder.y});
    draw_arrow(product);
    svg_.text({product.x + 7, product.y + 4.5}, "y", {.size = 16, .is_math = true});
  }

  // Returns where it ends.
  double draw_caption(double width) {
    constexpr std::size_t kMostCoefficients = 128;
    const std::string set = set_text(coefficient_set(*circuit_), kMostCoefficients, ", ");
    double y = at({0, picture_.height}).y + 40;
    draw_lines("y = c·x,  c ∈ " + set, width, {.size = 13, .is_math = true}, y);
    const TextStyle small{.size = 11.5, .fill = kGrey};
    draw_lines(facts(), width, small, y);
    if (has_sign_control()) draw_lines("± and ∓: the upper sign holds while the select bit is 0", width, small, y);
    return y;
  }

  // Moves y below the text.
  void draw_lines(const std::string& text, double width, const TextStyle& style, double& y) {
    const double columns_per_line = (width - 2 * kMargin) / text_width("0", style.size);
    std::istringstream lines(wrapped(text, static_cast<std::size_t>(columns_per_line), 0));
    for (std::string line; std::getline(lines, line); y += style.size * 1.45) svg_.text({kMargin, y}, line, style);
  }

  [[nodiscard]] std::string facts() const {
    std::string text = printable(circuit_->name) + ": " + counted(coefficient_set(*circuit_).size(), "coefficient") +
                       ", " + counted(static_cast<std::size_t>(select_bits(*circuit_)), "select bit") + ", " +
                       counted(static_cast<std::size_t>(lut_count(mapping_)), "LUT") + ", " +
                       std::to_string(circuit_->input_bits) + "-bit " +
                       (circuit_->input_signed ? "signed" : "unsigned") + " input";
    if (circuit_->signless) text += ", sign applied where products are accumulated";
    return text;
  }

  [[nodiscard]] bool has_sign_control() const {
    return std::any_of(picture_.cells.begin(), picture_.cells.end(), [](const PlacedCell& cell) {
      return std::any_of(cell.addends.begin(), cell.addends.end(),
                         [](const PlacedAddend& addend) { return addend.addend.sign_control.has_value(); });
    });
  }

  const Circuit* circuit_;
  Mapping mapping_;
  Picture picture_;
  double width_ = 0;
  double left_ = 0;
  Svg svg_;
};

}  // namespace

std::string circuit_svg(const Circuit& circuit) {
  return Drawing(circuit).document();
}

}  // namespace rccm::report
