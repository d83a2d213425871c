#include <array>
#include <cstdio>
#include <iostream>
#include <memory>
#include <optional>

#include "cli/app.hpp"
#include "cli/choice_options.hpp"
#include "cli/circuit_argument.hpp"
#include "cli/network_options.hpp"
#include "cli/progress.hpp"
#include "cli/scheme_argument.hpp"
#include "cli/verbs.hpp"
#include "network/builders.hpp"
#include "network/evaluate.hpp"
#include "network/file.hpp"
#include "network/integer_engine.hpp"
#include "network/integer_file.hpp"
#include "support/error.hpp"
#include "support/files.hpp"
#include "support/parallel.hpp"
#include "train/trainer.hpp"

namespace rccm::cli {

namespace {

struct TrainOptions {
  NetworkArgument network;
  PreprocessingOptions preprocessing;
  DataOptions data;
  DataOptions test;
  double crop = 0;  ///< 0: images are shown whole
  std::string circuit;
  std::vector<std::string> layers;
  ChoiceOptions choice;
  std::string schedule = "cosine";
  bool per_layer = false;
  bool float_activations = false;
  bool fixed_steps = false;
  train::TrainParams params;
  std::string checkpoint;
  std::string integers;
  std::string log;
  bool json = false;
  std::string output;
};

network::Network start_of(const TrainOptions& options) {
  const NetworkArgument& argument = options.network;
  std::optional<network::Network> built = argument.weights.empty() ? network::build(argument.network) : std::nullopt;
  network::Network network = built ? *std::move(built) : network::load_network(argument.network, argument.weights);
  apply(options.preprocessing, network);
  return network;
}

train::TrainParams params_of(const TrainOptions& options) {
  train::TrainParams params = options.params;
  params.per_channel = !options.per_layer;
  params.quantises_activations = !options.float_activations;
  params.learns_steps = !options.fixed_steps;
  const double warm_up = params.schedule.warm_up;
  params.schedule = train::parse_schedule(options.schedule);
  params.schedule.warm_up = warm_up;
  if (options.choice.is_given()) {
    if (!options.circuit.empty() || !options.layers.empty()) {
      throw usage_error("--choose decides for all layers: leave --circuit and --layer out");
    }
  } else if (options.circuit.empty()) {
    if (!options.layers.empty()) throw usage_error("--layer needs --circuit for the other layers");
    if (!options.integers.empty()) throw usage_error("--integers needs the multiplier to make integers for: --circuit");
  } else {
    params.schemes.push_back(named_scheme(options.circuit));
    add_layer_schemes(options.layers, params.schemes, params.layer_schemes);
  }
  if (options.float_activations && !options.integers.empty()) {
    throw usage_error("--integers does not go with --float-activations: leave one out");
  }
  return params;
}

/// What a training came to, on the test images as integers where there are any.
Json to_json(const TrainOptions& options, const train::TrainResult& result,
             const std::optional<network::Accuracy>& accuracy) {
  const train::TrainParams& params = options.params;
  Json json{{"schema", "rccm.training/1"},
            {"network", result.network.name},
            {"circuit", options.circuit.empty() ? Json() : Json(named_scheme(options.circuit).multiplier.name)},
            {"layers", options.layers},
            {"choose", options.choice.candidates},
            {"scales", options.per_layer ? "layer" : "channel"},
            {"activation_bits", options.float_activations ? Json() : Json(params.lowering.activation_bits)},
            {"signed_bits", options.float_activations ? Json() : Json(params.lowering.signed_bits)},
            {"batch", params.batch},
            {"rate", params.rate},
            {"schedule", options.schedule},
            {"momentum", params.momentum},
            {"decay", params.decay},
            {"clip", params.clip ? Json(*params.clip) : Json()},
            {"sparsity", params.sparsity},
            {"distillation", params.distillation},
            {"shift", params.augmentation.shift},
            {"flip", params.augmentation.flip},
            {"crop", options.crop > 0 ? Json(options.crop) : Json()},
            {"seed", params.seed},
            {"epochs", train::epochs_json(result.epochs)}};
  if (accuracy) {
    json["result"] = Json{{"arithmetic", result.integers ? "integer" : "float"},
                          {"images", accuracy->images},
                          {"top1_percent", accuracy->top1_percent()},
                          {"top5_percent", accuracy->top5_percent()}};
  }
  return json;
}

std::string summary_text(const Json& json, const TrainOptions& options) {
  std::string text = json["network"].get<std::string>() + " with " +
                     (options.choice.is_given() ? "chosen multipliers"
                      : options.circuit.empty() ? "real numbers"
                                                : options.circuit) +
                     ", " + std::to_string(json["epochs"].size()) + " epochs\n";
  if (json.contains("result")) {
    const Json& result = json["result"];
    std::array<char, 96> line{};
    std::snprintf(line.data(), line.size(), "top-1 of the %s network  %.2f %% of %llu images\n",
                  result["arithmetic"].get<std::string>().c_str(), result["top1_percent"].get<double>(),
                  static_cast<unsigned long long>(result["images"].get<std::uint64_t>()));
    text += line.data();
  }
  return text;
}

train::TrainingImages training_images(const TrainOptions& options, const network::Shape& input) {
  if (options.crop == 0) return load_data(options.data, input, options.params.threads);
  const data::Source source = open_data(options.data);
  if (source.folder() == nullptr) throw usage_error("--crop is for a folder of pictures: leave it out");
  data::ImageFolder folder = *source.folder();
  folder.entries.resize(image_count(options.data, source));
  return {std::move(folder), image_size(input), options.crop};
}

train::TrainResult train_network(const TrainOptions& options, const network::Network& network,
                                 const data::Dataset& test, bool is_quiet) {
  train::TrainParams params = params_of(options);
  const train::TrainingImages images = training_images(options, network.input);
  if (options.choice.is_given()) {
    ChosenSchemes chosen = choose_schemes(options.choice, network, images.first(options.choice.images, params.threads),
                                          {params.per_channel, params.threads}, is_quiet);
    params.schemes = std::move(chosen.schemes);
    params.layer_schemes = std::move(chosen.layers);
  }
  std::ostream* const terminal = progress_stream(is_quiet);
  Progress progress("training", static_cast<std::uint64_t>(params.epochs) * images.size(), terminal);
  train::TrainHooks hooks;
  hooks.progress = &progress.counter();
  hooks.checkpoint = options.checkpoint;
  if (!is_quiet) {
    const std::string clear = terminal != nullptr ? "\r\033[K" : "";
    hooks.on_notice = [clear](const std::string& line) { std::cerr << clear + line + "\n"; };
    hooks.after_epoch = [clear, epochs = params.epochs](const train::EpochRow& row) {
      std::cerr << clear + train::epoch_line(row, epochs) + "\n";
    };
  }
  // One epoch's test would only repeat that of the result.
  return train::train(network, images, params.epochs > 1 ? test : data::Dataset{}, params, hooks);
}

void run_train(const TrainOptions& options, bool is_quiet) {
  static_cast<void>(network::tensors_beside(options.output));  // a wrong name is told before the work, not after it
  if (!options.integers.empty()) static_cast<void>(network::tensors_beside(options.integers));
  const network::Network network = start_of(options);
  const data::Dataset test =
      options.test.files.empty() ? data::Dataset{} : load_data(options.test, network.input, options.params.threads);
  const train::TrainResult result = train_network(options, network, test, is_quiet);
  network::save_network(result.network, options.output);
  if (!options.integers.empty()) network::save_network(*result.integers, options.integers);
  std::optional<network::Accuracy> accuracy;
  if (test.size() > 0) {
    Progress progress("evaluating", test.size(), progress_stream(is_quiet));
    const network::EvaluationParams params{options.params.threads, &progress.counter()};
    accuracy = result.integers ? network::evaluate(*result.integers, test, params)
                               : network::evaluate(result.network, test, params);
  }
  const Json json = to_json(options, result, accuracy);
  if (!options.log.empty()) {
    write_file(options.log, options.log.ends_with(".csv") ? train::epochs_csv(result.epochs) : rccm::to_text(json));
  }
  std::cout << (options.json ? rccm::to_text(json) : summary_text(json, options));
}

void add_rounding_options(CLI::App& verb, TrainOptions& options) {
  verb.add_option("--circuit", options.circuit,
                  "what weights are rounded to: a built-in circuit, a circuit file, or a quantiser such as apot:4 or "
                  "lsq:4; without it, weights and activations stay real numbers")
      ->type_name("FILE|{" + built_in_names(",") + "}");
  verb.add_option("--layer", options.layers, "another circuit for one layer, for example conv1=booth:8x8")
      ->type_name("LAYER=CIRCUIT")
      ->type_size(1)
      ->allow_extra_args(false);
  add_choice_options(verb, options.choice);
  const std::string per_layer_help = "one scale for all weights of a layer instead of one for each output channel";
  verb.add_flag("--per-layer", options.per_layer, per_layer_help);
  network::LoweringParams& lowering = options.params.lowering;
  verb.add_option("--bits", lowering.activation_bits, "width of unsigned activations")
      ->type_name("N")
      ->capture_default_str();
  verb.add_option("--signed-bits", lowering.signed_bits, "width of signed activations, as of residuals")
      ->type_name("N")
      ->capture_default_str();
  verb.add_option("--factor-bits", lowering.factor_bits, "width of the rescaling factors")
      ->type_name("N")
      ->capture_default_str();
  const std::string float_help = "round weights only";
  verb.add_flag("--float-activations", options.float_activations, float_help);
  const std::string fixed_help = "keep the steps of activations as calibration finds them, instead of learning them";
  verb.add_flag("--fixed-steps", options.fixed_steps, fixed_help);
  verb.add_option("--calibration", options.params.calibration_images, "calibrate on the first so many images")
      ->type_name("N")
      ->capture_default_str();
  verb.add_option("--clip", options.params.clip, "keep weights within -M..M, and let the gradient pass all of these")
      ->type_name("M");
}

void add_descent_options(CLI::App& verb, TrainOptions& options) {
  train::TrainParams& params = options.params;
  verb.add_option("--epochs", params.epochs, "passes over the training images")->type_name("N")->capture_default_str();
  verb.add_option("--batch", params.batch, "images a step")->type_name("N")->capture_default_str();
  verb.add_option("--rate", params.rate, "learning rate")->type_name("R")->capture_default_str();
  verb.add_option("--schedule", options.schedule,
                  "how the rate falls: constant, cosine, step, or step:P,P,.. with the parts of the training after "
                  "which it is divided by ten")
      ->type_name("FORM")
      ->capture_default_str();
  verb.add_option("--warm-up", params.schedule.warm_up, "the part of the training in which the rate rises from 0")
      ->type_name("P")
      ->capture_default_str();
  verb.add_option("--momentum", params.momentum, "momentum of the descent")->type_name("M")->capture_default_str();
  verb.add_option("--decay", params.decay, "decay of weights")->type_name("D")->capture_default_str();
  verb.add_option("--sparsity", params.sparsity,
                  "the part of each layer's weights, 0 to 1, that are removed, the least ones: they are and stay zero")
      ->type_name("P")
      ->capture_default_str();
  verb.add_option("--distil", params.distillation,
                  "how much of the loss, 0 to 1, compares with the scores of the network given")
      ->type_name("P")
      ->capture_default_str();
  verb.add_option("--shift", params.augmentation.shift, "move training images by up to so many pixels")
      ->type_name("N")
      ->capture_default_str();
  const std::string flip_help = "mirror half of the training images";
  verb.add_flag("--flip", params.augmentation.flip, flip_help);
  verb.add_option("--crop", options.crop,
                  "show a random part of each picture of a folder, from P of its area to all of it, in the network's "
                  "size; usual for ImageNet is 0.08")
      ->type_name("P");
  verb.add_option("--seed", params.seed, "of the order of images, how they are varied, and random weights")
      ->type_name("N")
      ->capture_default_str();
}

}  // namespace

void add_train(CLI::App& app) {
  CLI::App* verb = app.add_subcommand("train", "retrain a network with a multiplier's coefficients in the loop");
  const auto options = std::make_shared<TrainOptions>();
  options->params.threads = hardware_threads();
  add_network_argument(*verb, options->network);
  add_preprocessing_options(*verb, options->preprocessing);
  add_data_options(*verb, options->data, "training images");
  verb->add_option("--test-data", options->test.files,
                   "images to test on after each of several epochs, and the integers at the end")
      ->type_name("FILE")
      ->type_size(1)
      ->allow_extra_args(false);
  verb->add_option("--test-images", options->test.images, "take only the first so many of these")->type_name("N");
  add_rounding_options(*verb, *options);
  add_descent_options(*verb, *options);
  verb->add_option("--checkpoint", options->checkpoint,
                   "written after each epoch; where it is there, the same command goes on from it")
      ->type_name("FILE");
  verb->add_option("--log", options->log, "where to write the course: rccm.training/1, or one row an epoch to .csv")
      ->type_name("FILE");
  const std::string json_help = "print rccm.training/1 instead of a summary";
  verb->add_flag("--json", options->json, json_help);
  verb->add_option("-j,--threads", options->params.threads, "threads to use; results differ slightly between numbers")
      ->type_name("N")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  verb->add_option("-o,--output", options->output, "file for the trained network, with its rounded weights")
      ->type_name("FILE")
      ->required();
  verb->add_option("--integers", options->integers, "file for the network of integers")->type_name("FILE");
  verb->footer(
      "Examples:\n"
      "  rccm train lenet-5 --data train-images-idx3-ubyte.gz --epochs 8 --rate 0.05 --batch 64 -o lenet.json\n"
      "  rccm train lenet.json --circuit addnet:2-add --data train-images-idx3-ubyte.gz \\\n"
      "    --test-data t10k-images-idx3-ubyte.gz --epochs 3 -o retrained.json --integers integers.json\n"
      "  rccm train resnet.json --circuit circuit.json --layer conv1=booth:8x8 --data data_batch_1.bin \\\n"
      "    --shift 4 --flip --distil 0.5 --checkpoint training.npz -o retrained.json\n"
      "  rccm train network.json --circuit addnet:3-add --data pictures --crop 0.08 --flip --rate 0.001 -o "
      "retrained.json");
  verb->callback([verb, options] { run_train(*options, is_quiet(*verb)); });
}

}  // namespace rccm::cli
