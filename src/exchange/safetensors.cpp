// SPDX-License-Identifier: MIT
#include "exchange/safetensors.hpp"

#include "exchange/json.hpp"
#include "exchange/place.hpp"
#include "exchange/unicode.hpp"
#include "tessera/core/error.hpp"

#include <bit>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace tessera::exchange {
namespace {

constexpr std::size_t longest_header = 100'000'000;

template <class Item>
std::string_view as_bytes(const std::vector<Item>& items) {
  static_assert(std::endian::native == std::endian::little, "items are written as they lie in memory");
  return {reinterpret_cast<const char*>(items.data()), items.size() * sizeof(Item)};
}

}  // namespace

void SafetensorsWriter::add_bytes(std::string_view name, std::string_view dtype, const Shape& shape,
                                  std::string_view bytes) {
  tensors_ += fmt::format(R"(,{}:{{"dtype":"{}","shape":[{}],"data_offsets":[{},{}]}})", json_text(name), dtype,
                          fmt::join(shape, ","), data_.size(), data_.size() + bytes.size());
  data_ += bytes;
}

void SafetensorsWriter::add(std::string_view name, const Shape& shape, const std::vector<double>& values) {
  add_bytes(name, "F64", shape, as_bytes(values));
}
void SafetensorsWriter::add(std::string_view name, const Shape& shape, const std::vector<float>& values) {
  add_bytes(name, "F32", shape, as_bytes(values));
}
void SafetensorsWriter::add(std::string_view name, const Shape& shape, const std::vector<std::int64_t>& values) {
  add_bytes(name, "I64", shape, as_bytes(values));
}
void SafetensorsWriter::add(std::string_view name, const Shape& shape, const std::vector<std::uint8_t>& values) {
  add_bytes(name, "U8", shape, as_bytes(values));
}

void SafetensorsWriter::note(std::string_view name, std::string_view text) {
  if (!code_points_of(text)) throw Error(codes::bad_value, fmt::format("needs names in UTF-8, got {}", shown(text)));
  notes_ += fmt::format("{}{}:{}", notes_.empty() ? "" : ",", json_text(name), json_text(text));
}

std::string SafetensorsWriter::finish() && {
  std::string header = fmt::format(R"({{"__metadata__":{{{}}}{}}})", notes_, tensors_);
  header.append((8 - header.size() % 8) % 8, ' ');  // the data begin at a multiple of eight
  if (header.size() > longest_header)
    throw Error(codes::over_cap,
                fmt::format("names of {} bytes, and a .safetensors holds at most {}", header.size(), longest_header),
                "write the table as .npz");

  std::string bytes;
  bytes.reserve(8 + header.size() + data_.size());
  for (int i = 0; i < 8; ++i) bytes += char(header.size() >> 8 * i & 0xFF);
  return bytes + header + data_;
}

}  // namespace tessera::exchange
