#include "cli/progress.hpp"

#include <chrono>
#include <sstream>
#include <thread>
#include <vector>

#include "unit/catch.hpp"

using rccm::cli::duration_text;
using rccm::cli::Progress;
using rccm::cli::progress_line;

TEST_CASE("the progress line tells count, part, rate and time left") {
  CHECK(progress_line("searching", 25'000'000, 107'013'040, 10) ==
        "searching  25.0 M of 107 M  23 %  2.50 M/s  33 s left");
  CHECK(progress_line("searching", 12, 0, 4) == "searching  12  3/s");
  CHECK(progress_line("searching", 0, 500, 4) == "searching  0 of 500  0 %");
  CHECK(progress_line("searching", 500, 500, 4) == "searching  500 of 500  100 %  125/s");
}

TEST_CASE("a count beyond the expected total shows neither more than 100 % nor a time left") {
  CHECK(progress_line("searching", 600, 500, 4) == "searching  600 of 500  100 %  150/s");
}

TEST_CASE("counts keep three digits") {
  CHECK(progress_line("x", 999, 0, 999) == "x  999  1/s");
  CHECK(progress_line("x", 1000, 0, 1000) == "x  1.00 k  1/s");
  CHECK(progress_line("x", 999'999, 0, 999'999) == "x  1.00 M  1/s");
  CHECK(progress_line("x", 99'960, 0, 99'960) == "x  100 k  1/s");
  CHECK(progress_line("x", 1, 0, 8) == "x  1  0.12/s");
}

TEST_CASE("durations are told in two units at most") {
  CHECK(duration_text(0.2) == "1 s");
  CHECK(duration_text(59.5) == "1 min 0 s");
  CHECK(duration_text(200) == "3 min 20 s");
  CHECK(duration_text(7500) == "2 h 5 min");
}

TEST_CASE("progress that several threads advance is printed at most five times a second and cleared at the end") {
  std::ostringstream out;
  std::uint64_t counted = 0;
  const auto begin = std::chrono::steady_clock::now();
  {
    Progress progress("working", 4000, &out);
    std::vector<std::jthread> workers;
    for (int worker = 0; worker < 4; ++worker) {
      workers.emplace_back([&progress] {
        for (int step = 0; step < 1000; ++step) progress.advance();
      });
    }
    workers.clear();
    counted = progress.counter().load();
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
  }
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin;
  CHECK(counted == 4000);
  const std::string text = out.str();
  CHECK_THAT(text, Catch::Contains("working  4.00 k of 4.00 k  100 %"));
  CHECK_THAT(text, Catch::EndsWith("\r\033[K"));
  double lines = 0;
  for (std::size_t at = 0; (at = text.find("working", at)) != std::string::npos; ++at) ++lines;
  CHECK(lines >= 1);
  CHECK(lines <= 5 * elapsed.count());
}

TEST_CASE("progress without a terminal prints nothing, and what is quick does not flicker") {
  {
    Progress silent("working", 10, nullptr);
    silent.advance(10);
  }
  std::ostringstream out;
  { Progress quick("working", 10, &out); }
  CHECK(out.str().empty());
}
