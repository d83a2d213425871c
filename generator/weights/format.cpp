#include "weights/format.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

#include "support/error.hpp"
#include "weights/npy.hpp"
#include "weights/safetensors.hpp"
#include "weights/zip.hpp"

namespace rccm {
namespace {

using namespace std::string_view_literals;

/// Kinds of file that people are likely to try first.
constexpr std::array kForeign{
    std::pair{"\x89HDF\r\n"sv, "an HDF5 file (Keras)"sv},
    std::pair{"\x80\x02"sv, "a Python pickle (PyTorch)"sv},
    std::pair{"\x80\x03"sv, "a Python pickle"sv},
    std::pair{"\x80\x04"sv, "a Python pickle"sv},
    std::pair{"\x80\x05"sv, "a Python pickle"sv},
    std::pair{"\x1f\x8b"sv, "a gzip file"sv},
    std::pair{"GGUF"sv, "a GGUF file"sv},
    std::pair{"\x08\x03\x12"sv, "an ONNX model"sv},
    std::pair{"{"sv, "a JSON file"sv},
};

/// No byte that text never holds, judged by the first pages of the file.
bool looks_like_text(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 4096);
  return std::none_of(head.begin(), head.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < ' ' && c != '\n' && c != '\r' && c != '\t';
  });
}

std::string lower_case_extension(const std::string& path) {
  std::string extension = std::filesystem::path(path).extension().string();
  for (char& c : extension) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return extension;
}

}  // namespace

WeightFormat detect_weight_format(std::string_view bytes, const std::string& path) {
  if (bytes.empty()) throw input_error(path + ": is empty: write the weights again");
  if (bytes.starts_with(kNpyMagic)) return WeightFormat::kNpy;
  if (bytes.starts_with(kZipMagic) || bytes.starts_with(kEmptyZipMagic)) return WeightFormat::kNpz;
  if (looks_like_safetensors(bytes)) return WeightFormat::kSafetensors;

  for (const auto& [beginning, kind] : kForeign) {
    if (bytes.starts_with(beginning)) {
      throw input_error(path + ": is " + std::string(kind) +
                        ", which is not read: export the weights as .npy, .npz, .safetensors or .csv");
    }
  }
  const std::string extension = lower_case_extension(path);
  if (extension == ".npy") return WeightFormat::kNpy;
  if (extension == ".npz") return WeightFormat::kNpz;
  if (extension == ".safetensors") return WeightFormat::kSafetensors;
  if (extension == ".csv" || extension == ".txt" || looks_like_text(bytes)) return WeightFormat::kCsv;
  throw input_error(path + ": is of an unknown kind: give weights as .npy, .npz, .safetensors or .csv");
}

}  // namespace rccm
