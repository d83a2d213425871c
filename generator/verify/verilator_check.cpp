#include <algorithm>
#include <sstream>

#include "support/files.hpp"
#include "verify/check.hpp"
#include "verify/tool_run.hpp"
#include "verify/vectors.hpp"

namespace rccm::verify {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMostExhaustive = std::uint64_t{1} << 24;
constexpr std::uint64_t kSampled = std::uint64_t{1} << 22;

// All styles under one top, so that they share a build and a pass over the inputs.
std::string wrapper(const Folder& folder, const std::vector<Top>& tops) {
  std::ostringstream text;
  text << "module rccm_check (\n  input clk,\n  input [" << folder.circuit.input_bits - 1 << ":0] x,\n  input ["
       << std::max(folder.code_bits, 1) - 1 << ":0] code";
  for (const Top& top : tops) {
    text << ",\n  output [" << folder.product_bits - 1 << ":0] product_" << top.style << ",\n  output ["
         << consumer_width(folder) - 1 << ":0] consumer_" << top.style;
  }
  text << "\n);\n";
  for (const Top& top : tops) {
    text << "  " << top.module << " " << top.style << " (.x(x), .product(product_" << top.style << ")";
    if (folder.code_bits > 0) text << ", .code(code)";
    if (folder.latency > 0) text << ", .clk(clk)";
    for (std::size_t i = 0; i < folder.consumer_outputs.size(); ++i) {
      text << ", ." << folder.consumer_outputs[i] << "(consumer_" << top.style << "[" << i << "])";
    }
    text << ");\n";
    if (folder.consumer_outputs.empty()) text << "  assign consumer_" << top.style << " = 1'b0;\n";
  }
  text << "endmodule\n";
  return text.str();
}

// What the harness needs to know of the circuit.
std::string constants(const Folder& folder, const VectorPlan& plan) {
  std::ostringstream text;
  text << "constexpr int kInputBits = " << folder.circuit.input_bits << ";\n"
       << "constexpr bool kInputSigned = " << (folder.circuit.input_signed ? "true" : "false") << ";\n"
       << "constexpr int kCodeBits = " << folder.code_bits << ";\n"
       << "constexpr int kSelectBits = " << folder.select_bits << ";\n"
       << "constexpr int kProductBits = " << folder.product_bits << ";\n"
       << "constexpr int kLatency = " << folder.latency << ";\n"
       << "constexpr int kConsumerBits = " << folder.consumer_outputs.size() << ";\n"
       << "constexpr bool kExhaustive = " << (plan.exhaustive ? "true" : "false") << ";\n"
       << "constexpr std::uint64_t kCount = " << plan.count << "u;\n"
       << "const std::int64_t kCoefficients[] = {";
  for (const std::int64_t coefficient : folder.coefficients) text << coefficient << ", ";
  text << "};\n";
  return text.str();
}

std::string comparisons(const std::vector<Top>& tops) {
  std::string text;
  for (const Top& top : tops) {
    text += "    if (top.product_" + top.style + " != wanted || top.consumer_" + top.style + " != consumer) {\n" +
            "      found = {i - kDelay, \"" + top.style + "\", top.product_" + top.style + ", top.consumer_" +
            top.style + "};\n      return;\n    }\n";
  }
  return text;
}

constexpr const char* kBegin = R"(#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>
#include "Vrccm_check.h"
#include "verilated.h"

)";

constexpr const char* kVectors = R"(
constexpr int kDelay = kLatency > 0 ? kLatency - 1 : 0;  // of the comparison behind the clock edge that takes a vector
struct Vector { std::uint64_t x, code; };
struct Mismatch { std::uint64_t index = ~0ull; std::string style; std::uint64_t product = 0, consumer = 0; };
bool replaying = false;
Vector replayed{};

constexpr std::uint64_t mask(int bits) { return (std::uint64_t{1} << bits) - 1; }

std::uint64_t random_word(std::uint64_t i) {
  std::uint64_t z = (i + 1) * 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

inline Vector vector(std::uint64_t i) {
  if (replaying) return replayed;
  if (kExhaustive) return {i & mask(kInputBits), i >> kInputBits};
  const std::uint64_t top = mask(kInputBits);
  const std::uint64_t corners[] = {0, 1, top / 2, top / 2 + 1, top, 0x5555555555555555u & top};
  if (i / 6 <= mask(kCodeBits)) return {corners[i % 6], i / 6};
  return {random_word(2 * i) & top, random_word(2 * i + 1) & mask(kCodeBits)};
}

void run(std::uint64_t first, std::uint64_t last, Mismatch& found) {
  VerilatedContext context;
  Vrccm_check top{&context};
  for (std::uint64_t i = first; i < last + kDelay; ++i) {
    const Vector given = vector(i < last ? i : last - 1);
    top.x = given.x;
    top.code = given.code;
    if (kLatency > 0) {
      top.clk = 0;
      top.eval();
      top.clk = 1;
    }
    top.eval();
    if (i < first + kDelay) continue;
    const Vector seen = kDelay > 0 ? vector(i - kDelay) : given;
    std::uint64_t x = seen.x;
    if (kInputSigned && (x >> (kInputBits - 1)) != 0) x |= ~mask(kInputBits);
    const std::uint64_t coefficient = static_cast<std::uint64_t>(kCoefficients[seen.code & mask(kSelectBits)]);
    const std::uint64_t wanted = (coefficient * x) & mask(kProductBits);
    const std::uint64_t consumer = (seen.code >> kSelectBits) & mask(kConsumerBits);
)";

constexpr const char* kMain = R"(  }
}

std::string digits(std::uint64_t word, int bits) {
  std::string text;
  while (bits-- > 0) text += (word >> bits) & 1 ? '1' : '0';
  return text;
}

// harness THREADS [X CODE]
int main(int argc, char** argv) {
  std::uint64_t count = kCount;
  if (argc > 3) {
    replaying = true;
    replayed = {std::strtoull(argv[2], nullptr, 10), std::strtoull(argv[3], nullptr, 10)};
    count = 1;
  }
  const std::uint64_t most = std::strtoull(argv[1], nullptr, 10);
  const std::uint64_t threads = count < 100000 || most < 1 ? 1 : most;
  std::vector<Mismatch> found(threads);
  std::vector<std::thread> workers;
  for (std::uint64_t t = 0; t < threads; ++t) {
    workers.emplace_back([&, t] { run(count * t / threads, count * (t + 1) / threads, found[t]); });
  }
  for (std::thread& worker : workers) worker.join();
  for (const Mismatch& mismatch : found) {
    if (mismatch.style.empty()) continue;
    const Vector given = vector(mismatch.index);
    std::printf("rccm-mismatch %s %llu %llu %s %s\n", mismatch.style.c_str(), (unsigned long long)given.x,
                (unsigned long long)given.code, digits(mismatch.product, kProductBits).c_str(),
                digits(mismatch.consumer, kConsumerBits > 0 ? kConsumerBits : 1).c_str());
    return 0;
  }
  std::printf("rccm-checked %llu\n", (unsigned long long)count);
  return 0;
}
)";

// The models and sources of all styles, each once.
std::vector<std::string> sources(const Folder& folder, const std::vector<Top>& tops) {
  std::vector<std::string> result;
  for (const Top& top : tops) {
    for (const std::string& path : top.compile) {
      const std::string file = (folder.path / path).string();
      if (std::find(result.begin(), result.end(), file) == result.end()) result.push_back(file);
    }
  }
  return result;
}

}  // namespace

CheckResult check_verilator(const Folder& folder, const Settings& settings, const fs::path& work) {
  require_program("verilator", "verilator");
  require_program("make", "make");
  require_program("g++", "g++");
  CheckResult result;
  const std::vector<Top> tops = folder.tops_in("verilog");
  VectorPlan plan = plan_vectors(folder, kMostExhaustive, kSampled);
  write_file(work / "rccm_check.v", wrapper(folder, tops));
  write_file(work / "harness.cpp", kBegin + constants(folder, plan) + kVectors + comparisons(tops) + kMain);

  // Where the vectors are few, the compiler is what takes time. UNOPTFLAT is the only sign of a wrong result in
  // Verilator 5.006, see verify/TOOLS.md.
  const std::string level = plan.count > (std::uint64_t{1} << 20) ? "-O3" : "-O1";
  std::string make = "OPT_FAST=" + level + " OPT_SLOW=-O0 OPT_GLOBAL=-O0";
  // Verilator's own library is most of a build, and the same in every one.
  if (find_program("ccache")) make += " OBJCACHE=ccache";
  std::vector<std::string> build{
      "verilator",         "--cc",         "--exe",       "--build",  "-j",          "2",          "-O3",
      "--x-assign",        "fast",         "--x-initial", "fast",     "--noassert",  "-Wno-fatal", "-Wno-lint",
      "-Werror-UNOPTFLAT", "--top-module", "rccm_check",  "--prefix", "Vrccm_check", "-Mdir",      "build",
      "-CFLAGS",           level,          "-LDFLAGS",    "-pthread", "-MAKEFLAGS",  make,         "-o",
      "harness",           "rccm_check.v", "harness.cpp"};
  for (const std::string& path : sources(folder, tops)) build.push_back(path);
  if (!run_tool(build, "build", settings, work, result)) return result;

  const fs::path harness = work / "build" / "harness";
  if (!fs::exists(harness)) {
    result.verdict = Verdict::kFailed;
    result.detail = "verilator built no program" + excerpt(log_text(result));
    return result;
  }
  std::vector<std::string> command{harness.string(), std::to_string(settings.jobs)};
  if (settings.replay) {
    command.push_back(
        std::to_string(static_cast<std::uint64_t>(settings.replay->first) & low_mask(folder.circuit.input_bits)));
    command.push_back(std::to_string(settings.replay->second));
    plan = kReplayPlan;
  }
  const CheckResult built = result;
  if (!run_tool(command, "simulation", settings, work, result)) return result;
  judge_simulation(folder, plan, log_text(result), result);
  result.detail += time_since(built, result);
  return result;
}

}  // namespace rccm::verify
