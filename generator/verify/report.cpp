#include "verify/report.hpp"

#include <algorithm>
#include <cstdio>
#include <sstream>

#include "support/shell_word.hpp"

namespace rccm::verify {
namespace {

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size()), ' ');
  return text;
}

std::string group(const CheckResult& check) {
  return check.check.substr(0, check.check.find(' '));
}

std::string counterexample_text(const Counterexample& example) {
  return "style " + example.style + ", x = " + std::to_string(example.x) + ", code = " + std::to_string(example.code) +
         ": expected " + example.expected + ", got " + example.got;
}

std::string xml(const std::string& text) {
  std::string result;
  for (const char letter : text) {
    switch (letter) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\n':
        result += "&#10;";
        break;
      default:
        // XML 1.0 has no way to write other control characters, and a tool's log is not always UTF-8.
        result +=
            (static_cast<unsigned char>(letter) < 0x20 || static_cast<unsigned char>(letter) >= 0x7F) ? '?' : letter;
    }
  }
  return result;
}

std::string seconds(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", value);
  return text;
}

std::string mark(Verdict verdict) {
  switch (verdict) {
    case Verdict::kPassed:
      return "pass";
    case Verdict::kFailed:
      return "FAIL";
    case Verdict::kMissingTool:
      return "missing";
    default:
      return "-";
  }
}

// What simulations left open, and whether the proofs close it.
std::string sampling_note(const FolderResult& result) {
  const bool sampled = std::ranges::any_of(result.checks, [](const CheckResult& check) {
    return check.verdict == Verdict::kPassed && !check.figures.value("exhaustive", true);
  });
  if (!sampled) return "";
  const bool proven = std::ranges::all_of(result.checks, [](const CheckResult& check) {
    return group(check) != "yosys" || check.verdict == Verdict::kPassed || check.verdict == Verdict::kNotApplicable;
  });
  return std::string("  not every vector was simulated: ") +
         (proven ? "the proofs hold for all of them" : "nothing is known of the others") + "\n";
}

}  // namespace

std::string replay_command(const FolderResult& result, const CheckResult& check) {
  std::string command = "rccm verify " + shell_word(result.given) + " --only " + group(check);
  if (check.counterexample && group(check) != "yosys") {
    command +=
        " --replay " + std::to_string(check.counterexample->x) + ":" + std::to_string(check.counterexample->code);
  }
  return command;
}

std::string report_text(const FolderResult& result) {
  std::ostringstream text;
  text << result.name << " (" << result.given << "): " << to_text(conclusion(result)) << '\n';
  for (const CheckResult& check : result.checks) {
    text << "  " << padded(check.check, 16) << padded(to_text(check.verdict), 16) << check.detail;
    if (check.seconds > 0) text << " [" << seconds(check.seconds) << " s]";
    text << '\n';
    if (check.counterexample) text << "    " << counterexample_text(*check.counterexample) << '\n';
    if (check.verdict != Verdict::kFailed) continue;
    text << "    again: " << replay_command(result, check) << '\n';
    if (!check.log.empty()) text << "    log: " << check.log.string() << '\n';
  }
  text << sampling_note(result);
  return text.str();
}

std::string pass_table(const std::vector<FolderResult>& results) {
  std::vector<std::string> columns;
  std::size_t width = 6;
  for (const FolderResult& result : results) {
    width = std::max(width, result.given.size());
    for (const CheckResult& check : result.checks) {
      if (std::ranges::find(columns, check.check) == columns.end()) columns.push_back(check.check);
    }
  }
  std::ostringstream text;
  text << padded("folder", width);
  for (const std::string& column : columns) text << "  " << padded(column, 7);
  text << "  result\n";
  for (const FolderResult& result : results) {
    text << padded(result.given, width);
    for (const std::string& column : columns) {
      const auto found = std::ranges::find(result.checks, column, &CheckResult::check);
      text << "  "
           << padded(found == result.checks.end() ? "-" : mark(found->verdict),
                     std::max<std::size_t>(7, column.size()));
    }
    text << "  " << to_text(conclusion(result)) << '\n';
  }
  return text.str();
}

Json to_json(const std::vector<FolderResult>& results) {
  Json json;
  json["schema"] = "rccm.verify/1";
  Conclusion worst = Conclusion::kPassed;
  for (const FolderResult& result : results) worst = std::max(worst, conclusion(result));
  json["result"] = to_text(worst);
  json["folders"] = Json::array();
  for (const FolderResult& result : results) {
    Json folder;
    folder["folder"] = result.given;
    folder["name"] = result.name;
    folder["manifest_sha256"] = result.manifest_sha256;
    folder["result"] = to_text(conclusion(result));
    folder["checks"] = Json::array();
    for (const CheckResult& check : result.checks) {
      Json entry;
      entry["check"] = check.check;
      entry["result"] = to_text(check.verdict);
      if (check.verdict != Verdict::kPassed) entry["detail"] = check.detail;
      for (const auto& [key, value] : check.figures.items()) entry[key] = value;
      if (check.counterexample) {
        const Counterexample& example = *check.counterexample;
        entry["counterexample"] = {{"style", example.style},
                                   {"x", example.x},
                                   {"code", example.code},
                                   {"expected", example.expected},
                                   {"got", example.got}};
      }
      if (check.verdict == Verdict::kFailed) entry["replay"] = replay_command(result, check);
      folder["checks"].push_back(entry);
    }
    json["folders"].push_back(folder);
  }
  return json;
}

std::string junit_text(const std::vector<FolderResult>& results) {
  std::ostringstream text;
  text << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"rccm verify\">\n";
  for (const FolderResult& result : results) {
    const auto count = [&](auto predicate) {
      return std::ranges::count_if(result.checks, predicate, &CheckResult::verdict);
    };
    const auto failures = count([](Verdict verdict) { return verdict == Verdict::kFailed; });
    const auto passes = count([](Verdict verdict) { return verdict == Verdict::kPassed; });
    double time = 0;
    for (const CheckResult& check : result.checks) time += check.seconds;
    text << "  <testsuite name=\"" << xml(result.given) << "\" tests=\"" << result.checks.size() << "\" failures=\""
         << failures << "\" errors=\"0\" skipped=\""
         << static_cast<std::ptrdiff_t>(result.checks.size()) - failures - passes << "\" time=\"" << seconds(time)
         << "\">\n";
    for (const CheckResult& check : result.checks) {
      text << "    <testcase classname=\"" << xml(result.name) << "\" name=\"" << xml(check.check) << "\" time=\""
           << seconds(check.seconds) << "\"";
      if (check.verdict == Verdict::kPassed) {
        text << "/>\n";
        continue;
      }
      std::string message = check.detail;
      if (check.counterexample) message += ": " + counterexample_text(*check.counterexample);
      const char* element = check.verdict == Verdict::kFailed ? "failure" : "skipped";
      text << ">\n      <" << element << " message=\"" << xml(message) << "\"/>\n    </testcase>\n";
    }
    text << "  </testsuite>\n";
  }
  text << "</testsuites>\n";
  return text.str();
}

}  // namespace rccm::verify
