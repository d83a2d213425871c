#include "circuit/object_reader.hpp"

#include <algorithm>

namespace rccm {
namespace {

Error wrong_type(const std::string& place, const char* expected, const Json& value) {
  return input_error(place + " must be " + expected + ", is " + value.type_name());
}

}  // namespace

Json parse_json(std::string_view text, const std::string& where) {
  constexpr int kMaxNesting = 64;
  const auto refuse_deep = [&](int depth, Json::parse_event_t, const Json&) {
    if (depth > kMaxNesting) {
      throw input_error(where + ": is nested more than " + std::to_string(kMaxNesting) +
                        " levels deep: files of this kind are not");
    }
    return true;
  };
  try {
    return Json::parse(text, refuse_deep);
  } catch (const Json::exception& error) {
    throw input_error(where + ": is not JSON (" + std::string(error.what()) + ")");
  }
}

// A number that was parsed is unsigned where it can be, one that a program put there need not be.
std::optional<int> small_integer(const Json& json) {
  if (!json.is_number_integer()) return std::nullopt;
  if (json.is_number_unsigned() && json.get<std::uint64_t>() > INT32_MAX) return std::nullopt;
  const auto value = json.get<std::int64_t>();
  if (value < INT32_MIN || value > INT32_MAX) return std::nullopt;
  return static_cast<int>(value);
}

std::string element_place(const std::string& where, const char* list, std::size_t index) {
  return where + ": " + list + "[" + std::to_string(index) + "]";
}

ObjectReader::ObjectReader(const Json& json, std::string where) : json_(json), where_(std::move(where)) {
  if (!json.is_object()) throw input_error(where_ + ": must be an object, is " + json.type_name());
}

void ObjectReader::allow_only(std::initializer_list<const char*> keys) const {
  for (const auto& [key, value] : json_.items()) {
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
      throw input_error(where_ + ": unknown key \"" + key + "\": remove it, or use the version of rccm that wrote it");
    }
  }
}

const Json& ObjectReader::at(const char* key) const {
  const auto found = json_.find(key);
  if (found == json_.end()) throw input_error(where_ + ": key \"" + std::string(key) + "\" is missing: add it");
  return *found;
}

int ObjectReader::integer(const char* key) const {
  const Json& value = at(key);
  if (!value.is_number_integer()) throw wrong_type(place(key), "an integer", value);
  const std::optional<int> small = small_integer(value);
  if (!small) throw input_error(place(key) + ": " + value.dump() + " is out of range");
  return *small;
}

bool ObjectReader::boolean(const char* key) const {
  if (!at(key).is_boolean()) throw wrong_type(place(key), "true or false", at(key));
  return at(key).get<bool>();
}

std::string ObjectReader::string(const char* key) const {
  if (!at(key).is_string()) throw wrong_type(place(key), "a string", at(key));
  return at(key).get<std::string>();
}

double ObjectReader::number(const char* key) const {
  if (!at(key).is_number()) throw wrong_type(place(key), "a number", at(key));
  return at(key).get<double>();
}

const Json& ObjectReader::array(const char* key) const {
  if (!at(key).is_array()) throw wrong_type(place(key), "an array", at(key));
  return at(key);
}

}  // namespace rccm
