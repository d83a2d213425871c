#include "weights/csv.hpp"

#include <charconv>
#include <cmath>
#include <optional>
#include <system_error>
#include <vector>

#include "support/error.hpp"

namespace rccm {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";  // spreadsheets write one
constexpr std::string_view kSpace = " \t\r";

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

/// Hands out the lines that hold something, numbered from 1.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {
    if (rest_.starts_with(kByteOrderMark)) rest_.remove_prefix(kByteOrderMark.size());
  }

  /// The next line without its surrounding space; blank lines and comments are passed over.
  std::optional<std::string_view> next() {
    while (!rest_.empty()) {
      const std::size_t end = rest_.find('\n');
      const std::string_view line = trim(rest_.substr(0, end));
      rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
      ++number_;
      if (!line.empty() && line.front() != '#') return line;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::size_t number() const noexcept { return number_; }

 private:
  std::string_view rest_;
  std::size_t number_ = 0;
};

/// A piece of the file fit for a message: short, and without bytes that upset a terminal.
std::string quoted(std::string_view text) {
  constexpr std::size_t kShown = 24;
  std::string result = "'";
  for (const char c : text.substr(0, kShown)) result += c >= ' ' && c <= '~' ? c : '?';
  return result + (text.size() > kShown ? "...'" : "'");
}

[[noreturn]] void fail(const std::string& where, std::size_t line, const std::string& problem) {
  throw input_error(where + ": line " + std::to_string(line) + ": " + problem);
}

double parse_number(std::string_view text, const std::string& where, std::size_t line) {
  std::string_view digits = text;
  if (digits.starts_with('+') && !digits.substr(1).starts_with('-')) digits.remove_prefix(1);
  double value = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stopped, error] = std::from_chars(digits.data(), end, value);
  if (error == std::errc::result_out_of_range && stopped == end) {
    fail(where, line, quoted(text) + " is beyond the range of a double: scale the weights");
  }
  if (error != std::errc() || stopped != end) {
    fail(where, line, quoted(text) + " is not a number: correct it, or begin the line with # if it is a comment");
  }
  return value;
}

HistogramBin parse_bin(std::string_view line, const std::string& where, std::size_t number) {
  double fields[3] = {};
  for (std::size_t i = 0; i < 3; ++i) {
    const std::size_t comma = line.find(',');
    if ((comma == std::string_view::npos) != (i == 2)) fail(where, number, "a bin is three numbers: lower,upper,count");
    fields[i] = parse_number(trim(line.substr(0, comma)), where, number);
    if (!std::isfinite(fields[i])) fail(where, number, "a bin's numbers must be finite");
    if (i < 2) line.remove_prefix(comma + 1);
  }
  return {fields[0], fields[1], fields[2]};
}

Histogram read_histogram(Lines& lines, const std::string& where) {
  Histogram histogram;
  double total = 0;
  while (const std::optional<std::string_view> line = lines.next()) {
    const HistogramBin bin = parse_bin(*line, where, lines.number());
    if (!(bin.lower < bin.upper)) fail(where, lines.number(), "lower must be less than upper");
    if (bin.count < 0) fail(where, lines.number(), "a count below zero");
    if (!histogram.bins.empty() && bin.lower < histogram.bins.back().upper) {
      fail(where, lines.number(), "the bin begins before the one above it ends: sort the bins so that none overlap");
    }
    total += bin.count;
    histogram.bins.push_back(bin);
  }
  if (histogram.bins.empty()) fail(where, lines.number(), "no bin follows " + std::string(kHistogramHeader));
  if (total == 0) throw input_error(where + ": all counts are zero: a histogram must hold weights");
  if (!std::isfinite(total)) throw input_error(where + ": the sum of the counts is not finite: scale them down");
  return histogram;
}

void append_numbers(std::string_view line, std::vector<double>& values, const std::string& where, std::size_t number) {
  bool after_comma = true;  // no value may be missing before a comma; one comma may end the line
  while (!line.empty()) {
    if (line.front() == ',') {
      if (after_comma) fail(where, number, "a comma without a number before it: fill in the missing value");
      after_comma = true;
      line.remove_prefix(1);
    } else if (kSpace.find(line.front()) != std::string_view::npos) {
      line.remove_prefix(1);
    } else {
      const std::string_view field = line.substr(0, line.find_first_of(", \t\r"));
      values.push_back(parse_number(field, where, number));
      after_comma = false;
      line.remove_prefix(field.size());
    }
  }
}

}  // namespace

std::variant<Tensor, Histogram> read_csv(std::string_view text, const std::string& where) {
  Lines lines(text);
  std::optional<std::string_view> line = lines.next();
  if (!line) throw input_error(where + ": holds no numbers: write weights, or bins after lower,upper,count");
  if (*line == kHistogramHeader) return read_histogram(lines, where);

  Tensor tensor{"values", {}, {}, true};
  for (; line; line = lines.next()) append_numbers(*line, tensor.values, where, lines.number());
  tensor.shape = {tensor.values.size()};
  return tensor;
}

}  // namespace rccm
