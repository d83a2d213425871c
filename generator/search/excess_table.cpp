#include "search/excess_table.hpp"

namespace rccm {

ExcessTable::ExcessTable(const std::function<double(double)>& excess, double end, std::size_t steps, double mass,
                         double mean, double square)
    : step_(end / static_cast<double>(steps)),
      half_inverse_step_(0.5 / step_),
      last_(static_cast<double>(steps)),
      mass_(mass),
      mean_(mean),
      square_(square) {
  for (std::size_t i = 0; i <= steps; ++i) values_.push_back(excess(step_ * static_cast<double>(i)));
  values_.push_back(values_.back());
}

}  // namespace rccm
