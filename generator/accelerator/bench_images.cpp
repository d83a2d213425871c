#include "accelerator/bench_images.hpp"

#include <algorithm>

#include "accelerator/code_stream.hpp"
#include "accelerator/cycles.hpp"
#include "accelerator/element.hpp"
#include "support/random.hpp"

namespace rccm::accelerator {
namespace {

// Registers and bits, as rtl/README.md lists them.
enum Register : std::uint32_t {
  kId = 0x00,
  kControl = 0x08,
  kStatus = 0x0C,
  kImages = 0x10,
  kCycles = 0x14,
  kDone = 0x20
};
enum Bit : std::uint32_t { kStart = 1, kSoftReset = 2, kIsDone = 2, kIsWaiting = 4 };
constexpr std::uint32_t kIdentity = 0x5243434D;
constexpr std::uint32_t kAllBits = 0xFFFFFFFF;

// What the test bench's commands are called in templates/layer/testbench.v.
enum Command : std::uint32_t {
  kWrite = 1,
  kPoll,
  kCheck,
  kOfferCodes,
  kOfferInputs,
  kAwaitCodes,
  kAwaitInputs,
  kAwaitOutputs,
  kPlace,
  kCount,
  kRelease,
  kPause,
  kCompare,
  kExpectOutputs = 15,
};

/// A line of hexadecimal digits that is filled from the lowest bit.
class HexLine {
 public:
  explicit HexLine(int bits) : digits_(static_cast<std::size_t>(bits / 4), '0') {}

  void put(std::int64_t value, int bits) {
    for (int bit = 0; bit < bits; ++bit, ++filled_) {
      if (((value >> bit) & 1) == 0) continue;
      char& digit = digits_[digits_.size() - 1 - static_cast<std::size_t>(filled_ / 4)];
      const int old = digit <= '9' ? digit - '0' : digit - 'a' + 10;
      digit = "0123456789abcdef"[old | 1 << (filled_ % 4)];
    }
  }
  /// The line with TLAST in front.
  [[nodiscard]] std::string text(bool last) const { return (last ? "1" : "0") + digits_ + "\n"; }
  [[nodiscard]] std::string text() const { return digits_ + "\n"; }

 private:
  std::string digits_;
  int filled_ = 0;
};

int whole_bytes(int bits) {
  return (bits + 7) / 8 * 8;
}

class Writer {
 public:
  Writer(const Design& design, const Plan& plan, const BenchParams& params)
      : design_(design), plan_(plan), params_(params), random_(params.seed), second_(design) {
    // Other words; the biases and factors of other channels.
    network::MultiplyLayer& operation = second_.layer.operation;
    for (std::uint32_t& word : operation.words) word = static_cast<std::uint32_t>(random_.below(1 << plan.word_bits));
    std::reverse(operation.bias.begin(), operation.bias.end());
    std::reverse(operation.factors.begin(), operation.factors.end());
  }

  BenchImages run() {
    const std::int64_t cycles = image_cycles(design_, plan_);
    command(kRelease, 1);
    command(kCheck, kId, kIdentity, kAllBits);
    if (!params_.images.empty()) {
      run_given();
    } else {
      const bool is_short = cycles <= params_.most_cycles;
      run_steady(is_short ? 3 : 1);
      run_with_pauses();
      if (is_short) {
        reset_in_the_middle();
        send_malformed();
      }
    }
    // Time for beats that should not come.
    command(kCount, 64);
    command(kExpectOutputs, static_cast<std::uint32_t>(result_.output_beats));
    result_.limit = 16 * (cycles + plan_.set_beats + 1000);
    return std::move(result_);
  }

 private:
  void command(Command operation, std::uint32_t a = 0, std::uint32_t b = 0, std::uint32_t c = 0) {
    HexLine line(104);
    line.put(c, 32);
    line.put(b, 32);
    line.put(a, 32);
    line.put(operation, 8);
    result_.commands += line.text();
    ++result_.command_count;
  }

  std::vector<std::int32_t> random_image() {
    const Range& range = design_.layer.input_range;
    std::vector<std::int32_t> image(design_.layer.input.size());
    // Half of an image's values are its extremes in some images: sums grow large with them.
    const bool is_extreme = random_.below(3) == 0;
    for (std::int32_t& value : image) {
      const auto span = static_cast<int>(range.high - range.low + 1);
      value = static_cast<std::int32_t>(range.low + random_.below(span));
      if (is_extreme && random_.below(2) == 0) {
        value = static_cast<std::int32_t>(random_.below(2) == 0 ? range.low : range.high);
      }
    }
    return image;
  }

  /// Adds the beats of an image; `last_at` is the beat with TLAST, -1 for none, `count` how many there are.
  void add_input(const std::vector<std::int32_t>& image, int last_at, int count) {
    const int channels = design_.layer.input.channels;
    const int width = whole_bytes(design_.lanes * plan_.input_bits);
    for (int beat = 0; beat < count; ++beat) {
      const int pixel = beat / plan_.in_folds % (design_.layer.input.height * design_.layer.input.width);
      const int first = beat % plan_.in_folds * design_.lanes;
      HexLine line(width);
      for (int lane = 0; lane < design_.lanes; ++lane) {
        // Idle lanes hold garbage: the hardware must not use them.
        const std::int64_t value = first + lane < channels
                                       ? image[static_cast<std::size_t>(pixel) * static_cast<std::size_t>(channels) +
                                               static_cast<std::size_t>(first + lane)]
                                       : random_.below(1 << plan_.input_bits);
        line.put(value, plan_.input_bits);
      }
      result_.inputs += line.text(beat == last_at);
    }
    result_.input_beats += count;
  }

  void add_whole_input(const std::vector<std::int32_t>& image) {
    add_input(image, plan_.input_beats - 1, plan_.input_beats);
  }

  void add_output(const Design& design, const std::vector<std::int32_t>& image) {
    const std::vector<std::int32_t> values = run_layer(design.layer, image);
    const int width = whole_bytes(design.read_width * plan_.output_bits);
    for (std::size_t at = 0; at < values.size(); at += static_cast<std::size_t>(design.read_width)) {
      HexLine line(width);
      for (int i = 0; i < design.read_width; ++i) {
        line.put(values[at + static_cast<std::size_t>(i)], plan_.output_bits);
      }
      result_.outputs += line.text(at + static_cast<std::size_t>(design.read_width) == values.size());
    }
    result_.output_beats += plan_.output_beats;
    result_.checked += plan_.output_beats;
    ++result_.image_count;
  }

  /// Adds a set's beats, of which the first `count` with TLAST at `last_at`, and lets the bench offer them.
  void offer_codes(const Design& design, int last_at, int count) {
    const std::vector<std::uint64_t> beats = code_stream(design, plan_);
    for (int i = 0; i < count; ++i) {
      HexLine line(64);
      line.put(static_cast<std::int64_t>(beats[static_cast<std::size_t>(i) % beats.size()]), 64);
      result_.codes += line.text(i == last_at);
    }
    result_.code_beats += count;
    command(kOfferCodes, static_cast<std::uint32_t>(result_.code_beats));
  }

  void offer_set(const Design& design) { offer_codes(design, plan_.set_beats - 1, plan_.set_beats); }

  void await_set() {
    command(kAwaitCodes, static_cast<std::uint32_t>(result_.code_beats));
    command(kPoll, kStatus, kIsWaiting, kIsWaiting);
  }

  void start(int images) {
    command(kWrite, kImages, static_cast<std::uint32_t>(images));
    command(kWrite, kControl, kStart);
  }

  /// Offers images and adds what they give.
  void offer_images(const Design& design, const std::vector<std::vector<std::int32_t>>& images) {
    for (const auto& image : images) {
      add_whole_input(image);
      add_output(design, image);
    }
    command(kOfferInputs, static_cast<std::uint32_t>(result_.input_beats));
  }

  std::vector<std::vector<std::int32_t>> random_images(int count) {
    std::vector<std::vector<std::int32_t>> images(static_cast<std::size_t>(count));
    for (auto& image : images) image = random_image();
    return images;
  }

  void await_done(int images) {
    command(kAwaitOutputs, static_cast<std::uint32_t>(result_.output_beats));
    command(kPoll, kStatus, kIsDone, kIsDone);
    command(kCheck, kDone, static_cast<std::uint32_t>(images), kAllBits);
    command(kWrite, kStatus, kIsDone);
  }

  // The row buffer is full when the run begins, so that the number of cycles does not depend on when the start is
  // written.
  void run_counted(const std::vector<std::vector<std::int32_t>>& images) {
    const auto count = static_cast<int>(images.size());
    offer_images(design_, images);
    constexpr int kMargin = 64;
    command(kCount, static_cast<std::uint32_t>(plan_.row_slots * design_.layer.input.width * plan_.in_folds + kMargin));
    start(count);
    await_done(count);
    command(kCheck, kCycles, static_cast<std::uint32_t>(run_cycles(design_, plan_, count)), kAllBits);
  }

  void run_images(const Design& design, int count) {
    start(count);
    offer_images(design, random_images(count));
    await_done(count);
  }

  void run_steady(int most_images) {
    offer_set(design_);
    await_set();
    run_counted(random_images(1));
    if (most_images > 1) run_counted(random_images(most_images));
  }

  // The second set comes in while images of the first run; afterwards each stream is the slow one in turn.
  void run_with_pauses() {
    command(kPause, 100, 100, 100);
    start(2);
    offer_images(design_, random_images(2));
    offer_set(second_);
    await_done(2);
    await_set();
    run_images(second_, 1);
    command(kPause, 230, 0, 0);
    run_images(second_, 1);
    command(kPause, 0, 0, 230);
    run_images(second_, 1);
    command(kPause);
  }

  void run_given() {
    offer_set(design_);
    await_set();
    run_counted(params_.images);
    command(kPause, 60, 0, 60);
    start(1);
    offer_images(design_, {params_.images.front()});
    await_done(1);
    command(kPause);
  }

  /// Every stream goes on with what is added next.
  void place_streams() {
    command(kPlace, static_cast<std::uint32_t>(result_.input_beats), static_cast<std::uint32_t>(result_.code_beats),
            static_cast<std::uint32_t>(result_.output_beats));
  }

  // Part of an image goes in; what comes out of it must still be right.
  void start_part(const Design& loaded) {
    const std::vector<std::int32_t> image = random_image();
    start(2);
    add_output(loaded, image);
    const int count = std::max(1, plan_.input_beats * (1 + random_.below(3)) / 4);
    add_input(image, plan_.input_beats - 1, count);
    command(kOfferInputs, static_cast<std::uint32_t>(result_.input_beats));
    command(kAwaitInputs, static_cast<std::uint32_t>(result_.input_beats));
    command(kCount, static_cast<std::uint32_t>(random_.below(60)));
    result_.checked -= plan_.output_beats;
    --result_.image_count;
  }

  void load_and_run() {
    offer_set(design_);
    await_set();
    run_images(design_, 1);
  }

  void soft_reset() {
    command(kWrite, kControl, kSoftReset);
    command(kCount, 32);
    command(kCheck, kStatus, 0, kAllBits);
    place_streams();
  }

  void reset_in_the_middle() {
    start_part(second_);
    command(kRelease, 0);
    command(kCount, 3);
    place_streams();
    command(kRelease, 1);
    load_and_run();
    start_part(design_);
    soft_reset();
    load_and_run();
  }

  // Waits for the error bit, then resets and runs an image.
  void recover(std::uint32_t error) {
    command(kPoll, kStatus, error, error);
    // An error is kept, and streams do not hang.
    command(kAwaitInputs, static_cast<std::uint32_t>(result_.input_beats));
    command(kAwaitCodes, static_cast<std::uint32_t>(result_.code_beats));
    command(kCheck, kStatus, error, error);
    soft_reset();
    command(kCompare, 1);
    load_and_run();
  }

  void send_malformed() {
    constexpr std::uint32_t kEarlyLast = 1U << 8;
    constexpr std::uint32_t kLateLast = 1U << 9;
    constexpr std::uint32_t kCodesShort = 1U << 10;
    constexpr std::uint32_t kCodesLong = 1U << 11;
    if (plan_.input_beats > 1) {
      command(kCompare, 0);
      start(1);
      add_input(random_image(), random_.below(plan_.input_beats - 1), plan_.input_beats);
      command(kOfferInputs, static_cast<std::uint32_t>(result_.input_beats));
      recover(kEarlyLast);
    }
    command(kCompare, 0);
    start(1);
    add_input(random_image(), -1, plan_.input_beats + 1);
    command(kOfferInputs, static_cast<std::uint32_t>(result_.input_beats));
    recover(kLateLast);
    command(kCompare, 0);
    const int early = random_.below(plan_.set_beats - 1);
    offer_codes(design_, early, early + 1);
    recover(kCodesShort);
    command(kCompare, 0);
    offer_codes(design_, -1, plan_.set_beats + 1);
    recover(kCodesLong);
  }

  const Design& design_;
  const Plan& plan_;
  const BenchParams& params_;
  Random random_;
  Design second_;
  BenchImages result_;
};

}  // namespace

BenchImages bench_images(const Design& design, const Plan& plan, const BenchParams& params) {
  return Writer(design, plan, params).run();
}

}  // namespace rccm::accelerator
