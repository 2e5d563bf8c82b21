// SPDX-License-Identifier: MIT
// Samples are written here by hand from the specifications of the formats.
#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/scratch.hpp"
#include "tessera/exchange/images.hpp"
#include "tessera/exchange/info.hpp"

#include <cstring>
#include <initializer_list>
#include <limits>

#include <zlib.h>

using namespace tessera;
using namespace tessera::exchange;

namespace {

const Context context;

template <class Number>
std::string bytes_of(Number number, bool is_swapped = false) {
  std::string bytes(sizeof(Number), '\0');
  std::memcpy(bytes.data(), &number, sizeof(Number));
  return is_swapped ? std::string(bytes.rbegin(), bytes.rend()) : bytes;
}

std::string dipha(const std::vector<std::int64_t>& sides, const std::vector<double>& values, std::int64_t type = 1) {
  std::string bytes = bytes_of(std::int64_t{8067171840}) + bytes_of(type) + bytes_of(std::int64_t(values.size())) +
                      bytes_of(std::int64_t(sides.size()));
  for (const auto side : sides) bytes += bytes_of(side);
  for (const double value : values) bytes += bytes_of(value);
  return bytes;
}

struct Nifti {
  std::vector<std::int16_t> sides;
  std::int16_t datatype = 16;  // float
  float offset = 352, slope = 0, intercept = 0;
  bool is_swapped = false;
  std::string magic = std::string("n+1\0", 4);

  template <class Number>
  std::string with(const std::vector<Number>& values) const {
    std::string bytes(352, '\0');
    const auto put = [&](std::size_t at, const std::string& number) { bytes.replace(at, number.size(), number); };
    put(0, bytes_of(std::int32_t{348}, is_swapped));
    put(40, bytes_of(std::int16_t(sides.size()), is_swapped));
    for (std::size_t axis = 0; axis < sides.size(); ++axis) put(42 + 2 * axis, bytes_of(sides[axis], is_swapped));
    put(70, bytes_of(datatype, is_swapped));
    put(108, bytes_of(offset, is_swapped));
    put(112, bytes_of(slope, is_swapped));
    put(116, bytes_of(intercept, is_swapped));
    put(344, magic);
    for (const Number value : values) bytes += bytes_of(value, is_swapped);
    return bytes;
  }
};

std::string chunk(const std::string& type, const std::string& data) {
  const std::string body = type + data;
  const auto sum = std::uint32_t(crc32(0, reinterpret_cast<const Bytef*>(body.data()), uInt(body.size())));
  return bytes_of(std::uint32_t(data.size()), true) + body + bytes_of(sum, true);
}

/// `lines` holds rows as PNG stores them, each after its filter byte 0.
std::string png(std::uint32_t width, std::uint32_t height, int depth, int color, const std::string& lines,
                const std::string& before_pixels = {}, bool is_interlaced = false) {
  uLongf size = compressBound(uLong(lines.size()));
  std::string packed(size, '\0');
  compress2(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(lines.data()),
            uLong(lines.size()), 6);
  packed.resize(size);
  const std::string header = bytes_of(width, true) + bytes_of(height, true) + char(depth) + char(color) +
                             std::string(2, '\0') + char(is_interlaced);
  return "\x89PNG\r\n\x1a\n" + chunk("IHDR", header) + before_pixels + chunk("IDAT", packed) + chunk("IEND", "");
}

std::string bytes(std::initializer_list<int> numbers) {
  std::string text;
  for (const int number : numbers) text += char(number);
  return text;
}

Image lone(const std::string& file, const ImagesOptions& options = {}) {
  const auto data = parse_images({"f", file}, options, context);
  REQUIRE(data.images.size() == 1);
  return data.images[0];
}

const std::string small_png = png(3, 2, 8, 0, bytes({0, 1, 2, 3, 0, 4, 5, 255}));
const std::string small_dipha = dipha({3, 2}, {1, 2, 3, 4, 5, 6});
const std::string small_nifti = Nifti{.sides = {3, 2}}.with<float>({1, 2, 3, 4, 5, 6});
const std::string small_perseus = "2\n3\n2\n1\n2\n3\n4\n5\n6\n";
const ImagesOptions perseus{.format = ImageFormat::perseus};

}  // namespace

TEST_CASE("the first axis of DIPHA, NIfTI and Perseus is the last of an image", "[exchange][images]") {
  const Image expected({2, 3}, {1, 2, 3, 4, 5, 6});
  CHECK(lone(small_dipha) == expected);
  CHECK(lone(small_nifti) == expected);
  CHECK(lone(small_perseus, perseus) == expected);
  CHECK(lone("# sizes\n2 3\t2\n1 2 3 4\n5 6", perseus) == expected);
}

TEST_CASE("NIfTI pixels of any number type and byte order are scaled", "[exchange][images]") {
  for (const bool is_swapped : {false, true}) {
    const Nifti scaled{.sides = {2, 1, 2}, .datatype = 4, .slope = 0.5, .intercept = -1, .is_swapped = is_swapped};
    CHECK(lone(scaled.with<std::int16_t>({2, -4, 300, 0})) == Image({2, 1, 2}, {0, -3, 149, -1}));
    const Nifti doubles{.sides = {2}, .datatype = 64, .is_swapped = is_swapped};
    CHECK(lone(doubles.with<double>({0.1, -1e300})) == Image({2}, {0.1, -1e300}));
    const Nifti wide{.sides = {2}, .datatype = 768, .is_swapped = is_swapped};
    CHECK(lone(wide.with<std::uint32_t>({4294967295u, 1})) == Image({2}, {4294967295.0, 1}));
    const Nifti narrow{.sides = {1, 1, 2, 1, 1}, .datatype = 256, .is_swapped = is_swapped};
    CHECK(lone(narrow.with<std::int8_t>({-128, 127})) == Image({2, 1, 1}, {-128, 127}));
  }
}

TEST_CASE("volumes over time are a stack, if volumes are asked for", "[exchange][images]") {
  const auto file = Nifti{.sides = {2, 1, 1, 3}, .datatype = 2}.with<std::uint8_t>({1, 2, 3, 4, 5, 6});
  CHECK(lone(file) == Image({3, 1, 1, 2}, {1, 2, 3, 4, 5, 6}));
  const auto stack = parse_images({"f", file}, {.dimension = 3}, context).images;
  REQUIRE(stack.size() == 3);
  CHECK(stack[2] == Image({1, 1, 2}, {5, 6}));
  CHECK(parse_images({"f", file}, {.dimension = 3, .first = 2}, context).images.size() == 2);
}

TEST_CASE("PNG gives grey levels as they are stored", "[exchange][images]") {
  CHECK(lone(small_png) == Image({2, 3}, {1, 2, 3, 4, 5, 255}));
  CHECK(lone(png(2, 1, 16, 0, bytes({0, 1, 2, 255, 255}))) == Image({1, 2}, {258, 65535}));
  CHECK(lone(png(3, 1, 1, 0, bytes({0, 0b10100000}))) == Image({1, 3}, {255, 0, 255}));
  CHECK(lone(png(2, 1, 8, 4, bytes({0, 7, 0, 9, 255}))) == Image({1, 2}, {7, 9}));  // with transparency
  CHECK(lone(png(2, 2, 8, 0, bytes({0, 1, 0, 2, 0, 3, 4}), {}, true)) == Image({2, 2}, {1, 2, 3, 4}));
  const std::string dark_gamma = chunk("gAMA", bytes_of(std::uint32_t{20000}, true));
  CHECK(lone(png(2, 1, 8, 0, bytes({0, 7, 99}), dark_gamma)) == Image({1, 2}, {7, 99}));
}

TEST_CASE("PNG colors give their luminance", "[exchange][images]") {
  const auto grey = lone(png(4, 1, 8, 2, bytes({0, 255, 0, 0, 0, 255, 0, 0, 0, 255, 90, 90, 90}))).values();
  CHECK(grey[0] == Approx(0.2126 * 255).margin(1));
  CHECK(grey[1] == Approx(0.7152 * 255).margin(1));
  CHECK(grey[2] == Approx(0.0722 * 255).margin(1));
  CHECK(grey[3] == 90);
  const std::string palette = chunk("PLTE", bytes({10, 10, 10, 200, 200, 200}));
  CHECK(lone(png(2, 1, 8, 3, bytes({0, 1, 0}), palette)) == Image({1, 2}, {200, 10}));
}

TEST_CASE("an axis that Perseus glues is told in a warning", "[exchange][images]") {
  std::string told;
  const Context listening(ContextOptions{.warning = [&](const Warning& warning) { told = warning.text; }});
  CHECK(parse_images({"torus.txt", "2 -3 1 1 2 3"}, perseus, listening).images[0] == Image({1, 3}, {1, 2, 3}));
  CHECK(told == "torus.txt glues the ends of axes [1]: say so where its cubes are built, by 'periodic'");
}

TEST_CASE("an image that ends early is refused at every byte", "[exchange][images][error]") {
  for (const std::string& sample : {small_png, small_dipha, small_nifti})
    for (std::size_t length = 0; length < sample.size(); ++length) {
      INFO(length << " of " << sample.size());
      const auto code = code_of([&] { parse_images({"f", std::string_view(sample).substr(0, length)}, {}, context); });
      CHECK(code == (length >= 8 ? "D202" : code));
      CHECK_FALSE(code.empty());
    }
  for (std::size_t length = 0; length + 2 < small_perseus.size(); ++length)
    CHECK(code_of([&] {
            parse_images({"f", std::string_view(small_perseus).substr(0, length)}, perseus, context);
          }) == "D202");
}

TEST_CASE("a header that cannot be meant is refused with its place", "[exchange][images][error]") {
  const auto reason = [](const std::string& file, const ImagesOptions& options = {}) {
    return reason_of([&] { parse_images({"f", file}, options, context); });
  };
  CHECK(reason(dipha({2}, {1, 2}, 7)) == "f: byte 8: needs image data, DIPHA's type 1, got type 7");
  CHECK(reason(dipha({2, 2}, {1, 2})) == "f: byte 16: sides (2, 2) make another number of values than 2");
  CHECK(reason(dipha({-1}, {1, 2})) == "f: byte 32: needs a positive side, got -1");
  CHECK(reason(dipha({std::int64_t{1} << 62, 8}, {1})) ==
        "f: byte 16: sides (8, 4611686018427387904) make another number of values than 1");
  CHECK(reason(small_dipha + "x") == "f: byte 96: 1 bytes follow the 6 pixels");
  CHECK(reason(Nifti{.sides = {1}, .datatype = 128}.with<float>({1})) ==
        "f: byte 70: NIfTI datatype 128 is not read: needs pixels of one integer, float or double");
  CHECK(reason(Nifti{.sides = {1}, .magic = std::string("ni1\0", 4)}.with<float>({1})) ==
        "f: byte 344: this NIfTI header keeps its pixels in another file (.img)");
  CHECK(reason(bytes_of(std::int32_t{540}) + std::string("n+2\0", 4) + std::string(600, '\0')) ==
        "f: byte 4: NIfTI-2 is not read");
  CHECK(reason(Nifti{.sides = {0, 2}}.with<float>({})) == "f: byte 42: needs a positive side, got 0");
  CHECK(reason(Nifti{.sides = {1}, .offset = 3e38f}.with<float>({1})).starts_with("f: byte 108: needs an offset"));
  CHECK(reason(Nifti{.sides = {32767, 32767, 32767, 32767}}.with<float>({1})).starts_with("f: byte 356: its shape"));
  CHECK(reason(Nifti{.sides = {1}, .slope = std::numeric_limits<float>::infinity()}.with<float>({1})) ==
        "f: byte 112: needs a finite slope and intercept");
  CHECK(reason("2 3 0", perseus) == "f:1: needs a size other than 0 for every axis, got 0");
  CHECK(reason("1\n2\n1\nzwei\n", perseus) == "f:4: needs a value, got 'zwei'");
  CHECK(reason("1\n2\n1\ninf\n", perseus) == "f:4: needs finite values, got 'inf'");
  CHECK(reason("1\n2\n1\n2\n3\n", perseus) == "f:5: more than 2 values");
  CHECK(reason("99999", perseus) == "f:1: needs 1 to 32 axes, got 99999");
  CHECK(reason(small_png, {.labels = "y"}) == "f: an image in a file of its own has no labels");
  CHECK(reason(small_png, {.shape = {6}}) == "f: the file knows the shape of its image");
}

TEST_CASE("a damaged PNG is refused, and one beyond the budget before it unfolds", "[exchange][images][error]") {
  std::string damaged = small_png;
  damaged[damaged.size() - 20] ^= 1;
  CHECK(code_of([&] { parse_images({"f", damaged}, {}, context); }) == "D201");
  CHECK(code_of([&] { parse_images({"f", png(2, 1, 8, 0, bytes({0, 1}))}, {}, context); }) == "D201");
  CHECK(code_of([&] { parse_images({"f", png(2, 1, 7, 0, bytes({0, 1, 2}))}, {}, context); }) == "D201");
  CHECK(code_of([&] { parse_images({"f", png(1 << 21, 1, 8, 0, bytes({0, 1}))}, {}, context); }) == "D201");
  const Context small(ContextOptions{.memory_budget = 1 << 20});
  CHECK(code_of([&] { parse_images({"f", png(1 << 20, 1 << 20, 8, 0, bytes({0, 1}))}, {}, small); }) == "R303");
}

TEST_CASE("headers of images tell their shape", "[exchange][images][info]") {
  const ScratchFolder folder;
  const auto described = [&](const std::string& file) {
    folder.write("image", file);
    return brief(describe_file(folder.path("image")));
  };
  CHECK(described(small_png) == "PNG |u1 (2, 3)");
  CHECK(described(small_dipha) == "DIPHA image <f8 (2, 3)");
  CHECK(described(small_nifti) == "NIfTI-1 <f4 (2, 3)");
}

TEST_CASE("GUDHI's example files of cubical complexes are read", "[exchange][images][data]") {
  const std::string data = data_folder();
  if (data.empty()) {
    WARN("skipped: TESSERA_DATA names no folder");
    return;
  }
  const std::string folder = data + "/cubical/";
  const auto read = [&](const std::string& name) {
    return read_images({.path = folder + name, .format = ImageFormat::perseus}, context).images[0];
  };
  CHECK(read("CubicalTwoSphere.txt").shape() == std::vector<Index>{3, 3, 3});
  CHECK(read("cubicalcomplexdoc.txt") == Image({3, 3}, {1, 4, 6, 8, 20, 4, 7, 6, 5}));
  CHECK(code_of([&] { read("sinusoid.txt"); }) == "D101");  // has infinite values
}
