#include "cli/weight_options.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

#include "report/query_weights.hpp"
#include "support/error.hpp"
#include "weights/load.hpp"

namespace rccm::cli {

namespace {

using Family = Distribution::Family;

constexpr std::array<std::pair<const char*, Family>, 3> kFamilies{
    {{"gaussian", Family::kGaussian}, {"laplace", Family::kLaplace}, {"uniform", Family::kUniform}}};

constexpr const char* kRequiredGroup = "Weights (one of these is needed)";

CLI::Option* add_weights(CLI::App& app, std::vector<std::string>& weights, const std::string& group) {
  return app
      .add_option("-w,--weights", weights, "weights to fit: npy, npz, safetensors or CSV; TENSOR can hold * and ?")
      ->type_name("FILE[:TENSOR]")
      ->type_size(1)
      ->allow_extra_args(false)
      ->group(group);
}

std::vector<std::string> family_names() {
  std::vector<std::string> names;
  names.reserve(kFamilies.size());
  for (const auto& [name, family] : kFamilies) names.emplace_back(name);
  return names;
}

}  // namespace

void add_weight_options(CLI::App& app, WeightOptions& options, bool required) {
  const std::string group = required ? kRequiredGroup : "Weights";
  CLI::Option* weights = add_weights(app, options.weights, group);
  app.add_option("--dist", options.dist, "a synthetic distribution of unit variance instead")
      ->check(CLI::IsMember(family_names()))
      ->excludes(weights)
      ->group(group);
}

std::optional<Distribution> load_distribution(const WeightOptions& options) {
  if (!options.weights.empty()) return Distribution::of_weights(load_weights(options.weights));
  if (options.dist.empty()) return std::nullopt;
  const auto found = std::find_if(kFamilies.begin(), kFamilies.end(),
                                  [&](const auto& family) { return options.dist == family.first; });
  assert(found != kFamilies.end());
  return Distribution::synthetic(found->second);
}

Distribution load_required_distribution(const WeightOptions& options) {
  if (std::optional<Distribution> distribution = load_distribution(options)) return *std::move(distribution);
  throw usage_error("no weights: pass --weights FILE or --dist gaussian");
}

void add_weight_list_options(CLI::App& app, WeightListOptions& options) {
  add_weights(app, options.weights, kRequiredGroup);
  app.add_option("--dist", options.dists, "synthetic distributions of unit variance, each on its own")
      ->check(CLI::IsMember(family_names()))
      ->delimiter(',')
      ->type_size(1)
      ->allow_extra_args(false)
      ->group(kRequiredGroup);
}

std::vector<NamedDistribution> load_distributions(const WeightListOptions& options) {
  std::vector<NamedDistribution> result;
  const auto add = [&](const WeightOptions& one) { result.push_back({to_text(one), load_required_distribution(one)}); };
  if (!options.weights.empty() || options.dists.empty()) add({options.weights, ""});
  for (const std::string& dist : options.dists) add({{}, dist});
  return result;
}

Json to_json(const WeightOptions& options) {
  Json json = Json::object();
  if (!options.weights.empty()) json["weights"] = options.weights;
  if (!options.dist.empty()) json["dist"] = options.dist;
  return json;
}

std::string to_text(const WeightOptions& options) {
  return report::weights_name(to_json(options));
}

}  // namespace rccm::cli
