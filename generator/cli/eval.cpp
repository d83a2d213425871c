#include <algorithm>
#include <memory>
#include <variant>

#include "cli/app.hpp"
#include "cli/network_options.hpp"
#include "cli/progress.hpp"
#include "cli/verbs.hpp"
#include "network/compare.hpp"
#include "network/file.hpp"
#include "network/integer_engine.hpp"
#include "report/accuracy_text.hpp"
#include "support/error.hpp"
#include "support/parallel.hpp"

namespace rccm::cli {

namespace {

struct EvalOptions {
  NetworkArgument network;
  PreprocessingOptions preprocessing;
  DataOptions data;
  NetworkArgument reference;
  std::size_t compared = 100;
  unsigned threads = hardware_threads();
  bool json = false;
  std::string output = "-";
};

void run_eval(const EvalOptions& options, bool is_quiet) {
  network::AnyNetwork any = network::load_any_network(options.network.network, options.network.weights);
  const auto* integers = std::get_if<network::IntegerNetwork>(&any);
  if (integers == nullptr && !options.reference.network.empty()) {
    throw usage_error("--reference is for integer networks: " + options.network.network + " is a float network");
  }
  network::Network reference;
  if (integers == nullptr) {
    apply(options.preprocessing, std::get<network::Network>(any));
  } else if (!options.reference.network.empty()) {
    reference = network::load_network(options.reference.network, options.reference.weights);
    apply(options.preprocessing, reference);
  } else if (options.preprocessing.is_given()) {
    throw usage_error(options.network.network + ": an integer network has its own preprocessing: leave --divisor, " +
                      "--mean and --deviation out");
  }
  const data::Source source = open_data(options.data);
  const std::size_t count = image_count(options.data, source);
  const data::ImageSize size = std::visit([](const auto& network) { return image_size(network.input); }, any);

  report::AccuracyReport report;
  report.is_integer = integers != nullptr;
  report.network = std::visit([](const auto& network) { return network.name; }, any);
  {
    Progress progress("evaluating", count, progress_stream(is_quiet));
    const network::EvaluationParams params{options.threads, &progress.counter()};
    for (std::size_t begin = 0; begin < count; begin += source.portion()) {
      const data::Dataset images = source.read(begin, std::min(begin + source.portion(), count), size, options.threads);
      network::add_counts(
          report.accuracy,
          std::visit([&](const auto& network) { return network::evaluate(network, images, params); }, any));
    }
  }
  if (!options.reference.network.empty()) {
    const data::Dataset images = source.read(0, std::min(count, options.compared), size, options.threads);
    report.layers = network::compare_layers(reference, *integers, images, options.threads);
  }
  if (integers != nullptr) report.weights = network::weight_sizes(*integers);
  write_result(options.output, options.json ? rccm::to_text(report::to_json(report)) : report::accuracy_text(report));
}

}  // namespace

void add_eval(CLI::App& app) {
  CLI::App* verb = app.add_subcommand("eval", "classify labelled images with a float or integer network");
  const auto options = std::make_shared<EvalOptions>();
  add_network_argument(*verb, options->network);
  add_preprocessing_options(*verb, options->preprocessing);
  add_data_options(*verb, options->data, "the images to classify");
  verb->add_option("--reference", options->reference.network,
                   "the float network that an integer one was made from, to compare layer by layer")
      ->type_name("FILE");
  verb->add_option("--reference-weights", options->reference.weights, "its state dictionary where it is a built-in one")
      ->type_name("FILE");
  verb->add_option("--compared", options->compared, "images that layers are compared on")
      ->type_name("N")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  verb->add_option("-j,--threads", options->threads, "threads to use; the result does not depend on them")
      ->type_name("N")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  const std::string json_help = "print rccm.accuracy/1 instead of tables";
  verb->add_flag("--json", options->json, json_help);
  verb->add_option("-o,--output", options->output, "where to write the result; - is stdout")
      ->type_name("FILE")
      ->capture_default_str();
  verb->footer(
      "Examples:\n"
      "  rccm eval network.json --data test_batch.bin\n"
      "  rccm eval lenet-5 --weights lenet.safetensors --data t10k-images-idx3-ubyte.gz --json\n"
      "  rccm eval network.onnx --mean 0.5,0.5,0.5 --deviation 0.25,0.25,0.25 --data test_batch.bin\n"
      "  rccm eval quantized.json --data test_batch.bin --reference network.json");
  verb->callback([verb, options] { run_eval(*options, is_quiet(*verb)); });
}

}  // namespace rccm::cli
