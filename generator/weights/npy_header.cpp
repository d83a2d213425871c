#include "weights/npy_header.hpp"

#include <charconv>

#include "support/error.hpp"

namespace rccm {
namespace {

/// A recursive descent over the few Python literals that a header may hold.
class HeaderParser {
 public:
  HeaderParser(std::string_view text, const std::string& where) : text_(text), where_(where) {}

  NpyHeader parse() {
    NpyHeader header;
    bool seen_descr = false;
    bool seen_order = false;
    bool seen_shape = false;
    expect('{');
    while (!accept('}')) {
      const std::size_t key_position = position_;
      const std::string key = string_literal();
      expect(':');
      if (key == "descr") {
        once(seen_descr, key, key_position);
        if (peek() == '[') fail("a structured type has several fields: save one field as an array of its own");
        header.descr = string_literal();
      } else if (key == "fortran_order") {
        once(seen_order, key, key_position);
        header.fortran_order = boolean();
      } else if (key == "shape") {
        once(seen_shape, key, key_position);
        header.shape = tuple();
      } else {
        position_ = key_position;
        fail("unknown key '" + key + "': only descr, fortran_order and shape are defined");
      }
      if (!accept(',')) {
        expect('}');
        break;
      }
    }
    if (!seen_descr || !seen_order || !seen_shape) {
      fail(std::string("the key ") + (!seen_descr ? "descr" : !seen_order ? "fortran_order" : "shape") + " is missing");
    }
    skip_space();
    if (position_ != text_.size()) fail("text behind the dictionary");
    return header;
  }

 private:
  [[noreturn]] void fail(const std::string& problem) const {
    throw input_error(where_ + ": not a valid .npy header at its character " + std::to_string(position_) + ": " +
                      problem + " (save the array again with numpy.save)");
  }

  void once(bool& seen, const std::string& key, std::size_t key_position) {
    if (seen) {
      position_ = key_position;
      fail("the key " + key + " stands twice");
    }
    seen = true;
  }

  void skip_space() {
    while (position_ < text_.size() && (text_[position_] == ' ' || text_[position_] == '\n')) ++position_;
  }

  /// The next character that is not space, or '\0' at the end.
  char peek() {
    skip_space();
    return position_ < text_.size() ? text_[position_] : '\0';
  }

  bool accept(char wanted) {
    if (peek() != wanted) return false;
    if (position_ < text_.size()) ++position_;
    return true;
  }

  void expect(char wanted) {
    if (!accept(wanted)) fail(std::string("expected '") + wanted + "'");
  }

  bool accept_word(std::string_view word) {
    skip_space();
    if (text_.substr(position_, word.size()) != word) return false;
    position_ += word.size();
    return true;
  }

  bool boolean() {
    if (accept_word("True")) return true;
    if (accept_word("False")) return false;
    fail("expected True or False");
  }

  std::string string_literal() {
    const char quote = peek();
    if (quote != '\'' && quote != '"') fail("expected a string");
    const std::size_t begin = ++position_;
    while (position_ < text_.size() && text_[position_] != quote) {
      const char c = text_[position_];
      if (c == '\\' || c < ' ' || c > '~') fail("a string with other than plain printable characters");
      ++position_;
    }
    if (position_ == text_.size()) fail("a string without its closing quote");
    return std::string(text_.substr(begin, position_++ - begin));
  }

  std::uint64_t length() {
    skip_space();
    std::uint64_t value = 0;
    const char* const begin = text_.data() + position_;
    const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), value);
    if (error == std::errc::result_out_of_range) fail("a dimension beyond 64 bits");
    if (error != std::errc()) fail("expected a dimension, a whole number of zero or more");
    position_ += static_cast<std::size_t>(end - begin);
    if (position_ < text_.size() && text_[position_] == 'L') ++position_;  // Python 2 wrote its long integers so
    return value;
  }

  std::vector<std::uint64_t> tuple() {
    std::vector<std::uint64_t> lengths;
    expect('(');
    while (!accept(')')) {
      if (lengths.size() == kMaxDimensions) fail("more than " + std::to_string(kMaxDimensions) + " dimensions");
      lengths.push_back(length());
      if (accept(',')) continue;
      if (lengths.size() == 1 && peek() == ')') fail("(n) is a number, a shape of one dimension is (n,)");
      expect(')');
      break;
    }
    return lengths;
  }

  std::string_view text_;
  const std::string& where_;
  std::size_t position_ = 0;
};

}  // namespace

NpyHeader parse_npy_header(std::string_view text, const std::string& where) {
  return HeaderParser(text, where).parse();
}

}  // namespace rccm
