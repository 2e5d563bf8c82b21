// SPDX-License-Identifier: MIT
// The .npy format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
#include "tessera/exchange/array.hpp"

#include "exchange/place.hpp"
#include "exchange/unicode.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <numeric>
#include <optional>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

constexpr std::string_view magic = "\x93NUMPY";
constexpr std::uint64_t longest_header = 64 << 10;
constexpr std::size_t most_axes = 32;

std::uint64_t little_endian(std::string_view bytes) noexcept {
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

/// Reads the Python literal of a header: a dictionary of exactly 'descr', 'fortran_order' and 'shape'.
class HeaderText {
 public:
  HeaderText(Source source, std::uint64_t begin, std::string_view text) : source_(source), begin_(begin), text_(text) {}

  ArrayHeader parse() {
    ArrayHeader header;
    bool has_dtype = false, has_order = false, has_shape = false;
    expect('{');
    while (!take('}')) {
      const std::string key = quoted();
      expect(':');
      if (key == "descr" && !has_dtype) {
        header.dtype = dtype();
        has_dtype = true;
      } else if (key == "fortran_order" && !has_order) {
        header.is_fortran = boolean();
        has_order = true;
      } else if (key == "shape" && !has_shape) {
        header.shape = shape();
        has_shape = true;
      } else {
        fail(fmt::format("needs the keys descr, fortran_order and shape once each, got {}", shown(key)));
      }
      if (!take(',') && !at('}')) fail("needs ',' or '}'");
    }
    skip_blanks();
    if (place_ != text_.size()) fail("text follows the dictionary");
    if (!has_dtype || !has_order || !has_shape) fail("needs the keys descr, fortran_order and shape");
    return header;
  }

 private:
  [[noreturn]] void fail(const std::string& reason) const {
    refuse_byte(codes::bad_format, source_.name, begin_ + place_, "the header of the array " + reason);
  }

  void skip_blanks() {
    while (place_ < text_.size() && (text_[place_] == ' ' || text_[place_] == '\n' || text_[place_] == '\t')) ++place_;
  }
  bool at(char letter) {
    skip_blanks();
    return place_ < text_.size() && text_[place_] == letter;
  }
  bool take(char letter) {
    if (!at(letter)) return false;
    ++place_;
    return true;
  }
  void expect(char letter) {
    if (!take(letter)) fail(fmt::format("needs '{}'", letter));
  }
  bool take_word(std::string_view word) {
    skip_blanks();
    if (!text_.substr(place_).starts_with(word)) return false;
    place_ += word.size();
    return true;
  }

  std::string quoted() {
    const char quote = at('"') ? '"' : '\'';
    expect(quote);
    const std::size_t end = text_.find(quote, place_);
    if (end == std::string_view::npos) fail("holds an open quote");
    std::string text(text_.substr(place_, end - place_));
    if (text.find('\\') != std::string::npos) fail("holds an escape");
    place_ = end + 1;
    return text;
  }

  std::string dtype() {
    if (at('['))
      refuse(codes::unsupported, source_.name, "structured arrays are not read",
             "store each field as an array of its own");
    return quoted();
  }

  bool boolean() {
    if (take_word("True")) return true;
    if (!take_word("False")) fail("needs True or False");
    return false;
  }

  std::vector<std::uint64_t> shape() {
    std::vector<std::uint64_t> sizes;
    expect('(');
    while (!take(')')) {
      skip_blanks();
      std::uint64_t size = 0;
      const char* const start = text_.data() + place_;
      const auto [end, problem] = std::from_chars(start, text_.data() + text_.size(), size);
      if (problem != std::errc{}) fail("needs sizes from 0 to 2^64 - 1 in its shape");
      place_ += std::size_t(end - start);
      sizes.push_back(size);
      const bool has_comma = take(',');
      if (!has_comma && !at(')')) fail("needs ',' or ')' in its shape");
      if (!has_comma && sizes.size() == 1) fail("needs a tuple as its shape");
    }
    if (sizes.size() > most_axes)
      refuse(codes::unsupported, source_.name, fmt::format("needs at most {} axes, got {}", most_axes, sizes.size()));
    return sizes;
  }

  Source source_;
  std::uint64_t begin_;
  std::string_view text_;
  std::size_t place_ = 0;
};

struct ItemType {
  char kind = 'f';  // f, i, u, b, U
  std::uint64_t bytes = 8;
  bool is_big_endian = false;
};

ItemType item_type(const std::string& dtype, std::string_view file) {
  const auto refuse_dtype = [&](std::string_view why, std::string remedy) {
    refuse(codes::unsupported, file, fmt::format("arrays of dtype {} are not read: {}", shown(dtype), why),
           std::move(remedy));
  };
  const std::string convert = "convert it: numpy.save(path, array.astype(float))";
  if (dtype.size() < 2) refuse_dtype("the dtype is not known", convert);
  const char order = dtype[0], kind = dtype[1];
  if (kind == 'O') refuse_dtype("they hold Python objects, which would have to be executed", convert);

  std::uint64_t size = 0;
  const char* const end = dtype.data() + dtype.size();
  const auto [stop, problem] = std::from_chars(dtype.data() + 2, end, size);
  const bool is_sized = problem == std::errc{} && stop == end;
  const bool is_power = size == 1 || size == 2 || size == 4 || size == 8;
  const bool is_known =
      is_sized && ((kind == 'f' && is_power && size > 1) || ((kind == 'i' || kind == 'u') && is_power) ||
                   (kind == 'b' && size == 1) || (kind == 'U' && size <= (std::uint64_t{1} << 28)));
  const bool needs_order = kind == 'U' || size > 1;
  if (!is_known || !(order == '<' || order == '>' || (order == '|' && !needs_order)))
    refuse_dtype("only f2 f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 b1 and U are", convert);
  return {kind, kind == 'U' ? 4 * size : size, order == '>'};
}

/// Items of the array; throws when the product leaves 64 bits.
std::uint64_t item_count(const ArrayHeader& header, std::string_view file) {
  if (std::ranges::find(header.shape, 0u) != header.shape.end()) return 0;
  std::uint64_t count = 1;
  for (const std::uint64_t size : header.shape)
    if (__builtin_mul_overflow(count, size, &count))
      refuse(codes::bad_format, file, "the product of the array's shape is beyond 2^64");
  return count;
}

double half(std::uint16_t bits) noexcept {
  const int exponent = bits >> 10 & 31, fraction = bits & 1023;
  const double size = exponent == 0    ? std::ldexp(fraction, -24)
                      : exponent == 31 ? (fraction ? std::numeric_limits<double>::quiet_NaN() : infinity)
                                       : std::ldexp(1024 + fraction, exponent - 25);
  return bits >> 15 ? -size : size;
}

std::uint64_t item_bits(const char* item, const ItemType& type) noexcept {
  std::uint64_t bits = 0;
  for (std::uint64_t i = 0; i < type.bytes; ++i)
    bits = bits << 8 | static_cast<unsigned char>(item[type.is_big_endian ? i : type.bytes - 1 - i]);
  return bits;
}

double integer_value(std::uint64_t bits, const ItemType& type, std::uint64_t item, std::string_view file) {
  constexpr std::int64_t exact = std::int64_t{1} << 53;
  if (type.kind == 'i') {
    const int unused = 64 - 8 * int(type.bytes);
    const std::int64_t value = static_cast<std::int64_t>(bits << unused) >> unused;
    if (value >= -exact && value <= exact) return double(value);
  } else if (bits <= std::uint64_t(exact)) {
    return double(bits);
  }
  refuse(codes::bad_value, file, fmt::format("needs integers within 2^53, got a larger one at item {}", item),
         "a double cannot hold it exactly");
}

double number(const char* item, const ItemType& type, std::uint64_t place, std::string_view file) {
  const std::uint64_t bits = item_bits(item, type);
  if (type.kind == 'b') return bits != 0;
  if (type.kind != 'f') return integer_value(bits, type, place, file);
  if (type.bytes == 8) return std::bit_cast<double>(bits);
  if (type.bytes == 4) return double(std::bit_cast<float>(std::uint32_t(bits)));
  return half(std::uint16_t(bits));
}

std::string text_item(const char* item, const ItemType& type, std::uint64_t place, std::string_view file) {
  std::vector<std::uint32_t> points(type.bytes / 4);
  for (std::size_t i = 0; i < points.size(); ++i)
    points[i] = std::uint32_t(item_bits(item + 4 * i, {'u', 4, type.is_big_endian}));
  while (!points.empty() && points.back() == 0) points.pop_back();
  const auto text = utf8_of(points);
  if (!text)
    refuse(codes::bad_format, file, fmt::format("needs Unicode text, got an invalid code point in item {}", place));
  return *text;
}

/// Turns items with the first axis fastest into row-major order.
template <class Item>
std::vector<Item> row_major(std::vector<Item> items, const std::vector<std::uint64_t>& shape) {
  std::vector<Item> turned;
  turned.reserve(items.size());
  std::vector<std::uint64_t> stride(shape.size()), at(shape.size(), 0);
  std::exclusive_scan(shape.begin(), shape.end(), stride.begin(), std::uint64_t{1}, std::multiplies<>());
  std::uint64_t from = 0;
  while (turned.size() < items.size()) {
    turned.push_back(std::move(items[from]));
    for (std::size_t axis = shape.size(); axis-- > 0;) {
      from += stride[axis];
      if (++at[axis] < shape[axis]) break;
      from -= stride[axis] * shape[axis];
      at[axis] = 0;
    }
  }
  return turned;
}

}  // namespace

bool is_npy(std::string_view bytes) noexcept { return bytes.starts_with(magic); }

ArrayHeader parse_npy_header(Source source) {
  const auto bytes = source.bytes;
  if (!is_npy(bytes)) {
    if (magic.starts_with(bytes))
      refuse_byte(codes::truncated, source.name, bytes.size(), "the array ends within its first bytes");
    refuse_byte(codes::bad_format, source.name, 0, "needs the first bytes of a .npy file");
  }
  const auto need = [&](std::uint64_t end) {
    if (bytes.size() < end)
      refuse_byte(codes::truncated, source.name, bytes.size(),
                  fmt::format("the header needs {} bytes, got {}", end, bytes.size()));
  };
  need(8);
  const int major = bytes[6];
  if (major < 1 || major > 3 || bytes[7] != 0)
    refuse_byte(codes::unsupported, source.name, 6, "only versions 1.0, 2.0 and 3.0 of .npy are read");
  const std::uint64_t begin = major == 1 ? 10 : 12;
  need(begin);
  const std::uint64_t length = little_endian(bytes.substr(8, begin - 8));
  if (length > longest_header)
    refuse_byte(codes::bad_format, source.name, 8,
                fmt::format("needs a header of at most 64 KiB, got {} bytes", length));
  need(begin + length);

  ArrayHeader header = HeaderText(source, begin, bytes.substr(begin, length)).parse();
  header.data_offset = begin + length;
  item_type(header.dtype, source.name);
  return header;
}

Array parse_npy(Source source) {
  const ArrayHeader header = parse_npy_header(source);
  const ItemType type = item_type(header.dtype, source.name);
  const std::uint64_t count = item_count(header, source.name), left = source.bytes.size() - header.data_offset;
  std::uint64_t claimed = 0;
  if (type.bytes == 0 && count > 0) refuse(codes::unsupported, source.name, "arrays of empty text are not read");
  if (__builtin_mul_overflow(count, type.bytes, &claimed) || claimed > left)
    refuse_byte(codes::truncated, source.name, source.bytes.size(),
                fmt::format("the header claims {} items of {} bytes, but {} bytes follow it", count, type.bytes, left));
  if (claimed < left)
    refuse_byte(codes::bad_format, source.name, header.data_offset + claimed,
                fmt::format("{} bytes follow the array", left - claimed));

  Array array{header.dtype, header.shape, {}, {}};
  const char* const data = source.bytes.data() + header.data_offset;
  if (array.is_text()) {
    array.text.reserve(count);
    for (std::uint64_t i = 0; i < count; ++i)
      array.text.push_back(text_item(data + i * type.bytes, type, i, source.name));
  } else if (type.kind == 'f' && type.bytes == 8 && !type.is_big_endian) {
    array.values.resize(count);
    if (count > 0) std::memcpy(array.values.data(), data, claimed);
  } else {
    array.values.reserve(count);
    for (std::uint64_t i = 0; i < count; ++i)
      array.values.push_back(number(data + i * type.bytes, type, i, source.name));
  }

  if (header.is_fortran && header.shape.size() > 1) {
    array.values = row_major(std::move(array.values), array.shape);
    array.text = row_major(std::move(array.text), array.shape);
  }
  return array;
}

Array read_array(Source source, std::string_view name, std::uint64_t byte_limit) {
  if (is_npz(source.bytes)) return read_npz(source, name, byte_limit);
  if (!name.empty())
    refuse(codes::bad_request, source.name, fmt::format("holds a single array, so {} cannot be chosen", shown(name)),
           "leave 'array' out");
  return parse_npy(source);
}

}  // namespace tessera::exchange
