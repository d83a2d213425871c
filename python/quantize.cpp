#include <cmath>

#include "bindings.hpp"
#include "network/multiplier.hpp"
#include "quantize/gradient.hpp"
#include "quantize/quantizer.hpp"
#include "quantize/quantizer_text.hpp"
#include "support/error.hpp"

namespace rccm::python {

namespace {

/// Weights as multiples of levels, and how they became so.
struct Quantized {
  FittedQuantizer quantizer;
  std::vector<py::ssize_t> shape;
  std::vector<std::uint32_t> assignment;
  std::vector<double> values;
  double sqnr_db = 0;
  std::optional<network::Multiplier> multiplier;  ///< of a circuit
};

CoefficientQuantizer quantizer_of_set(const py::object& method) {
  if (py::isinstance<NamedCircuit>(method)) return quantizer_of(method.cast<const NamedCircuit&>().circuit);
  return {"", set_of(method), {}};
}

Granularity granularity_of(const std::string& text) {
  if (const auto granularity = parse_granularity(text)) return *granularity;
  throw usage_error("granularity " + text + ": must be one of layer, channel, kernel, row, pixel");
}

Quantized quantize(const py::object& weights, const py::object& method, const std::optional<std::string>& granularity) {
  std::vector<double> values = values_of(weights, "weights");
  const py::array array = py::array::ensure(weights);
  Quantized result;
  std::vector<std::uint64_t> shape;
  for (py::ssize_t i = 0; i < array.ndim(); ++i) {
    result.shape.push_back(array.shape(i));
    shape.push_back(static_cast<std::uint64_t>(array.shape(i)));
  }
  Quantizer quantizer;
  if (py::isinstance<py::str>(method)) {
    quantizer = parse_quantizer(method.cast<std::string>());
  } else {
    quantizer.method = quantizer_of_set(method);
    if (py::isinstance<NamedCircuit>(method)) {
      const Circuit& circuit = method.cast<const NamedCircuit&>().circuit;
      if (circuit.consumer_shift == 0) result.multiplier = network::multiplier_of(circuit);
    }
  }
  if (granularity) quantizer.granularity = granularity_of(*granularity);
  const py::gil_scoped_release release;
  result.quantizer = rccm::fit(quantizer, values, shape, "weights");
  result.assignment = assign(result.quantizer, values);
  result.values = reconstruct(result.quantizer, result.assignment);
  result.sqnr_db = -10 * std::log10(relative_error(values, result.values));
  return result;
}

py::array_t<double> levels_array(const Quantized& quantized) {
  constexpr std::uint64_t kMost = 1 << 20;
  const Levels& levels = quantized.quantizer.levels;
  if (levels.count() > kMost) throw usage_error("levels: there are too many to list");
  std::vector<double> values;
  for (std::uint64_t i = 0; i < levels.count(); ++i) values.push_back(levels[i]);
  return to_array(std::move(values));
}

py::array_t<std::uint32_t> stored_words(const Quantized& quantized) {
  if (!quantized.multiplier) {
    throw usage_error("words: only weights that were quantised to a circuit, whose accumulation chooses no shift");
  }
  const auto words = network::stored_words(*quantized.multiplier);
  std::vector<std::uint32_t> result;
  for (const std::uint32_t index : quantized.assignment) {
    result.push_back(words.at(static_cast<std::int64_t>(quantized.quantizer.levels[index])));
  }
  return to_array(std::move(result), quantized.shape);
}

py::tuple straight_through_of(const Quantized& quantized, const py::object& weights, const py::object& upstream) {
  const std::vector<double> values = values_of(weights, "weights");
  const std::vector<double> gradient = values_of(upstream, "upstream");
  if (values.size() != quantized.values.size() || gradient.size() != values.size()) {
    throw input_error("weights and upstream must have as many values as the weights that were quantised");
  }
  QuantizerGradient result = straight_through(quantized.quantizer, values, gradient);
  return py::make_tuple(to_array(std::move(result.values), quantized.shape), to_array(std::move(result.scales)));
}

}  // namespace

void bind_quantize(py::module_& module) {
  py::class_<Quantized>(module, "Quantized", "Weights as multiples of levels, at the scale of least squared error.")
      .def_property_readonly("levels", &levels_array, "The unscaled levels, ascending: float64.")
      .def_property_readonly(
          "scales", [](const Quantized& q) { return to_array(q.quantizer.scales); },
          "One per group that shares a scale: real weight = scale * level.")
      .def_property_readonly(
          "assignment", [](const Quantized& q) { return to_array(q.assignment, q.shape); },
          "Index of each weight's level: uint32, in the weights' shape.")
      .def_property_readonly(
          "values", [](const Quantized& q) { return to_array(q.values, q.shape); },
          "What the weights become: float64, in their shape.")
      .def_property_readonly("words", &stored_words,
                             "What a weight memory holds for a circuit: uint32, in the weights' shape.")
      .def_readonly("sqnr_db", &Quantized::sqnr_db, "Power of the weights over that of the error, in dB.")
      .def("straight_through", &straight_through_of, py::arg("weights"), py::arg("upstream"),
           "Gradients to the weights and to the scales behind the quantiser, rounding counting as the identity.");
  module.def(
      "quantize", &quantize, py::arg("weights"), py::arg("method"), py::kw_only(), py::arg("granularity") = py::none(),
      "Fits weights to the coefficients of a circuit, to a list of integers, or to a quantiser that is named as\n"
      "in quantizers().\n\n"
      "granularity: what shares a scale: layer (the default), channel, kernel, row or pixel.");
  module.def(
      "quantizers",
      [] {
        py::dict result;
        for (const QuantizerForm& form : quantizer_forms()) result[py::str(form.form)] = form.description;
        return result;
      },
      "Forms of text that name quantisers, and what they are.");
}

}  // namespace rccm::python
