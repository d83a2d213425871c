#include "report/svg_to_png.hpp"

#include "support/error.hpp"
#include "support/files.hpp"
#include "support/process.hpp"
#include "support/temporary_folder.hpp"

namespace rccm::report {

void require_png_tool() {
  require_program("rsvg-convert", "librsvg2-bin");
}

std::string svg_to_png(const std::string& svg, double scale) {
  require_png_tool();
  const TemporaryFolder work;
  write_file(work.path() / "picture.svg", svg);
  const Command command{{"rsvg-convert", "--zoom", std::to_string(scale), "--output", "picture.png", "picture.svg"},
                        work.path(),
                        work.path() / "log",
                        60,
                        ""};
  const ProcessEnd end = run_process(command);
  if (!end.succeeded()) {
    throw input_error("rsvg-convert " + describe(end, command) + ": write the picture with --svg instead (" +
                      read_file(command.log) + ")");
  }
  return read_file(work.path() / "picture.png");
}

}  // namespace rccm::report
