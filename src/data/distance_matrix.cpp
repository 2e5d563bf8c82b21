// SPDX-License-Identifier: MIT
#include "tessera/data/distance_matrix.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tessera {
namespace {

void check_entry(double value, Index i, Index j) {
  if (!std::isfinite(value))
    throw Error(codes::bad_value,
                fmt::format("needs finite distances, got {} between points {} and {}", format_double(value), i, j));
  if (value < 0)
    throw Error(codes::bad_metric,
                fmt::format("needs distances >= 0, got {} between points {} and {}", format_double(value), i, j));
}

}  // namespace

DistanceMatrix::DistanceMatrix(Index size, std::vector<double> lower, std::vector<std::string> names)
    : size_(size), lower_(std::move(lower)), names_(std::move(names)) {
  if (!names_.empty() && names_.size() != size_)
    throw Error(codes::bad_shape, fmt::format("{} points need {} names, got {}", size_, size_, names_.size()));
  const std::size_t pairs = size_ ? std::size_t{size_} * (size_ - 1) / 2 : 0;
  if (lower_.size() != pairs)
    throw Error(codes::bad_shape,
                fmt::format("{} points need {} pairwise distances, got {}", size_, pairs, lower_.size()));
  for (Index i = 1; i < size_; ++i)
    for (Index j = 0; j < i; ++j) {
      double& value = lower_[std::size_t{i} * (i - 1) / 2 + j];
      check_entry(value, i, j);
      value += 0.0;  // -0 becomes 0
    }
}

DistanceMatrix DistanceMatrix::from_full(Index size, const std::vector<double>& full, std::vector<std::string> names) {
  if (full.size() != std::size_t{size} * size)
    throw Error(codes::bad_shape, fmt::format("a matrix of {} points needs {} entries, got {}", size,
                                              std::size_t{size} * size, full.size()));
  const auto entry = [&](Index i, Index j) { return full[std::size_t{i} * size + j]; };

  std::vector<double> lower;
  lower.reserve(size ? std::size_t{size} * (size - 1) / 2 : 0);
  for (Index i = 0; i < size; ++i) {
    if (entry(i, i) != 0)
      throw Error(codes::bad_metric,
                  fmt::format("needs zeros on the diagonal, got {} at point {}", format_double(entry(i, i)), i));
    for (Index j = 0; j < i; ++j) {
      check_entry(entry(i, j), i, j);
      check_entry(entry(j, i), j, i);
      const double larger = std::max(entry(i, j), entry(j, i)), smaller = std::min(entry(i, j), entry(j, i));
      if (larger - smaller > 1e-12 * larger)
        throw Error(codes::bad_metric, fmt::format("needs a symmetric matrix, got {} at ({}, {}) and {} at ({}, {})",
                                                   format_double(entry(i, j)), i, j, format_double(entry(j, i)), j, i));
      lower.push_back(larger);
    }
  }
  return DistanceMatrix(size, std::move(lower), std::move(names));
}

}  // namespace tessera
