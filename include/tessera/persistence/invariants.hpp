// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/persistence/betti_table.hpp"
#include "tessera/persistence/presentation.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

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
