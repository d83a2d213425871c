#pragma once

#include <optional>
#include <string>
#include <vector>

#include "circuit/json.hpp"
#include "report/comparison.hpp"

namespace rccm::report {

/// The text of a result file and what messages and the page call it.
struct ResultFile {
  std::string name;
  std::string text;
};

struct ReportParams {
  std::string title = "Multipliers for quantised networks";
  std::string command;                  ///< that makes the page again, for its foot
  std::string version;                  ///< of the program
  std::optional<NamedWeights> weights;  ///< as PageMultipliers takes them
};

/// What the page's script draws, from the results of searches, comparisons, verifications, evaluations, trainings and
/// layers. Throws Error (kInput) naming file, place and remedy for what cannot be read, and for unknown schemas.
[[nodiscard]] Json report_data(const std::vector<ResultFile>& results, const ReportParams& params);

/// A page that needs nothing beside itself, neither network nor files. The same input gives the same bytes.
[[nodiscard]] std::string html_report(const std::vector<ResultFile>& results, const ReportParams& params);

}  // namespace rccm::report
