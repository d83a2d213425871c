#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "circuit/presets.hpp"
#include "hdl/folder_files.hpp"
#include "hdl/sha256.hpp"
#include "hdl/write_folder.hpp"
#include "support/error.hpp"
#include "support/files.hpp"
#include "support/random_circuit.hpp"
#include "unit/catch.hpp"

namespace rccm::hdl {
namespace {

namespace fs = std::filesystem;

FolderRequest request() {
  FolderRequest request;
  request.circuit = preset_circuit("addnet:2-add").value();
  request.name = "two";
  request.styles = {Style::kPortable, Style::kXc7, Style::kXcup};
  request.languages = {Language::kVerilog, Language::kVhdl};
  request.version = "1.2.3";
  request.command = "rccm emit addnet:2-add";
  return request;
}

std::string content(const std::vector<FolderFile>& files, const std::string& path) {
  for (const FolderFile& file : files) {
    if (file.path == path) return file.content;
  }
  return "no file " + path;
}

Json manifest_of(const FolderRequest& request) {
  return Json::parse(content(folder_files(request), "manifest.json"));
}

// A folder for one test, removed after it.
class Scratch {
 public:
  Scratch() : path_(fs::temp_directory_path() / ("rccm_hdl_" + std::to_string(::getpid()))) {
    fs::create_directories(path_);
  }
  ~Scratch() { fs::remove_all(path_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  [[nodiscard]] fs::path path(const char* name) const { return path_ / name; }
  [[nodiscard]] std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(path_), fs::directory_iterator{}));
  }

 private:
  fs::path path_;
};

}  // namespace

TEST_CASE("The manifest lists every file with its hash, the models before the sources that need them") {
  const std::vector<FolderFile> files = folder_files(request());
  const Json manifest = Json::parse(files.back().content);
  REQUIRE(files.back().path == "manifest.json");
  REQUIRE(manifest["files"].size() == files.size() - 1);
  for (std::size_t i = 0; i + 1 < files.size(); ++i) {
    CHECK(manifest["files"][i]["path"] == files[i].path);
    CHECK(manifest["files"][i]["sha256"] == sha256(files[i].content));
  }
  std::set<std::string> seen;
  for (const Json& file : manifest["files"]) {
    if (file["path"] == "vhdl/two_xc7.vhd") CHECK(seen.contains("sim/vhdl/CARRY4.vhd"));
    seen.insert(file["path"]);
  }
}

TEST_CASE("The manifest tells what a module computes and costs") {
  const Json manifest = manifest_of(request());
  CHECK(manifest["schema"] == "rccm.manifest/1");
  CHECK(manifest["latency"] == 0);
  CHECK(manifest["coefficients"].size() == 16);
  CHECK(manifest["styles"][1]["module"] == "two_xc7");
  CHECK(manifest["styles"][1]["luts"] == 25);
  CHECK(manifest["styles"][2]["carry_blocks"] == 4);
  CHECK(manifest["tops"].size() == 6);
  for (const Json& top : manifest["tops"]) CHECK(top["compile"].back() == top["file"]);
}

TEST_CASE("Header, manifest and README tell how far the consumer shifts, and where the choice is stored") {
  FolderRequest shifted = request();
  shifted.circuit.signless = true;
  shifted.circuit.consumer_shift = 2;
  const Json manifest = manifest_of(shifted);
  CHECK(manifest["consumer_shift"] == 2);
  CHECK(manifest["stored_bits"] == 6);
  CHECK(manifest["ports"].back()["name"] == "shift");
  CHECK(manifest["ports"].back()["meaning"] == "1: shift the product left by 2");
  const std::vector<FolderFile> files = folder_files(shifted);
  const std::string source = content(files, "verilog/two_xc7.v");
  CHECK_THAT(source, Catch::Contains("6 bits, the shift above the sign above 4 bits that choose the magnitude\n"));
  CHECK_THAT(source,
             Catch::Contains("negate: bit 4 of code, as late as product; subtract the product where it is 1\n"));
  CHECK_THAT(source, Catch::Contains("shift: bit 5 of code, as late as product; shift the product left by 2 where"));
  CHECK_THAT(content(files, "README.md"), Catch::Contains("Shift the product left by 2 where the output `shift` is 1"));
  CHECK_FALSE(manifest_of(request()).contains("consumer_shift"));
}

TEST_CASE("Simulation models are marked as such, and those in VHDL belong to library unisim") {
  const Json manifest = manifest_of(request());
  for (const Json& file : manifest["files"]) {
    const std::string path = file["path"];
    CHECK((file["role"] == "simulation") == path.starts_with("sim/"));
    if (path.starts_with("sim/vhdl/")) CHECK(file["library"] == "unisim");
  }
}

TEST_CASE("Only what was asked for is written") {
  FolderRequest only = request();
  only.styles = {Style::kPortable};
  only.languages = {Language::kVhdl};
  std::set<std::string> paths;
  for (const FolderFile& file : folder_files(only)) paths.insert(file.path);
  CHECK(paths == std::set<std::string>{"README.md", "circuit.json", "manifest.json", "two.core",
                                       "vhdl/two_portable.vhd", "vivado/clock.xdc", "vivado/package_ip.tcl",
                                       "vivado/project.tcl"});
}

TEST_CASE("The circuit file is the one that the same folder is written from again") {
  const std::vector<FolderFile> files = folder_files(request());
  FolderRequest again = request();
  again.circuit = read_circuits(content(files, "circuit.json"), "circuit.json").front().circuit;
  const std::vector<FolderFile> repeated = folder_files(again);
  REQUIRE(files.size() == repeated.size());
  for (std::size_t i = 0; i < files.size(); ++i) CHECK(files[i].content == repeated[i].content);
}

TEST_CASE("Every style and option of random circuits fills every key of the templates") {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    FolderRequest random = request();
    random.circuit = test::random_circuit(seed);
    random.pipeline = seed % 2 == 0 ? Pipeline::kNone : Pipeline::kCells;
    random.input_register = seed % 3 == 0;
    CAPTURE(seed);
    for (const FolderFile& file : folder_files(random)) {
      CAPTURE(file.path);
      CHECK(file.content.find(" \n") == std::string::npos);
      CHECK(file.content.find("\n\n\n") == std::string::npos);
      CHECK(file.content.ends_with('\n'));
      CHECK_FALSE(file.content.ends_with("\n\n"));
    }
  }
}

TEST_CASE("A name that would end a comment stays inside it") {
  FolderRequest odd = request();
  odd.circuit.name = "a\nendmodule\r\xc3\xa9";
  for (const FolderFile& file : folder_files(odd)) {
    if (file.role == "source") CHECK(file.content.find("\nendmodule\r") == std::string::npos);
    if (file.role == "source") CHECK(file.content.find('\xc3') == std::string::npos);
  }
}

TEST_CASE("A folder is written whole, and replaced when it is ours and unchanged") {
  const Scratch scratch;
  write_folder(scratch.path("two"), folder_files(request()));
  CHECK(read_file(scratch.path("two") / "manifest.json") == content(folder_files(request()), "manifest.json"));
  FolderRequest less = request();
  less.languages = {Language::kVhdl};
  write_folder(scratch.path("two") / "", folder_files(less));
  CHECK_FALSE(fs::exists(scratch.path("two") / "verilog"));
  CHECK(scratch.entries() == 1);
}

TEST_CASE("A folder that holds anything else is left alone, and the message says why") {
  const Scratch scratch;
  const fs::path folder = scratch.path("two");
  const auto refusal = [&] {
    try {
      write_folder(folder, folder_files(request()));
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::kUsage);
      return std::string(error.what());
    }
    return std::string("written");
  };
  fs::create_directories(folder);
  write_file(folder / "thesis.tex", "years of work");
  CHECK_THAT(refusal(), Catch::Contains("it holds files but no manifest.json") && Catch::Contains("--force"));
  write_file(folder / "manifest.json", "[]");
  CHECK_THAT(refusal(), Catch::Contains("its manifest.json is not of rccm"));
  fs::remove_all(folder);
  write_folder(folder, folder_files(request()));
  write_file(folder / "vhdl" / "mine.vhd", "-- mine\n");
  CHECK_THAT(refusal(), Catch::Contains("it holds vhdl/mine.vhd, which rccm did not write"));
  fs::remove(folder / "vhdl" / "mine.vhd");
  write_file(folder / "vhdl" / "two_xc7.vhd", "-- changed\n");
  CHECK_THAT(refusal(), Catch::Contains("vhdl/two_xc7.vhd was changed by hand"));
  CHECK(read_file(folder / "vhdl" / "two_xc7.vhd") == "-- changed\n");
}

TEST_CASE("With force, files that are not ours stay") {
  const Scratch scratch;
  fs::create_directories(scratch.path("two"));
  write_file(scratch.path("two") / "notes.txt", "mine");
  write_folder(scratch.path("two"), folder_files(request()), true);
  CHECK(read_file(scratch.path("two") / "notes.txt") == "mine");
  CHECK(fs::exists(scratch.path("two") / "manifest.json"));
}

TEST_CASE("A folder that cannot be written is an error that names it, and leaves nothing") {
  const Scratch scratch;
  write_file(scratch.path("file"), "");
  CHECK_THROWS_WITH(write_folder(scratch.path("file"), folder_files(request())), Catch::Contains("is a file"));
  CHECK_THROWS_AS(write_folder(scratch.path("file") / "below", folder_files(request())), Error);
  CHECK(scratch.entries() == 1);
}

}  // namespace rccm::hdl
