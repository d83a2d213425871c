#include "report/compare_svg.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "report/algebra.hpp"
#include "report/label_placement.hpp"
#include "report/plot_marks.hpp"
#include "report/plot_scale.hpp"
#include "report/svg.hpp"
#include "report/text_layout.hpp"
#include "support/error.hpp"

namespace rccm::report {
namespace {

constexpr double kWidth = 820;
constexpr double kHeight = 560;
constexpr Box kFrame{74, 66, kWidth - 22, kHeight - 62};
constexpr double kLabelSize = 11.5;
constexpr double kTextSize = 12.5;
constexpr const char* kGrid = "#e7e9ec";
constexpr const char* kAxis = "#3b424c";
constexpr const char* kFront = "#3b424c";

// What a reader knows a baseline by, where it is one of a few.
std::string short_name(const Candidate& candidate) {
  const std::string& name = candidate.name;
  if (candidate.kind == Kind::kPublished) return name.substr(name.find(':') + 1, 1) + "-Add, ";
  if (candidate.kind == Kind::kPlain) return "plain, ";
  if (candidate.kind != Kind::kPowers) return "";
  if (name.starts_with("pot:")) return "PoT, ";
  return name.starts_with("apot:") ? "APoT, " : "";
}

std::string display_name(const std::string& weights) {
  if (weights == "gaussian") return "Gaussian weights";
  if (weights == "laplace") return "Laplacian weights";
  if (weights == "uniform") return "Evenly distributed weights";
  return "Weights of " + shortened(printable(weights), 40);
}

class Plot {
 public:
  Plot(const Comparison& comparison, std::size_t weights) : comparison_(&comparison), weights_(weights) {
    for (const Row& row : comparison.rows) {
      if (cost(row.candidate, comparison.setting.context) && std::isfinite(sqnr(row))) rows_.push_back(&row);
    }
    if (rows_.empty()) throw input_error("nothing to draw: no multiplier has both LUTs and a finite SQNR");
    const auto [least, greatest] = std::minmax_element(rows_.begin(), rows_.end(),
                                                       [&](const Row* a, const Row* b) { return sqnr(*a) < sqnr(*b); });
    constexpr double kAir = 0.8;  // so that no mark stands on the frame
    x_ = plot_scale(0,
                    1.04 * luts(**std::max_element(rows_.begin(), rows_.end(),
                                                   [&](const Row* a, const Row* b) { return luts(*a) < luts(*b); })),
                    12);
    y_ = plot_scale(sqnr(**least) - kAir, sqnr(**greatest) + kAir, 10);
    front_ = front_line();
  }

  std::string document() {
    draw_axes();
    svg_.line(front_, Stroke{kFront, 1.2, ""});
    // What is on the front is drawn last, so that nothing covers it.
    for (const bool on_front : {false, true}) {
      for (const Row* row : rows_) {
        if (row->on_front[weights_] == on_front) {
          draw_mark(svg_, at(*row), look_of(row->candidate.kind), row->candidate.consumer_bits > 0);
        }
      }
    }
    const Box legend = draw_legend();
    draw_labels(legend);
    return svg_.document(kWidth, kHeight, "SQNR over LUTs, " + display_name(comparison_->weights[weights_]));
  }

 private:
  [[nodiscard]] double sqnr(const Row& row) const { return row.metrics[weights_].sqnr_db; }
  [[nodiscard]] double luts(const Row& row) const { return *cost(row.candidate, comparison_->setting.context); }
  [[nodiscard]] Point at(double luts, double sqnr) const {
    return {kFrame.left + x_.position(luts) * (kFrame.right - kFrame.left),
            kFrame.bottom - y_.position(sqnr) * (kFrame.bottom - kFrame.top)};
  }
  [[nodiscard]] Point at(const Row& row) const { return at(luts(row), sqnr(row)); }

  // The best SQNR that each number of LUTs buys.
  [[nodiscard]] std::vector<Point> front_line() const {
    std::vector<Point> line;
    for (const Row* row : rows_) {
      if (!row->on_front[weights_]) continue;
      const Point point = at(*row);
      line.push_back({point.x, line.empty() ? kFrame.bottom : line.back().y});
      line.push_back(point);
    }
    if (!line.empty()) line.push_back({kFrame.right, line.back().y});
    return line;
  }

  void draw_axes() {
    const Setting& setting = comparison_->setting;
    svg_.text({kFrame.left, 26}, "What a multiplier costs and what its weights keep", {.size = 17, .is_bold = true});
    svg_.text({kFrame.left, 47},
              display_name(comparison_->weights[weights_]) + ", " + std::to_string(setting.input_bits) + "-bit " +
                  (setting.input_signed ? "signed" : "unsigned") +
                  " input; LUTs of 7-series FPGAs, no DSP; each set at its best scale",
              {.size = kTextSize, .fill = "#4b5563"});
    for (const double tick : y_.ticks()) {
      const double y = at(0, tick).y;
      svg_.line({{kFrame.left, y}, {kFrame.right, y}}, Stroke{kGrid, 1, ""});
      svg_.text({kFrame.left - 9, y + 4.2}, y_.label(tick), {.size = kTextSize, .anchor = Anchor::kEnd});
    }
    for (const double tick : x_.ticks()) {
      const double x = at(tick, 0).x;
      svg_.line({{x, kFrame.bottom}, {x, kFrame.bottom + 5}}, Stroke{kAxis, 1, ""});
      svg_.text({x, kFrame.bottom + 19}, x_.label(tick), {.size = kTextSize, .anchor = Anchor::kMiddle});
    }
    svg_.line({{kFrame.left, kFrame.top}, {kFrame.left, kFrame.bottom}, {kFrame.right, kFrame.bottom}},
              Stroke{kAxis, 1.2, ""});
    const std::string cost_name = setting.context == Context::kProduct
                                      ? "LUTs per multiplier"
                                      : "LUTs per multiply-accumulate, in a dot product of " +
                                            std::to_string(setting.dot.lanes) + " with an accumulator of " +
                                            std::to_string(setting.dot.accumulator_bits) + " bits";
    svg_.text({(kFrame.left + kFrame.right) / 2, kHeight - 16}, cost_name, {.size = 14, .anchor = Anchor::kMiddle});
    svg_.text({24, (kFrame.top + kFrame.bottom) / 2}, "Signal to quantisation noise of the weights (dB)",
              {.size = 14, .anchor = Anchor::kMiddle, .rotation = -90});
  }

  // The boxes that marks and the front line take.
  [[nodiscard]] std::vector<Box> mark_boxes() const {
    std::vector<Box> boxes;
    for (const Row* row : rows_) {
      const Point point = at(*row);
      boxes.push_back(
          {point.x - kMarkRadius - 1, point.y - kMarkRadius - 1, point.x + kMarkRadius + 1, point.y + kMarkRadius + 1});
    }
    return boxes;
  }
  [[nodiscard]] std::vector<Box> line_boxes() const {
    std::vector<Box> boxes;
    for (std::size_t i = 1; i < front_.size(); ++i) {
      const auto [left, right] = std::minmax(front_[i - 1].x, front_[i].x);
      const auto [top, bottom] = std::minmax(front_[i - 1].y, front_[i].y);
      boxes.push_back({left - 1, top - 1, right + 1, bottom + 1});
    }
    return boxes;
  }

  // The corner where a legend of this size covers least.
  [[nodiscard]] Box legend_box(double width, double height) const {
    constexpr double kGap = 12;
    const std::array<Box, 2> corners{
        Box{kFrame.right - kGap - width, kFrame.bottom - kGap - height, kFrame.right - kGap, kFrame.bottom - kGap},
        Box{kFrame.left + kGap, kFrame.top + kGap / 2, kFrame.left + kGap + width, kFrame.top + kGap / 2 + height}};
    std::vector<Box> things = mark_boxes();
    for (const Box& box : line_boxes()) things.push_back(box);
    const auto covered = [&](const Box& corner) {
      return std::count_if(things.begin(), things.end(), [&](const Box& box) { return overlap(box, corner); });
    };
    return covered(corners[1]) < covered(corners[0]) ? corners[1] : corners[0];
  }

  Box draw_legend() {
    constexpr double kLine = 18;
    constexpr double kIndent = 34;
    std::vector<const Look*> looks;
    for (const Look& look : looks_in_order()) {
      const auto is_drawn = [&](const Row* row) { return row->candidate.kind == look.kind; };
      if (std::any_of(rows_.begin(), rows_.end(), is_drawn)) looks.push_back(&look);
    }
    const auto is_hollow = [](const Row* row) { return row->candidate.consumer_bits > 0; };
    const bool has_hollow = std::any_of(rows_.begin(), rows_.end(), is_hollow);
    const std::string hollow = "hollow: signless, the sum applies the sign";
    const std::string bits = "stored bits of a weight, with its sign";
    const std::string line = "best SQNR for the LUTs";
    double width = std::max(text_width(bits, kTextSize), text_width(hollow, kTextSize));
    for (const Look* look : looks) width = std::max(width, text_width(look->meaning, kTextSize));
    const double height = kLine * static_cast<double>(looks.size() + (has_hollow ? 3 : 2)) + 10;
    const Box box = legend_box(kIndent + width * 0.9 + 8, height);
    svg_.rectangle({box.left, box.top}, box.right - box.left, height, 4, "#fff", "#d5d9df");
    Point place{box.left + 17, box.top + 14};
    const auto entry = [&](const std::string& meaning) {
      svg_.text({box.left + kIndent, place.y + 4.4}, meaning, {.size = kTextSize});
      place.y += kLine;
    };
    for (const Look* look : looks) {
      draw_mark(svg_, place, *look, false);
      entry(look->meaning);
    }
    if (has_hollow) {
      draw_mark(svg_, place, {Kind::kNative, Shape::kDiamond, kAxis, ""}, true);
      entry(hollow);
    }
    svg_.text({place.x, place.y + 4.2}, "4", {.size = kLabelSize, .anchor = Anchor::kMiddle});
    entry(bits);
    svg_.line(
        {{place.x - 10, place.y + 4}, {place.x, place.y + 4}, {place.x, place.y - 4}, {place.x + 10, place.y - 4}},
        Stroke{kFront, 1.2, ""});
    entry(line);
    return box;
  }

  void draw_labels(const Box& legend) {
    Surroundings surroundings{kFrame, mark_boxes(), line_boxes()};
    surroundings.forbidden.push_back(legend);
    // What is on the front, and what has a name, has the first choice of places.
    std::vector<const Row*> rows = rows_;
    std::stable_partition(rows.begin(), rows.end(), [&](const Row* row) {
      return row->on_front[weights_] || !short_name(row->candidate).empty();
    });
    std::vector<Label> labels;
    std::vector<std::string> texts;
    for (const Row* row : rows) {
      texts.push_back(short_name(row->candidate) + std::to_string(row->candidate.stored_bits));
      // Less than the generous estimate: digits are narrow, and a label should stand close to its mark.
      labels.push_back({at(*row), kMarkRadius, text_width(texts.back(), kLabelSize) * 0.95, kLabelSize * 0.85});
    }
    const auto placed = place_labels(labels, surroundings);
    for (std::size_t i = 0; i < placed.size(); ++i) {
      if (!placed[i]) continue;
      const Box& box = placed[i]->box;
      const Point centre{(box.left + box.right) / 2, (box.top + box.bottom) / 2};
      if (placed[i]->is_far) {
        const Point mark = labels[i].mark;
        const Point end{std::clamp(mark.x, box.left, box.right), std::clamp(mark.y, box.top, box.bottom)};
        svg_.line({mark, end}, Stroke{"#9aa1ab", 0.7, ""});
      }
      svg_.text({centre.x, box.bottom - 0.5}, texts[i],
                {.size = kLabelSize, .anchor = Anchor::kMiddle, .fill = look_of(rows[i]->candidate.kind).colour});
    }
  }

  const Comparison* comparison_;
  std::size_t weights_;
  std::vector<const Row*> rows_;
  PlotScale x_;
  PlotScale y_;
  std::vector<Point> front_;
  Svg svg_;
};

}  // namespace

std::string compare_svg(const Comparison& comparison, std::size_t weights) {
  return Plot(comparison, weights).document();
}

}  // namespace rccm::report
