#include "hdl/names.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace rccm::hdl {
namespace {

constexpr std::size_t kLongest = 80;

// IEEE 1800-2017 (which holds those of 1364-2005) and IEEE 1076-2008, merged and sorted.
constexpr std::array kReserved = std::to_array<std::string_view>({
#include "hdl/reserved_words.inc"
});

// What our modules instantiate and what their ports are called: VHDL would take one for the other.
constexpr std::array kTaken =
    std::to_array<std::string_view>({"carry4", "carry8", "clk", "code", "lookup", "lut1", "lut2", "lut3", "lut4",
                                     "lut5", "lut6", "lut6_2", "negate", "product", "shift", "vcomponents", "x"});

bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

bool is_legal_name(std::string_view name) {
  if (name.empty() || name.size() > kLongest || !is_lower(name.front()) || name.back() == '_') return false;
  if (name.find("__") != std::string_view::npos) return false;
  if (!std::all_of(name.begin(), name.end(), [](char c) { return is_lower(c) || is_digit(c) || c == '_'; })) {
    return false;
  }
  return !std::binary_search(kReserved.begin(), kReserved.end(), name) &&
         !std::binary_search(kTaken.begin(), kTaken.end(), name);
}

std::string legal_name(std::string_view text) {
  std::string name;
  for (const char raw : text) {
    const char c = static_cast<char>(std::tolower(static_cast<unsigned char>(raw)));
    if (is_lower(c) || is_digit(c)) {
      name += c;
    } else if (!name.empty() && name.back() != '_') {
      name += '_';
    }
  }
  name.resize(std::min(name.size(), kLongest - 20));  // styles are appended
  while (name.ends_with('_')) name.pop_back();
  if (name.empty()) return "rccm_multiplier";
  return is_legal_name(name) ? name : "rccm_" + name;
}

}  // namespace rccm::hdl
