#include "weights/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "support/error.hpp"

namespace rccm {

// Pieces of evenly spread mass, ascending and without overlap; a sample is a piece of no width. tail_mass[i] and
// tail_moment[i] are the mass and first moment of the pieces from i on, so that a query is one binary search.
struct Distribution::Tails {
  std::vector<double> lower;
  std::vector<double> upper;
  std::vector<double> mass;
  std::vector<double> tail_mass;
  std::vector<double> tail_moment;

  // The first piece that lies wholly or partly above b.
  [[nodiscard]] std::size_t first_above(double b) const {
    return static_cast<std::size_t>(std::upper_bound(upper.begin(), upper.end(), b) - upper.begin());
  }

  // The part of piece i above b: its mass and its mean distance from b.
  [[nodiscard]] double part_mass(std::size_t i, double b) const {
    return b <= lower[i] ? mass[i] : mass[i] * (upper[i] - b) / (upper[i] - lower[i]);
  }

  [[nodiscard]] double mass_above(double b) const {
    const std::size_t i = first_above(b);
    if (i == upper.size()) return 0;
    return part_mass(i, b) + tail_mass[i + 1];
  }

  [[nodiscard]] double excess_above(double b) const {
    const std::size_t i = first_above(b);
    if (i == upper.size()) return 0;
    const double low = std::max(b, lower[i]);
    return part_mass(i, b) * ((low + upper[i]) / 2 - b) + (tail_moment[i + 1] - b * tail_mass[i + 1]);
  }
};

namespace {

constexpr double kLaplaceScale = 0.5 * std::numbers::sqrt2;  // of unit variance
const double kUniformEdge = std::sqrt(3.0);                  // of unit variance
constexpr double kSyntheticRange = 4;

// The pieces of |w|: negative ones are mirrored, one that straddles zero is cut, overlapping ones are cut at each
// other's edges.
std::vector<HistogramBin> fold(const std::vector<HistogramBin>& pieces) {
  std::vector<HistogramBin> halves;
  for (const HistogramBin& piece : pieces) {
    if (piece.lower < 0 && piece.upper > 0) {
      const double width = piece.upper - piece.lower;
      halves.push_back({0, -piece.lower, piece.count * -piece.lower / width});
      halves.push_back({0, piece.upper, piece.count * piece.upper / width});
    } else if (piece.upper <= 0) {
      halves.push_back({-piece.upper, -piece.lower, piece.count});
    } else {
      halves.push_back(piece);
    }
  }
  std::vector<double> edges;
  std::vector<HistogramBin> result;
  for (const HistogramBin& piece : halves) {
    if (piece.lower == piece.upper) {
      result.push_back(piece);  // points need no cutting
    } else {
      edges.push_back(piece.lower);
      edges.push_back(piece.upper);
    }
  }
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  std::vector<double> density(edges.size(), 0);
  for (const HistogramBin& piece : halves) {
    if (piece.lower == piece.upper) continue;
    const auto begin = std::lower_bound(edges.begin(), edges.end(), piece.lower) - edges.begin();
    const auto end = std::lower_bound(edges.begin(), edges.end(), piece.upper) - edges.begin();
    for (auto i = begin; i < end; ++i) {
      density[static_cast<std::size_t>(i)] += piece.count / (piece.upper - piece.lower);
    }
  }
  for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
    if (density[i] > 0) result.push_back({edges[i], edges[i + 1], density[i] * (edges[i + 1] - edges[i])});
  }
  std::stable_sort(result.begin(), result.end(),
                   [](const HistogramBin& a, const HistogramBin& b) { return a.lower < b.lower; });
  return result;
}

}  // namespace

std::shared_ptr<const Distribution::Tails> Distribution::make_tails(const std::vector<HistogramBin>& pieces) {
  auto tails = std::make_shared<Tails>();
  double total = 0;
  for (const HistogramBin& piece : pieces) total += piece.count;
  for (const HistogramBin& piece : pieces) {
    if (piece.count <= 0) continue;
    tails->lower.push_back(piece.lower);
    tails->upper.push_back(piece.upper);
    tails->mass.push_back(piece.count / total);
  }
  const std::size_t count = tails->mass.size();
  tails->tail_mass.assign(count + 1, 0);
  tails->tail_moment.assign(count + 1, 0);
  for (std::size_t i = count; i-- > 0;) {
    tails->tail_mass[i] = tails->tail_mass[i + 1] + tails->mass[i];
    tails->tail_moment[i] = tails->tail_moment[i + 1] + tails->mass[i] * (tails->lower[i] + tails->upper[i]) / 2;
  }
  return tails;
}

Distribution Distribution::of_pieces(const std::vector<HistogramBin>& pieces) {
  Distribution result;
  result.tails_ = make_tails(pieces);
  result.folded_tails_ = make_tails(fold(pieces));
  const Tails& tails = *result.tails_;
  for (std::size_t i = 0; i < tails.mass.size(); ++i) {
    const double low = tails.lower[i];
    const double high = tails.upper[i];
    result.mean_square_ += tails.mass[i] * (low * low + low * high + high * high) / 3;
  }
  result.mean_ = tails.tail_moment[0];
  result.default_range_ = std::max(std::abs(tails.lower.front()), std::abs(tails.upper.back()));
  return result;
}

Distribution Distribution::synthetic(Family family) {
  Distribution result;
  result.family_ = family;
  result.symmetric_ = true;
  result.mean_square_ = 1;
  result.default_range_ = kSyntheticRange;
  return result;
}

Distribution Distribution::of_samples(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  std::vector<HistogramBin> pieces;
  for (double value : values) {
    if (!pieces.empty() && pieces.back().lower == value) {
      ++pieces.back().count;
    } else {
      pieces.push_back({value, value, 1});
    }
  }
  return of_pieces(pieces);
}

Distribution Distribution::of_histogram(const Histogram& histogram) {
  Distribution result = of_pieces(histogram.bins);
  result.is_histogram_ = true;
  return result;
}

Distribution Distribution::of_weights(const Weights& weights) {
  return weights.histogram ? of_histogram(*weights.histogram) : of_samples(weights.values);
}

double Distribution::rms() const {
  return std::sqrt(mean_square_);
}

double Distribution::synthetic_mass_above(double b) const {
  if (b < 0) return 1 - synthetic_mass_above(-b);
  switch (family_) {
    case Family::kGaussian:
      return 0.5 * std::erfc(b / std::numbers::sqrt2);
    case Family::kLaplace:
      return 0.5 * std::exp(-b / kLaplaceScale);
    case Family::kUniform:
      return std::max(0.0, kUniformEdge - b) / (2 * kUniformEdge);
  }
  return 0;
}

double Distribution::synthetic_excess_above(double b) const {
  if (b < 0) return synthetic_excess_above(-b) - b;
  switch (family_) {
    case Family::kGaussian: {
      const double density = std::exp(-b * b / 2) * std::numbers::inv_sqrtpi / std::numbers::sqrt2;
      return density - b * synthetic_mass_above(b);
    }
    case Family::kLaplace:
      return 0.5 * kLaplaceScale * std::exp(-b / kLaplaceScale);
    case Family::kUniform: {
      const double rest = std::max(0.0, kUniformEdge - b);
      return rest * rest / (4 * kUniformEdge);
    }
  }
  return 0;
}

double Distribution::mass_above(double b) const {
  if (tails_) return tails_->mass_above(b);
  if (!folded_) return synthetic_mass_above(b);
  return b < 0 ? 1 : 2 * synthetic_mass_above(b);
}

double Distribution::excess_above(double b) const {
  if (tails_) return tails_->excess_above(b);
  if (!folded_) return synthetic_excess_above(b);
  return b < 0 ? mean_ - b : 2 * synthetic_excess_above(b);
}

// Below and above differ by the whole: P(w < b) = 1 - P(w >= b), and E[b - w] = E[(b - w)+] - E[(w - b)+]. A point
// mass exactly at b may count on either side; it adds nothing to the excess, and the scale does not depend on it.
double Distribution::mass_below(double b) const {
  return 1 - mass_above(b);
}

double Distribution::excess_below(double b) const {
  return excess_above(b) + b - mean_;
}

Distribution Distribution::folded() const {
  Distribution result = *this;
  if (tails_) {
    result.tails_ = folded_tails_;
    result.mean_ = folded_tails_->tail_moment[0];
  } else {
    result.folded_ = true;
    result.mean_ = 2 * synthetic_excess_above(0);
  }
  return result;
}

std::vector<double> Distribution::bin_masses(int bins, double range) const {
  std::vector<double> masses(static_cast<std::size_t>(bins), 0);
  const double width = 2 * range / bins;
  if (tails_ && !is_histogram_) {
    // Points are counted one by one: tails would lose those that lie exactly on an edge to the wrong side.
    for (std::size_t i = 0; i < tails_->mass.size(); ++i) {
      const double value = tails_->lower[i];
      if (std::abs(value) > range) continue;
      const int bin = std::min(bins - 1, static_cast<int>(std::floor((value + range) * bins / (2 * range))));
      masses[static_cast<std::size_t>(bin)] += tails_->mass[i];
    }
  } else {
    if (is_histogram_) {
      for (std::size_t i = 0; i < tails_->mass.size(); ++i) {
        const double piece = tails_->upper[i] - tails_->lower[i];
        if (piece > width * (1 + 1e-9)) {
          throw input_error("the histogram's bin [" + std::to_string(tails_->lower[i]) + ", " +
                            std::to_string(tails_->upper[i]) + ") is wider than the " + std::to_string(bins) +
                            " bins of the divergence: give a finer histogram, or fewer bins with --bins");
        }
      }
    }
    double above = mass_above(-range);
    for (int bin = 0; bin < bins; ++bin) {
      const double next = mass_above(bin + 1 == bins ? range : -range + width * (bin + 1));
      masses[static_cast<std::size_t>(bin)] = std::max(0.0, above - next);
      above = next;
    }
  }
  double total = 0;
  for (double mass : masses) total += mass;
  if (total <= 0)
    throw input_error("no weight lies within the range ±" + std::to_string(range) + ": give a larger --range");
  for (double& mass : masses) mass /= total;
  return masses;
}

}  // namespace rccm
