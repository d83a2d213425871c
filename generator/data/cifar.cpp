#include "data/cifar.hpp"

#include "support/error.hpp"

namespace rccm::data {

Dataset read_cifar10(std::string_view bytes, const std::string& where) {
  if (bytes.empty() || bytes.size() % kCifarRecordBytes != 0) {
    throw input_error(where + ": its " + std::to_string(bytes.size()) + " bytes are not a whole number of records of " +
                      std::to_string(kCifarRecordBytes) +
                      " bytes (CIFAR-10, binary version): the file is cut short or of another kind; unpack .xz files "
                      "with xz -dk first");
  }
  Dataset dataset;
  dataset.channels = 3;
  dataset.height = 32;
  dataset.width = 32;
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  for (std::size_t at = 0; at < bytes.size(); at += kCifarRecordBytes) {
    const std::uint8_t label = data[at];
    if (label >= dataset.classes) {
      throw input_error(where + ": label " + std::to_string(label) + " of record " +
                        std::to_string(at / kCifarRecordBytes) + " is not below " + std::to_string(dataset.classes) +
                        ": the file is damaged or no CIFAR-10 batch");
    }
    dataset.labels.push_back(label);
    dataset.pixels.insert(dataset.pixels.end(), data + at + 1, data + at + kCifarRecordBytes);
  }
  return dataset;
}

}  // namespace rccm::data
