#include "weights/write_npz.hpp"

#include <cmath>

#include "unit/catch.hpp"
#include "weights/npz.hpp"

namespace {

template <typename Value>
rccm::NpzArray array(const std::string& name, std::vector<std::uint64_t> shape, const std::vector<Value>& values) {
  return rccm::npz_array(name, std::move(shape), std::span<const Value>(values));
}

}  // namespace

TEST_CASE("what is written as .npz is read again: names, shapes, element types and values") {
  const std::string bytes = rccm::write_npz({
      array<float>("conv1.weight", {2, 1, 3}, {0.5F, -1.25F, 3, 4, 5, 1e-30F}),
      array<double>("scale", {1}, {0.1}),
      array<std::int64_t>("bias", {2}, {-(std::int64_t{1} << 40), 7}),
      array<std::uint32_t>("wide", {1, 1}, {0xfedcba98U}),
      array<std::uint16_t>("m", {3}, {0, 1, 65535}),
      array<std::uint8_t>("codes", {2, 2}, {0, 1, 2, 255}),
      array<double>("number", {}, {2.5}),
      array<float>("empty", {0}, {}),
  });
  const std::vector<rccm::Tensor> tensors = rccm::read_npz(bytes, "t.npz");
  REQUIRE(tensors.size() == 8);
  CHECK(tensors[0].name == "conv1.weight");
  CHECK(tensors[0].shape == std::vector<std::uint64_t>{2, 1, 3});
  CHECK(tensors[0].values == std::vector<double>{0.5, -1.25, 3, 4, 5, 1e-30F});
  CHECK(tensors[0].floating);
  CHECK(tensors[1].values == std::vector<double>{0.1});
  CHECK(tensors[2].values == std::vector<double>{-std::ldexp(1, 40), 7});
  CHECK_FALSE(tensors[2].floating);
  CHECK(tensors[3].values == std::vector<double>{0xfedcba98U});
  CHECK(tensors[4].values == std::vector<double>{0, 1, 65535});
  CHECK(tensors[5].shape == std::vector<std::uint64_t>{2, 2});
  CHECK(tensors[5].values == std::vector<double>{0, 1, 2, 255});
  CHECK(tensors[6].shape.empty());
  CHECK(tensors[7].values.empty());
}

TEST_CASE("the data of a written array begins at a multiple of 64 bytes behind its magic, as NumPy has it") {
  const std::vector<std::uint64_t> shape = GENERATE(values<std::vector<std::uint64_t>>(
      {{1}, {12345678}, {1, 1, 1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, {100, 1000, 10000, 100000}}));
  rccm::NpzArray marked{"a", "|u1", shape, "\x7f"};
  const std::string bytes = rccm::write_npz({marked});
  CHECK((bytes.find('\x7f') - bytes.find("\x93NUMPY")) % 64 == 0);
}
