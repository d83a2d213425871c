#include "weights/glob.hpp"

#include <string>

#include "unit/catch.hpp"

using rccm::glob_matches;

TEST_CASE("A pattern without wildcards matches only the name itself") {
  CHECK(glob_matches("conv1.weight", "conv1.weight"));
  CHECK_FALSE(glob_matches("conv1", "conv1.weight"));
  CHECK_FALSE(glob_matches("conv1.weight", "conv1"));
  CHECK(glob_matches("", ""));
  CHECK_FALSE(glob_matches("", "x"));
}

TEST_CASE("A star stands for any characters or none, a question mark for exactly one") {
  CHECK(glob_matches("*", ""));
  CHECK(glob_matches("*", "anything/at:all"));
  CHECK(glob_matches("layer*.weight", "layer1.0.conv1.weight"));
  CHECK(glob_matches("layer*conv?.weight", "layer1.0.conv1.weight"));
  CHECK_FALSE(glob_matches("layer*conv?.weight", "layer1.0.conv.weight"));
  CHECK(glob_matches("*.conv1.*", "a.conv1.conv1.b"));
  CHECK(glob_matches("**a", "bba"));
  CHECK_FALSE(glob_matches("?", ""));
  CHECK_FALSE(glob_matches("*a", "ab"));
}

TEST_CASE("A pattern of many stars takes no exponential time") {
  std::string pattern;
  for (int i = 0; i < 50; ++i) pattern += "a*";
  CHECK_FALSE(glob_matches(pattern + "b", std::string(5000, 'a')));
}
