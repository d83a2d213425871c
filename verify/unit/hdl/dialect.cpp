#include "hdl/dialect.hpp"

#include "unit/catch.hpp"

namespace rccm::hdl {
namespace {

// x: 8 bits, y: 1 bit, s: scalar, code_q1: bits 5..4 and 1.
Netlist example() {
  Netlist netlist;
  netlist.signals = {{"x", SignalKind::kInput, {{7, 0}}, false, true, "", -1},
                     {"y", SignalKind::kWire, {{0, 0}}, false, false, "", -1},
                     {"s", SignalKind::kWire, {{0, 0}}, true, false, "", -1},
                     {"code_q1", SignalKind::kRegister, {{5, 4}, {1, 1}}, false, false, "", -1}};
  return netlist;
}

Vector bits_of(SignalId signal, int high, int low) {
  Vector vector;
  for (int bit = low; bit <= high; ++bit) vector.push_back(Wire::of(signal, bit));
  return vector;
}

Vector join(std::initializer_list<Vector> highest_first) {
  Vector result;
  for (const Vector& part : highest_first) result.insert(result.begin(), part.begin(), part.end());
  return result;
}

Vector zeros(std::size_t count) {
  return Vector(count, Wire::constant(false));
}

}  // namespace

TEST_CASE("Vectors are spelled as a person would") {
  struct Case {
    Vector vector;
    const char* verilog;
    const char* vhdl;
  };
  const Vector x = bits_of(0, 7, 0);
  const Vector sign{Wire::of(0, 7)};
  const Case wanted = GENERATE_COPY(
      Case{x, "x", "x"}, Case{bits_of(0, 3, 0), "x[3:0]", "x(3 downto 0)"}, Case{sign, "x[7]", "x(7 downto 7)"},
      Case{join({sign, x}), "{x[7], x}", "x(7) & x"},
      Case{join({sign, sign, sign, x, zeros(2)}), "{{3{x[7]}}, x, 2'b00}", "(2 downto 0 => x(7)) & x & \"00\""},
      Case{join({sign, sign}), "{2{x[7]}}", "(1 downto 0 => x(7))"}, Case{bits_of(1, 0, 0), "y", "y"},
      Case{bits_of(2, 0, 0), "s", "(0 => s)"},
      Case{join({bits_of(1, 0, 0), bits_of(2, 0, 0)}), "{y[0], s}", "y(0) & s"}, Case{zeros(1), "1'b0", "\"0\""},
      Case{zeros(12), "12'd0", "\"000000000000\""},
      Case{join({bits_of(3, 5, 4), bits_of(3, 1, 1)}), "{code_q1_5_to_4, code_q1_bit1[1]}",
           "code_q1_5_to_4 & code_q1_bit1(1)"});
  const Netlist netlist = example();
  CHECK(Dialect(netlist, Language::kVerilog).vector(wanted.vector) == wanted.verilog);
  CHECK(Dialect(netlist, Language::kVhdl).vector(wanted.vector) == wanted.vhdl);
}

TEST_CASE("INIT literals have as many digits as the table has entries") {
  const Netlist netlist = example();
  const Dialect verilog(netlist, Language::kVerilog);
  const Dialect vhdl(netlist, Language::kVhdl);
  CHECK(verilog.init(1, 1) == "2'b01");
  CHECK(verilog.init(0x8, 2) == "4'h8");
  CHECK(verilog.init(0xC3A5C3A50F0FF0F0, 6) == "64'hC3A5C3A50F0FF0F0");
  CHECK(vhdl.init(2, 1) == "\"10\"");
  CHECK(vhdl.init(0x8, 2) == "X\"8\"");
  CHECK(vhdl.init(0x1, 6) == "X\"0000000000000001\"");
}

TEST_CASE("Select values are decimal in Verilog and bit strings in VHDL") {
  const Netlist netlist = example();
  CHECK(Dialect(netlist, Language::kVerilog).select_value(2, 2) == "2'd2");
  CHECK(Dialect(netlist, Language::kVhdl).select_value(2, 2) == "\"10\"");
  CHECK(Dialect(netlist, Language::kVhdl).select_value(1, 1) == "'1'");
}

}  // namespace rccm::hdl
