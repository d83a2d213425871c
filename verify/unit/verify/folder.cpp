#include "verify/folder.hpp"

#include <functional>

#include "circuit/json.hpp"
#include "circuit/presets.hpp"
#include "hdl/write_folder.hpp"
#include "support/error.hpp"
#include "support/files.hpp"
#include "unit/catch.hpp"
#include "unit/cli/process.hpp"

namespace rccm::verify {
namespace {

// An emitted 2-Add that each test may damage.
class Emitted {
 public:
  Emitted() {
    hdl::FolderRequest request;
    request.circuit = preset_circuit("addnet:2-add").value();
    request.name = "two";
    request.styles = {hdl::Style::kPortable, hdl::Style::kXc7};
    request.languages = {hdl::Language::kVerilog, hdl::Language::kVhdl};
    hdl::write_folder(path(), hdl::folder_files(request));
  }
  [[nodiscard]] std::filesystem::path path() const { return scratch_.path() / "two"; }
  void edit_manifest(const std::function<void(Json&)>& edit) const {
    Json manifest = Json::parse(read_file(path() / "manifest.json"));
    edit(manifest);
    write_file(path() / "manifest.json", manifest.dump());
  }
  // The message of the error that reading the folder ends with.
  [[nodiscard]] std::string refusal() const {
    try {
      static_cast<void>(read_folder(path().string()));
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::kInput);
      return error.what();
    }
    return "accepted";
  }

 private:
  test::ScratchFolder scratch_;
};

}  // namespace

TEST_CASE("A folder is read as it was emitted, its coefficients from the circuit") {
  const Emitted emitted;
  const Folder folder = read_folder(emitted.path().string() + "/");
  CHECK(folder.name == "two");
  CHECK(folder.coefficients.size() == 16);
  CHECK(folder.tops_in("verilog").size() == 2);
  CHECK(folder.promise("xc7").luts == 25);
  CHECK_FALSE(folder.promise("portable").luts);
}

TEST_CASE("A folder whose manifest knows another shift of the consumer than its circuit is refused") {
  const Emitted emitted;
  emitted.edit_manifest([](Json& manifest) { manifest["consumer_shift"] = 1; });
  CHECK_THAT(emitted.refusal(), Catch::Contains("does not describe the circuit in circuit.json"));
}

TEST_CASE("A source that was edited by hand is refused by name") {
  const Emitted emitted;
  const std::filesystem::path path = emitted.path() / "vhdl" / "two_xc7.vhd";
  write_file(path, read_file(path) + "-- better\n");
  CHECK_THAT(emitted.refusal(), Catch::Contains("vhdl/two_xc7.vhd: was changed after it was written"));
}

TEST_CASE("A wrong hash in the manifest is refused, and so is a missing file") {
  const Emitted emitted;
  emitted.edit_manifest([](Json& manifest) { manifest["files"][0]["sha256"] = std::string(64, '0'); });
  CHECK_THAT(emitted.refusal(), Catch::Contains("its hash differs from that in manifest.json"));
  std::filesystem::remove(emitted.path() / "sim" / "verilog" / "CARRY4.v");
  CHECK_THAT(emitted.refusal(), Catch::Contains("sim/verilog/CARRY4.v: is listed in manifest.json but is not there"));
}

TEST_CASE("A manifest of another version, with unknown keys or with other coefficients is refused") {
  const auto refusal = [](const std::function<void(Json&)>& edit) {
    const Emitted emitted;
    emitted.edit_manifest(edit);
    return emitted.refusal();
  };
  CHECK_THAT(refusal([](Json& manifest) { manifest["schema"] = "rccm.manifest/2"; }),
             Catch::Contains("schema is \"rccm.manifest/2\", this version reads \"rccm.manifest/1\""));
  CHECK_THAT(refusal([](Json& manifest) { manifest["colour"] = "red"; }), Catch::Contains("unknown key colour"));
  CHECK_THAT(refusal([](Json& manifest) { manifest.erase("latency"); }), Catch::Contains("latency is missing"));
  CHECK_THAT(refusal([](Json& manifest) { manifest["coefficients"][3] = 7; }),
             Catch::Contains("does not describe the circuit in circuit.json"));
  CHECK_THAT(refusal([](Json& manifest) { manifest["files"][0]["path"] = "../../etc/passwd"; }),
             Catch::Contains("does not lie in the folder"));
}

TEST_CASE("What is no folder of rccm is refused") {
  const test::ScratchFolder scratch;
  CHECK_THROWS_WITH(read_folder((scratch.path() / "nothing").string()), Catch::Contains("is not a folder"));
  scratch.write("manifest.json", "{");
  CHECK_THROWS_WITH(read_folder(scratch.path().string()), Catch::Contains("is not JSON"));
}

}  // namespace rccm::verify
