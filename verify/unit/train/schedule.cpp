#include "train/schedule.hpp"

#include "unit/catch.hpp"
#include "unit/network/samples.hpp"

using namespace rccm::train;

TEST_CASE("a cosine falls from one to nearly zero") {
  const Schedule cosine = parse_schedule("cosine");
  CHECK(rate_factor(cosine, 0, 100) == 1);
  CHECK(rate_factor(cosine, 50, 100) == Approx(0.5));
  CHECK(rate_factor(cosine, 99, 100) == Approx(0.000247).epsilon(0.01));
}

TEST_CASE("a schedule of steps divides the rate by ten after each part") {
  const Schedule steps = parse_schedule("step:0.5,0.75");
  CHECK(rate_factor(steps, 49, 100) == 1);
  CHECK(rate_factor(steps, 50, 100) == Approx(0.1));
  CHECK(rate_factor(steps, 75, 100) == Approx(0.01));
  CHECK(parse_schedule("step") == steps);
}

TEST_CASE("a warm-up rises evenly, and what follows begins at one") {
  Schedule schedule = parse_schedule("cosine");
  schedule.warm_up = 0.1;
  CHECK(rate_factor(schedule, 0, 100) == Approx(0.1));
  CHECK(rate_factor(schedule, 4, 100) == Approx(0.5));
  CHECK(rate_factor(schedule, 10, 100) == 1);
  CHECK(rate_factor(schedule, 55, 100) == Approx(0.5));
}

TEST_CASE("schedules are written as they are read") {
  for (const char* text : {"constant", "cosine", "step:0.5,0.75", "step:0.3"}) {
    CHECK(to_text(parse_schedule(text)) == text);
  }
}

TEST_CASE("other schedules are refused with the forms there are") {
  for (const char* text : {"", "linear", "step:", "step:0.5,", "step:0.5,0.4", "step:1", "step:x"}) {
    INFO(text);
    CHECK_THAT(rccm::test::complaint([&] { static_cast<void>(parse_schedule(text)); }),
               Catch::Contains("write constant, cosine, step, or step:P,P,.."));
  }
}
