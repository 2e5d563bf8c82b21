// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/persistence/presentation.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// Bigraded Betti numbers: betti[j] lists the grades of the generators (j = 0), relations (j = 1) and relations among
/// relations (j = 2) of a minimal free resolution, with multiplicity, in colexicographic order.
/// dim M(z) = sum over j of (-1)^j times the number of grades of betti[j] below z, at every z.
struct BettiTable {
  static constexpr std::string_view artifact = "BettiTable";

  Grid<2> grid;
  std::array<std::vector<Grade<2>>, 3> betti;
  Index degree = 0;

  std::string brief() const {
    return "Betti numbers " + std::to_string(betti[0].size()) + ", " + std::to_string(betti[1].size()) + ", " +
           std::to_string(betti[2].size());
  }
};

struct BettiTableOptions {};

/// Minimises first where needed. Cost: one sweep of the presentation.
BettiTable betti_table(const Presentation<2>& module, const BettiTableOptions& options, const Context& context);

/// dim M(z) on a product of values of the axes: dimensions[i * sizes(1) + j] at (values[0][i], values[1][j]); it holds
/// for all points up to the next values.
struct HilbertFunction {
  static constexpr std::string_view artifact = "HilbertFunction";

  Grid<2> grid;                   // its axes hold the values that were sampled
  std::vector<Index> dimensions;  // axis 0 slowest
  Index degree = 0;

  Index operator()(Index i, Index j) const noexcept {
    return dimensions[std::size_t{i} * grid.axes[1].values.size() + j];
  }
  std::string brief() const {
    return "dimensions on " + std::to_string(grid.axes[0].values.size()) + " x " +
           std::to_string(grid.axes[1].values.size()) + " grades";
  }
};

struct HilbertFunctionOptions {
  /// Points per axis of a regular grid from the least to the largest grade; absent: every value at which it can change.
  std::optional<std::array<Index, 2>> resolution;
};

/// Exact. Cost: the Betti numbers plus one pass over the grid. Throws R302 when the grid passes the memory budget.
HilbertFunction hilbert_function(const Presentation<2>& module, const HilbertFunctionOptions& options,
                                 const Context& context);

}  // namespace tessera
