#include <exception>
#include <utility>

#include "bindings.hpp"
#include "support/error.hpp"

namespace rccm::python {

namespace {

/// Python's exceptions for the kinds of Error, with its message and nothing added.
void bind_errors(py::module_& module) {
  static py::exception<Error> base(module, "Error");
  base.attr("__doc__") = "What the library refuses; the message names the thing, the place and the remedy.";
  const py::tuple bases = py::make_tuple(base, py::reinterpret_borrow<py::object>(PyExc_ValueError));
  static py::exception<Error> usage(module, "UsageError", bases);
  usage.attr("__doc__") = "A request that makes no sense.";
  static py::exception<Error> input(module, "InputError", bases);
  input.attr("__doc__") = "A file or array that cannot be read or does not hold what it should.";
  py::register_exception_translator([](std::exception_ptr failure) {
    try {
      if (failure) std::rethrow_exception(std::move(failure));
    } catch (const Error& error) {
      const auto& type = error.kind() == ErrorKind::kUsage ? usage : error.kind() == ErrorKind::kInput ? input : base;
      PyErr_SetString(type.ptr(), error.what());
    }
  });
}

}  // namespace

PYBIND11_MODULE(_core, module) {
  module.doc() = "The compiled part of rccm; import rccm instead.";
  module.attr("__version__") = RCCM_VERSION;
  bind_errors(module);
  bind_circuits(module);
  bind_search(module);
  bind_quantize(module);
  bind_engine(module);
}

}  // namespace rccm::python
