#include "bindings.hpp"
#include "network/integer_engine.hpp"
#include "network/integer_file.hpp"
#include "support/error.hpp"
#include "support/parallel.hpp"

namespace rccm::python {

namespace {

using Pixels = py::array_t<std::uint8_t, py::array::c_style>;

network::IntegerNetwork load_integer_network(const std::string& path) {
  network::AnyNetwork network = network::load_any_network(path);
  if (auto* integer = std::get_if<network::IntegerNetwork>(&network)) return std::move(*integer);
  throw usage_error(path + ": is a network of real numbers: rccm quantize makes one of integers");
}

/// An integer network, ready to run.
struct Engine {
  network::IntegerNetwork network;
  network::IntegerEngine engine;

  explicit Engine(const std::string& path) : network(load_integer_network(path)), engine(network) {}

  [[nodiscard]] const network::Shape& output() const { return engine.bounds().shapes.back(); }
};

std::vector<py::ssize_t> dimensions(const network::Shape& shape) {
  return {shape.height, shape.width, shape.channels};
}

/// The images' bytes where they are. Throws Error (kInput) for anything that would have to be converted first.
std::span<const std::uint8_t> pixels_of(const Engine& engine, const py::array& images, py::ssize_t leading) {
  const network::Shape& shape = engine.network.input;
  const std::string wanted =
      std::to_string(shape.channels) + " x " + std::to_string(shape.height) + " x " + std::to_string(shape.width);
  if (!Pixels::check_(images)) {
    throw input_error("images: must be a C-contiguous array of uint8, which numpy.ascontiguousarray makes");
  }
  if (images.ndim() != leading + 3 || images.shape(leading) != shape.channels ||
      images.shape(leading + 1) != shape.height || images.shape(leading + 2) != shape.width) {
    throw input_error("images: " + engine.network.name + " takes pixels of " + wanted +
                      (leading == 1 ? " behind the number of images" : ""));
  }
  return {static_cast<const std::uint8_t*>(images.data()), static_cast<std::size_t>(images.size())};
}

/// Of every image the last layer's output. The images are read in place, the results written in place.
py::array_t<std::int32_t> run(const Engine& engine, const py::array& images, unsigned threads) {
  const auto pixels = pixels_of(engine, images, 1);
  std::vector<py::ssize_t> shape = dimensions(engine.output());
  shape.insert(shape.begin(), images.shape(0));
  py::array_t<std::int32_t> result(shape);
  const std::span<std::int32_t> outputs(result.mutable_data(), static_cast<std::size_t>(result.size()));
  const std::size_t image_size = engine.network.input.size();
  const std::size_t output_size = engine.output().size();
  const std::uint64_t count = pixels.size() / image_size;
  const unsigned used = threads_of(threads);
  const py::gil_scoped_release release;
  // Each thread takes one run of images, so that its workspace is made once.
  parallel_for(used, used, [&](std::uint64_t part) {
    network::IntegerEngine::Workspace workspace;
    for (std::uint64_t i = count * part / used; i < count * (part + 1) / used; ++i) {
      engine.engine.run(pixels.subspan(i * image_size, image_size), workspace);
      const std::vector<std::int32_t>& last = workspace.outputs.back();
      std::copy(last.begin(), last.end(), outputs.begin() + static_cast<std::ptrdiff_t>(i * output_size));
    }
  });
  return result;
}

/// Every layer's output of one image. The arrays take over the engine's memory.
py::dict run_layers(const Engine& engine, const py::array& image) {
  const auto pixels = pixels_of(engine, image, 0);
  network::IntegerEngine::Workspace workspace;
  {
    const py::gil_scoped_release release;
    engine.engine.run(pixels, workspace);
  }
  py::dict result;
  const network::IntegerBounds& bounds = engine.engine.bounds();
  result["input"] = to_array(std::move(workspace.image), dimensions(engine.network.input));
  for (std::size_t i = 0; i < engine.network.layers.size(); ++i) {
    result[py::str(engine.network.layers[i].name)] =
        to_array(std::move(workspace.outputs[i]), dimensions(bounds.shapes[i]));
  }
  return result;
}

}  // namespace

void bind_engine(py::module_& module) {
  py::class_<Engine>(module, "Engine", "A network of integers that runs bit for bit as the hardware does.")
      .def(py::init<const std::string&>(), py::arg("path"), py::call_guard<py::gil_scoped_release>(),
           "Reads a rccm.network/1 file of integers, which `rccm quantize` writes.")
      .def_property_readonly(
          "name", [](const Engine& e) { return e.network.name; }, "The network's name.")
      .def_property_readonly(
          "input_shape",
          [](const Engine& e) {
            return py::make_tuple(e.network.input.channels, e.network.input.height, e.network.input.width);
          },
          "Channels, height and width of an image.")
      .def_property_readonly(
          "output_shape",
          [](const Engine& e) { return py::make_tuple(e.output().height, e.output().width, e.output().channels); },
          "Height, width and channels of the last layer's output.")
      .def_property_readonly(
          "output_scale", [](const Engine& e) { return e.network.layers.back().scale; },
          "Real output = scale * integer.")
      .def_property_readonly(
          "layers",
          [](const Engine& e) {
            py::list names;
            for (const auto& layer : e.network.layers) names.append(layer.name);
            return names;
          },
          "Names of the layers in the order in which they are computed.")
      .def("run", &run, py::arg("images"), py::kw_only(), py::arg("threads") = 0,
           "Outputs of the last layer, int32, image x height x width x channel.\n\n"
           "images: uint8, image x channel x height x width, read where they are. threads: 0 stands for all.")
      .def("run_layers", &run_layers, py::arg("image"),
           "Every layer's output of one image by name, and the quantised \"input\": int32, height x width x channel.");
}

}  // namespace rccm::python
