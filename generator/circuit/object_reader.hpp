#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "circuit/json.hpp"
#include "support/error.hpp"

namespace rccm {

/// Parses a document. Throws Error (kInput) naming `where` for what is no JSON and for nesting that only a hostile file
/// has: a document is compared and printed by recursion.
[[nodiscard]] Json parse_json(std::string_view text, const std::string& where);

/// The value of an integer of at most 32 bits, beyond which no field of this project's files makes sense.
[[nodiscard]] std::optional<int> small_integer(const Json& json);

/// "file: list[3]": the place of an element of a list.
[[nodiscard]] std::string element_place(const std::string& where, const char* list, std::size_t index);

/// Typed access to a JSON object that knows its place in the file and refuses what it does not know. All members throw
/// Error (kInput) naming the place, the key, and what it should be.
class ObjectReader {
 public:
  ObjectReader(const Json& json, std::string where);

  void allow_only(std::initializer_list<const char*> keys) const;

  [[nodiscard]] bool has(const char* key) const { return json_.contains(key); }
  [[nodiscard]] const std::string& where() const { return where_; }
  [[nodiscard]] std::string place(const std::string& key) const { return where_ + ": " + key; }

  [[nodiscard]] const Json& at(const char* key) const;
  [[nodiscard]] int integer(const char* key) const;
  [[nodiscard]] bool boolean(const char* key) const;
  [[nodiscard]] std::string string(const char* key) const;
  [[nodiscard]] double number(const char* key) const;
  [[nodiscard]] const Json& array(const char* key) const;

  template <typename Value, std::size_t N>
  [[nodiscard]] Value choice(const char* key, const std::array<std::pair<Value, const char*>, N>& names) const {
    const std::string text = string(key);
    std::string known;
    for (const auto& [value, name] : names) {
      if (text == name) return value;
      known += std::string(known.empty() ? "" : ", ") + name;
    }
    throw input_error(place(key) + ": \"" + text + "\" is not one of " + known);
  }

 private:
  const Json& json_;
  std::string where_;
};

}  // namespace rccm
