#include "verify/verify.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>

#include "hdl/folder_files.hpp"
#include "support/error.hpp"
#include "support/parallel.hpp"

namespace rccm::verify {
namespace {

namespace fs = std::filesystem;

// A check that waits for its turn.
struct Task {
  std::size_t folder = 0;
  std::size_t check = 0;
  std::string group;  // what --only calls it
  std::function<CheckResult(const fs::path& work)> run;
};

std::string work_name(std::string check) {
  std::ranges::replace(check, ' ', '-');
  return check;
}

// Where the checks of a folder go, each with its place in the results.
struct Planner {
  std::size_t index = 0;
  const Settings& settings;
  FolderResult& result;
  std::vector<Task>& tasks;

  void operator()(const std::string& check, const std::string& group, bool applies,
                  std::function<CheckResult(const fs::path&)> run) {
    CheckResult entry;
    entry.check = check;
    if (!settings.only.empty() && !settings.only.contains(group)) {
      entry.verdict = Verdict::kNotAsked;
      entry.detail = "left out by --only";
    } else if (!applies) {
      entry.verdict = Verdict::kNotApplicable;
      entry.detail = "the folder holds no such sources";
    } else {
      tasks.push_back({index, result.checks.size(), group, std::move(run)});
    }
    result.checks.push_back(entry);
  }
};

void plan(const Folder& folder, const Settings& settings, Planner& add) {
  const auto simple = [&](auto check) {
    return [&folder, &settings, check](const fs::path& work) { return check(folder, settings, work); };
  };
  const bool has_verilog = !folder.tops_in("verilog").empty();
  const bool has_vhdl = !folder.tops_in("vhdl").empty();
  add("verilator", "verilator", has_verilog, simple(check_verilator));
  add("ghdl", "ghdl", has_vhdl, simple(check_ghdl));
  add("lint verilog", "lint", has_verilog, simple(check_lint_verilog));
  add("lint vhdl", "lint", has_vhdl, simple(check_lint_vhdl));
  for (const Promise& promise : folder.promises) {
    const std::string& style = promise.style;
    const bool has_style = std::ranges::find(folder.tops, style, &Top::style) != folder.tops.end();
    add("yosys " + style, "yosys", has_style,
        [&folder, &settings, style](const fs::path& work) { return check_yosys(folder, style, settings, work); });
  }
}

void plan(const LayerFolder& folder, const Settings& settings, Planner& add) {
  const auto simple = [&](auto check) {
    return [&folder, &settings, check](const fs::path& work) { return check(folder, settings, work); };
  };
  const bool has_verilog = folder.top_in("verilog") != nullptr;
  const bool has_vhdl = folder.top_in("vhdl") != nullptr;
  add("verilator", "verilator", has_verilog, simple(check_layer_verilator));
  add("ghdl", "ghdl", has_vhdl, simple(check_layer_ghdl));
  add("lint verilog", "lint", has_verilog, simple(check_layer_lint_verilog));
  add("lint vhdl", "lint", has_vhdl, simple(check_layer_lint_vhdl));
  // Behavioural sources promise nothing: how tools map them is theirs to say.
  const bool is_mapped = folder.design.style != hdl::Style::kPortable;
  add("yosys " + hdl::to_text(folder.design.style), "yosys", has_verilog && is_mapped, simple(check_layer_yosys));
}

CheckResult run(const Task& task, const fs::path& work) {
  try {
    fs::remove_all(work);
    fs::create_directories(work);
    return task.run(work);
  } catch (const Error& error) {
    CheckResult result;
    // A tool that is not there says nothing about the folder; anything else must not pass.
    result.verdict = error.kind() == ErrorKind::kMissingTool ? Verdict::kMissingTool : Verdict::kFailed;
    result.detail = error.what();
    return result;
  } catch (const fs::filesystem_error& error) {
    throw input_error(work.string() + ": cannot be written (" + error.code().message() + ")");
  }
}

}  // namespace

std::string to_text(Verdict verdict) {
  switch (verdict) {
    case Verdict::kPassed:
      return "passed";
    case Verdict::kFailed:
      return "failed";
    case Verdict::kMissingTool:
      return "missing tool";
    case Verdict::kNotAsked:
      return "not asked";
    case Verdict::kNotApplicable:
      return "not applicable";
    case Verdict::kNotRun:
      break;
  }
  return "not run";
}

std::string to_text(Conclusion conclusion) {
  switch (conclusion) {
    case Conclusion::kPassed:
      return "passed";
    case Conclusion::kPartial:
      return "partial";
    case Conclusion::kIncomplete:
      return "incomplete";
    case Conclusion::kUnchecked:
      return "unchecked";
    case Conclusion::kFailed:
      break;
  }
  return "failed";
}

Conclusion conclusion(const FolderResult& result) {
  Conclusion worst = Conclusion::kPassed;
  bool any_passed = false;
  for (const CheckResult& check : result.checks) {
    switch (check.verdict) {
      case Verdict::kPassed:
        any_passed = true;
        break;
      case Verdict::kNotApplicable:
        break;
      case Verdict::kNotAsked:
        worst = std::max(worst, Conclusion::kPartial);
        break;
      case Verdict::kMissingTool:
        worst = std::max(worst, Conclusion::kIncomplete);
        break;
      case Verdict::kFailed:
      case Verdict::kNotRun:
        return Conclusion::kFailed;
    }
  }
  return any_passed ? worst : Conclusion::kUnchecked;
}

AnyFolder read_any_folder(const std::string& path) {
  if (is_layer_folder(path)) return read_layer_folder(path);
  return read_folder(path);
}

std::vector<FolderResult> verify_folders(const std::vector<AnyFolder>& folders, const Settings& settings,
                                         const std::function<void(const FolderResult&, const CheckResult&)>& tell) {
  std::vector<FolderResult> results(folders.size());
  std::vector<Task> tasks;
  for (std::size_t i = 0; i < folders.size(); ++i) {
    std::visit(
        [&](const auto& folder) {
          results[i].name = folder.name;
          results[i].given = folder.given;
          results[i].manifest_sha256 = folder.manifest_sha256;
          Planner add{i, settings, results[i], tasks};
          plan(folder, settings, add);
        },
        folders[i]);
  }
  std::vector<std::atomic<std::size_t>> first_failure(folders.size());
  for (auto& failure : first_failure) failure = ~std::size_t{0};
  std::mutex mutex;
  parallel_for(tasks.size(), std::max(settings.jobs, 1U), [&](std::uint64_t index) {
    const Task& task = tasks[index];
    CheckResult& place = results[task.folder].checks[task.check];
    CheckResult result;
    result.detail = "an earlier check failed";
    if (task.check < first_failure[task.folder]) {
      // Folders may share a name, so that their place in the list tells them apart.
      const fs::path work = settings.work / (std::to_string(task.folder + 1) + "-" + results[task.folder].name);
      result = run(task, work / work_name(place.check));
    }
    const std::lock_guard lock(mutex);
    result.check = place.check;
    place = result;
    if (place.verdict == Verdict::kFailed) {
      first_failure[task.folder] = std::min(first_failure[task.folder].load(), task.check);
    }
    if (tell) tell(results[task.folder], place);
  });
  return results;
}

}  // namespace rccm::verify
