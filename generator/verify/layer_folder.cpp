#include "verify/layer_folder.hpp"

#include <algorithm>
#include <map>

#include "accelerator/bench_images.hpp"
#include "accelerator/layer_file.hpp"
#include "circuit/object_reader.hpp"
#include "hdl/names.hpp"
#include "hdl/sha256.hpp"
#include "support/files.hpp"
#include "verify/manifest_reader.hpp"

namespace rccm::verify {
namespace {

namespace fs = std::filesystem;

void read_tops(const Json& tops, const std::string& where, const std::map<std::string, std::string>& roles,
               LayerFolder& folder) {
  for (const Json& entry : tops) {
    ManifestReader reader(entry, where + ": tops");
    LayerTop top;
    top.language = one_of(reader.get<std::string>("language"), {"verilog", "vhdl"}, where);
    top.module = reader.get<std::string>("module");
    top.testbench = reader.get<std::string>("testbench");
    top.testbench_file = reader.get<std::string>("testbench_file");
    for (const std::string& path : reader.get<std::vector<std::string>>("compile")) {
      const auto role = roles.find(path);
      if (role == roles.end()) throw input_error(where + ": tops name " + path + ", files do not" + kEmitAgain);
      (role->second == "simulation" ? top.models : top.sources).push_back(path);
    }
    reader.finish();
    if (!hdl::is_legal_name(top.module) || !hdl::is_legal_name(top.testbench)) {
      throw input_error(where + ": module name is not legal" + kEmitAgain);
    }
    if (!roles.contains(top.testbench_file) || top.sources.empty()) {
      throw input_error(where + ": tops name no test bench or no sources" + kEmitAgain);
    }
    folder.tops.push_back(top);
  }
  if (folder.tops.empty()) throw input_error(where + ": lists no modules" + kEmitAgain);
}

// The expected outputs must be the reference's, not only what somebody wrote into the folder.
void check_bench(const Json& json, const std::string& where, LayerFolder& folder) {
  ManifestReader bench(json, where + ": bench");
  folder.checked_beats = bench.natural("output_beats", 1 << 30);
  bench.ignore({"images"});
  const bool is_random = bench.get<bool>("random");
  accelerator::BenchParams params;
  params.seed = bench.get<std::uint64_t>("seed");
  bench.finish();
  if (!is_random) return;
  const accelerator::BenchImages images =
      accelerator::bench_images(folder.design, accelerator::make_plan(folder.design), params);
  const std::map<std::string, const std::string*> expected{{"inputs", &images.inputs},
                                                           {"codes", &images.codes},
                                                           {"outputs", &images.outputs},
                                                           {"commands", &images.commands}};
  for (const auto& [name, text] : expected) {
    if (read_file(folder.path / "images" / (name + ".hex")) != *text) {
      throw input_error(folder.given + "/images/" + name + ".hex: is not what the integer reference computes" +
                        kEmitAgain);
    }
  }
  folder.checked_beats = images.checked;
}

}  // namespace

const LayerTop* LayerFolder::top_in(const std::string& language) const {
  const auto found = std::ranges::find(tops, language, &LayerTop::language);
  return found == tops.end() ? nullptr : &*found;
}

bool is_layer_folder(const std::string& path) {
  const std::string given = folder_argument(path);
  const Json json = read_manifest(given, given + "/manifest.json");
  return json.is_object() && json.contains("kind") && json["kind"] == "layer";
}

LayerFolder read_layer_folder(const std::string& path) {
  LayerFolder folder;
  folder.given = folder_argument(path);
  folder.path = fs::canonical(path);
  const std::string where = folder.given + "/manifest.json";
  folder.manifest_sha256 = hdl::sha256(read_file(folder.path / "manifest.json"));
  const Json json = read_manifest(folder.path, where);
  ManifestReader manifest(json, where);
  if (manifest.get<std::string>("schema") != kManifestSchema) {
    throw input_error(where + ": schema is not \"" + kManifestSchema + "\"" + kEmitAgain);
  }
  manifest.ignore({"kind", "generator", "version", "command", "layer", "plan"});
  folder.name = manifest.get<std::string>("name");
  if (!hdl::is_legal_name(folder.name)) throw input_error(where + ": name is not legal" + kEmitAgain);
  std::map<std::string, std::string> roles;
  for (const ListedFile& file : read_listed_files(manifest.raw("files"), folder.path, folder.given, where)) {
    roles[file.path] = file.role;
  }
  read_tops(manifest.raw("tops"), where, roles, folder);
  const std::string layer = folder.given + "/layer.json";
  folder.design = accelerator::design_from_json(parse_json(read_file(folder.path / "layer.json"), layer), layer);
  folder.design.name = folder.name;
  check_bench(manifest.raw("bench"), where, folder);
  ManifestReader estimate(manifest.raw("estimate"), where + ": estimate");
  folder.luts = estimate.natural("luts", 1 << 30);
  folder.registers = estimate.natural("registers", 1 << 30);
  folder.block_rams = estimate.natural("block_rams", 1 << 30);
  manifest.finish();
  return folder;
}

}  // namespace rccm::verify
