#include "data/picture.hpp"

#include <algorithm>
#include <cmath>

#include "support/random.hpp"
#include "unit/catch.hpp"
#include "unit/data/picture_writer.hpp"
#include "unit/weights/writers.hpp"

using rccm::data::decode_picture;
using rccm::data::fitted;
using rccm::data::Picture;
using rccm::data::resized;
using rccm::test::jpeg_file;
using rccm::test::png_file;
using rccm::testing::refusal;

namespace {

Picture random_picture(int height, int width) {
  rccm::Random random(7);
  Picture picture{height, width, {}};
  for (int i = 0; i < 3 * height * width; ++i) picture.pixels.push_back(static_cast<std::uint8_t>(random.below(256)));
  return picture;
}

// A line of grey pixels.
Picture grey_line(const std::vector<std::uint8_t>& values) {
  Picture picture{1, static_cast<int>(values.size()), {}};
  for (const std::uint8_t value : values) picture.pixels.insert(picture.pixels.end(), 3, value);
  return picture;
}

// The weight of pixel `j` in pixel `i` of a line resized from `from` to `to` pixels.
double triangle(int j, int i, int from, int to) {
  const double scale = static_cast<double>(from) / to;
  return std::max(0.0, 1 - std::abs(j + 0.5 - (i + 0.5) * scale) / std::max(scale, 1.0));
}

// What a pixel of the resized picture is by definition, in one step and without rounding.
double plain_resized(const Picture& picture, int height, int width, int y, int x, int c) {
  double sum = 0;
  double weights = 0;
  for (int v = 0; v < picture.height; ++v) {
    for (int u = 0; u < picture.width; ++u) {
      const double weight = triangle(v, y, picture.height, height) * triangle(u, x, picture.width, width);
      sum += weight * picture.pixels[static_cast<std::size_t>(3 * (v * picture.width + u) + c)];
      weights += weight;
    }
  }
  return sum / weights;
}

}  // namespace

TEST_CASE("a PNG file gives its red, green and blue, whatever its samples are") {
  const std::vector<std::uint8_t> colours{1, 2, 3, 250, 0, 128};
  CHECK(decode_picture(png_file(1, 2, colours), "p.png") == Picture{1, 2, colours});
  CHECK(decode_picture(png_file(2, 1, {7, 200}, PNG_FORMAT_GRAY), "p.png") == Picture{2, 1, {7, 7, 7, 200, 200, 200}});
  CHECK(decode_picture(png_file(1, 1, {9, 8, 7, 0}, PNG_FORMAT_RGBA), "p.png") == Picture{1, 1, {9, 8, 7}});
}

TEST_CASE("a JPEG file gives what was packed, but for its loss") {
  const Picture flat{16, 8, std::vector<std::uint8_t>(3 * 16 * 8, 90)};
  const Picture read = decode_picture(jpeg_file(flat), "p.jpg");
  CHECK(read.height == 16);
  CHECK(read.width == 8);
  for (const std::uint8_t value : read.pixels) CHECK(std::abs(value - 90) <= 1);
}

TEST_CASE("files that are no pictures, and damaged ones, are refused by name") {
  const std::string png = png_file(4, 4, random_picture(4, 4).pixels);
  const std::string jpeg = jpeg_file(random_picture(32, 32));
  const auto complaint = [](const std::string& bytes) {
    return refusal([&] { static_cast<void>(decode_picture(bytes, "p")); });
  };
  CHECK_THAT(complaint("GIF89a"), Catch::StartsWith("p: is neither a JPEG nor a PNG file"));
  CHECK_THAT(complaint(png.substr(0, png.size() / 2)), Catch::StartsWith("p: is a damaged PNG file ("));
  CHECK_THAT(complaint(png.substr(0, 8)), Catch::StartsWith("p: is a damaged PNG file ("));
  CHECK_THAT(complaint(jpeg.substr(0, jpeg.size() / 2)), Catch::StartsWith("p: is a damaged JPEG file ("));
  CHECK_THAT(complaint(jpeg.substr(0, 10)), Catch::StartsWith("p: is 0 x 0 pixels"));
}

TEST_CASE("a picture that grows is interpolated, one that shrinks is averaged") {
  CHECK(resized(grey_line({0, 255}), 1, 4) == grey_line({0, 64, 191, 255}));
  CHECK(resized(grey_line({0, 255}), 1, 1) == grey_line({128}));
  CHECK(resized(grey_line({0, 0, 0, 255, 255, 255}), 1, 2) == grey_line({32, 223}));
  CHECK(resized(grey_line({5, 5, 5}), 2, 2) == Picture{2, 2, std::vector<std::uint8_t>(12, 5)});
}

TEST_CASE("a resized picture is that of the definition but for rounding twice") {
  const Picture picture = random_picture(13, 9);
  const auto [height, width] = GENERATE(std::pair(13, 9), std::pair(5, 9), std::pair(20, 4), std::pair(1, 31));
  const Picture result = resized(picture, height, width);
  double worst = 0;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      for (int c = 0; c < 3; ++c) {
        const double value = result.pixels[static_cast<std::size_t>(3 * (y * width + x) + c)];
        worst = std::max(worst, std::abs(value - plain_resized(picture, height, width, y, x, c)));
      }
    }
  }
  CHECK(worst <= 1.0);
}

TEST_CASE("a network's picture is the middle of one whose shorter side is 8/7 of the input's") {
  const Picture picture = random_picture(20, 30);
  const Picture large = resized(picture, 16, 24);
  const Picture result = fitted(picture, 14, 14);
  for (std::size_t y = 0; y < 14; ++y) {
    for (std::size_t i = 0; i < 3 * std::size_t{14}; ++i) {
      CHECK(result.pixels[y * 42 + i] == large.pixels[(y + 1) * 72 + 15 + i]);
    }
  }
  CHECK(fitted(picture, 20, 30) == picture);
  CHECK(fitted(random_picture(3, 50), 8, 6).height == 8);
  CHECK(fitted(random_picture(50, 3), 8, 6).pixels.size() == 3 * 8 * 6);
}
