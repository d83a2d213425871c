#include "train/choice.hpp"

#include <limits>
#include <random>

#include "unit/catch.hpp"
#include "unit/network/samples.hpp"

using namespace rccm::train;

namespace {

// The least harm within the budget, by trying all.
double least_harm(const std::vector<std::vector<Option>>& layers, std::size_t from, double budget) {
  if (from == layers.size()) return 0;
  double least = std::numeric_limits<double>::infinity();
  for (const Option& option : layers[from]) {
    if (option.cost <= budget)
      least = std::min(least, option.harm + least_harm(layers, from + 1, budget - option.cost));
  }
  return least;
}

}  // namespace

TEST_CASE("the choice is the best of all that are within the budget") {
  std::mt19937 random(1);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::vector<Option>> layers(1 + random() % 6);
    double cheapest = 0;
    for (auto& options : layers) {
      double least = 1000;
      for (std::size_t i = 0; i <= random() % 4; ++i) {
        options.push_back({static_cast<double>(random() % 20), static_cast<double>(random() % 100) - 10});
        least = std::min(least, options.back().cost);
      }
      cheapest += least;
    }
    const double budget = cheapest + static_cast<double>(random() % 30);
    const Choice choice = choose(layers, budget);
    double cost = 0;
    double harm = 0;
    for (std::size_t i = 0; i < layers.size(); ++i) {
      cost += layers[i].at(choice.options[i]).cost;
      harm += layers[i].at(choice.options[i]).harm;
    }
    CHECK(choice.cost == cost);
    CHECK(choice.harm == harm);
    CHECK(cost <= budget);
    CHECK(harm == least_harm(layers, 0, budget));
  }
}

TEST_CASE("many layers with costs of all sizes keep within the budget") {
  std::mt19937 random(2);
  std::vector<std::vector<Option>> layers(60);
  for (auto& options : layers) {
    for (int i = 0; i < 6; ++i) options.push_back({std::ldexp(static_cast<double>(random()), -20), i * 0.01});
  }
  const Choice choice = choose(layers, 60 * 1500.0);
  CHECK(choice.cost <= 60 * 1500.0);
  CHECK(choice.harm < 60 * 0.03);
}

TEST_CASE("a budget below the cheapest choice is refused with what that costs") {
  CHECK(rccm::test::complaint([] {
          static_cast<void>(choose({{{3, 0}, {2, 1}}, {{4, 0}}}, 5));
        }) == "a budget of 5.0 is less than the 6.0 of the cheapest choice: raise it, or offer cheaper multipliers");
}
