#include "report/accuracy_svg.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "report/label_placement.hpp"
#include "report/plot_marks.hpp"
#include "report/plot_scale.hpp"
#include "report/svg.hpp"
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

struct Entry {
  const Row* row;
  double percent;
};

class Plot {
 public:
  Plot(const Comparison& comparison, const Accuracies& accuracies) : accuracies_(&accuracies) {
    for (const Row& row : comparison.rows) {
      const auto found = accuracies.percent.find(row.candidate.name);
      if (found != accuracies.percent.end() && row.candidate.luts) entries_.push_back({&row, found->second});
    }
    if (entries_.empty())
      throw input_error(
          "nothing to draw: no multiplier has both LUTs and an accuracy: name multipliers as the table does");
    top_ = accuracies.reference.value_or(0);
    double widest = 1;
    for (const Entry& entry : entries_) {
      top_ = std::max(top_, entry.percent);
      widest = std::max(widest, luts(entry));
    }
    for (const Entry& entry : entries_) deepest_ = std::max(deepest_, top_ - entry.percent);
    deepest_ = 1.1 * std::max(deepest_, 0.01);
    x_ = plot_scale(0, 1.04 * widest, 12);
  }

  std::string document() {
    draw_axes();
    draw_front();
    for (const Entry& entry : entries_) {
      const Candidate& candidate = entry.row->candidate;
      draw_mark(svg_, at(entry), look_of(candidate.kind), candidate.consumer_bits > 0);
    }
    draw_labels(draw_legend());
    return svg_.document(kWidth, kHeight, "Accuracy over LUTs, " + accuracies_->title);
  }

 private:
  [[nodiscard]] static double luts(const Entry& entry) { return entry.row->candidate.luts->xc7; }
  [[nodiscard]] Point at(double luts, double percent) const {
    constexpr double kAir = 14;  // so that no mark stands on the frame
    const double depth = std::sqrt(std::max(top_ - percent, 0.0) / deepest_);
    return {kFrame.left + x_.position(luts) * (kFrame.right - kFrame.left),
            kFrame.top + kAir + depth * (kFrame.bottom - kFrame.top - kAir)};
  }
  [[nodiscard]] Point at(const Entry& entry) const { return at(luts(entry), entry.percent); }

  void draw_axes() {
    svg_.text({kFrame.left, 26}, "What a multiplier costs and what a network keeps with it",
              {.size = 17, .is_bold = true});
    svg_.text({kFrame.left, 47}, accuracies_->title + "; LUTs of 7-series FPGAs, no DSP",
              {.size = kTextSize, .fill = "#4b5563"});
    draw_percents();
    for (const double tick : x_.ticks()) {
      const double x = at(tick, top_).x;
      svg_.line({{x, kFrame.bottom}, {x, kFrame.bottom + 5}}, Stroke{kAxis, 1, ""});
      svg_.text({x, kFrame.bottom + 19}, x_.label(tick), {.size = kTextSize, .anchor = Anchor::kMiddle});
    }
    svg_.line({{kFrame.left, kFrame.top}, {kFrame.left, kFrame.bottom}, {kFrame.right, kFrame.bottom}},
              Stroke{kAxis, 1.2, ""});
    svg_.text({(kFrame.left + kFrame.right) / 2, kHeight - 16}, "LUTs per multiplier",
              {.size = 14, .anchor = Anchor::kMiddle});
    svg_.text({24, (kFrame.top + kFrame.bottom) / 2}, "Top-1 accuracy (%)",
              {.size = 14, .anchor = Anchor::kMiddle, .rotation = -90});
    if (accuracies_->reference) {
      const double y = at(0, *accuracies_->reference).y;
      svg_.line({{kFrame.left, y}, {kFrame.right, y}}, Stroke{kAxis, 1.2, "5 4"});
      svg_.text({kFrame.right - 4, y - 5}, "real numbers", {.size = kTextSize, .anchor = Anchor::kEnd});
    }
  }

  /// Grid lines at round percentages that stand far enough from each other.
  void draw_percents() {
    constexpr double kLeastGap = 24;
    double last = -1e9;
    for (const double step : {0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0}) {
      // Each step covers the depths for which its lines are neither crowded nor rare.
      for (double percent = std::floor(top_ / step) * step; percent > top_ - deepest_; percent -= step) {
        const Point point = at(0, percent);
        if (point.y - last < kLeastGap) continue;
        if (at(0, percent - step).y - point.y < kLeastGap) break;
        last = point.y;
        svg_.line({point, {kFrame.right, point.y}}, Stroke{kGrid, 1, ""});
        std::array<char, 32> text{};
        std::snprintf(text.data(), text.size(), step < 0.1 ? "%.2f" : step < 1 ? "%.1f" : "%.0f", percent);
        svg_.text({kFrame.left - 9, point.y + 4.2}, text.data(), {.size = kTextSize, .anchor = Anchor::kEnd});
      }
    }
  }

  void draw_front() {
    std::vector<Entry> ordered = entries_;
    std::stable_sort(ordered.begin(), ordered.end(), [](const Entry& a, const Entry& b) {
      return luts(a) != luts(b) ? luts(a) < luts(b) : a.percent > b.percent;
    });
    double best = -1;
    for (const Entry& entry : ordered) {
      if (entry.percent <= best) continue;
      best = entry.percent;
      const Point point = at(entry);
      front_.push_back({point.x, front_.empty() ? kFrame.bottom : front_.back().y});
      front_.push_back(point);
    }
    front_.push_back({kFrame.right, front_.back().y});
    svg_.line(front_, Stroke{kAxis, 1.2, ""});
  }

  /// The place at the lower or left edge where a legend of this size covers fewest marks.
  [[nodiscard]] Box legend_box(double width, double height) const {
    constexpr double kGap = 12;
    const auto box_at = [&](double left, double top) { return Box{left, top, left + width, top + height}; };
    const double right = kFrame.right - kGap - width;
    const double low = kFrame.bottom - kGap - height;
    const double middle = (kFrame.top + kFrame.bottom - height) / 2;
    const std::array<Box, 5> places{box_at(right, low), box_at(right, middle),
                                    box_at((kFrame.left + kFrame.right - width) / 2, low),
                                    box_at(kFrame.left + kGap, low), box_at(right, kFrame.top + 4 * kGap)};
    const auto covered = [&](const Box& box) {
      return std::count_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
        const Point mark = at(entry);
        const double reach = 3 * kMarkRadius;
        return overlap(box, {mark.x - reach, mark.y - reach, mark.x + reach, mark.y + reach});
      });
    };
    return *std::min_element(places.begin(), places.end(),
                             [&](const Box& a, const Box& b) { return covered(a) < covered(b); });
  }

  Box draw_legend() {
    constexpr double kLine = 18;
    std::vector<const Look*> looks;
    for (const Look& look : looks_in_order()) {
      const auto is_drawn = [&](const Entry& entry) { return entry.row->candidate.kind == look.kind; };
      if (std::any_of(entries_.begin(), entries_.end(), is_drawn)) looks.push_back(&look);
    }
    const std::string bits = "stored bits of a weight, with its sign";
    const std::string hollow = "hollow: signless, the sum applies the sign";
    const bool has_hollow = std::any_of(entries_.begin(), entries_.end(),
                                        [](const Entry& one) { return one.row->candidate.consumer_bits > 0; });
    const double width = 34 + text_width(hollow, kTextSize) * 0.88 + 8;
    const double height = kLine * static_cast<double>(looks.size() + (has_hollow ? 2 : 1)) + 10;
    const Box box = legend_box(width, height);
    svg_.rectangle({box.left, box.top}, width, height, 4, "#fff", "#d5d9df");
    Point place{box.left + 17, box.top + 14};
    const auto entry = [&](const std::string& meaning) {
      svg_.text({box.left + 34, place.y + 4.4}, meaning, {.size = kTextSize});
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
    return box;
  }

  void draw_labels(const Box& legend) {
    Surroundings surroundings{kFrame, {legend}, {}};
    std::vector<Label> labels;
    std::vector<std::string> texts;
    for (const Entry& entry : entries_) {
      const Point mark = at(entry);
      const double reach = kMarkRadius + 1;
      surroundings.forbidden.push_back({mark.x - reach, mark.y - reach, mark.x + reach, mark.y + reach});
      texts.push_back(label_of(entry.row->candidate));
      labels.push_back({mark, kMarkRadius, text_width(texts.back(), kLabelSize) * 0.95, kLabelSize * 0.85});
    }
    for (std::size_t i = 1; i < front_.size(); ++i) {
      const auto [left, right] = std::minmax(front_[i - 1].x, front_[i].x);
      const auto [top, bottom] = std::minmax(front_[i - 1].y, front_[i].y);
      surroundings.avoided.push_back({left - 1, top - 1, right + 1, bottom + 1});
    }
    const auto placed = place_labels(labels, surroundings);
    for (std::size_t i = 0; i < placed.size(); ++i) {
      if (!placed[i]) continue;
      const Box& box = placed[i]->box;
      if (placed[i]->is_far) {
        const Point mark = labels[i].mark;
        svg_.line({mark, {std::clamp(mark.x, box.left, box.right), std::clamp(mark.y, box.top, box.bottom)}},
                  Stroke{"#9aa1ab", 0.7, ""});
      }
      svg_.text(
          {(box.left + box.right) / 2, box.bottom - 0.5}, texts[i],
          {.size = kLabelSize, .anchor = Anchor::kMiddle, .fill = look_of(entries_[i].row->candidate.kind).colour});
    }
  }

  /// The stored bits, and before them what a reader knows a baseline by.
  [[nodiscard]] static std::string label_of(const Candidate& candidate) {
    const std::string bits = std::to_string(candidate.stored_bits);
    if (candidate.kind == Kind::kPublished)
      return candidate.name.substr(candidate.name.find(':') + 1, 1) + "-Add, " + bits;
    if (candidate.name.starts_with("apot:")) return "APoT, " + bits;
    return candidate.name.starts_with("pot:") ? "PoT, " + bits : bits;
  }

  const Accuracies* accuracies_;
  std::vector<Entry> entries_;
  double top_ = 0;
  double deepest_ = 0;
  PlotScale x_;
  std::vector<Point> front_;
  Svg svg_;
};

}  // namespace

Accuracies read_accuracies(const std::string& text, const std::string& where) {
  Accuracies result;
  std::size_t line = 0;
  for (std::size_t begin = 0; begin < text.size(); ++line) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string row = text.substr(begin, end - begin);
    begin = end + 1;
    if (row.empty()) continue;
    const std::size_t comma = row.find(',');
    const std::string name = row.substr(0, comma);
    const std::string value = comma == std::string::npos ? "" : row.substr(comma + 1);
    if (name == "title") {
      result.title = value;
      continue;
    }
    double percent = -1;
    const auto parsed = std::from_chars(value.data(), value.data() + value.size(), percent);
    if (parsed.ec != std::errc() || parsed.ptr != value.data() + value.size() || !(percent >= 0 && percent <= 100)) {
      throw input_error(where + ": line " + std::to_string(line + 1) +
                        ": is not NAME,PERCENT with a number in 0..100: correct it");
    }
    if (name == "float") {
      result.reference = percent;
    } else {
      result.percent[name] = percent;
    }
  }
  return result;
}

std::string accuracy_svg(const Comparison& comparison, const Accuracies& accuracies) {
  return Plot(comparison, accuracies).document();
}

}  // namespace rccm::report
