// SPDX-License-Identifier: MIT
#include "exchange/dipha.hpp"

#include "exchange/image_formats.hpp"
#include "exchange/place.hpp"
#include "tessera/exchange/results.hpp"

#include <cstring>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

constexpr std::int64_t magic = 8067171840, image_type = 1, distances_type = 7;
constexpr std::uint64_t header_bytes = 24;

void append(std::string& bytes, const auto& number) {
  static_assert(sizeof(number) == 8);
  char raw[8];
  std::memcpy(raw, &number, 8);
  bytes.append(raw, 8);
}

}  // namespace

std::optional<std::uint64_t> dipha_points(Source start) {
  const auto bytes = start.bytes;
  if (bytes.size() < 16 || number_at<std::int64_t>(bytes, 0) != magic ||
      number_at<std::int64_t>(bytes, 8) != distances_type)
    return std::nullopt;
  if (bytes.size() < header_bytes)
    refuse_byte(codes::truncated, start.name, bytes.size(), "ends within the header of DIPHA");
  const auto points = number_at<std::int64_t>(bytes, 16);
  if (points < 0 || points >= std::int64_t{none})
    refuse_byte(codes::bad_format, start.name, 16, fmt::format("needs a number of points, got {}", points));
  return std::uint64_t(points);
}

DistanceMatrix parse_dipha_distances(Source source) {
  const auto points = dipha_points(source);
  if (!points) refuse(codes::bad_format, source.name, "needs a distance matrix of DIPHA");
  const std::uint64_t entries = *points * *points, there = (source.bytes.size() - header_bytes) / sizeof(double);
  if (entries > there)
    refuse_byte(codes::truncated, source.name, source.bytes.size(),
                fmt::format("{} points need {} distances, the file holds {}", *points, entries, there));
  if (source.bytes.size() != header_bytes + entries * sizeof(double))
    refuse_byte(codes::bad_format, source.name, header_bytes + entries * sizeof(double),
                fmt::format("bytes follow the {} distances", entries));
  std::vector<double> full(entries);
  if (entries > 0) std::memcpy(full.data(), source.bytes.data() + header_bytes, entries * sizeof(double));
  return naming(source.name, [&] { return DistanceMatrix::from_full(Index(*points), full); });
}

std::string distances_dipha(const DistanceMatrix& matrix) {
  std::string bytes;
  append(bytes, magic);
  append(bytes, distances_type);
  append(bytes, std::int64_t{matrix.size()});
  for (Index i = 0; i < matrix.size(); ++i)
    for (Index j = 0; j < matrix.size(); ++j) append(bytes, matrix(i, j));
  return bytes;
}

std::string image_dipha(const Image& image) {
  std::string bytes;
  append(bytes, magic);
  append(bytes, image_type);
  append(bytes, std::int64_t(image.values().size()));
  append(bytes, std::int64_t(image.shape().size()));
  for (std::size_t axis = image.shape().size(); axis-- > 0;) append(bytes, std::int64_t{image.shape()[axis]});
  for (const double value : image.values()) append(bytes, value);
  return bytes;
}

}  // namespace tessera::exchange
