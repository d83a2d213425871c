#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "circuit/circuit.hpp"

namespace rccm::verify {

/// One module of an emitted folder: a style in a language.
struct Top {
  std::string style;
  std::string language;
  std::string module;
  std::string file;                  ///< inside the folder
  std::vector<std::string> compile;  ///< simulation models, then the file itself
};

/// What the manifest promises of a style after synthesis; no LUTs are promised of portable sources.
struct Promise {
  std::string style;
  std::optional<int> luts;
  std::string carry_primitive;
  int carry_blocks = 0;
  int registers = 0;
};

/// An emitted folder whose files are those that its manifest lists, byte for byte.
struct Folder {
  std::filesystem::path path;  ///< absolute
  std::string given;           ///< as the user wrote it
  std::string name;
  std::string manifest_sha256;
  Circuit circuit;
  std::vector<std::int64_t> coefficients;  ///< from the circuit, not from the manifest
  int select_bits = 0;
  int code_bits = 0;  ///< of port code, the stored word; 0 where there is no such port
  bool code_is_vector = true;
  std::vector<std::string>
      consumer_outputs;  ///< ports that repeat the bits of code above the select bits, lowest first
  int product_bits = 0;
  bool product_signed = true;
  int latency = 0;
  std::vector<Top> tops;
  std::vector<Promise> promises;
  std::vector<std::string> unisim;  ///< VHDL models, in compile order

  [[nodiscard]] std::vector<Top> tops_in(const std::string& language) const;
  [[nodiscard]] const Promise& promise(const std::string& style) const;
};

/// Reads and checks manifest.json ("rccm.manifest/1"), circuit.json and the hash of every file. Throws Error (kInput)
/// that names the file and what is wrong with it.
[[nodiscard]] Folder read_folder(const std::string& path);

}  // namespace rccm::verify
