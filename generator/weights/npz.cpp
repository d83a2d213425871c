#include "weights/npz.hpp"

#include "support/error.hpp"
#include "weights/npy.hpp"
#include "weights/zip.hpp"

namespace rccm {

std::vector<Tensor> read_npz(std::string_view bytes, const std::string& where, const TensorFilter& wanted) {
  constexpr std::string_view kSuffix = ".npy";
  std::vector<Tensor> tensors;
  const std::string prefix = where + ":";
  bool has_arrays = false;
  for (const ZipMember& member : list_zip(bytes, where)) {
    if (!member.name.ends_with(kSuffix)) continue;
    has_arrays = true;
    std::string name = member.name.substr(0, member.name.size() - kSuffix.size());
    if (wanted && !wanted(name)) continue;
    const std::string label = prefix + name;
    Tensor tensor = read_npy(unpack(member, label), label);
    tensor.name = std::move(name);
    tensors.push_back(std::move(tensor));
  }
  if (!has_arrays) {
    throw input_error(where +
                      ": a zip archive without .npy arrays (a PyTorch checkpoint is one, too): "
                      "export the weights with numpy.savez or as safetensors");
  }
  return tensors;
}

}  // namespace rccm
