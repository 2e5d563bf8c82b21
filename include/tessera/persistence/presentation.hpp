// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/graded_matrix.hpp"
#include "tessera/algebra/grid.hpp"
#include "tessera/persistence/cycle.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// A finitely presented N-parameter persistence module over Z/2: the cokernel of `matrix`. Rows are generators, columns
/// are relations. Minimal (no generator and no relation can be left out) exactly when `is_minimal`: a fact that the
/// function returning it established, never a wish.
template <int N>
struct Presentation {
  static constexpr std::string_view artifact = "Presentation";
  static constexpr std::string_view meaning = "a persistence module by generators and relations with grades";
  static constexpr int parameters = N;

  Grid<N> grid;
  GradedMatrix<N> matrix;
  Index degree = 0;  // the homology degree it came from; carried for names and pictures
  bool is_minimal = false;
  /// A cycle of the complex for every generator where they were asked for, else empty: its cells are there at the grade
  /// of the generator, which it represents, and come in increasing order of their names. Coefficients are 1.
  std::vector<Cycle> cycles = {};

  std::string brief() const {
    return "H" + std::to_string(degree) + ": " + std::to_string(matrix.row_count()) + " generators, " +
           std::to_string(matrix.column_count()) + " relations" + (is_minimal ? ", minimal" : "") +
           (cycles.empty() ? "" : ", with cycles");
  }

  friend bool operator==(const Presentation&, const Presentation&) = default;
};

/// Verifies a presentation from outside: rows of a column increase and exist, entry grades are ordered, ranks lie in
/// the grid, cycles are none or one a generator. Throws Error D105 naming column and row.
template <int N>
void check(const Presentation<N>& presentation);

extern template void check(const Presentation<1>&);
extern template void check(const Presentation<2>&);
extern template void check(const Presentation<3>&);
extern template void check(const Presentation<4>&);

}  // namespace tessera
