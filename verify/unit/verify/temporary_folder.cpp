#include "support/temporary_folder.hpp"

#include "support/files.hpp"
#include "unit/catch.hpp"

using namespace rccm;

TEST_CASE("A temporary folder is its holder's alone and goes with its files") {
  std::filesystem::path path;
  {
    const TemporaryFolder first;
    const TemporaryFolder second;
    path = first.path();
    CHECK(path != second.path());
    write_file(path / "file", "text");
    CHECK(read_file(path / "file") == "text");
  }
  CHECK_FALSE(std::filesystem::exists(path));
}
