#include "report/query_weights.hpp"

#include "unit/catch.hpp"

using namespace rccm;

TEST_CASE("weights are called by their files without folders, or by their family") {
  CHECK(report::weights_name(Json{{"weights", {"nets/a.npz:conv/1", "b.csv"}}}) == "a.npz:conv/1, b.csv");
  CHECK(report::weights_name(Json{{"dist", "laplace"}}) == "laplace");
  CHECK(report::weights_name(Json::object()).empty());
}

TEST_CASE("a family is made, files that are not there are not") {
  const auto weights = report::weights_of_query(Json{{"dist", "gaussian"}}, "front.json");
  REQUIRE(weights);
  CHECK(weights->rms() == Approx(1));
  CHECK_FALSE(report::weights_of_query(Json{{"weights", {"no such file.csv"}}}, "front.json"));
  CHECK_FALSE(report::weights_of_query(Json::object(), "front.json"));
  CHECK_THROWS_WITH(report::weights_of_query(Json{{"dist", "cauchy"}}, "front.json"),
                    Catch::Contains("front.json: query: dist: \"cauchy\" is not one of gaussian, laplace, uniform"));
}
