// SPDX-License-Identifier: MIT
// Writes .npy and .npz, little-endian, with the same bytes for the same arrays.
#include "tessera/exchange/array.hpp"

#include "exchange/place.hpp"
#include "exchange/unicode.hpp"

#include <algorithm>
#include <bit>

#include <zlib.h>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

constexpr std::uint64_t largest_archive = 0xFFFFFFFFu;  // beyond either, zip needs its 64-bit form
constexpr std::uint64_t most_members = 0xFFFFu;

void append(std::string& bytes, std::uint64_t value, int count) {
  for (int i = 0; i < count; ++i) bytes += char(value >> 8 * i & 0xFF);
}

std::string npy_header(std::string_view dtype, const std::vector<std::uint64_t>& shape, std::uint64_t count) {
  std::uint64_t product = 1;
  std::string sizes;
  for (const std::uint64_t size : shape) {
    product *= size;
    sizes += fmt::format("{},{}", size, shape.size() > 1 ? " " : "");
  }
  if (shape.size() > 1) sizes.resize(sizes.size() - 2);
  if (product != count)
    throw Error(codes::internal, fmt::format("an array of {} items is written as shape ({})", count, sizes));

  std::string text = fmt::format("{{'descr': '{}', 'fortran_order': False, 'shape': ({}), }}", dtype, sizes);
  const std::size_t used = 10 + text.size() + 1;
  text.append((64 - used % 64) % 64, ' ');
  text += '\n';

  std::string header("\x93NUMPY\x01\x00", 8);
  append(header, text.size(), 2);  // shapes have few axes: the text is far below 64 KiB
  return header + text;
}

template <class Item>
std::string numbers_npy(std::string_view dtype, const std::vector<std::uint64_t>& shape,
                        const std::vector<Item>& items) {
  std::string bytes = npy_header(dtype, shape, items.size());
  static_assert(std::endian::native == std::endian::little, "items are written as they lie in memory");
  if (!items.empty()) bytes.append(reinterpret_cast<const char*>(items.data()), items.size() * sizeof(Item));
  return bytes;
}

}  // namespace

std::string npy_of(const std::vector<std::uint64_t>& shape, const std::vector<double>& values) {
  return numbers_npy("<f8", shape, values);
}
std::string npy_of(const std::vector<std::uint64_t>& shape, const std::vector<std::int64_t>& values) {
  return numbers_npy("<i8", shape, values);
}
std::string npy_of(const std::vector<std::uint64_t>& shape, const std::vector<std::uint8_t>& values) {
  return numbers_npy("|u1", shape, values);
}

std::string npy_of(const std::vector<std::uint64_t>& shape, const std::vector<std::string>& text) {
  std::vector<std::vector<std::uint32_t>> items;
  std::size_t longest = 1;
  for (const std::string& item : text) {
    auto points = code_points_of(item);
    if (!points) throw Error(codes::bad_value, fmt::format("needs names in UTF-8, got {}", shown(item)));
    if (!points->empty() && points->back() == 0)
      throw Error(codes::bad_value, fmt::format("a name must not end in a zero, got {}", shown(item)));
    longest = std::max(longest, points->size());
    items.push_back(std::move(*points));
  }

  std::string bytes = npy_header(fmt::format("<U{}", longest), shape, text.size());
  for (const auto& points : items) {
    for (const std::uint32_t point : points) append(bytes, point, 4);
    bytes.append(4 * (longest - points.size()), '\0');
  }
  return bytes;
}

void NpzWriter::add(std::string_view name, std::string_view npy) {
  const std::string file = std::string(name) + ".npy";
  const std::uint64_t offset = bytes_.size();
  if (offset + npy.size() + directory_.size() + 1024 > largest_archive)
    throw Error(codes::over_cap, fmt::format("an .npz holds at most 4 GiB; array '{}' would pass that", name),
                "write each table as .npy");
  if (members_ == most_members)
    throw Error(codes::over_cap, fmt::format("an .npz holds at most {} arrays", most_members));
  const auto checksum = std::uint64_t(::crc32_z(0, reinterpret_cast<const Bytef*>(npy.data()), npy.size()));

  std::string common;         // the part that both headers of a member share
  append(common, 20, 2);      // version needed: 2.0
  append(common, 0, 2);       // flags
  append(common, 0, 2);       // stored
  append(common, 0, 2);       // time 00:00
  append(common, 0x0021, 2);  // 1980-01-01
  append(common, checksum, 4);
  append(common, npy.size(), 4);
  append(common, npy.size(), 4);
  append(common, file.size(), 2);
  append(common, 0, 2);  // no extra field

  bytes_ += "PK\x03\x04" + common + file;
  bytes_ += npy;

  directory_ += "PK\x01\x02";
  append(directory_, 3 << 8 | 20, 2);  // made on Unix
  directory_ += common;
  append(directory_, 0, 2);  // no comment
  append(directory_, 0, 2);  // disk 0
  append(directory_, 0, 2);  // internal attributes
  append(directory_, 0100644u << 16, 4);
  append(directory_, offset, 4);
  directory_ += file;
  ++members_;
}

std::string NpzWriter::finish() && {
  const std::uint64_t offset = bytes_.size();
  bytes_ += directory_;
  bytes_ += "PK\x05\x06";
  append(bytes_, 0, 4);  // disks
  append(bytes_, members_, 2);
  append(bytes_, members_, 2);
  append(bytes_, directory_.size(), 4);
  append(bytes_, offset, 4);
  append(bytes_, 0, 2);  // no comment
  return std::move(bytes_);
}

}  // namespace tessera::exchange
