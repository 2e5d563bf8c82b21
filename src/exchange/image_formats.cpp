// SPDX-License-Identifier: MIT
#include "exchange/image_formats.hpp"

#include "exchange/lines.hpp"
#include "exchange/place.hpp"
#include "tessera/core/number.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

using Format = ImageHeader::Format;
static_assert(std::endian::native == std::endian::little);

constexpr std::int64_t dipha_magic = 8067171840, dipha_image = 1;
constexpr std::int32_t nifti_header_bytes = 348;
constexpr std::string_view png_magic = "\x89PNG\r\n\x1a\n";

bool begins_dipha(std::string_view bytes) {
  return bytes.size() >= 8 && number_at<std::int64_t>(bytes, 0) == dipha_magic;
}

bool begins_nifti(std::string_view bytes) {
  if (bytes.size() < 4) return false;
  const bool is_header = number_at<std::int32_t>(bytes, 0) == nifti_header_bytes ||
                         number_at<std::int32_t>(bytes, 0, true) == nifti_header_bytes;
  return is_header && (bytes.size() < 348 || bytes.substr(344, 1) == "n");
}

void need_bytes(Source source, std::uint64_t bytes, std::string_view what) {
  if (source.bytes.size() < bytes)
    refuse_byte(codes::truncated, source.name, source.bytes.size(),
                fmt::format("the file ends within {}, which takes {} bytes", what, bytes));
}

/// Pixels of a shape; the largest number when they pass it.
std::uint64_t pixels_of(const std::vector<std::uint64_t>& shape) {
  std::uint64_t pixels = 1;
  for (const std::uint64_t side : shape)
    if (__builtin_mul_overflow(pixels, side, &pixels)) return ~std::uint64_t{0};
  return pixels;
}

/// The data from `offset` on must hold a number for every pixel; `may_follow`: and may hold more.
void check_data(Source source, std::uint64_t offset, std::uint64_t pixels, std::uint64_t width, bool may_follow) {
  const std::uint64_t there = source.bytes.size() < offset ? 0 : source.bytes.size() - offset;
  if (pixels > there / width)
    refuse_byte(codes::truncated, source.name, source.bytes.size(),
                fmt::format("its shape needs {} pixels of {} bytes, the file holds {}", pixels, width, there / width));
  if (!may_follow && there != pixels * width)
    refuse_byte(codes::bad_format, source.name, offset + pixels * width,
                fmt::format("{} bytes follow the {} pixels", there - pixels * width, pixels));
}

struct NiftiType {
  int code, bytes;
  const char* dtype;
  double (*at)(std::string_view, std::uint64_t, bool);
};

template <class Number>
double nifti_number(std::string_view bytes, std::uint64_t offset, bool is_swapped) {
  return double(number_at<Number>(bytes, offset, is_swapped));
}

constexpr std::array nifti_types{
    NiftiType{2, 1, "u1", &nifti_number<std::uint8_t>},    NiftiType{4, 2, "i2", &nifti_number<std::int16_t>},
    NiftiType{8, 4, "i4", &nifti_number<std::int32_t>},    NiftiType{16, 4, "f4", &nifti_number<float>},
    NiftiType{64, 8, "f8", &nifti_number<double>},         NiftiType{256, 1, "i1", &nifti_number<std::int8_t>},
    NiftiType{512, 2, "u2", &nifti_number<std::uint16_t>}, NiftiType{768, 4, "u4", &nifti_number<std::uint32_t>},
    NiftiType{1024, 8, "i8", &nifti_number<std::int64_t>}, NiftiType{1280, 8, "u8", &nifti_number<std::uint64_t>},
};

struct NiftiLayout {
  ImageHeader header;
  const NiftiType* type = nullptr;
  bool is_swapped = false;
  std::uint64_t offset = 0;
  double slope = 1, intercept = 0;
};

NiftiLayout nifti_layout(Source start) {
  need_bytes(start, std::uint64_t(nifti_header_bytes), "the header of NIfTI-1");
  const auto bytes = start.bytes;
  NiftiLayout layout;
  layout.is_swapped = number_at<std::int32_t>(bytes, 0) != nifti_header_bytes;
  const auto short_at = [&](std::uint64_t at) { return number_at<std::int16_t>(bytes, at, layout.is_swapped); };
  const auto float_at = [&](std::uint64_t at) { return double(number_at<float>(bytes, at, layout.is_swapped)); };

  if (bytes.substr(344, 4) == std::string_view("ni1\0", 4))
    refuse_byte(codes::unsupported, start.name, 344, "this NIfTI header keeps its pixels in another file (.img)",
                "convert the pair to one .nii file");
  if (bytes.substr(344, 4) != std::string_view("n+1\0", 4))
    refuse_byte(codes::bad_format, start.name, 344, fmt::format("needs n+1, got {}", shown(bytes.substr(344, 4))));

  const int code = short_at(70);
  const auto type = std::ranges::find(nifti_types, code, &NiftiType::code);
  if (type == nifti_types.end())
    refuse_byte(codes::unsupported, start.name, 70,
                fmt::format("NIfTI datatype {} is not read: needs pixels of one integer, float or double", code));
  layout.type = &*type;

  const int axes = short_at(40);
  if (axes < 1 || axes > 7)
    refuse_byte(codes::bad_format, start.name, 40, fmt::format("needs 1 to 7 axes, got {}", axes));
  std::uint64_t trailing = std::uint64_t(axes);  // axes of one pixel at the end are padding
  while (trailing > 1 && short_at(40 + 2 * trailing) == 1) --trailing;
  for (std::uint64_t axis = trailing; axis > 0; --axis) {
    const int side = short_at(40 + 2 * axis);
    if (side < 1)
      refuse_byte(codes::bad_format, start.name, 40 + 2 * axis, fmt::format("needs a positive side, got {}", side));
    layout.header.shape.push_back(std::uint64_t(side));
  }
  layout.header = {Format::nifti, "NIfTI-1", (layout.is_swapped ? ">" : "<") + std::string(type->dtype),
                   std::move(layout.header.shape)};

  const double offset = float_at(108);
  if (!(offset >= 348 && offset < 1e15) || offset != std::floor(offset))
    refuse_byte(codes::bad_format, start.name, 108,
                fmt::format("needs an offset of the pixels of 348 or more, got {}", format_double(offset)));
  layout.offset = std::uint64_t(offset);
  if (const double slope = float_at(112); slope != 0) {
    layout.slope = slope;
    layout.intercept = float_at(116);
    if (!std::isfinite(slope) || !std::isfinite(layout.intercept))
      refuse_byte(codes::bad_format, start.name, 112, "needs a finite slope and intercept");
  }
  return layout;
}

/// The words of a text, wherever its lines end.
class Words {
 public:
  explicit Words(Source source) : lines_(source) {}

  /// Empty at the end.
  std::string_view next() {
    auto word = next_word(rest_);
    while (word.empty() && lines_.next_content()) {
      rest_ = lines_.text();
      word = next_word(rest_);
    }
    return word;
  }
  std::uint64_t line() const noexcept { return lines_.number(); }

 private:
  Lines lines_;
  std::string_view rest_;
};

std::int64_t perseus_integer(Words& words, std::string_view file, std::string_view what) {
  const auto word = words.next();
  if (word.empty()) refuse_line(codes::truncated, file, words.line(), fmt::format("the file ends before {}", what));
  std::int64_t number = 0;
  const auto [end, problem] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (problem != std::errc{} || end != word.data() + word.size())
    refuse_line(codes::bad_format, file, words.line(), fmt::format("needs {}, got {}", what, shown(word)));
  return number;
}

}  // namespace

ImageHeader dipha_header(Source start) {
  need_bytes(start, 32, "the header of DIPHA");
  if (const auto type = number_at<std::int64_t>(start.bytes, 8); type != dipha_image)
    refuse_byte(codes::bad_format, start.name, 8, fmt::format("needs image data, DIPHA's type 1, got type {}", type));
  const auto claimed = number_at<std::int64_t>(start.bytes, 16), axes = number_at<std::int64_t>(start.bytes, 24);
  if (axes < 1 || axes > 32)
    refuse_byte(codes::bad_format, start.name, 24, fmt::format("needs 1 to 32 axes, got {}", axes));
  need_bytes(start, 32 + 8 * std::uint64_t(axes), "the sides of the image");

  ImageHeader header{Format::dipha, "DIPHA image", "<f8", {}};
  for (std::uint64_t axis = std::uint64_t(axes); axis-- > 0;) {
    const auto side = number_at<std::int64_t>(start.bytes, 32 + 8 * axis);
    if (side < 1)
      refuse_byte(codes::bad_format, start.name, 32 + 8 * axis, fmt::format("needs a positive side, got {}", side));
    header.shape.push_back(std::uint64_t(side));
  }
  if (claimed < 0 || pixels_of(header.shape) != std::uint64_t(claimed))
    refuse_byte(
        codes::bad_format, start.name, 16,
        fmt::format("sides ({}) make another number of values than {}", fmt::join(header.shape, ", "), claimed));
  return header;
}

Array parse_dipha(Source source) {
  const ImageHeader header = dipha_header(source);
  const std::uint64_t pixels = pixels_of(header.shape), offset = 32 + 8 * header.shape.size();
  check_data(source, offset, pixels, sizeof(double), false);
  Array array{header.dtype, header.shape, std::vector<double>(pixels), {}};
  std::memcpy(array.values.data(), source.bytes.data() + offset, pixels * sizeof(double));
  return array;
}

ImageHeader nifti_header(Source start) { return nifti_layout(start).header; }

Array parse_nifti(Source source) {
  const NiftiLayout layout = nifti_layout(source);
  const std::uint64_t pixels = pixels_of(layout.header.shape), width = std::uint64_t(layout.type->bytes);
  check_data(source, layout.offset, pixels, width, true);
  Array array{layout.header.dtype, layout.header.shape, std::vector<double>(pixels), {}};
  for (std::uint64_t pixel = 0; pixel < pixels; ++pixel)
    array.values[pixel] =
        layout.slope * layout.type->at(source.bytes, layout.offset + pixel * width, layout.is_swapped) +
        layout.intercept;
  return array;
}

PerseusImage parse_perseus(Source source) {
  Words words(source);
  const std::int64_t axes = perseus_integer(words, source.name, "the number of axes");
  if (axes < 1 || axes > 32)
    refuse_line(codes::bad_format, source.name, words.line(), fmt::format("needs 1 to 32 axes, got {}", axes));

  PerseusImage image{{"", std::vector<std::uint64_t>(std::size_t(axes)), {}, {}}, {}};
  for (auto axis = std::size_t(axes); axis-- > 0;) {
    const std::int64_t side = perseus_integer(words, source.name, "the size of an axis");
    if (side == 0 || side == std::numeric_limits<std::int64_t>::min())
      refuse_line(codes::bad_format, source.name, words.line(),
                  fmt::format("needs a size other than 0 for every axis, got {}", side));
    image.array.shape[axis] = std::uint64_t(side < 0 ? -side : side);
    if (side < 0) image.glued.insert(image.glued.begin(), Index(axis));
  }

  const std::uint64_t pixels = pixels_of(image.array.shape);
  for (auto word = words.next(); !word.empty(); word = words.next()) {
    const auto value = parse_double(word);
    if (!value)
      refuse_line(codes::bad_format, source.name, words.line(), fmt::format("needs a value, got {}", shown(word)));
    if (!std::isfinite(*value))
      refuse_line(codes::bad_value, source.name, words.line(), fmt::format("needs finite values, got {}", shown(word)),
                  "give such pixels a value, and leave them out by a mask");
    if (image.array.values.size() == pixels)
      refuse_line(codes::bad_format, source.name, words.line(), fmt::format("more than {} values", pixels));
    image.array.values.push_back(*value);
  }
  if (image.array.values.size() != pixels)
    refuse_line(codes::truncated, source.name, words.line(),
                fmt::format("sizes ({}) need {} values, the file ends after {}", fmt::join(image.array.shape, ", "),
                            pixels, image.array.values.size()));
  return image;
}

std::optional<ImageHeader> image_header(Source start) {
  if (start.bytes.starts_with(png_magic)) return png_header(start);
  if (begins_dipha(start.bytes)) return dipha_header(start);
  if (begins_nifti(start.bytes)) return nifti_header(start);
  if (start.bytes.substr(0, 8).ends_with(std::string_view("n+2\0", 4)))
    refuse_byte(codes::unsupported, start.name, 4, "NIfTI-2 is not read", "convert the file to NIfTI-1");
  return std::nullopt;
}

Array parse_binary_image(Source source, Format format, std::uint64_t byte_limit) {
  switch (format) {
    case Format::dipha:
      return parse_dipha(source);
    case Format::nifti:
      return parse_nifti(source);
    case Format::png:
      return parse_png(source, byte_limit);
  }
  throw Error(codes::internal, "an image of no known format");
}

}  // namespace tessera::exchange
