#include "cli/choice_options.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <iostream>

#include "circuit/json.hpp"
#include "circuit/mapping.hpp"
#include "cli/app.hpp"
#include "cli/progress.hpp"
#include "cli/scheme_argument.hpp"
#include "report/text_layout.hpp"
#include "support/error.hpp"

namespace rccm::cli {

namespace {

double luts_of(const train::WeightScheme& scheme) {
  if (!scheme.multiplier.circuit) {
    throw usage_error("--budget-luts: no circuit is known for " + scheme.multiplier.name +
                      ": name a circuit, or pass --budget-bits");
  }
  return lut_count(*scheme.multiplier.circuit);
}

std::string fixed(double value, int places) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%.*f", places, value);
  return text.data();
}

Json score_json(const train::Score& score) {
  return {{"loss", score.loss}, {"top1_percent", score.top1_percent}};
}

Json report_json(const train::Sensitivity& sensitivity, const ChosenSchemes& chosen,
                 const train::Assignment& assignment, const train::Budget& budget) {
  Json multipliers = Json::array();
  for (const train::WeightScheme& scheme : chosen.schemes) multipliers.push_back(scheme.multiplier.name);
  Json layers = Json::array();
  for (std::size_t i = 0; i < sensitivity.layers.size(); ++i) {
    const train::LayerSensitivity& layer = sensitivity.layers[i];
    Json scores = Json::array();
    for (const train::Score& score : layer.scores) scores.push_back(score_json(score));
    layers.push_back({{"layer", layer.layer},
                      {"weights", layer.weights},
                      {"macs", layer.macs},
                      {"alone", std::move(scores)},
                      {"chosen", multipliers[assignment.multipliers[i]]}});
  }
  return {{"schema", "rccm.sensitivity/1"},
          {"multipliers", multipliers},
          {"reference", score_json(sensitivity.reference)},
          {"budget", {{"unit", budget.unit == train::Budget::Unit::kBits ? "bits" : "luts"}, {"mean", budget.mean}}},
          {"cost", assignment.mean},
          {"expected_loss", sensitivity.reference.loss + assignment.loss},
          {"layers", std::move(layers)}};
}

std::string table_text(const train::Sensitivity& sensitivity, const ChosenSchemes& chosen,
                       const train::Assignment& assignment, const train::Budget& budget) {
  using Align = report::TextTable::Align;
  std::vector<Align> alignments{Align::kLeft, Align::kRight, Align::kRight, Align::kLeft};
  report::TextTable table(alignments);
  table.add({"layer", "weights", "loss added", "multiplier"});
  for (std::size_t i = 0; i < sensitivity.layers.size(); ++i) {
    const train::LayerSensitivity& layer = sensitivity.layers[i];
    const std::size_t index = assignment.multipliers[i];
    table.add({layer.layer, fixed(layer.weights, 0), fixed(layer.scores[index].loss - sensitivity.reference.loss, 4),
               chosen.schemes[index].multiplier.name});
  }
  const bool is_bits = budget.unit == train::Budget::Unit::kBits;
  return table.text() + "  " + fixed(assignment.mean, 2) + (is_bits ? " bits a weight" : " LUTs a multiplier") +
         " of " + fixed(budget.mean, 2) + "\n";
}

}  // namespace

void add_choice_options(CLI::App& verb, ChoiceOptions& options) {
  verb.add_option("--choose", options.candidates,
                  "instead, multipliers that each layer gets one of, by how much it alone adds to the loss with it; "
                  "needs a budget")
      ->type_name("FILE|NAME")
      ->type_size(1)
      ->allow_extra_args(false);
  verb.add_option("--budget-bits", options.bits, "the most stored bits of a weight, in the mean over all weights")
      ->type_name("N");
  verb.add_option("--budget-luts", options.luts,
                  "the most LUTs of a multiplier, in the mean over all multiplications of an image")
      ->type_name("N");
  verb.add_option("--choose-images", options.images, "measure on the first so many images")
      ->type_name("N")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  verb.add_option("--sensitivity", options.report, "where to write what was measured: rccm.sensitivity/1")
      ->type_name("FILE");
}

ChosenSchemes choose_schemes(const ChoiceOptions& options, const network::Network& network, const data::Dataset& images,
                             const train::SensitivityParams& params, bool is_quiet) {
  if (options.bits.has_value() == options.luts.has_value()) {
    throw usage_error("--choose needs a budget: pass either --budget-bits or --budget-luts");
  }
  const train::Budget budget = options.bits ? train::Budget{train::Budget::Unit::kBits, *options.bits}
                                            : train::Budget{train::Budget::Unit::kLuts, *options.luts};
  ChosenSchemes chosen;
  std::vector<network::Multiplier> multipliers;
  std::vector<double> costs;
  for (const std::string& name : options.candidates) {
    chosen.schemes.push_back(named_scheme(name));
    multipliers.push_back(chosen.schemes.back().multiplier);
    costs.push_back(options.bits ? network::stored_bits(multipliers.back()) : luts_of(chosen.schemes.back()));
  }
  data::Dataset measured = images;
  measured.labels.resize(std::min(measured.size(), options.images));
  measured.pixels.resize(measured.size() * measured.image_bytes());
  const auto weighted = static_cast<std::size_t>(
      std::count_if(network.layers.begin(), network.layers.end(), [](const network::Layer& layer) {
        return std::holds_alternative<network::Conv2d>(layer.operation) ||
               std::holds_alternative<network::Linear>(layer.operation);
      }));
  train::SensitivityParams with_progress = params;
  train::Sensitivity sensitivity;
  {
    Progress progress("measuring layers", (1 + weighted * multipliers.size()) * measured.size(),
                      progress_stream(is_quiet));
    with_progress.progress = &progress.counter();
    sensitivity = train::measure_sensitivity(network, multipliers, measured, with_progress);
  }
  const train::Assignment assignment = train::assign_multipliers(sensitivity, costs, budget);
  for (std::size_t i = 0; i < sensitivity.layers.size(); ++i) {
    chosen.layers[sensitivity.layers[i].layer] = static_cast<int>(assignment.multipliers[i]);
  }
  if (!options.report.empty()) {
    write_result(options.report, rccm::to_text(report_json(sensitivity, chosen, assignment, budget)));
  }
  if (!is_quiet) std::cerr << table_text(sensitivity, chosen, assignment, budget);
  return chosen;
}

}  // namespace rccm::cli
