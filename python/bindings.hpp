#pragma once

#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "circuit/coefficient_set.hpp"
#include "circuit/json.hpp"
#include "weights/distribution.hpp"

namespace rccm::python {

namespace py = pybind11;

/// A circuit with the metrics that came with it.
using NamedCircuit = CircuitFile;

/// An array that owns the vector's memory: nothing is copied.
template <typename Value>
[[nodiscard]] py::array_t<Value> to_array(std::vector<Value> values, std::vector<py::ssize_t> shape) {
  auto owner = std::make_unique<std::vector<Value>>(std::move(values));
  const Value* data = owner->data();
  const py::capsule release(owner.release(), [](void* memory) { delete static_cast<std::vector<Value>*>(memory); });
  return py::array_t<Value>(std::move(shape), data, release);
}

template <typename Value>
[[nodiscard]] py::array_t<Value> to_array(std::vector<Value> values) {
  const auto size = static_cast<py::ssize_t>(values.size());
  return to_array(std::move(values), {size});
}

/// What Python may give as weights, read as the program reads its options, and what a result's query says of it.
struct GivenWeights {
  Distribution distribution;
  Json query;
};

/// The name of a synthetic family, FILE[:TENSOR], or an array of numbers.
[[nodiscard]] GivenWeights weights_of(const py::object& weights);

/// The numbers of an array in C order. Throws Error (kInput) for what is none.
[[nodiscard]] std::vector<double> values_of(const py::object& array, const std::string& what);

/// A set of coefficients: those of a circuit, or integers. Throws Error (kUsage) for none.
[[nodiscard]] CoefficientSet set_of(const py::object& circuit_or_set);

/// The number of threads that was asked for; 0 stands for all.
[[nodiscard]] unsigned threads_of(unsigned threads);

/// A progress function that lets Ctrl-C end a long call, and tells `callback`, unless it is None. To be called without
/// Python's lock.
[[nodiscard]] std::function<void(std::uint64_t, std::uint64_t)> progress_of(const py::object& callback);

// One function a file, each adding its part to the module.
void bind_circuits(py::module_& module);
void bind_search(py::module_& module);
void bind_quantize(py::module_& module);
void bind_engine(py::module_& module);

}  // namespace rccm::python
