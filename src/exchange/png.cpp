// SPDX-License-Identifier: MIT
// The one file that includes libpng. Its errors come back by longjmp, so the functions that call it hold no object with
// a destructor, and what went wrong lies in PngReading.
#include "exchange/image_formats.hpp"
#include "exchange/place.hpp"

#include <algorithm>
#include <array>
#include <csetjmp>

#include <fmt/format.h>
#include <png.h>

namespace tessera::exchange {
namespace {

constexpr png_uint_32 longest_side = 1 << 20;
constexpr std::uint64_t header_bytes = 33;  // the signature and the chunk IHDR

struct PngReading {
  std::string_view bytes;
  std::size_t at = 0;
  bool is_truncated = false;
  std::array<char, 160> reason{};

  png_structp png = nullptr;
  png_infop info = nullptr;
  png_uint_32 width = 0, height = 0;
  std::size_t row_bytes = 0;
  int depth = 0;

  PngReading() = default;
  PngReading(const PngReading&) = delete;
  ~PngReading() { png_destroy_read_struct(&png, &info, nullptr); }
};

[[noreturn]] void on_error(png_structp png, png_const_charp message) {
  auto& reading = *static_cast<PngReading*>(png_get_error_ptr(png));
  std::strncpy(reading.reason.data(), message, reading.reason.size() - 1);
  png_longjmp(png, 1);
}

void on_warning(png_structp, png_const_charp) {}

void read_bytes(png_structp png, png_bytep out, std::size_t count) {
  auto& reading = *static_cast<PngReading*>(png_get_io_ptr(png));
  if (count > reading.bytes.size() - reading.at) {
    reading.is_truncated = true;
    png_error(png, "the file ends early");
  }
  std::memcpy(out, reading.bytes.data() + reading.at, count);
  reading.at += count;
}

/// The header, and what rows will look like: one grey level a pixel, of 8 or 16 bits. False: see `reason`.
bool begin(PngReading& reading) {
  reading.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &reading, on_error, on_warning);
  if (reading.png) reading.info = png_create_info_struct(reading.png);
  if (!reading.info) return false;
  png_structp png = reading.png;
  png_infop info = reading.info;
  if (setjmp(png_jmpbuf(png))) return false;

  png_set_user_limits(png, longest_side, longest_side);
  png_set_chunk_cache_max(png, 64);
  png_set_chunk_malloc_max(png, 1 << 23);
  png_set_read_fn(png, &reading, read_bytes);
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, nullptr, 0);
  png_read_info(png, info);

  const int color = png_get_color_type(png, info);
  reading.depth = png_get_bit_depth(png, info) == 16 ? 16 : 8;
  if (color == PNG_COLOR_TYPE_PALETTE) png_set_palette_to_rgb(png);
  if (color == PNG_COLOR_TYPE_GRAY) png_set_expand_gray_1_2_4_to_8(png);
  if (color & PNG_COLOR_MASK_COLOR) png_set_rgb_to_gray_fixed(png, PNG_ERROR_ACTION_NONE, 21260, 71520);
  png_set_strip_alpha(png);
  png_set_interlace_handling(png);
  png_set_gamma_fixed(png, PNG_GAMMA_LINEAR, PNG_GAMMA_LINEAR);  // stored levels, whatever curve the file declares
  png_read_update_info(png, info);
  reading.width = png_get_image_width(png, info);
  reading.height = png_get_image_height(png, info);
  reading.row_bytes = png_get_rowbytes(png, info);
  return true;
}

bool read_rows(PngReading& reading, png_bytepp rows) {
  if (setjmp(png_jmpbuf(reading.png))) return false;
  png_read_image(reading.png, rows);
  png_read_end(reading.png, nullptr);
  return true;
}

[[noreturn]] void refuse_png(const PngReading& reading, std::string_view file) {
  if (reading.is_truncated)
    refuse_byte(codes::truncated, file, reading.bytes.size(), "the file ends within its PNG image");
  refuse_byte(codes::bad_format, file, reading.at,
              fmt::format("a damaged PNG image: {}", shown(reading.reason.data())));
}

}  // namespace

ImageHeader png_header(Source start) {
  if (start.bytes.size() < header_bytes)
    refuse_byte(codes::truncated, start.name, start.bytes.size(), "the file ends within the header of PNG");
  const std::uint64_t width = number_at<std::uint32_t>(start.bytes, 16, true);
  const std::uint64_t height = number_at<std::uint32_t>(start.bytes, 20, true);
  const bool is_wide = start.bytes[24] == 16;
  return {ImageHeader::Format::png, "PNG", is_wide ? ">u2" : "|u1", {height, width}};
}

Array parse_png(Source source, std::uint64_t byte_limit) {
  const ImageHeader header = png_header(source);
  PngReading reading;
  reading.bytes = source.bytes;
  if (!begin(reading)) refuse_png(reading, source.name);

  const std::uint64_t pixels = std::uint64_t{reading.width} * reading.height, sample = reading.depth == 16 ? 2 : 1;
  if (pixels > byte_limit / (sizeof(double) + sample))
    refuse(codes::over_cap, source.name,
           fmt::format("{} x {} pixels unfold to more than {} bytes", reading.height, reading.width, byte_limit),
           "give the run a larger memory budget, or cut the image");
  if (reading.row_bytes != reading.width * sample)
    refuse(codes::unsupported, source.name, "needs PNG pixels of grey levels or colors");

  std::vector<unsigned char> levels(pixels * sample);
  std::vector<png_bytep> rows(reading.height);
  for (std::size_t row = 0; row < rows.size(); ++row) rows[row] = levels.data() + row * reading.row_bytes;
  if (!read_rows(reading, rows.data())) refuse_png(reading, source.name);

  Array array{header.dtype, {reading.height, reading.width}, std::vector<double>(pixels), {}};
  for (std::uint64_t pixel = 0; pixel < pixels; ++pixel)
    array.values[pixel] = sample == 1 ? levels[pixel] : levels[2 * pixel] * 256.0 + levels[2 * pixel + 1];
  return array;
}

}  // namespace tessera::exchange
