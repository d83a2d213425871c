#include "weights/npy.hpp"

#include <cstdint>
#include <numeric>
#include <random>

#include "unit/catch.hpp"
#include "unit/weights/writers.hpp"
#include "weights/bytes.hpp"
#include "weights/npy_header.hpp"

using namespace rccm;
using namespace rccm::testing;
using Shape = std::vector<std::uint64_t>;
using Values = std::vector<double>;

namespace {

std::string refuse(const std::string& bytes) {
  return refusal([&] { (void)read_npy(bytes, "w.npy"); });
}

/// The refusal of a header in an otherwise valid file.
std::string refuse_header(const std::string& header) {
  return refuse(npy_file(header, std::string(8, '\0')));
}

}  // namespace

TEST_CASE("A two-dimensional float array is read with shape and values in C order") {
  const Tensor tensor =
      read_npy(npy_file(npy_header("<f4", "(2, 3)"), encode_all<float>({1, 2, 3, 4, 5, -0.5F})), "w.npy");
  CHECK(tensor.name.empty());
  CHECK(tensor.shape == Shape{2, 3});
  CHECK(tensor.values == Values{1, 2, 3, 4, 5, -0.5});
  CHECK(tensor.floating);
}

TEST_CASE("Every element type of the format is known by its name") {
  struct Row {
    const char* descr;
    std::string data;
    double value;
    bool floating;
  };
  const auto big = std::endian::big;
  const Row row = GENERATE_COPY(values<Row>({
      {"<f2", encode<std::uint16_t>(0x4200), 3, true},
      {">f2", encode<std::uint16_t>(0x4200, big), 3, true},
      {"<f4", encode(-1.5F), -1.5, true},
      {">f4", encode(-1.5F, big), -1.5, true},
      {"=f4", encode(-1.5F, std::endian::native), -1.5, true},
      {"<f8", encode(0.1), 0.1, true},
      {">f8", encode(0.1, big), 0.1, true},
      {"|i1", encode<std::int8_t>(-7), -7, false},
      {"<i1", encode<std::int8_t>(-7), -7, false},
      {"<i2", encode<std::int16_t>(-300), -300, false},
      {">i2", encode<std::int16_t>(-300, big), -300, false},
      {"<i4", encode<std::int32_t>(-70000), -70000, false},
      {">i4", encode<std::int32_t>(-70000, big), -70000, false},
      {"<i8", encode<std::int64_t>(-5000000000), -5000000000, false},
      {">i8", encode<std::int64_t>(-5000000000, big), -5000000000, false},
      {"|u1", encode<std::uint8_t>(200), 200, false},
      {"<u2", encode<std::uint16_t>(60000), 60000, false},
      {">u2", encode<std::uint16_t>(60000, big), 60000, false},
      {"<u4", encode<std::uint32_t>(4000000000), 4000000000, false},
      {">u4", encode<std::uint32_t>(4000000000, big), 4000000000, false},
      {"<u8", encode<std::uint64_t>(1ULL << 63), 9223372036854775808.0, false},
      {">u8", encode<std::uint64_t>(1ULL << 63, big), 9223372036854775808.0, false},
      {"|b1", encode<std::uint8_t>(1), 1, false},
  }));
  CAPTURE(row.descr);
  const Tensor tensor = read_npy(npy_file(npy_header(row.descr, "(1,)"), row.data), "w.npy");
  CHECK(tensor.values == Values{row.value});
  CHECK(tensor.floating == row.floating);
}

TEST_CASE("Versions 1, 2 and 3 differ only in the length of the header's length") {
  const int version = GENERATE(1, 2, 3);
  CHECK(read_npy(npy_file(npy_header("<f4", "(1,)"), encode(2.5F), version), "w.npy").values == Values{2.5});
}

TEST_CASE("An array in Fortran order is turned into C order") {
  // The 2 x 3 array [[1, 2, 3], [4, 5, 6]], stored column by column.
  const Tensor tensor =
      read_npy(npy_file(npy_header("<f4", "(2, 3)", true), encode_all<float>({1, 4, 2, 5, 3, 6})), "w.npy");
  CHECK(tensor.shape == Shape{2, 3});
  CHECK(tensor.values == Values{1, 2, 3, 4, 5, 6});
}

TEST_CASE("Fortran order of four dimensions is undone for every element") {
  const Shape shape{2, 3, 4, 5};
  std::vector<std::int32_t> stored(120);
  for (std::uint64_t a = 0; a < 2; ++a)
    for (std::uint64_t b = 0; b < 3; ++b)
      for (std::uint64_t c = 0; c < 4; ++c)
        for (std::uint64_t d = 0; d < 5; ++d)
          stored[a + 2 * (b + 3 * (c + 4 * d))] = static_cast<std::int32_t>(((a * 3 + b) * 4 + c) * 5 + d);
  Values ascending(120);
  std::iota(ascending.begin(), ascending.end(), 0.0);
  CHECK(read_npy(npy_file(npy_header("<i4", "(2, 3, 4, 5)", true), encode_all(stored)), "w.npy").values == ascending);
}

TEST_CASE("A single number and an empty array are arrays, too") {
  CHECK(read_npy(npy_file(npy_header("<f8", "()"), encode(7.0)), "w.npy").values == Values{7});
  CHECK(read_npy(npy_file(npy_header("<f8", "()", true), encode(7.0)), "w.npy").values == Values{7});
  CHECK(read_npy(npy_file(npy_header("<f8", "(3, 0)"), ""), "w.npy").shape == Shape{3, 0});
  CHECK(read_npy(npy_file(npy_header("<f8", "(3, 0, 9223372036854775807, 4)", true), ""), "w.npy").values.empty());
}

TEST_CASE("The header may use other quotes, orders and spacing, as other writers do") {
  const std::string data = encode_all<float>({1, 2});
  for (const char* header : {
           "{\"shape\": (2L,), \"descr\": \"<f4\", \"fortran_order\": False}",
           "{'descr':'<f4','fortran_order':False,'shape':(2,)}",
           "{ 'fortran_order' : False , 'shape' : ( 1 , 2 ) , 'descr' : '<f4' , }",
           "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2,)}",
       }) {
    CAPTURE(header);
    CHECK(read_npy(npy_file(header, data), "w.npy").values == Values{1, 2});
  }
}

TEST_CASE("A header that is not the expected dictionary is refused with the place") {
  CHECK(refuse_header("{'descr': '<f8', 'shape': (1,), }") ==
        "w.npy: not a valid .npy header at its character 33: the key fortran_order is missing (save the array again "
        "with numpy.save)");
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"", "expected '{'"},
      {"{'descr': '<f8', 'fortran_order': False, 'shape': (1,), 'x': 1}", "unknown key 'x'"},
      {"{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (1,)}", "the key descr stands twice"},
      {"{'descr': '<f8', 'fortran_order': 0, 'shape': (1,)}", "expected True or False"},
      {"{'descr': [('a', '<f4'), ('b', '<f4')], 'fortran_order': False, 'shape': (1,)}", "a structured type"},
      {"{'descr': '<f8', 'fortran_order': False, 'shape': (1)}", "a shape of one dimension is (n,)"},
      {"{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}", "expected a dimension"},
      {"{'descr': '<f8', 'fortran_order': False, 'shape': (1.5,)}", "expected ')'"},
      {"{'descr': '<f8', 'fortran_order': False, 'shape': (1,,)}", "expected a dimension"},
      {"{'descr': '<f8', 'fortran_order': False, 'shape': [1]}", "expected '('"},
      {"{'descr': '<f8', 'fortran_order': False, 'shape': (18446744073709551616,)}", "a dimension beyond 64 bits"},
      {"{'descr': '<f8', 'fortran_order': False, 'shape': (1,)} x", "text behind the dictionary"},
      {"{'descr': '<f8', 'fortran_order': False, 'shape': (1,)", "expected '}'"},
      {"{'descr': '<\\x66"
       "8', 'fortran_order': False, 'shape': (1,)}",
       "printable characters"},
      {"{descr: '<f8'}", "expected a string"},
  };
  for (const auto& [header, problem] : rows) {
    CAPTURE(header);
    CHECK(contains(refuse_header(header), problem));
  }
  CHECK(contains(refusal([] { (void)parse_npy_header("{'descr': '<f8", "w.npy"); }), "without its closing quote"));
  std::string many = "(";
  for (int i = 0; i < 65; ++i) many += "1,";
  CHECK(contains(refuse_header(npy_header("<f8", many + ")")), "more than 64 dimensions"));
}

TEST_CASE("An element type that is no number is refused with the way to convert it") {
  CHECK(refuse_header(npy_header("<c8", "(1,)")) ==
        "w.npy: element type '<c8' is not one of f2 f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 b1 with a byte order before it: "
        "convert the array, for example with .astype('<f4')");
  for (const char* descr : {"|O", "<U2", "|S8", "<M8[s]", "<f16", "f8", "", "<"}) {
    CAPTURE(descr);
    CHECK(contains(refuse_header(npy_header(descr, "(1,)")), "is not one of"));
  }
  CHECK(contains(refuse_header(npy_header("|f8", "(1,)")), "does not say in which order its bytes stand"));
  CHECK(contains(refuse_header(npy_header("!f8", "(1,)")), "does not say in which order its bytes stand"));
}

TEST_CASE("A shape that does not fit the data is refused, also where its product overflows") {
  const auto shape = [](const std::string& text) { return refuse_header(npy_header("<f8", text)); };
  CHECK(shape("(2,)") ==
        "w.npy: its shape asks for 2 elements of 8 bytes, but 8 bytes follow the header: the file is cut short or "
        "damaged, copy it again");
  CHECK(contains(shape("(0,)"), "its shape asks for 0 elements"));
  CHECK(contains(shape("(4294967296, 4294967296)"), "its shape asks for more than 2^64 elements"));
  CHECK(contains(shape("(2305843009213693953,)"), "its shape asks for 2305843009213693953 elements"));
}

TEST_CASE("Trailing bytes are refused") {
  CHECK(contains(refuse(npy_floats({1, 2}) + "x"), "but 9 bytes follow the header"));
  CHECK(contains(refuse(npy_floats({1, 2}) + "1234"), "but 12 bytes follow the header"));
}

TEST_CASE("An unknown version and an oversized header are refused") {
  std::string file = npy_floats({1});
  file[6] = 4;
  CHECK(contains(refuse(file), ".npy version 4.0 is not 1.0, 2.0 or 3.0"));
  file[6] = 1;
  file[7] = 1;
  CHECK(contains(refuse(file), ".npy version 1.1"));
  CHECK(contains(refuse(std::string("\x93NUMPY\x02\0", 8) + u32(0xffffffff) + "{}"), "claims 4294967295 bytes"));
}

TEST_CASE("Every prefix of a valid file is refused") {
  const std::string file = npy_file(npy_header("<f4", "(2, 3)"), encode_all<float>({1, 2, 3, 4, 5, 6}));
  for (std::size_t length = 0; length < file.size(); ++length) {
    if (refuse(file.substr(0, length)).empty()) FAIL("accepted " << length << " of " << file.size() << " bytes");
  }
}

TEST_CASE("Random arrays come back as they were written") {
  std::mt19937 random(2);
  for (int round = 0; round < 200; ++round) {
    Shape shape(random() % 5);
    std::string text = "(";
    for (std::uint64_t& length : shape) {
      length = 1 + random() % 6;
      text += std::to_string(length) + ",";
    }
    std::vector<double> values(element_count(shape).value());
    for (double& value : values) value = (static_cast<double>(random()) - 2147483648.0) / 1000;
    const std::endian order = random() % 2 == 0 ? std::endian::little : std::endian::big;
    const std::string descr = order == std::endian::little ? "<f8" : ">f8";
    const Tensor tensor =
        read_npy(npy_file(npy_header(descr, text + ")"), encode_all(values, order), 1 + static_cast<int>(random() % 3)),
                 "w.npy");
    REQUIRE(tensor.shape == shape);
    REQUIRE(tensor.values == values);
  }
}
