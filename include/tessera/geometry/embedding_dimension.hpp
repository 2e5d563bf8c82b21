// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/collection.hpp"
#include "tessera/core/context.hpp"
#include "tessera/core/fitted.hpp"
#include "tessera/data/time_series.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tessera {

struct EmbeddingDimensionOptions {
  std::optional<Index> lag;    // time steps between copies; absent: that of embedding_lag
  Index max_dimension = 10;    // the most copies tried
  double distance_ratio = 15;  // a neighbor is false when the next copy is this many times as far as all before
  double size_ratio = 2;       // ... or when the distance with it is this many times the size of the attractor
  double false_share = 0.01;   // a dimension will do when at most this share of the neighbors is false
};

/// How many delayed copies unfold a series, and the curve it is read from.
struct EmbeddingDimension {
  static constexpr std::string_view artifact = "EmbeddingDimension";
  static constexpr std::string_view meaning =
      "in how many copies a series unfolds, and the share of false neighbors in each";

  Index dimension = 1;
  Index lag = 1;
  bool is_unfolded = false;          // false: no dimension tried will do, see embedding_dimension
  std::vector<double> false_shares;  // entry m - 1 is of m copies
  std::string brief() const { return "dimension " + std::to_string(dimension); }
};

/// The least number m of delayed copies at which at most `false_share` of nearest neighbors are false.
///
/// The nearest neighbor of (x(t), ..., x(t + (m - 1) lag)) at distance R, among all times more than a lag away from t,
/// is false when the copies at t + m lag are more than distance_ratio * R apart, or when the distance with them is more
/// than size_ratio * A, A^2 the sum of the variances of the channels. The second criterion is what tells noise, whose
/// neighbors are far. Differences below 1e-9 A are rounding, never false. With several channels a copy holds them all;
/// of several series the neighbors are counted together, so that they share one dimension. At most 2,000 evenly spaced
/// times of a series are tested, against all its others.
/// When every share is larger (white noise), or the series is too short for more copies, a warning says so and the
/// dimension is the largest tried. A constant series has dimension 1.
/// Positive factors that are powers of two change nothing, others only rounding.
/// Cost: O(2,000 times * max_dimension * channels) a series. Throws D103 when a series has no two times more than a lag
/// apart that have a next copy, D106 for options out of range, and what embedding_lag throws.
/// Source: Kennel, Brown and Abarbanel 1992, Determining embedding dimension for phase-space reconstruction using a
/// geometrical construction, doi:10.1103/PhysRevA.45.3403; times close by left out: Theiler 1986,
/// doi:10.1103/PhysRevA.34.2427.
EmbeddingDimension embedding_dimension(const Collection<TimeSeries>& series,
                                       const EmbeddingDimensionOptions& options = {}, const Context& context = {});

/// A few lines for people, and the numbers by name.
std::string summary(const EmbeddingDimension& estimate);
FittedValues figures(const EmbeddingDimension& estimate);

}  // namespace tessera
