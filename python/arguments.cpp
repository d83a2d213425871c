#include <algorithm>
#include <array>

#include "bindings.hpp"
#include "support/error.hpp"
#include "support/parallel.hpp"
#include "weights/load.hpp"

namespace rccm::python {

namespace {

using Family = Distribution::Family;

std::optional<Family> family_of(const std::string& name) {
  constexpr std::array<std::pair<const char*, Family>, 3> families{
      {{"gaussian", Family::kGaussian}, {"laplace", Family::kLaplace}, {"uniform", Family::kUniform}}};
  for (const auto& [family_name, family] : families) {
    if (name == family_name) return family;
  }
  return std::nullopt;
}

}  // namespace

std::vector<double> values_of(const py::object& array, const std::string& what) {
  const auto values = py::array_t<double, py::array::c_style | py::array::forcecast>::ensure(array);
  if (!values) {
    PyErr_Clear();
    throw input_error(what + ": is no array of numbers: pass a NumPy array or a list");
  }
  std::vector<double> result(values.data(), values.data() + values.size());
  if (result.empty()) throw input_error(what + ": holds no values: pass at least one");
  const auto bad = std::find_if(result.begin(), result.end(), [](double value) { return !std::isfinite(value); });
  if (bad != result.end()) {
    throw input_error(what + ": value " + std::to_string(bad - result.begin()) + " is not finite: clean the array");
  }
  return result;
}

GivenWeights weights_of(const py::object& weights) {
  if (py::isinstance<py::str>(weights)) {
    const auto name = weights.cast<std::string>();
    if (const auto family = family_of(name)) return {Distribution::synthetic(*family), Json{{"dist", name}}};
    const py::gil_scoped_release release;
    return {Distribution::of_weights(load_weights({name})), Json{{"weights", Json::array({name})}}};
  }
  std::vector<double> values = values_of(weights, "weights");
  if (std::all_of(values.begin(), values.end(), [](double value) { return value == 0; })) {
    throw input_error("weights: all values are zero: pass those of a trained layer");
  }
  return {Distribution::of_samples(std::move(values)), Json{{"weights", Json::array({"array"})}}};
}

CoefficientSet set_of(const py::object& circuit_or_set) {
  if (py::isinstance<NamedCircuit>(circuit_or_set)) {
    return coefficient_set(circuit_or_set.cast<const NamedCircuit&>().circuit);
  }
  std::vector<std::int64_t> values;
  try {
    // Python's numbers are asked for their integer, which floats do not have.
    for (const py::handle value : py::iter(circuit_or_set)) {
      const auto integer = py::reinterpret_steal<py::object>(PyNumber_Index(value.ptr()));
      if (!integer) throw py::error_already_set();
      values.push_back(integer.cast<std::int64_t>());
    }
  } catch (const py::error_already_set&) {
    throw usage_error("coefficients: neither a circuit nor a list of integers");
  } catch (const py::cast_error&) {
    throw usage_error("coefficients: neither a circuit nor a list of integers of at most 64 bits");
  }
  CoefficientSet set = distinct(std::move(values));
  if (set.empty() || set == CoefficientSet{0}) throw usage_error("coefficients: there is none but 0: pass others");
  return set;
}

unsigned threads_of(unsigned threads) {
  return threads == 0 ? hardware_threads() : threads;
}

std::function<void(std::uint64_t, std::uint64_t)> progress_of(const py::object& callback) {
  // The caller keeps the object alive for as long as it calls.
  const PyObject* function = callback.is_none() ? nullptr : callback.ptr();
  return [function](std::uint64_t done, std::uint64_t total) {
    const py::gil_scoped_acquire acquire;
    // Of signals only Python's main thread learns; it is one of those that work.
    if (PyErr_CheckSignals() != 0) throw py::error_already_set();
    if (function != nullptr) py::reinterpret_borrow<py::object>(const_cast<PyObject*>(function))(done, total);
  };
}

}  // namespace rccm::python
