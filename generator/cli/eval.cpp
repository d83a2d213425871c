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
  DataOptions data;
  NetworkArgument reference;
  std::size_t compared = 100;
  unsigned threads = hardware_threads();
  bool json = false;
  std::string output = "-";
};

void run_eval(const EvalOptions& options, bool is_quiet) {
  const network::AnyNetwork any = network::load_any_network(options.network.network, options.network.weights);
  const auto* integers = std::get_if<network::IntegerNetwork>(&any);
  if (integers == nullptr && !options.reference.network.empty()) {
    throw usage_error("--reference is for integer networks: " + options.network.network + " is a float network");
  }
  data::Dataset images = load_data(options.data);

  report::AccuracyReport report;
  report.is_integer = integers != nullptr;
  report.network = std::visit([](const auto& network) { return network.name; }, any);
  {
    Progress progress("evaluating", images.size(), progress_stream(is_quiet));
    const network::EvaluationParams params{options.threads, &progress.counter()};
    report.accuracy = std::visit([&](const auto& network) { return network::evaluate(network, images, params); }, any);
  }
  if (!options.reference.network.empty()) {
    const network::Network reference = network::load_network(options.reference.network, options.reference.weights);
    images.labels.resize(std::min(images.size(), options.compared));
    report.layers = network::compare_layers(reference, *integers, images, options.threads);
  }
  write_result(options.output, options.json ? to_text(report::to_json(report)) : report::accuracy_text(report));
}

}  // namespace

void add_eval(CLI::App& app) {
  CLI::App* verb = app.add_subcommand("eval", "classify labelled images with a float or integer network");
  const auto options = std::make_shared<EvalOptions>();
  add_network_argument(*verb, options->network);
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
      "  rccm eval quantized.json --data test_batch.bin --reference network.json");
  verb->callback([verb, options] { run_eval(*options, is_quiet(*verb)); });
}

}  // namespace rccm::cli
