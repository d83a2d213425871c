#include "verify/folder.hpp"

#include <algorithm>
#include <set>

#include "circuit/json.hpp"
#include "hdl/consumer_outputs.hpp"
#include "hdl/names.hpp"
#include "hdl/sha256.hpp"
#include "support/error.hpp"
#include "support/files.hpp"
#include "verify/manifest_reader.hpp"

namespace rccm::verify {
namespace {

namespace fs = std::filesystem;

constexpr const char* kRemedy = kEmitAgain;

using Reader = ManifestReader;

void read_files(const Json& files, const std::string& where, Folder& folder, std::set<std::string>& sources) {
  for (const ListedFile& file : read_listed_files(files, folder.path, folder.given, where)) {
    if (file.role == "simulation" && file.language == "vhdl") folder.unisim.push_back(file.path);
    sources.insert(file.path);
  }
}

void read_ports(const Json& ports, const std::string& where, Folder& folder) {
  for (const Json& entry : ports) {
    Reader port(entry, where + ": ports");
    const auto name = one_of(port.get<std::string>("name"), {"clk", "x", "code", "product", "negate", "shift"}, where);
    const int bits = port.natural("bits", 64);
    const bool is_vector = port.get<bool>("vector");
    port.ignore({"direction", "signed", "meaning"});
    port.finish();
    if (name == "code") {
      folder.code_bits = bits;
      folder.code_is_vector = is_vector;
    }
    if (name == "negate" || name == "shift") folder.consumer_outputs.push_back(name);
    if (name == "x" && bits != folder.circuit.input_bits) {
      throw input_error(where + ": port x is not as wide as the circuit's input" + kRemedy);
    }
    if (name == "product" && bits != folder.product_bits) {
      throw input_error(where + ": port product is not product_bits wide" + kRemedy);
    }
  }
}

void read_styles(const Json& styles, const std::string& where, Folder& folder) {
  for (const Json& entry : styles) {
    Reader style(entry, where + ": styles");
    Promise promise;
    promise.style = one_of(style.get<std::string>("style"), {"portable", "xc7", "xcup"}, where);
    if (!style.raw("luts").is_null()) {
      promise.luts = style.natural("luts", 1 << 20);
      promise.carry_primitive = one_of(style.get<std::string>("carry_primitive"), {"CARRY4", "CARRY8"}, where);
      promise.carry_blocks = style.natural("carry_blocks", 1 << 20);
    }
    promise.registers = style.natural("registers", 1 << 20);
    style.ignore({"module", "carry_primitive", "carry_blocks", "primitives"});
    style.finish();
    folder.promises.push_back(promise);
  }
}

void read_tops(const Json& tops, const std::string& where, const std::set<std::string>& sources, Folder& folder) {
  for (const Json& entry : tops) {
    Reader top(entry, where + ": tops");
    Top result;
    result.style = one_of(top.get<std::string>("style"), {"portable", "xc7", "xcup"}, where);
    result.language = one_of(top.get<std::string>("language"), {"verilog", "vhdl"}, where);
    result.module = top.get<std::string>("module");
    result.file = top.get<std::string>("file");
    result.compile = top.get<std::vector<std::string>>("compile");
    top.ignore({"library"});
    top.finish();
    if (!hdl::is_legal_name(result.module)) throw input_error(where + ": module name is not legal" + kRemedy);
    for (const std::string& path : result.compile) {
      if (!sources.contains(path)) throw input_error(where + ": tops name " + path + ", files do not" + kRemedy);
    }
    if (result.compile.empty() || result.compile.back() != result.file) {
      throw input_error(where + ": compile of " + result.module + " does not end with its file" + kRemedy);
    }
    static_cast<void>(folder.promise(result.style));
    folder.tops.push_back(result);
  }
  if (folder.tops.empty()) throw input_error(where + ": lists no modules" + kRemedy);
}

}  // namespace

std::vector<Top> Folder::tops_in(const std::string& language) const {
  std::vector<Top> result;
  std::ranges::copy_if(tops, std::back_inserter(result), [&](const Top& top) { return top.language == language; });
  return result;
}

const Promise& Folder::promise(const std::string& style) const {
  const auto found = std::ranges::find(promises, style, &Promise::style);
  if (found == promises.end()) throw input_error(given + "/manifest.json: styles do not list " + style + kRemedy);
  return *found;
}

Folder read_folder(const std::string& path) {
  Folder folder;
  folder.given = folder_argument(path);
  folder.path = fs::canonical(path);
  const std::string where = folder.given + "/manifest.json";
  const std::string text = read_file(folder.path / "manifest.json");
  const Json json = read_manifest(folder.path, where);
  Reader manifest(json, where);
  const auto schema = manifest.get<std::string>("schema");
  if (schema != kManifestSchema) {
    throw input_error(where + ": schema is \"" + schema + "\", this version reads \"" + kManifestSchema + "\"" +
                      kRemedy);
  }
  folder.manifest_sha256 = hdl::sha256(text);
  folder.name = manifest.get<std::string>("name");
  if (!hdl::is_legal_name(folder.name)) throw input_error(where + ": name is not legal" + kRemedy);
  folder.latency = manifest.natural("latency", 64);
  folder.product_bits = manifest.natural("product_bits", 64);
  folder.product_signed = manifest.get<bool>("product_signed");
  folder.select_bits = manifest.natural("select_bits", kMaxSelectBits);
  manifest.ignore({"generator", "version", "command", "circuit", "pipeline", "input_register", "output_register",
                   "parameters", "stored_bits"});

  std::set<std::string> sources;
  read_files(manifest.raw("files"), where, folder, sources);
  const std::vector<CircuitFile> circuits =
      read_circuits(read_file(folder.path / "circuit.json"), folder.given + "/circuit.json");
  folder.circuit = circuits.front().circuit;
  folder.coefficients = coefficient_table(folder.circuit);
  if (manifest.get<std::vector<std::int64_t>>("coefficients") != folder.coefficients ||
      manifest.get<bool>("input_signed") != folder.circuit.input_signed ||
      manifest.natural("input_bits", kMaxInputBits) != folder.circuit.input_bits ||
      manifest.get<bool>("signless") != folder.circuit.signless ||
      (json.contains("consumer_shift") ? manifest.natural("consumer_shift", kMaxShift) : 0) !=
          folder.circuit.consumer_shift ||
      folder.select_bits != rccm::select_bits(folder.circuit)) {
    throw input_error(where + ": does not describe the circuit in circuit.json" + kRemedy);
  }
  read_ports(manifest.raw("ports"), where, folder);
  std::vector<std::string> wanted_outputs;
  for (const hdl::ConsumerOutput& output : hdl::consumer_outputs(folder.circuit)) wanted_outputs.push_back(output.name);
  if (folder.code_bits != stored_bits(folder.circuit) || folder.consumer_outputs != wanted_outputs) {
    throw input_error(where + ": ports do not fit the circuit in circuit.json" + kRemedy);
  }
  read_styles(manifest.raw("styles"), where, folder);
  read_tops(manifest.raw("tops"), where, sources, folder);
  manifest.finish();
  return folder;
}

}  // namespace rccm::verify
