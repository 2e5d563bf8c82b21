// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/graded_matrix.hpp"
#include "tessera/algebra/grid.hpp"

#include <string>
#include <string_view>

namespace tessera {

/// A finitely presented N-parameter persistence module over Z/2: the cokernel of `matrix`. Rows are generators, columns
/// are relations. Minimal (no generator and no relation can be left out) exactly when `is_minimal`: a fact that the
/// function returning it established, never a wish.
template <int N>
struct Presentation {
  static constexpr std::string_view artifact = "Presentation";
  static constexpr int parameters = N;

  Grid<N> grid;
  GradedMatrix<N> matrix;
  Index degree = 0;  // the homology degree it came from; carried for names and pictures
  bool is_minimal = false;
  std::string brief() const {
    return "H" + std::to_string(degree) + ": " + std::to_string(matrix.row_count()) + " generators, " +
           std::to_string(matrix.column_count()) + " relations" + (is_minimal ? ", minimal" : "");
  }

  friend bool operator==(const Presentation&, const Presentation&) = default;
};

/// Verifies a presentation from outside: rows of a column increase and exist, entry grades are ordered, ranks lie in
/// the grid. Throws Error D105 naming column and row.
template <int N>
void check(const Presentation<N>& presentation);

extern template void check(const Presentation<1>&);
extern template void check(const Presentation<2>&);
extern template void check(const Presentation<3>&);
extern template void check(const Presentation<4>&);

}  // namespace tessera
