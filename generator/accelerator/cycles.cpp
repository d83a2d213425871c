#include "accelerator/cycles.hpp"

#include <algorithm>
#include <vector>

#include "accelerator/element.hpp"

namespace rccm::accelerator {
namespace {

/// The window sequencer of rtl/ row by row, as rtl/README.md states its rules.
class Sequencer {
 public:
  Sequencer(const Design& design, const Plan& plan, int images)
      : layer_(design.layer), design_(design), plan_(plan), images_(images) {}

  /// The cycle of the last group's last beat.
  std::int64_t run() {
    for (int image = 0; image < images_; ++image) {
      for (int y = 0; y < layer_.output.height; ++y) run_row(image, y);
    }
    return group_end_;
  }
  /// Results of the last group.
  [[nodiscard]] int last_results() const { return results_; }

 private:
  // Rows of an image that the window of an output row waits for.
  [[nodiscard]] int wanted(int y) const {
    const network::Window& window = layer_.operation.window;
    if (y == layer_.output.height - 1) return layer_.input.height;
    return std::min(layer_.input.height,
                    y * window.stride[0] - window.padding[0] + std::max(window.kernel[0], window.stride[0]));
  }

  // Takes input rows up to that number in, each once its slot is free.
  void take_rows(std::int64_t count) {
    const std::int64_t beats = std::int64_t{layer_.input.width} * plan_.in_folds;
    for (; rows_ < count; ++rows_) {
      if (rows_ < plan_.row_slots) continue;  // there before the run
      constexpr int kUntilFree = 3;
      const std::int64_t free = freed_[static_cast<std::size_t>(rows_ - plan_.row_slots)] + kUntilFree;
      accepted_ = std::max(accepted_ + 1, free) + beats - 1;
    }
  }

  void run_row(int image, int y) {
    const std::int64_t base = std::int64_t{image} * layer_.input.height;
    take_rows(base + wanted(y));
    row_start_ = std::max({accepted_ + 2, row_end_, row_start_ + 2, std::int64_t{2}});
    const int kernel = layer_.operation.window.kernel[0];
    const std::int64_t beats = std::int64_t{kernel} * kernel * plan_.in_folds;
    std::int64_t first = row_start_ + 1;
    for (int x = 0; x < layer_.output.width; ++x) {
      for (int fold = 0; fold < plan_.out_folds; ++fold) {
        group_end_ = std::max(first + beats - 1, group_end_ + std::int64_t{results_} * result_interval(design_));
        const int channels = std::min(design_.elements, layer_.output.channels - fold * design_.elements);
        results_ = channels / design_.read_width;
        first = group_end_ + 1;
      }
    }
    row_end_ = group_end_;
    free_rows(base, y);
  }

  // Rows that no later output row of the image needs.
  void free_rows(std::int64_t base, int y) {
    const network::Window& window = layer_.operation.window;
    const bool is_last = y == layer_.output.height - 1;
    const int next = (y + 1) * window.stride[0] - window.padding[0];
    const std::int64_t end = base + (is_last ? layer_.input.height : std::clamp(next, 0, layer_.input.height));
    while (static_cast<std::int64_t>(freed_.size()) < end) freed_.push_back(row_end_);
  }

  const Layer& layer_;
  const Design& design_;
  const Plan& plan_;
  int images_;
  std::int64_t rows_ = 0;            // taken in
  std::int64_t accepted_ = -1;       // cycle of the last input beat
  std::vector<std::int64_t> freed_;  // of each row, the cycle in which its slot becomes free
  std::int64_t row_start_ = 0;
  std::int64_t row_end_ = 0;
  std::int64_t group_end_ = 0;
  int results_ = 0;  // of the last group
};

// Levels of six-input ORs that join so many elements.
int readout_levels(int inputs) {
  int levels = 1;
  for (std::int64_t reached = 6; reached < inputs; reached *= 6) ++levels;
  return levels;
}

int scaler_latency(const Design& design) {
  const int half = design.layer.factor_bits / 2;
  switch (design.requantiser) {
    case Requantiser::kDsp:
      return 3;
    case Requantiser::kArray:
      return half + 1;
    case Requantiser::kSerial:
      break;
  }
  return half + 2;
}

}  // namespace

int result_interval(const Design& design) {
  return design.requantiser == Requantiser::kSerial ? design.layer.factor_bits / 2 + 1 : 1;
}

std::int64_t run_cycles(const Design& design, const Plan& plan, int images) {
  Sequencer sequencer(design, plan, images);
  const std::int64_t end = sequencer.run();
  const std::int64_t last_result = std::int64_t{sequencer.last_results() - 1} * result_interval(design);
  const int element = element_plan(design, plan).latency();
  const int readout = 1 + readout_levels(design.elements / design.read_width);
  // Presentation of a beat; capture; the way through requantiser and output queue.
  constexpr int kToElements = 3;
  constexpr int kCapture = 1;
  constexpr int kRequantiser = 4;
  constexpr int kQueue = 2;
  return end + kToElements + element + kCapture + last_result + readout + kRequantiser + scaler_latency(design) +
         kQueue + 1;
}

std::int64_t image_cycles(const Design& design, const Plan& plan) {
  return run_cycles(design, plan, 3) - run_cycles(design, plan, 2);
}

double busy_share(const Design& design, const Plan& plan) {
  return static_cast<double>(plan.beats_per_row) * design.layer.output.height /
         static_cast<double>(image_cycles(design, plan));
}

}  // namespace rccm::accelerator
