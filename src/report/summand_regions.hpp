// SPDX-License-Identifier: MIT
#pragma once

#include "report/frame.hpp"
#include "report/svg.hpp"
#include "tessera/decomposition/decomposition.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace tessera::report {

/// What pictures of two-parameter decompositions and of slices share. Values are shown as the user knows them: a
/// superlevel axis runs from its largest value down, so inclusion still points to the end.

constexpr std::size_t summands_drawn_at_most = 500;
/// Of the extent: beyond finite corners, and where summands go on for ever.
constexpr double margin_share = 0.05, fading_share = 0.13;

/// "scale", or "axis 0" without a name; as a label "scale (length)", "ink, decreasing".
std::string axis_name(const Axis& axis, int number);
std::string axis_label(const Axis& axis, int number);

/// The finite corners of one axis, and whether some are infinite.
struct CornerRange {
  double low = infinity, high = -infinity;
  bool is_unbounded = false;
};
template <int N>
std::array<CornerRange, N> corner_ranges(const Decomposition<N>& decomposition);

PlotAxis shown_axis(const Axis& axis, const CornerRange& range, int number);

/// What the certificate proves, in one sentence.
template <int N>
std::string certificate_text(const Decomposition<N>& decomposition);

/// "3 summands in H1".
template <int N>
std::string kind_of(const Decomposition<N>& decomposition);

/// Summands by weight below `top` (in the internal sign), the largest first, as many as are drawn: colours follow this
/// order. Equal ones are named once.
template <int N>
std::vector<std::size_t> largest_first(const Decomposition<N>& decomposition, const Point<N>& top);

/// Fills of regions. Exact ones are filled, approximate ones hatched with a dashed edge.
std::string region_style(Svg& svg, bool is_exact, std::size_t rank);

/// A staircase region within a frame, piece by piece. Infinite coordinates lie a little outside of the frame, so that
/// no edge is drawn there.
void draw_region(Svg& svg, const Frame& frame, const std::array<Axis, 2>& axes, const Interval<2>& region,
                 std::string_view style);

/// How many summands are exact, approximate, infinite, and drawn.
template <int N>
void draw_legend(Svg& svg, const Decomposition<N>& decomposition, std::size_t drawn, double left, double top);

}  // namespace tessera::report
