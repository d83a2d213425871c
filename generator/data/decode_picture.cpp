#include <memory>
#include <new>

#include "data/picture.hpp"
#include "support/error.hpp"

#ifdef RCCM_HAS_PNG
#include <png.h>
#endif
#ifdef RCCM_HAS_JPEG
#include <turbojpeg.h>
#endif

namespace rccm::data {
namespace {

constexpr std::uint64_t kMaxPixels = std::uint64_t{1} << 26;

/// The number of pixels, if a picture may have so many.
std::size_t pixel_count(std::uint64_t height, std::uint64_t width, const std::string& where) {
  if (height == 0 || width == 0 || height > kMaxPixels || width > kMaxPixels || height * width > kMaxPixels) {
    throw input_error(where + ": is " + std::to_string(width) + " x " + std::to_string(height) +
                      " pixels: must be 1 to " + std::to_string(kMaxPixels) + " in all");
  }
  return static_cast<std::size_t>(height * width);
}

[[maybe_unused]] Error no_library(const std::string& where, const char* kind, const char* package) {
  return {ErrorKind::kMissingTool, where + ": is a " + kind + " file, which this program was built without: install " +
                                       package + " and build it again"};
}

#ifdef RCCM_HAS_PNG

struct PngEnd {
  void operator()(png_image* image) const { png_image_free(image); }
};

Picture decode_png(std::string_view bytes, const std::string& where) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  const std::unique_ptr<png_image, PngEnd> owner(&image);
  const auto require = [&](bool holds) {
    if (holds) return;
    const char* text = &image.message[0];
    throw input_error(where + ": is a damaged PNG file (" + text + "): copy or download it again");
  };
  require(png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) != 0);
  const std::size_t count = pixel_count(image.height, image.width, where);
  image.format = PNG_FORMAT_RGBA;
  std::vector<std::uint8_t> rgba(4 * count);
  require(png_image_finish_read(&image, nullptr, rgba.data(), 0, nullptr) != 0);
  Picture picture{static_cast<int>(image.height), static_cast<int>(image.width), {}};
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t c = 0; c < 3; ++c) picture.pixels.push_back(rgba[4 * i + c]);
  }
  return picture;
}

#else

Picture decode_png(std::string_view /*bytes*/, const std::string& where) {
  throw no_library(where, "PNG", "libpng-dev");
}

#endif
#ifdef RCCM_HAS_JPEG

struct JpegEnd {
  void operator()(void* handle) const { tjDestroy(handle); }
};

/// Inverted inks, which is how Adobe's programs store them, to light.
void convert_inks(const std::vector<std::uint8_t>& inks, Picture& picture) {
  for (std::size_t i = 0; i < inks.size() / 4; ++i) {
    for (std::size_t c = 0; c < 3; ++c) {
      picture.pixels[3 * i + c] = static_cast<std::uint8_t>((inks[4 * i + c] * inks[4 * i + 3] + 127) / 255);
    }
  }
}

Picture decode_jpeg(std::string_view bytes, const std::string& where) {
  const std::unique_ptr<void, JpegEnd> owner(tjInitDecompress());
  if (owner == nullptr) throw std::bad_alloc();
  const auto require = [&](bool holds) {
    if (holds) return;
    const std::string problem = tjGetErrorStr2(owner.get());
    // ImageNet has pictures with bytes too many between their parts, which every program passes over.
    if (problem.find("extraneous bytes before marker") != std::string::npos) return;
    throw input_error(where + ": is a damaged JPEG file (" + problem + "): copy or download it again");
  };
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  Picture picture;
  int sampling = 0;
  int colours = 0;
  require(tjDecompressHeader3(owner.get(), data, bytes.size(), &picture.width, &picture.height, &sampling, &colours) ==
          0);
  const std::size_t count =
      pixel_count(static_cast<std::uint64_t>(picture.height), static_cast<std::uint64_t>(picture.width), where);
  picture.pixels.resize(3 * count);
  const bool has_inks = colours == TJCS_CMYK || colours == TJCS_YCCK;
  std::vector<std::uint8_t> inks(has_inks ? 4 * count : 0);
  require(tjDecompress2(owner.get(), data, bytes.size(), has_inks ? inks.data() : picture.pixels.data(), picture.width,
                        0, picture.height, has_inks ? TJPF_CMYK : TJPF_RGB, TJFLAG_ACCURATEDCT) == 0);
  if (has_inks) convert_inks(inks, picture);
  return picture;
}

#else

Picture decode_jpeg(std::string_view /*bytes*/, const std::string& where) {
  throw no_library(where, "JPEG", "libturbojpeg0-dev");
}

#endif

}  // namespace

Picture decode_picture(std::string_view bytes, const std::string& where) {
  if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return decode_png(bytes, where);
  if (bytes.starts_with("\xff\xd8\xff")) return decode_jpeg(bytes, where);
  throw input_error(where + ": is neither a JPEG nor a PNG file: convert it or take it out of the folder");
}

}  // namespace rccm::data
