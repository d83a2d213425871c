#include "report/query_weights.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>
#include <vector>

#include "circuit/object_reader.hpp"
#include "support/error.hpp"
#include "weights/load.hpp"

namespace rccm::report {
namespace {

using Family = Distribution::Family;

constexpr std::array<std::pair<Family, const char*>, 3> kFamilies{
    {{Family::kGaussian, "gaussian"}, {Family::kLaplace, "laplace"}, {Family::kUniform, "uniform"}}};

std::vector<std::string> files_of(const Json& query) {
  std::vector<std::string> files;
  if (!query.contains("weights") || !query["weights"].is_array()) return files;
  for (const Json& file : query["weights"]) {
    if (file.is_string()) files.push_back(file.get<std::string>());
  }
  return files;
}

// Whether FILE of FILE[:TENSOR] is there; a file's name may hold a colon, too.
bool is_there(const std::string& spec) {
  const auto is_file = [](const std::string& path) {
    std::error_code ignored;
    return std::filesystem::is_regular_file(path, ignored);
  };
  if (is_file(spec)) return true;
  const std::size_t colon = spec.rfind(':');
  return colon != std::string::npos && is_file(spec.substr(0, colon));
}

}  // namespace

std::string weights_name(const Json& query) {
  std::string text = query.contains("dist") && query["dist"].is_string() ? query["dist"].get<std::string>() : "";
  for (const std::string& spec : files_of(query)) {
    // A tensor's name may hold "/" too; the folder is what stands before the last one in front of the colon.
    const std::size_t slash = spec.rfind('/', spec.find(':'));
    text += (text.empty() ? "" : ", ") + (slash == std::string::npos ? spec : spec.substr(slash + 1));
  }
  return text;
}

std::optional<Distribution> weights_of_query(const Json& query, const std::string& where) {
  const ObjectReader reader(query, where + ": query");
  if (reader.has("dist")) return Distribution::synthetic(reader.choice("dist", kFamilies));
  const std::vector<std::string> files = files_of(query);
  if (files.empty() || !std::all_of(files.begin(), files.end(), is_there)) return std::nullopt;
  return Distribution::of_weights(load_weights(files));
}

}  // namespace rccm::report
