// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/persistence/barcode.hpp"
#include "tessera/persistence/line.hpp"
#include "tessera/persistence/sampling_grid.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace tessera {

/// One-parameter restrictions of a module, each the barcode along a line, in the parameter t of that line.
template <int N>
struct FiberedBarcode {
  static constexpr std::string_view artifact = "FiberedBarcode";
  static constexpr std::string_view meaning = "the barcodes of a module along lines";
  static constexpr int parameters = N;

  std::vector<Line<N>> lines;
  std::vector<Barcode> barcodes;  // one a line

  std::string brief() const { return "barcodes along " + std::to_string(lines.size()) + " lines"; }
};

/// Which lines. Either the ones given, or a family through a box: with every axis scaled to [-1/2, 1/2] over the box,
///   N = 2: `directions` angles, evenly spaced inside the quarter from flat to vertical, and for each `count` lines
///          through evenly spaced points of the antidiagonal (one direction: the diagonals);
///   N > 2: diagonals only, offset by c_2, ..., c_N along the other axes, each of `count` values evenly spaced inside
///          (-1, 1); those that miss the box are left out. N = 1: one line.
/// t is 0 where a line of a family meets the plane through the middle of the box (the antidiagonal; x_1 = 0), and grows
/// by 1 while the line runs once along the longest side of its direction.
struct SliceOptions {
  /// 2 N numbers a line: base, then direction. Empty: a family.
  std::vector<double> lines;
  /// Offsets of a family; absent: 20.
  std::optional<Index> count;
  /// Angles of a family of two parameters.
  Index directions = 1;
  /// The box of a family, as the two ends of each axis, fitted on a collection; absent: the range of the grades.
  std::optional<SamplingGrid> fit;
};

/// Throws Error D106 when the options cannot be meant for N parameters, whatever the module: lines that are no multiple
/// of 2 N numbers, that are given together with a family's options, or whose direction is negative, not finite or zero
/// in all axes; a family of several angles for other than two parameters.
template <int N>
void check_lines(const SliceOptions& options);

/// The box of a family of lines: the range of all grades, an axis without range widened upwards by 1.
template <int N>
SamplingGrid fit_line_box(const Collection<Presentation<N>>& modules, const SliceOptions& options,
                          const Context& context);

/// The barcode of the module along a line. Throws D106 when a direction is negative, not finite, or zero in all axes.
/// Cost: the grades are ordered along the line by merging their orders along the axes, then the presentation (never the
/// complex) is reduced once.
template <int N>
Barcode slice(const Presentation<N>& module, const std::type_identity_t<Line<N>>& line);

/// The same along many lines, in parallel and warm-started from the neighbor. The barcode of a line has the same bits
/// whatever lines are asked for together, in whatever order, on however many threads.
/// Along a diagonal of the scaled axes, t in scaled units, it is 1-Lipschitz from the interleaving to the bottleneck
/// distance. Throws what check_lines throws.
/// Source: Cerri, Di Fabio, Ferri, Frosini, Landi 2013, doi:10.1002/mma.2704; Lesnick and Wright 2015,
/// arXiv:1512.00180.
template <int N>
FiberedBarcode<N> slices(const Presentation<N>& module, const SliceOptions& options, const Context& context);

/// Bars of a presentation whose rows and columns enter at the given times, rows[i] <= columns[j] where entry (i, j) is
/// one; those that never enter (infinity) are left out. Ties in time are broken by number.
template <int N>
std::vector<Bar> bars_at_times(const GradedMatrix<N>& matrix, std::span<const double> rows,
                               std::span<const double> columns, Index degree);

#define TESSERA_SLICE(N)                                                                                              \
  extern template void check_lines<N>(const SliceOptions&);                                                           \
  extern template SamplingGrid fit_line_box(const Collection<Presentation<N>>&, const SliceOptions&, const Context&); \
  extern template Barcode slice(const Presentation<N>&, const Line<N>&);                                              \
  extern template FiberedBarcode<N> slices(const Presentation<N>&, const SliceOptions&, const Context&);              \
  extern template std::vector<Bar> bars_at_times(const GradedMatrix<N>&, std::span<const double>,                     \
                                                 std::span<const double>, Index);
TESSERA_SLICE(1)
TESSERA_SLICE(2)
TESSERA_SLICE(3)
TESSERA_SLICE(4)
#undef TESSERA_SLICE

}  // namespace tessera
