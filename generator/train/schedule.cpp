#include "train/schedule.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numbers>

#include "circuit/json.hpp"
#include "support/error.hpp"

namespace rccm::train {

double rate_factor(const Schedule& schedule, std::uint64_t step, std::uint64_t steps) {
  const double part = static_cast<double>(step) / static_cast<double>(steps);
  if (part < schedule.warm_up) return static_cast<double>(step + 1) / static_cast<double>(steps) / schedule.warm_up;
  switch (schedule.kind) {
    case Schedule::Kind::kConstant:
      break;
    case Schedule::Kind::kCosine: {
      const double fallen = (part - schedule.warm_up) / (1 - schedule.warm_up);
      return (1 + std::cos(std::numbers::pi * fallen)) / 2;
    }
    case Schedule::Kind::kStep: {
      const auto passed = std::upper_bound(schedule.steps.begin(), schedule.steps.end(), part);
      return std::pow(10.0, -static_cast<double>(passed - schedule.steps.begin()));
    }
  }
  return 1;
}

Schedule parse_schedule(std::string_view text) {
  Schedule schedule;
  const auto refuse = [&]() -> Error {
    return usage_error("schedule '" + std::string(text) +
                       "': write constant, cosine, step, or step:P,P,.. with the parts of the training, such as "
                       "0.5,0.75, after which the rate is divided by ten");
  };
  if (text == "cosine") return schedule;
  if (text == "constant") {
    schedule.kind = Schedule::Kind::kConstant;
    return schedule;
  }
  schedule.kind = Schedule::Kind::kStep;
  if (text == "step") return schedule;
  if (!text.starts_with("step:")) throw refuse();
  schedule.steps.clear();
  std::string_view rest = text.substr(5);
  while (true) {
    double part = 0;
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), part);
    const double least = schedule.steps.empty() ? 0 : schedule.steps.back();
    if (error != std::errc() || !(part > least && part < 1)) throw refuse();
    schedule.steps.push_back(part);
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    if (rest.empty()) return schedule;
    if (rest.front() != ',') throw refuse();
    rest.remove_prefix(1);
  }
}

std::string to_text(const Schedule& schedule) {
  if (schedule.kind == Schedule::Kind::kConstant) return "constant";
  if (schedule.kind == Schedule::Kind::kCosine) return "cosine";
  std::string text;
  for (const double part : schedule.steps) text += (text.empty() ? "step:" : ",") + Json(part).dump();
  return text;
}

}  // namespace rccm::train
