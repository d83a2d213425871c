#include <cstdio>
#include <sstream>

#include "support/files.hpp"
#include "verify/check.hpp"
#include "verify/ghdl_tool.hpp"
#include "verify/tool_run.hpp"
#include "verify/vectors.hpp"

namespace rccm::verify {
namespace {

namespace fs = std::filesystem;

// GHDL simulates 20,000 to 70,000 vectors a second: beyond this, minutes.
constexpr std::uint64_t kMostExhaustive = std::uint64_t{1} << 20;
constexpr std::uint64_t kSampled = std::uint64_t{1} << 14;
// From here the LLVM back end's speed pays for its longer build.
constexpr std::uint64_t kLongSimulation = 10000;
// Products that an integer of VHDL holds.
constexpr int kIntegerBits = 31;

std::string range(int bits) {
  return "std_logic_vector(" + std::to_string(bits - 1) + " downto 0)";
}

int hex_bits(int bits) {
  return (bits + 3) / 4 * 4;
}

std::string declarations(const Folder& folder, const std::vector<Top>& tops) {
  std::ostringstream text;
  text << "library ieee;\nuse ieee.std_logic_1164.all;\nuse ieee.numeric_std.all;\nuse std.textio.all;\n\n"
       << "entity rccm_check is\nend entity rccm_check;\n\narchitecture test of rccm_check is\n"
       << "  signal clk : std_logic := '0';\n  signal x : " << range(folder.circuit.input_bits)
       << ";\n  signal code : " << range(std::max(folder.code_bits, 1)) << ";\n";
  for (const Top& top : tops) {
    text << "  signal product_" << top.style << " : " << range(folder.product_bits) << ";\n  signal consumer_"
         << top.style << " : " << range(consumer_width(folder)) << " := (others => '0');\n";
  }
  text << "begin\n";
  for (const Top& top : tops) {
    text << "  " << top.style << " : entity work." << top.module << " port map (x => x, product => product_"
         << top.style;
    if (folder.code_bits > 0) text << (folder.code_is_vector ? ", code => code" : ", code => code(0)");
    for (std::size_t i = 0; i < folder.consumer_outputs.size(); ++i) {
      text << ", " << folder.consumer_outputs[i] << " => consumer_" << top.style << "(" << i << ")";
    }
    if (folder.latency > 0) text << ", clk => clk";
    text << ");\n";
  }
  return text.str();
}

// Applies x and code to the ports, lets time pass and compares the products with what `wanted` and `consumer` hold for
// the vector that has arrived by then.
std::string compare_text(const std::vector<Top>& tops) {
  std::ostringstream text;
  for (const Top& top : tops) {
    text << "      if product_" << top.style << " /= wanted or consumer_" << top.style << " /= consumer then\n"
         << "        write(output, \"rccm-mismatch " << top.style << " \" & number(seen_x) & ' ' & number(seen_code)"
         << " & ' ' & to_string(product_" << top.style << ") & ' ' & to_string(consumer_" << top.style
         << ") & LF);\n        failed := true;\n        return;\n      end if;\n";
  }
  return text.str();
}

// Decimal digits of a word; to_integer stops at 31 bits.
constexpr const char* kNumber = R"(    function number (word : std_logic_vector) return string is
      variable rest : unsigned(word'length downto 0) := unsigned('0' & word);
      variable digits : string(1 to 20);
    begin
      for i in 20 downto 1 loop
        digits(i) := character'val(48 + to_integer(rest rem 10));
        rest := rest / 10;
        if rest = 0 then
          return digits(i to 20);
        end if;
      end loop;
      return digits;
    end function number;
)";

std::string process_begin(const Folder& folder, const std::vector<Top>& tops) {
  const int delay = std::max(folder.latency - 1, 0);
  std::ostringstream text;
  text << "  process is\n    type x_queue is array (0 to " << delay << ") of " << range(folder.circuit.input_bits)
       << ";\n    type code_queue is array (0 to " << delay << ") of " << range(std::max(folder.code_bits, 1))
       << ";\n    type product_queue is array (0 to " << delay << ") of " << range(folder.product_bits) << ";\n"
       << "    variable given_x : x_queue;\n    variable given_code : code_queue;\n"
       << "    variable given_product : product_queue;\n    variable given : natural := 0;\n"
       << "    variable failed : boolean := false;\n"
       << kNumber << "    procedure apply is\n      alias seen_x : " << range(folder.circuit.input_bits)
       << " is given_x(" << delay << ");\n      alias seen_code : " << range(std::max(folder.code_bits, 1))
       << " is given_code(" << delay << ");\n      alias wanted : " << range(folder.product_bits)
       << " is given_product(" << delay << ");\n      variable consumer : " << range(consumer_width(folder))
       << " := (others => '0');\n    begin\n"
       << "      if failed then\n        return;\n      end if;\n"
       << "      x <= given_x(0);\n      code <= given_code(0);\n      wait for 1 ns;\n";
  if (folder.latency > 0) text << "      clk <= '1';\n      wait for 1 ns;\n      clk <= '0';\n";
  if (!folder.consumer_outputs.empty()) {
    text << "      consumer := seen_code(seen_code'high downto " << folder.select_bits << ");\n";
  }
  text << "      given := given + 1;\n      if given <= " << delay << " then\n        return;\n      end if;\n"
       << compare_text(tops) << "    end procedure apply;\n"
       << "    procedure shift is\n    begin\n      for i in " << delay << " downto 1 loop\n"
       << "        given_x(i) := given_x(i - 1);\n        given_code(i) := given_code(i - 1);\n"
       << "        given_product(i) := given_product(i - 1);\n      end loop;\n    end procedure shift;\n";
  return text.str();
}

std::string process_end(const Folder& folder) {
  const int delay = std::max(folder.latency - 1, 0);
  std::ostringstream text;
  text << "    for i in 1 to " << delay << " loop\n      shift;\n      apply;\n    end loop;\n"
       << "    if not failed then\n      write(output, \"rccm-checked \" & integer'image(given - " << delay
       << ") & LF);\n    end if;\n    wait;\n  end process;\nend architecture test;\n";
  return text.str();
}

// Counts through every input and code in integers.
std::string counting_bench(const Folder& folder, const std::vector<Top>& tops) {
  const int x_bits = folder.circuit.input_bits;
  const char* input = folder.circuit.input_signed ? "to_signed" : "to_unsigned";
  const char* product = folder.product_signed ? "to_signed" : "to_unsigned";
  const std::int64_t low = folder.circuit.input_signed ? -(std::int64_t{1} << (x_bits - 1)) : 0;
  const std::int64_t high = low + (std::int64_t{1} << x_bits) - 1;
  std::ostringstream text;
  text << declarations(folder, tops) << process_begin(folder, tops) << "    type coefficient_table is array (0 to "
       << folder.coefficients.size() - 1 << ") of integer;\n    constant coefficients : coefficient_table := (";
  for (std::size_t code = 0; code < folder.coefficients.size(); ++code) {
    text << (code == 0 ? "" : ", ") << code << " => " << folder.coefficients[code];
  }
  text << ");\n    variable coefficient : integer;\n  begin\n    for c in 0 to " << low_mask(folder.code_bits)
       << " loop\n      coefficient := coefficients(c mod " << folder.coefficients.size() << ");\n"
       << "      for value in " << low << " to " << high << " loop\n        shift;\n"
       << "        given_x(0) := std_logic_vector(" << input << "(value, " << x_bits << "));\n"
       << "        given_code(0) := std_logic_vector(to_unsigned(c, " << std::max(folder.code_bits, 1) << "));\n"
       << "        given_product(0) := std_logic_vector(" << product << "(coefficient * value, " << folder.product_bits
       << "));\n        apply;\n      end loop;\n    end loop;\n"
       << process_end(folder);
  return text.str();
}

// Reads vectors from a file: for inputs that are too wide to count through, and for a replay.
std::string reading_bench(const Folder& folder, const std::vector<Top>& tops) {
  const int x_bits = folder.circuit.input_bits;
  const int code_bits = std::max(folder.code_bits, 1);
  std::ostringstream text;
  text
      << declarations(folder, tops) << process_begin(folder, tops)
      << "    file vectors : text open read_mode is \"vectors.txt\";\n    variable row : line;\n"
      << "    variable x_digits : " << range(hex_bits(x_bits))
      << ";\n    variable code_digits : " << range(hex_bits(code_bits))
      << ";\n    variable product_digits : " << range(hex_bits(folder.product_bits))
      << ";\n  begin\n    while not endfile(vectors) loop\n      readline(vectors, row);\n      hread(row, x_digits);\n"
      << "      hread(row, code_digits);\n      hread(row, product_digits);\n      shift;\n"
      << "      given_x(0) := x_digits(" << x_bits - 1 << " downto 0);\n      given_code(0) := code_digits("
      << code_bits - 1 << " downto 0);\n      given_product(0) := product_digits(" << folder.product_bits - 1
      << " downto 0);\n      apply;\n    end loop;\n"
      << process_end(folder);
  return text.str();
}

std::string vector_line(const Folder& folder, const Vector& vector) {
  char line[80];
  std::snprintf(line, sizeof line, "%0*llx %0*llx %0*llx\n", hex_bits(folder.circuit.input_bits) / 4,
                static_cast<unsigned long long>(vector.x), hex_bits(std::max(folder.code_bits, 1)) / 4,
                static_cast<unsigned long long>(vector.code), hex_bits(folder.product_bits) / 4,
                static_cast<unsigned long long>(expected_product(folder, vector)));
  return line;
}

VectorPlan write_vectors(const Folder& folder, const Settings& settings, VectorPlan plan, const fs::path& path) {
  std::string lines;
  if (settings.replay) {
    plan = kReplayPlan;
    const std::uint64_t x = static_cast<std::uint64_t>(settings.replay->first) & low_mask(folder.circuit.input_bits);
    lines = vector_line(folder, {x, settings.replay->second});
  } else {
    const std::uint64_t all = std::uint64_t{1} << (folder.circuit.input_bits + folder.code_bits);
    for (std::uint64_t i = 0; i < plan.count; ++i) {
      const Vector every{i & low_mask(folder.circuit.input_bits), i >> folder.circuit.input_bits};
      lines += vector_line(folder, plan.exhaustive && plan.count == all ? every : sampled_vector(folder, i));
    }
  }
  write_file(path, lines);
  return plan;
}

}  // namespace

CheckResult check_ghdl(const Folder& folder, const Settings& settings, const fs::path& work) {
  CheckResult result;
  const std::vector<Top> tops = folder.tops_in("vhdl");
  VectorPlan plan = plan_vectors(folder, kMostExhaustive, kSampled);
  const bool reads = settings.replay || !plan.exhaustive || folder.product_bits > kIntegerBits;
  if (reads) plan = write_vectors(folder, settings, plan, work / "vectors.txt");
  const std::string ghdl = ghdl_program(plan.count > kLongSimulation);
  write_file(work / "rccm_check.vhd", reads ? reading_bench(folder, tops) : counting_bench(folder, tops));

  if (!analyse_models(ghdl, folder, settings, work, result)) return result;
  std::vector<std::string> analyse{ghdl, "-a", "--std=08", "-P."};
  for (const Top& top : tops) analyse.push_back((folder.path / top.file).string());
  analyse.emplace_back("rccm_check.vhd");
  if (!run_tool(analyse, "analysis", settings, work, result)) return result;
  if (!run_tool({ghdl, "-e", "--std=08", "-P.", "rccm_check"}, "elaboration", settings, work, result)) return result;
  const CheckResult built = result;
  // Undriven inputs at time 0 make numeric_std complain about what does not matter.
  if (!run_tool({ghdl, "-r", "--std=08", "-P.", "rccm_check", "--ieee-asserts=disable-at-0"}, "simulation", settings,
                work, result)) {
    return result;
  }
  judge_simulation(folder, plan, log_text(result), result);
  result.detail += time_since(built, result);
  return result;
}

}  // namespace rccm::verify
