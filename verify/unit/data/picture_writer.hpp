#pragma once

#include <png.h>
#include <turbojpeg.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "data/picture.hpp"

/// The other side of the reader of pictures.
namespace rccm::test {

/// A PNG file of 8-bit samples; `format` is libpng's: PNG_FORMAT_RGB, PNG_FORMAT_RGBA or PNG_FORMAT_GRAY.
inline std::string png_file(int height, int width, const std::vector<std::uint8_t>& samples,
                            std::uint32_t format = PNG_FORMAT_RGB) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(width);
  image.height = static_cast<png_uint_32>(height);
  image.format = format;
  png_alloc_size_t size = 0;
  if (png_image_write_to_memory(&image, nullptr, &size, 0, samples.data(), 0, nullptr) == 0) {
    throw std::runtime_error(&image.message[0]);
  }
  std::string bytes(size, '\0');
  png_image_write_to_memory(&image, bytes.data(), &size, 0, samples.data(), 0, nullptr);
  bytes.resize(size);
  return bytes;
}

/// A JPEG file of the best quality.
inline std::string jpeg_file(const data::Picture& picture, int sampling = TJSAMP_444) {
  tjhandle handle = tjInitCompress();
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  tjCompress2(handle, picture.pixels.data(), picture.width, 0, picture.height, TJPF_RGB, &bytes, &size, sampling, 100,
              TJFLAG_ACCURATEDCT);
  std::string result(reinterpret_cast<const char*>(bytes), size);
  tjFree(bytes);
  tjDestroy(handle);
  return result;
}

}  // namespace rccm::test
