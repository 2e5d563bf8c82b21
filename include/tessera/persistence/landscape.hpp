// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/grid_box.hpp"
#include "tessera/persistence/sampling_grid.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// Multigraded landscapes on a product of values of the axes: `values` holds lambda_1 at every grade of `grid` (axis 0
/// slowest), then lambda_2, ..., in units of axis_scale.
template <int N>
struct Landscape {
  static constexpr std::string_view artifact = "Landscape";
  static constexpr std::string_view meaning = "how far the longest-lived classes reach around every grade of a grid";
  static constexpr int parameters = N;

  Grid<N> grid;                        // its axes hold the values that were sampled
  std::array<double, N> axis_scale{};  // a step e goes e * axis_scale[k] along axis k
  Index count = 0;                     // how many landscapes
  std::vector<double> values;
  Index degree = 0;

  /// lambda_k, k = 1, 2, ..., count.
  double operator()(Index k, const Grade<N>& x) const noexcept {
    std::size_t place = k - 1;
    for (int axis = 0; axis < N; ++axis) place = place * grid.axes[axis].values.size() + x[axis];
    return values[place];
  }
  std::string brief() const {
    return std::to_string(count) + " landscapes at " + std::to_string(count ? values.size() / count : 0) + " grades";
  }

  friend bool operator==(const Landscape&, const Landscape&) = default;
};

struct LandscapeOptions : SamplingOptions {
  LandscapeOptions() { grid = GridKind::regular; }
  /// lambda_1, ..., lambda_count.
  Index count = 5;
  /// What a step of length 1 is on each axis: the range of the values sampled, or 1.
  AxisScaling axis_scale = AxisScaling::range;
};

/// lambda_k(x) = sup{e >= 0 : rank M(x - e s) -> M(x + e s) >= k}, s the axis scale; 0 if there is no such e. It is the
/// k-th largest of min(t - b, d - t) over the bars [b, d) of M along the diagonal through x, t the place of x on it.
///
/// Each point is as exact as its slice is (the grid is only where one looks; the module is not rounded); points whose
/// diagonals agree to 1e-13 of the scale share a slice, so a regular grid of g values on each of two axes has 2 g - 1.
/// Where the module is known below a value only, bars end there. The zero module has zeros; landscapes beyond the
/// largest dimension are zero.
/// Stability: |lambda_k(M)(x) - lambda_k(M')(x)| <= d_I(M, M') in scaled units, for all modules, k and x; lambda_k is
/// 1-Lipschitz in x along the diagonal. Both need one scale for both modules: fit the grid on the collection.
/// Cost: one reduction of the presentation a diagonal, in parallel; 8 bytes a point and landscape.
/// Throws D106 when count is 0 or the sampling does not fit (sampling_grid.hpp); R302 over the memory budget.
/// Source: Vipond 2020, Multiparameter persistence landscapes, JMLR 21(61).
template <int N>
Landscape<N> landscape(const Presentation<N>& module, const LandscapeOptions& options, const Context& context);

extern template Landscape<1> landscape(const Presentation<1>&, const LandscapeOptions&, const Context&);
extern template Landscape<2> landscape(const Presentation<2>&, const LandscapeOptions&, const Context&);
extern template Landscape<3> landscape(const Presentation<3>&, const LandscapeOptions&, const Context&);
extern template Landscape<4> landscape(const Presentation<4>&, const LandscapeOptions&, const Context&);

}  // namespace tessera
