#include "weights/safetensors.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "support/error.hpp"
#include "weights/bytes.hpp"
#include "weights/element.hpp"

namespace rccm {
namespace {

using nlohmann::json;

constexpr std::uint64_t kMaxHeaderBytes = 100'000'000;  // the reference implementation's limit
constexpr std::size_t kMaxDimensions = 64;

/// One entry of the header, checked in itself.
struct Entry {
  std::string name;
  ElementType type = ElementType::kF32;
  std::vector<std::uint64_t> shape;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

[[noreturn]] void fail(const std::string& where, const std::string& problem) {
  throw input_error(where + ": " + problem + ": the file is damaged, export it again");
}

/// Parses the header and refuses what JSON leaves open: a key that stands twice, nesting deeper than the format's.
json parse_header(std::string_view text, const std::string& where) {
  std::vector<std::set<std::string>> keys;
  const auto check = [&](int depth, json::parse_event_t event, json& parsed) {
    if (depth > 3) fail(where, "its header is nested deeper than the format allows");
    if (event == json::parse_event_t::object_start) keys.emplace_back();
    if (event == json::parse_event_t::object_end) keys.pop_back();
    if (event == json::parse_event_t::key && !keys.back().insert(parsed.get<std::string>()).second) {
      fail(where, "the key '" + parsed.get<std::string>() + "' stands twice in its header");
    }
    return true;
  };
  try {
    return json::parse(text, check);
  } catch (const json::exception& error) {
    throw input_error(where + ": its header is no JSON (" + error.what() + "): the file is damaged, export it again");
  }
}

ElementType parse_type(const json& value, const std::string& where) {
  constexpr std::array<std::pair<std::string_view, ElementType>, 13> kTypes{{
      {"F64", ElementType::kF64},
      {"F32", ElementType::kF32},
      {"F16", ElementType::kF16},
      {"BF16", ElementType::kBf16},
      {"I64", ElementType::kI64},
      {"I32", ElementType::kI32},
      {"I16", ElementType::kI16},
      {"I8", ElementType::kI8},
      {"U64", ElementType::kU64},
      {"U32", ElementType::kU32},
      {"U16", ElementType::kU16},
      {"U8", ElementType::kU8},
      {"BOOL", ElementType::kBool},
  }};
  if (!value.is_string()) fail(where, "its dtype is no string");
  const auto& wanted = value.get_ref<const std::string&>();
  for (const auto& [name, type] : kTypes) {
    if (name == wanted) return type;
  }
  throw input_error(where + ": dtype '" + wanted +
                    "' is not one of F64 F32 F16 BF16 I64 I32 I16 I8 U64 U32 U16 U8 BOOL: convert the tensor");
}

std::vector<std::uint64_t> parse_numbers(const json& value, std::string_view key, const std::string& where) {
  if (!value.is_array()) fail(where, "its " + std::string(key) + " is no list");
  if (value.size() > kMaxDimensions) fail(where, "its " + std::string(key) + " is too long");
  std::vector<std::uint64_t> numbers;
  for (const json& element : value) {
    if (!element.is_number_unsigned()) fail(where, "its " + std::string(key) + " holds other than whole numbers");
    numbers.push_back(element.get<std::uint64_t>());
  }
  return numbers;
}

Entry parse_entry(const std::string& name, const json& value, std::uint64_t data_bytes, const std::string& where) {
  if (!value.is_object()) fail(where, "its header entry is no object");
  for (const auto& [key, ignored] : value.items()) {
    if (key != "dtype" && key != "shape" && key != "data_offsets") fail(where, "unknown key '" + key + "'");
  }
  if (value.size() != 3) fail(where, "its header entry lacks dtype, shape or data_offsets");

  Entry entry{name, parse_type(value["dtype"], where), parse_numbers(value["shape"], "shape", where), 0, 0};
  const std::vector<std::uint64_t> offsets = parse_numbers(value["data_offsets"], "data_offsets", where);
  if (offsets.size() != 2 || offsets[0] > offsets[1]) fail(where, "its data_offsets are no [begin, end]");
  std::tie(entry.begin, entry.end) = std::tuple(offsets[0], offsets[1]);
  if (entry.end > data_bytes) {
    throw input_error(where + ": its data ends at byte " + std::to_string(entry.end) + " of " +
                      std::to_string(data_bytes) + ": the file is cut short or damaged, copy it again");
  }
  const std::uint64_t bytes = entry.end - entry.begin;
  const std::uint64_t size = element_bytes(entry.type);
  const std::optional<std::uint64_t> count = element_count(entry.shape);
  if (!count || *count != bytes / size || bytes % size != 0) {
    fail(where, "its shape asks for " + (count ? std::to_string(*count) : "more than 2^64") + " elements of " +
                    std::to_string(size) + " bytes, its data_offsets give " + std::to_string(bytes) + " bytes");
  }
  return entry;
}

void check_metadata(const json& metadata, const std::string& where) {
  bool valid = metadata.is_object();
  for (const auto& [key, value] : metadata.items()) valid = valid && value.is_string();
  if (!valid) fail(where, "its __metadata__ is no table of strings");
}

void check_coverage(const std::vector<Entry>& entries, std::uint64_t data_bytes, const std::string& where) {
  std::uint64_t covered = 0;
  for (const Entry& entry : entries) {
    if (entry.begin < covered) fail(where, "the data of tensor '" + entry.name + "' overlaps another's");
    if (entry.begin > covered) fail(where, "a gap in the data before tensor '" + entry.name + "'");
    covered = entry.end;
  }
  if (covered != data_bytes) {
    fail(where, std::to_string(data_bytes - covered) + " bytes behind the last tensor's data");
  }
}

}  // namespace

bool looks_like_safetensors(std::string_view bytes) {
  if (bytes.size() < 10 || bytes[8] != '{') return false;
  return ByteReader(bytes, "").u64("the header's length") <= bytes.size() - 8;
}

std::vector<Tensor> read_safetensors(std::string_view bytes, const std::string& where, const TensorFilter& wanted) {
  ByteReader reader(bytes, where);
  const std::uint64_t header_bytes = reader.u64("the header's length");
  if (header_bytes > kMaxHeaderBytes) {
    throw input_error(where + ": its header claims " + std::to_string(header_bytes) +
                      " bytes, more than the format's " + std::to_string(kMaxHeaderBytes) +
                      ": no safetensors file, or a damaged one");
  }
  const json header = parse_header(reader.take(header_bytes, "the header"), where);
  if (!header.is_object()) fail(where, "its header is no JSON object");

  const std::string prefix = where + ":";
  const std::string_view data = reader.rest();
  std::vector<Entry> entries;
  for (const auto& [name, value] : header.items()) {
    if (name == "__metadata__") {
      check_metadata(value, where);
    } else {
      entries.push_back(parse_entry(name, value, data.size(), prefix + name));
    }
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.begin, a.end, a.name) < std::tie(b.begin, b.end, b.name);
  });
  check_coverage(entries, data.size(), where);

  std::vector<Tensor> tensors;
  for (Entry& entry : entries) {
    if (wanted && !wanted(entry.name)) continue;
    std::vector<double> values = decode_elements(data.substr(entry.begin, entry.end - entry.begin), entry.type,
                                                 std::endian::little, prefix + entry.name);
    tensors.push_back({std::move(entry.name), std::move(entry.shape), std::move(values), is_floating(entry.type)});
  }
  return tensors;
}

}  // namespace rccm
