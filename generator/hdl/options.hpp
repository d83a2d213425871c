#pragma once

#include <string>

namespace rccm::hdl {

/// How the arithmetic is written.
enum class Style {
  kPortable,  ///< behavioural adders and multiplexers, for any vendor
  kXc7,       ///< LUT6_2 and CARRY4 instances: Xilinx 7-series
  kXcup,      ///< LUT6_2 and CARRY8 instances: UltraScale and UltraScale+
};

enum class Language { kVerilog, kVhdl };

/// Where registers stand between the cells.
enum class Pipeline {
  kNone,
  kCells,  ///< after every cell, the last one included
};

/// What one generated module is to look like.
struct ModuleOptions {
  std::string module_name;  ///< legal in both languages, see is_legal_name()
  Style style = Style::kPortable;
  Pipeline pipeline = Pipeline::kNone;
  bool input_register = false;
  bool output_register = false;  ///< Pipeline::kCells has one anyway
};

}  // namespace rccm::hdl
