#include <cmath>
#include <variant>

#include "fuzz/fuzz.hpp"
#include "weights/csv.hpp"

namespace {

void require_valid(const rccm::Histogram& histogram) {
  double total = 0;
  double reached = -INFINITY;
  for (const rccm::HistogramBin& bin : histogram.bins) {
    rccm::fuzz::require(reached <= bin.lower && bin.lower < bin.upper && bin.count >= 0);
    reached = bin.upper;
    total += bin.count;
  }
  rccm::fuzz::require(total > 0 && std::isfinite(total) && std::isfinite(reached));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return rccm::fuzz::run([&] {
    const auto content = rccm::read_csv(rccm::fuzz::as_text(data, size), "input");
    if (const auto* histogram = std::get_if<rccm::Histogram>(&content)) {
      require_valid(*histogram);
    } else {
      rccm::fuzz::require_consistent(std::get<rccm::Tensor>(content));
    }
  });
}
