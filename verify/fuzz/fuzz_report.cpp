#include <string>

#include "fuzz/fuzz.hpp"
#include "report/html_report.hpp"

// A result that was accepted makes the data of a page.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return rccm::fuzz::run([&] {
    const rccm::report::ResultFile file{"input", std::string(rccm::fuzz::as_text(data, size))};
    const rccm::Json page = rccm::report::report_data({file}, {});
    rccm::fuzz::require(page.is_object());
  });
}
