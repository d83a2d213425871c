#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rccm::network {

/// One field of a message in protobuf's binary form.
struct ProtobufField {
  enum class Wire { kVarint = 0, kFixed64 = 1, kBytes = 2, kFixed32 = 5 };
  std::uint32_t number = 0;
  Wire wire = Wire::kVarint;
  std::uint64_t value = 0;  ///< of kVarint, kFixed64 and kFixed32
  std::string_view bytes;   ///< of kBytes: text, a message or packed numbers
};

/// Reads the fields of a message one after another, in the order of the file. Strict: no field may be cut short or have
/// a wire type that is no longer in use.
class ProtobufReader {
 public:
  /// `where` names file and message.
  ProtobufReader(std::string_view bytes, std::string where) : bytes_(bytes), where_(std::move(where)) {}

  /// The next field, nothing at the end. Throws Error (kInput) naming `where` for bytes that are no field.
  [[nodiscard]] std::optional<ProtobufField> next();

  [[nodiscard]] const std::string& where() const { return where_; }

 private:
  std::uint64_t varint();
  std::string_view take(std::uint64_t count);
  [[nodiscard]] std::uint64_t fixed(std::size_t bytes);

  std::string_view bytes_;
  std::string where_;
};

// What a field holds, checked against its wire type. All throw Error (kInput) naming `where` and the field.

[[nodiscard]] std::string text_of(const ProtobufField& field, const std::string& where);
[[nodiscard]] std::string_view message_of(const ProtobufField& field, const std::string& where);
[[nodiscard]] std::int64_t integer_of(const ProtobufField& field, const std::string& where);
[[nodiscard]] float float_of(const ProtobufField& field, const std::string& where);

// Repeated numbers lie in one field each, or all in one, packed. These add what the field holds.

void add_integers(std::vector<std::int64_t>& list, const ProtobufField& field, const std::string& where);
void add_floats(std::vector<float>& list, const ProtobufField& field, const std::string& where);
void add_doubles(std::vector<double>& list, const ProtobufField& field, const std::string& where);

}  // namespace rccm::network
