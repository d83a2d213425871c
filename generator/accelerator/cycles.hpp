#pragma once

#include <cstdint>

#include "accelerator/design.hpp"

namespace rccm::accelerator {

/// What register CYCLES holds after a run of so many images: from the cycle in which the start takes effect to the last
/// beat's handshake at the output, both included. The row buffer is full when the run begins; input is offered and
/// output taken in every cycle.
[[nodiscard]] std::int64_t run_cycles(const Design& design, const Plan& plan, int images);

/// Cycles from one image's end to the next one's, in a long run.
[[nodiscard]] std::int64_t image_cycles(const Design& design, const Plan& plan);

/// The share of those in which the elements work.
[[nodiscard]] double busy_share(const Design& design, const Plan& plan);

/// Cycles of the requantiser for each result.
[[nodiscard]] int result_interval(const Design& design);

}  // namespace rccm::accelerator
