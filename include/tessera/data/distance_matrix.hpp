// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// Pairwise distances of n points: symmetric, non-negative, finite, zero on the diagonal. The triangle inequality is
/// not required (a dissimilarity is welcome). Stored as the strict lower triangle, row after row. Distances of samples
/// carry their ids as names.
class DistanceMatrix {
 public:
  static constexpr std::string_view artifact = "DistanceMatrix";
  static constexpr std::string_view meaning = "distances between all pairs of points, or of samples";

  DistanceMatrix() = default;
  /// From the strict lower triangle d(1,0), d(2,0), d(2,1), ... Throws D102 on a wrong count, of names too where there
  /// are any, D101/D104 on an entry that is not finite or negative, naming i and j.
  DistanceMatrix(Index size, std::vector<double> lower, std::vector<std::string> names = {});
  /// From a full n x n matrix, row-major. Throws D104, naming i and j, when d(i,j) and d(j,i) differ by more than
  /// 1e-12 relative, or a diagonal entry is not zero.
  static DistanceMatrix from_full(Index size, const std::vector<double>& full, std::vector<std::string> names = {});

  Index size() const noexcept { return size_; }
  double operator()(Index i, Index j) const noexcept {
    if (i == j) return 0;
    if (i < j) return lower_[std::size_t{j} * (j - 1) / 2 + i];
    return lower_[std::size_t{i} * (i - 1) / 2 + j];
  }
  const std::vector<double>& lower() const noexcept { return lower_; }
  /// One a point, or empty.
  const std::vector<std::string>& names() const noexcept { return names_; }
  std::string brief() const { return "distances of " + std::to_string(size_) + " points"; }

  friend bool operator==(const DistanceMatrix&, const DistanceMatrix&) = default;

 private:
  Index size_ = 0;
  std::vector<double> lower_;
  std::vector<std::string> names_;
};

}  // namespace tessera
