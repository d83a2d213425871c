#include <charconv>
#include <iostream>
#include <memory>

#include "cli/app.hpp"
#include "cli/choice_options.hpp"
#include "cli/circuit_argument.hpp"
#include "cli/network_options.hpp"
#include "cli/scheme_argument.hpp"
#include "cli/verbs.hpp"
#include "network/file.hpp"
#include "network/integer_file.hpp"
#include "network/lower.hpp"
#include "network/weight_fit.hpp"
#include "support/error.hpp"
#include "support/parallel.hpp"

namespace rccm::cli {

namespace {

struct QuantizeOptions {
  NetworkArgument network;
  PreprocessingOptions preprocessing;
  DataOptions data;
  std::string circuit;
  std::string coefficients;
  std::vector<std::string> layers;
  ChoiceOptions choice;
  network::LoweringParams lowering;
  bool per_layer = false;
  bool float_activations = false;
  bool convolutions_only = false;
  std::string output;
};

/// The numbers of "-3,0,5".
CoefficientSet read_set(const std::string& text) {
  CoefficientSet set;
  for (const std::string& word : CLI::detail::split(text, ',')) {
    std::int64_t value = 0;
    const auto end = std::from_chars(word.data(), word.data() + word.size(), value);
    if (end.ec != std::errc() || end.ptr != word.data() + word.size()) {
      throw usage_error("--coefficients " + text + ": is no list of integers such as -2,-1,0,1,2");
    }
    set.push_back(value);
  }
  return distinct(std::move(set));
}

train::WeightScheme main_scheme(const QuantizeOptions& options) {
  if (options.circuit.empty() == options.coefficients.empty()) {
    throw usage_error("needs the coefficients to fit to: pass either --circuit or --coefficients");
  }
  if (!options.circuit.empty()) return named_scheme(options.circuit);
  return train::scheme_of(network::multiplier_of(read_set(options.coefficients)));
}

void take_multipliers(std::vector<train::WeightScheme> schemes, network::LoweringParams& params) {
  for (train::WeightScheme& scheme : schemes) params.multipliers.push_back(std::move(scheme.multiplier));
}

/// Lets each layer choose among the candidates.
void choose_multipliers(const QuantizeOptions& options, const network::Network& network,
                        network::LoweringParams& params, bool is_quiet) {
  if (!options.circuit.empty() || !options.coefficients.empty() || !options.layers.empty()) {
    throw usage_error("--choose decides for all layers: leave --circuit, --coefficients and --layer out");
  }
  if (options.float_activations) throw usage_error("--choose does not go with --float-activations: leave one out");
  const data::Dataset images = load_data(options.data, network.input, params.threads);
  ChosenSchemes chosen =
      choose_schemes(options.choice, network, images, {params.per_channel, params.threads}, is_quiet);
  take_multipliers(std::move(chosen.schemes), params);
  params.layer_multipliers = std::move(chosen.layers);
}

void run_quantize(const QuantizeOptions& options, bool is_quiet) {
  network::LoweringParams params = options.lowering;
  params.per_channel = !options.per_layer;
  network::Network network = network::load_network(options.network.network, options.network.weights);
  apply(options.preprocessing, network);
  if (options.choice.is_given()) {
    choose_multipliers(options, network, params, is_quiet);
  } else {
    std::vector<train::WeightScheme> schemes{main_scheme(options)};
    add_layer_schemes(options.layers, schemes, params.layer_multipliers);
    take_multipliers(std::move(schemes), params);
  }
  if (options.float_activations) {
    if (!options.layers.empty()) throw usage_error("--layer does not go with --float-activations: leave one out");
    const auto layers = options.convolutions_only ? network::FittedLayers::kConvolutions : network::FittedLayers::kAll;
    network::save_network(network::with_fitted_weights(network, coefficient_set(params.multipliers.front()), layers,
                                                       {params.per_channel, params.threads}),
                          options.output);
  } else {
    if (options.convolutions_only) throw usage_error("--convolutions-only needs --float-activations");
    const data::Dataset images = load_data(options.data, network.input, params.threads);
    network::save_network(network::lower(network, images, params), options.output);
  }
  if (!is_quiet) {
    std::cerr << options.output << ", " << network::tensors_beside(options.output).string() << ": network '"
              << network.name << "' with "
              << (options.choice.is_given() ? "chosen multipliers" : params.multipliers.front().name) << "\n";
  }
}

}  // namespace

void add_quantize(CLI::App& app) {
  CLI::App* verb = app.add_subcommand("quantize", "fit a trained network to a multiplier and make its integers");
  const auto options = std::make_shared<QuantizeOptions>();
  options->lowering.threads = hardware_threads();
  add_network_argument(*verb, options->network);
  add_preprocessing_options(*verb, options->preprocessing);
  verb->add_option(
          "--circuit", options->circuit,
          "the multiplier: a built-in circuit, a circuit file, whose first circuit is taken, or the levels of a "
          "quantiser such as apot:4")
      ->type_name("FILE|{" + built_in_names(",") + "}");
  verb->add_option("--coefficients", options->coefficients, "instead, a set that no circuit is known for: -2,-1,0,1,2")
      ->type_name("LIST");
  verb->add_option("--layer", options->layers, "another circuit for one layer, for example conv1=booth:8x8")
      ->type_name("LAYER=CIRCUIT")
      ->type_size(1)
      ->allow_extra_args(false);
  add_choice_options(*verb, options->choice);
  const std::string per_layer_help = "one scale for all weights of a layer instead of one for each output channel";
  verb->add_flag("--per-layer", options->per_layer, per_layer_help);
  add_data_options(*verb, options->data, "training images to choose the steps of activations by");
  verb->add_option("--bits", options->lowering.activation_bits, "width of unsigned activations")
      ->type_name("N")
      ->capture_default_str();
  verb->add_option("--signed-bits", options->lowering.signed_bits, "width of signed activations, as of residuals")
      ->type_name("N")
      ->capture_default_str();
  verb->add_option("--factor-bits", options->lowering.factor_bits, "width of the rescaling factors")
      ->type_name("N")
      ->capture_default_str();
  const std::string float_help = "only fit the weights, and write a float network";
  verb->add_flag("--float-activations", options->float_activations, float_help);
  const std::string only_help = "leave linear layers as they are; needs --float-activations";
  verb->add_flag("--convolutions-only", options->convolutions_only, only_help);
  verb->add_option("-j,--threads", options->lowering.threads, "threads to use; the result does not depend on them")
      ->type_name("N")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  verb->add_option("-o,--output", options->output, "file for rccm.network/1; its tensors go beside it, to .npz")
      ->type_name("FILE")
      ->required();
  verb->footer(
      "Examples:\n"
      "  rccm quantize network.json --circuit addnet:3-add --data data_batch_1.bin --images 512 -o quantized.json\n"
      "  rccm quantize resnet-20 --weights state.npz --circuit addnet:2-add --layer conv1=booth:8x8 \\\n"
      "    --data data_batch_1.bin -o mixed.json\n"
      "  rccm quantize network.json --choose native:signless-cell --choose booth:8x8 --budget-luts 14 \\\n"
      "    --data data_batch_1.bin -o chosen.json\n"
      "  rccm quantize network.json --coefficients -2,-1,0,1,2 --per-layer --float-activations -o fitted.json");
  verb->callback([verb, options] { run_quantize(*options, is_quiet(*verb)); });
}

}  // namespace rccm::cli
