#include "quantize/lsq.hpp"

#include "quantize/gradient.hpp"
#include "quantize/quantizer.hpp"
#include "unit/catch.hpp"
#include "unit/quantize/values.hpp"

using namespace rccm;
using namespace rccm::test;

TEST_CASE("Levels are the integers of the width") {
  CHECK(levels_of(Lsq{2}) == Levels::range(-2, 1));
  CHECK(levels_of(Lsq{8}) == Levels::range(-128, 127));
  CHECK(levels_of(Lsq{4, false}) == Levels::range(0, 15));
}

TEST_CASE("Step, quantiser and gradients are those of the paper") {
  Random random(1);
  for (const bool is_signed : {true, false}) {
    for (const int bits : {2, 3, 4, 8}) {
      const double qn = is_signed ? std::exp2(bits - 1) : 0;
      const double qp = is_signed ? std::exp2(bits - 1) - 1 : std::exp2(bits) - 1;
      const std::vector<double> v = bell_values(random, 400, 0.3);
      const FittedQuantizer fitted = fit({Lsq{bits, is_signed}, Granularity::kLayer}, v, {400}, "weights");
      const double s = fitted.scales[0];
      CHECK(s == Approx(2 * mean_magnitude(v) / std::sqrt(qp)));
      const std::vector<double> upstream = bell_values(random, 400);
      std::vector<double> expected;
      std::vector<double> passed;
      double step_gradient = 0;
      for (std::size_t i = 0; i < v.size(); ++i) {
        const double u = v[i] / s;
        expected.push_back(s * std::round(std::min(std::max(u, -qn), qp)));
        const bool inside = -qn < u && u < qp;
        passed.push_back(inside ? upstream[i] : 0);
        step_gradient += upstream[i] * (inside ? -u + std::round(u) : u <= -qn ? -qn : qp);
      }
      step_gradient /= std::sqrt(400 * qp);
      INFO(bits << " bits, signed " << is_signed);
      CHECK(close(quantize(fitted, v), expected));
      const QuantizerGradient gradient = straight_through(fitted, v, upstream);
      CHECK(gradient.values == passed);
      CHECK(gradient.scales[0] == Approx(step_gradient));
    }
  }
}

TEST_CASE("The gradient's factor counts the weights that share the step") {
  const std::vector<double> values(24, 1.0);
  CHECK(fit({Lsq{3}, Granularity::kChannel}, values, {4, 6}, "w").scale_gradient_factor ==
        Approx(1 / std::sqrt(6 * 3)));
}

TEST_CASE("The step may start where the error is least") {
  Random random(2);
  const std::vector<double> values = bell_values(random, 300);
  const std::vector<double> levels = all_levels(levels_of(Lsq{3}));
  const double published = plain_error(levels, values, fit_group(Lsq{3}, values).scale);
  const double best = plain_error(levels, values, fit_group(Lsq{3, true, ScaleStart::kBest}, values).scale);
  CHECK(best < published);
}
