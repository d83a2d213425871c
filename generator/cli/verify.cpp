#include "verify/verify.hpp"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <iostream>
#include <memory>

#include "cli/app.hpp"
#include "cli/verbs.hpp"
#include "support/error.hpp"
#include "support/files.hpp"
#include "support/parallel.hpp"
#include "verify/report.hpp"

namespace rccm::cli {

namespace {

namespace fs = std::filesystem;

struct VerifyOptions {
  std::vector<std::string> folders;
  std::vector<std::string> only;
  bool allow_missing_tools = false;
  std::string junit;
  bool json = false;
  unsigned jobs = hardware_threads();
  double timeout = 600;
  std::string keep;
  std::string replay;
};

// "X:CODE" of --replay.
std::pair<std::int64_t, std::uint64_t> read_replay(const std::string& text) {
  std::pair<std::int64_t, std::uint64_t> result;
  const char* end = text.data() + text.size();
  const auto x = std::from_chars(text.data(), end, result.first);
  if (x.ec == std::errc() && x.ptr != end && *x.ptr == ':') {
    const auto code = std::from_chars(x.ptr + 1, end, result.second);
    if (code.ec == std::errc() && code.ptr == end) return result;
  }
  throw usage_error("--replay " + text + ": is not X:CODE, for example -5:3");
}

// Where tools work. Kept if the user named it or if a check failed, as the logs tell more than a report can.
class WorkFolder {
 public:
  explicit WorkFolder(const std::string& keep) : is_kept_(!keep.empty()) {
    if (keep.empty()) {
      std::string name = (fs::temp_directory_path() / "rccm-verify-XXXXXX").string();
      if (::mkdtemp(name.data()) == nullptr) throw input_error(name + ": cannot be created: set TMPDIR");
      path_ = name;
    } else {
      std::error_code error;
      fs::create_directories(keep, error);
      if (error) throw input_error(keep + ": cannot be created (" + error.message() + ")");
      path_ = keep;
    }
    path_ = fs::canonical(path_);
  }
  ~WorkFolder() {
    std::error_code ignored;
    if (!is_kept_) fs::remove_all(path_, ignored);
  }
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }
  void keep() { is_kept_ = true; }

 private:
  bool is_kept_;
  fs::path path_;
};

// The exit status, where it is not "done". What --only left out was the user's wish and is told as "partial".
void conclude(const std::vector<verify::FolderResult>& results, verify::Conclusion worst, bool allow_missing_tools) {
  if (worst == verify::Conclusion::kFailed) throw Error(ErrorKind::kVerification, "a verification failed");
  std::string missing;
  for (const verify::FolderResult& result : results) {
    for (const verify::CheckResult& check : result.checks) {
      if (check.verdict == verify::Verdict::kMissingTool) missing = check.check + " was skipped: " + check.detail;
    }
  }
  if (worst == verify::Conclusion::kUnchecked) {
    if (!missing.empty()) throw Error(ErrorKind::kMissingTool, missing + ": no check was made");
    throw usage_error("--only: leaves no check of a folder to make");
  }
  if (worst == verify::Conclusion::kIncomplete && !allow_missing_tools) {
    throw Error(ErrorKind::kMissingTool, missing + ", or pass --allow-missing-tools");
  }
}

void run_verify(const VerifyOptions& options, bool is_quiet) {
  std::vector<verify::AnyFolder> folders;
  for (const std::string& path : options.folders) folders.push_back(verify::read_any_folder(path));
  verify::Settings settings;
  settings.only = {options.only.begin(), options.only.end()};
  settings.jobs = options.jobs;
  settings.limit_seconds = options.timeout;
  if (!options.replay.empty()) {
    settings.replay = read_replay(options.replay);
    for (const verify::AnyFolder& any : folders) {
      if (std::holds_alternative<verify::LayerFolder>(any)) {
        throw usage_error("--replay: is for multipliers: a layer's test bench says which beat is wrong");
      }
      const auto& folder = std::get<verify::Folder>(any);
      const Range range = input_range(folder.circuit);
      if (settings.replay->first < range.low || settings.replay->first > range.high ||
          settings.replay->second >> folder.code_bits != 0) {
        throw usage_error("--replay " + options.replay + ": is no input of " + folder.given);
      }
    }
  }
  WorkFolder work(options.keep);
  settings.work = work.path();

  const std::vector<verify::FolderResult> results = verify::verify_folders(
      folders, settings, [&](const verify::FolderResult& folder, const verify::CheckResult& check) {
        if (!is_quiet) std::cerr << folder.name << ": " << check.check << " " << to_text(check.verdict) << '\n';
      });
  verify::Conclusion worst = verify::Conclusion::kPassed;
  for (const verify::FolderResult& result : results) worst = std::max(worst, conclusion(result));
  if (worst == verify::Conclusion::kFailed) work.keep();

  if (options.json) {
    std::cout << rccm::to_text(verify::to_json(results));
  } else if (options.junit != "-") {
    for (const verify::FolderResult& result : results) {
      if (results.size() == 1 || conclusion(result) == verify::Conclusion::kFailed) std::cout << report_text(result);
    }
    if (results.size() > 1) std::cout << pass_table(results);
  }
  std::cout.flush();
  if (!options.junit.empty()) write_result(options.junit, junit_text(results));
  // A replay is no verification, so that it must not leave its result in the place of one.
  if (!settings.replay) {
    for (std::size_t i = 0; i < results.size(); ++i) {
      const fs::path path = std::visit([](const auto& folder) { return folder.path; }, folders[i]);
      write_file(path / "verify.json", rccm::to_text(verify::to_json({results[i]})));
    }
  }
  conclude(results, worst, options.allow_missing_tools);
}

}  // namespace

void add_verify(CLI::App& app) {
  CLI::App* verb =
      app.add_subcommand("verify", "simulate emitted folders exhaustively and prove them, simulate layers");
  const auto options = std::make_shared<VerifyOptions>();
  verb->add_option("folders", options->folders, "what rccm emit or rccm layer wrote")->type_name("FOLDER")->required();
  verb->add_option("--only", options->only,
                   "do only these checks, listed with commas: the result is \"partial\" then, no full pass")
      ->delimiter(',')
      ->check(CLI::IsMember({"verilator", "ghdl", "lint", "yosys"}));
  const std::string missing_help =
      "end with status 0 where a tool is not installed: the result is \"incomplete\" all the same";
  verb->add_flag("--allow-missing-tools", options->allow_missing_tools, missing_help);
  verb->add_option("--junit", options->junit, "also write the results as JUnit XML, - for standard output")
      ->type_name("FILE");
  const std::string json_help = "print rccm.verify/1, which verify.json in each folder holds, too";
  verb->add_flag("--json", options->json, json_help);
  verb->add_option("-j,--jobs", options->jobs, "how many checks to run at once")
      ->type_name("N")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  verb->add_option("--timeout", options->timeout, "limit for each run of a tool")
      ->type_name("SECONDS")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  verb->add_option("--keep", options->keep, "where to keep scripts and logs, which otherwise stay only after a failure")
      ->type_name("FOLDER");
  verb->add_option("--replay", options->replay,
                   "simulate only the input and code X:CODE, as a report of a failure names them")
      ->type_name("VECTOR");
  verb->footer(
      "Examples:\n"
      "  rccm verify multiplier\n"
      "  rccm verify generated/* --junit results.xml\n"
      "  rccm verify multiplier --only verilator --replay -5:3");
  verb->callback([verb, options] { run_verify(*options, is_quiet(*verb)); });
}

}  // namespace rccm::cli
