#include <filesystem>

#include "bindings.hpp"
#include "circuit/mapping.hpp"
#include "circuit/pagsuite.hpp"
#include "circuit/presets.hpp"
#include "report/circuit_svg.hpp"
#include "report/circuit_text.hpp"
#include "report/metrics.hpp"
#include "support/error.hpp"
#include "support/files.hpp"

namespace rccm::python {

namespace {

std::vector<NamedCircuit> read_file_of_circuits(const std::string& path) {
  const std::string text = read_file(path);
  if (!is_pagsuite(text)) return read_circuits(text, path);
  PagsuiteCircuit graph = circuit_from_pagsuite(text, path);
  graph.circuit.name = std::filesystem::path(path).stem().string();
  return {{std::move(graph.circuit), std::nullopt}};
}

NamedCircuit load_circuit(const std::string& name, std::size_t index, int input_bits, bool input_signed) {
  if (input_bits < kMinInputBits || input_bits > kMaxInputBits) {
    throw usage_error("input_bits must be " + std::to_string(kMinInputBits) + ".." + std::to_string(kMaxInputBits));
  }
  if (auto preset = preset_circuit(name, input_bits, input_signed)) return {*std::move(preset), std::nullopt};
  if (!std::filesystem::exists(name) && name.find_first_of("/.") == std::string::npos) {
    std::string known;
    for (const Preset& preset : presets()) known += (known.empty() ? "" : ", ") + preset.name;
    throw usage_error(name + ": neither a file nor a built-in circuit: name a file or one of " + known);
  }
  const std::vector<NamedCircuit> circuits = read_file_of_circuits(name);
  if (index < 1 || index > circuits.size()) {
    throw usage_error(name + ": has no circuit " + std::to_string(index) + ": pass index 1.." +
                      std::to_string(circuits.size()));
  }
  return circuits[index - 1];
}

py::dict to_dict(const Metrics& metrics) {
  py::dict result;
  result["sqnr_db"] = metrics.sqnr_db;
  result["scale"] = metrics.scale;
  result["divergence"] = metrics.divergence;
  return result;
}

const char* space_name(const Circuit& circuit) {
  switch (circuit.space) {
    case Space::kAddnet:
      return "addnet";
    case Space::kNative:
      return "native";
    case Space::kBaseline:
      return "baseline";
  }
  return "";
}

void bind_circuit(py::module_& module) {
  py::class_<NamedCircuit>(module, "Circuit", "Cells wired over one input x; the last one is the product.")
      .def_property_readonly(
          "name", [](const NamedCircuit& c) { return c.circuit.name; }, "What people call it.")
      .def_property_readonly(
          "space", [](const NamedCircuit& c) { return space_name(c.circuit); },
          "The family it is drawn from: addnet, native or baseline.")
      .def_property_readonly(
          "input_bits", [](const NamedCircuit& c) { return c.circuit.input_bits; }, "Width of x.")
      .def_property_readonly(
          "input_signed", [](const NamedCircuit& c) { return c.circuit.input_signed; }, "Whether x is signed.")
      .def_property_readonly(
          "signless", [](const NamedCircuit& c) { return c.circuit.signless; },
          "Whether the table holds magnitudes and the sum applies the sign.")
      .def_property_readonly(
          "select_bits", [](const NamedCircuit& c) { return select_bits(c.circuit); }, "Width of a code.")
      .def_property_readonly(
          "stored_bits", [](const NamedCircuit& c) { return stored_bits(c.circuit); },
          "Width of what a weight memory holds.")
      .def_property_readonly(
          "depth", [](const NamedCircuit& c) { return depth(c.circuit); }, "The longest path in cells.")
      .def_property_readonly(
          "luts", [](const NamedCircuit& c) { return lut_count(c.circuit); },
          "LUTs on Xilinx 7-series and UltraScale+.")
      .def_property_readonly(
          "product_bits", [](const NamedCircuit& c) { return map_circuit(c.circuit).cells.back().width(); },
          "Width of the product.")
      .def_property_readonly(
          "table", [](const NamedCircuit& c) { return to_array(coefficient_table(c.circuit)); },
          "Code -> coefficient: int64, all codes.")
      .def_property_readonly(
          "coefficients", [](const NamedCircuit& c) { return to_array(coefficient_set(c.circuit)); },
          "What a weight can become: distinct, ascending, of both signs where the circuit is signless.")
      .def_property_readonly(
          "metrics",
          [](const NamedCircuit& c) -> py::object {
            if (!c.metrics) return py::none();
            return to_dict(*c.metrics);
          },
          "Figures against the weights of the search that found it, or None.")
      .def(
          "measure",
          [](const NamedCircuit& c, const py::object& weights) {
            const GivenWeights given = weights_of(weights);
            const auto metrics = [&] {
              const py::gil_scoped_release release;
              return report::measure(c.circuit, given.distribution);
            };
            return to_dict(metrics());
          },
          py::arg("weights"),
          "sqnr_db, scale and divergence against weights: an array, FILE[:TENSOR], or gaussian, laplace, uniform.")
      .def(
          "show", [](const NamedCircuit& c) { return report::circuit_text(c.circuit); },
          "The text that `rccm show` prints.")
      .def(
          "svg", [](const NamedCircuit& c) { return report::circuit_svg(c.circuit); }, "A picture of its structure.")
      .def(
          "to_json", [](const NamedCircuit& c) { return to_text(to_json(c.circuit, c.metrics)); },
          "The text of a rccm.circuit/1 file.")
      .def(
          "save",
          [](const NamedCircuit& c, const std::string& path) {
            write_file(path, to_text(to_json(c.circuit, c.metrics)));
          },
          py::arg("path"), "Writes a rccm.circuit/1 file, which `rccm emit` turns into hardware.")
      .def("__repr__", [](const NamedCircuit& c) {
        return "<rccm.Circuit " + c.circuit.name + ": " + to_text(coefficient_set(c.circuit)) + ", " +
               std::to_string(lut_count(c.circuit)) + " LUTs>";
      });
}

}  // namespace

void bind_circuits(py::module_& module) {
  bind_circuit(module);
  module.def("load_circuit", &load_circuit, py::arg("name"), py::kw_only(), py::arg("index") = 1,
             py::arg("input_bits") = 8, py::arg("input_signed") = true,
             "The built-in circuit of that name (see presets()), or a circuit of a file, counted from 1.\n\n"
             "input_bits and input_signed are for built-in circuits, whose name does not say them.");
  module.def("load_circuits", &read_file_of_circuits, py::arg("path"), "All circuits of a file.");
  module.def(
      "circuit_from_json",
      [](const std::string& text) {
        const std::vector<NamedCircuit> circuits = read_circuits(text, "text");
        if (circuits.size() != 1) throw input_error("text: lists several circuits: pass one");
        return circuits.front();
      },
      py::arg("text"), "The circuit of a rccm.circuit/1 text.");
  module.def(
      "presets",
      [] {
        py::dict result;
        for (const Preset& preset : presets()) result[py::str(preset.name)] = preset.description;
        return result;
      },
      "Names of the built-in circuits, and what they are.");
}

}  // namespace rccm::python
