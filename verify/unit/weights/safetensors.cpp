#include "weights/safetensors.hpp"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <random>

#include "unit/catch.hpp"
#include "unit/weights/writers.hpp"

using namespace rccm;
using namespace rccm::testing;
using Values = std::vector<double>;

namespace {

std::string refuse(const std::string& header, const std::string& data) {
  return refusal([&] { (void)read_safetensors(safetensors_file(header, data), "net.safetensors"); });
}

/// The header of one tensor "w".
std::string one(const std::string& dtype, const std::string& shape, const std::string& offsets) {
  return R"({"w":{"dtype":")" + dtype + R"(","shape":)" + shape + R"(,"data_offsets":)" + offsets + "}}";
}

}  // namespace

TEST_CASE("Every dtype of the format is read") {
  struct Row {
    const char* dtype;
    std::string data;
    double value;
    bool floating;
  };
  const Row row = GENERATE(values<Row>({
      {"F64", encode(0.1), 0.1, true},
      {"F32", encode(-1.5F), -1.5, true},
      {"F16", encode<std::uint16_t>(0x4200), 3, true},
      {"BF16", encode<std::uint16_t>(0xc040), -3, true},
      {"I64", encode<std::int64_t>(-5000000000), -5000000000, false},
      {"I32", encode<std::int32_t>(-70000), -70000, false},
      {"I16", encode<std::int16_t>(-300), -300, false},
      {"I8", encode<std::int8_t>(-7), -7, false},
      {"U64", encode<std::uint64_t>(1ULL << 63), 9223372036854775808.0, false},
      {"U32", encode<std::uint32_t>(4000000000), 4000000000, false},
      {"U16", encode<std::uint16_t>(60000), 60000, false},
      {"U8", encode<std::uint8_t>(200), 200, false},
      {"BOOL", encode<std::uint8_t>(1), 1, false},
  }));
  CAPTURE(row.dtype);
  const std::string header = one(row.dtype, "[1]", "[0," + std::to_string(row.data.size()) + "]");
  const std::vector<Tensor> tensors = read_safetensors(safetensors_file(header, row.data), "net");
  REQUIRE(tensors.size() == 1);
  CHECK(tensors[0].name == "w");
  CHECK(tensors[0].shape == std::vector<std::uint64_t>{1});
  CHECK(tensors[0].values == Values{row.value});
  CHECK(tensors[0].floating == row.floating);
}

TEST_CASE("Tensors come in the order of their data; metadata, padding and empty tensors are allowed") {
  const std::string header =
      R"({"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[],"data_offsets":[4,8]},)"
      R"("b":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]},"c":{"dtype":"F32","shape":[2,0],"data_offsets":[8,8]}}   )";
  const std::vector<Tensor> tensors = read_safetensors(safetensors_file(header, encode(1.0F) + encode(2.0F)), "net");
  REQUIRE(tensors.size() == 3);
  CHECK(tensors[0].name == "b");
  CHECK(tensors[0].values == Values{1});
  CHECK(tensors[1].name == "a");
  CHECK(tensors[1].values == Values{2});
  CHECK(tensors[1].shape.empty());
  CHECK(tensors[2].values.empty());
}

TEST_CASE("Only the wanted tensors are returned") {
  const std::string header =
      R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})";
  const std::vector<Tensor> tensors =
      read_safetensors(safetensors_file(header, "\x05\x06"), "net", [](std::string_view name) { return name == "b"; });
  REQUIRE(tensors.size() == 1);
  CHECK(tensors[0].values == Values{6});
}

TEST_CASE("Offsets outside the data are refused") {
  CHECK(refuse(one("F32", "[2]", "[0,8]"), encode(1.0F)) ==
        "net.safetensors:w: its data ends at byte 8 of 4: the file is cut short or damaged, copy it again");
  CHECK(contains(refuse(one("F32", "[1]", "[18446744073709551612,18446744073709551615]"), encode(1.0F)),
                 "its data ends at byte 18446744073709551615 of 4"));
}

TEST_CASE("Offsets that are no pair of ascending whole numbers are refused") {
  for (const char* offsets : {"[4,0]", "[0]", "[0,4,4]", "[]"}) {
    CAPTURE(offsets);
    CHECK(contains(refuse(one("F32", "[1]", offsets), encode(1.0F)), "its data_offsets are no [begin, end]"));
  }
  for (const char* offsets : {"[-1,3]", "[0.0,4.0]", "[0,\"4\"]", "[0,99999999999999999999]"}) {
    CAPTURE(offsets);
    CHECK(
        contains(refuse(one("F32", "[1]", offsets), encode(1.0F)), "its data_offsets holds other than whole numbers"));
  }
  CHECK(contains(refuse(one("F32", "[1]", "4"), encode(1.0F)), "its data_offsets is no list"));
}

TEST_CASE("A shape that does not fit its offsets is refused, also where its product overflows") {
  CHECK(refuse(one("F32", "[2]", "[0,4]"), encode(1.0F)) ==
        "net.safetensors:w: its shape asks for 2 elements of 4 bytes, its data_offsets give 4 bytes: the file is "
        "damaged, export it again");
  CHECK(contains(refuse(one("F32", "[1]", "[0,5]"), "12345"), "its data_offsets give 5 bytes"));
  CHECK(contains(refuse(one("F32", "[4294967296,4294967296]", "[0,4]"), encode(1.0F)), "more than 2^64 elements"));
  CHECK(contains(refuse(one("F32", "[4611686018427387905]", "[0,4]"), encode(1.0F)), "4611686018427387905 elements"));
}

TEST_CASE("Data that overlaps, is not covered, or trails is refused") {
  const auto two = [](const std::string& a, const std::string& b) {
    return R"({"a":{"dtype":"U8","shape":[2],"data_offsets":)" + a +
           R"(},"b":{"dtype":"U8","shape":[2],"data_offsets":)" + b + "}}";
  };
  CHECK(refuse(two("[0,2]", "[2,4]"), "1234").empty());
  CHECK(contains(refuse(two("[0,2]", "[1,3]"), "123"), "the data of tensor 'b' overlaps another's"));
  CHECK(contains(refuse(two("[0,2]", "[0,2]"), "12"), "the data of tensor 'b' overlaps another's"));
  CHECK(contains(refuse(two("[0,2]", "[3,5]"), "12345"), "a gap in the data before tensor 'b'"));
  CHECK(contains(refuse(two("[0,2]", "[2,4]"), "12345"), "1 bytes behind the last tensor's data"));
}

TEST_CASE("A header that is not what the format says is refused with the reason") {
  const std::string data = encode(1.0F);
  CHECK(contains(refuse("[1]", data), "its header is no JSON object"));
  CHECK(contains(refuse("{\"w\":", data), "its header is no JSON ("));
  CHECK(contains(refuse(R"({"w":3})", data), "net.safetensors:w: its header entry is no object"));
  CHECK(contains(refuse(R"({"w":{"dtype":"F32","shape":[1]}})", data), "lacks dtype, shape or data_offsets"));
  CHECK(contains(refuse(R"({"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}})", data), "unknown key 'x'"));
  CHECK(contains(refuse(R"({"w":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}})", data),
                 "the key 'dtype' stands twice in its header"));
  CHECK(contains(refuse(R"({"w":{"dtype":"F32","shape":[[1]],"data_offsets":[0,4]}})", data), "nested deeper"));
  CHECK(contains(refuse(R"({"__metadata__":{"a":1}})", ""), "its __metadata__ is no table of strings"));
  CHECK(contains(refuse(R"({"__metadata__":"a"})", ""), "its __metadata__ is no table of strings"));
  CHECK(contains(refuse(one("F8_E4M3", "[1]", "[0,4]"), data), "dtype 'F8_E4M3' is not one of F64 F32"));
  CHECK(contains(refuse(R"({"w":{"dtype":1,"shape":[1],"data_offsets":[0,4]}})", data), "its dtype is no string"));
}

TEST_CASE("Deep nesting is refused and does not exhaust the stack") {
  CHECK(contains(refuse("{\"w\":" + std::string(1000000, '['), ""), "nested deeper"));
}

TEST_CASE("A header length beyond the file or the format's limit is refused") {
  CHECK(contains(refusal([] { (void)read_safetensors(u64(1000) + "{}", "net"); }), "net: ends inside the header"));
  CHECK(contains(refusal([] { (void)read_safetensors(u64(~0ULL) + "{}", "net"); }),
                 "its header claims 18446744073709551615 bytes"));
}

TEST_CASE("Every prefix of a valid safetensors file is refused") {
  const std::string file = safetensors_file(one("F32", "[3]", "[0,12]"), encode_all<float>({1, 2, 3}));
  for (std::size_t length = 0; length < file.size(); ++length) {
    const std::string prefix = file.substr(0, length);
    if (refusal([&] { (void)read_safetensors(prefix, "net"); }).empty()) FAIL("accepted " << length << " bytes");
  }
}

TEST_CASE("Random sets of tensors come back as they were written") {
  std::mt19937 random(4);
  for (int round = 0; round < 100; ++round) {
    nlohmann::json header = nlohmann::json::object();
    std::string data;
    std::vector<std::vector<double>> written;
    for (unsigned i = 0; i < random() % 6; ++i) {
      const std::uint64_t rows = 1 + random() % 4;
      const std::uint64_t columns = 1 + random() % 4;
      std::vector<float> values(rows * columns);
      for (float& value : values) value = static_cast<float>(random()) / 7;
      const std::size_t begin = data.size();
      data += encode_all(values);
      header["tensor" + std::to_string(random())] = {
          {"dtype", "F32"}, {"shape", {rows, columns}}, {"data_offsets", {begin, data.size()}}};
      written.emplace_back(values.begin(), values.end());
    }
    const std::vector<Tensor> tensors = read_safetensors(safetensors_file(header.dump(), data), "net");
    REQUIRE(tensors.size() == written.size());
    for (std::size_t i = 0; i < written.size(); ++i) REQUIRE(tensors[i].values == written[i]);
  }
}

TEST_CASE("A safetensors file is recognised by its beginning") {
  CHECK(looks_like_safetensors(safetensors_file("{}", "")));
  CHECK_FALSE(looks_like_safetensors(u64(3) + "{}"));
  CHECK_FALSE(looks_like_safetensors("1.0 2.0 {}"));
  CHECK_FALSE(looks_like_safetensors("short"));
}
