// SPDX-License-Identifier: MIT
#include "tessera/persistence/betti_table.hpp"

#include "tessera/algebra/bigraded_sweep.hpp"
#include "tessera/persistence/minimal_presentation.hpp"

#include <algorithm>

namespace tessera {

BettiTable betti_table(const Presentation<2>& module, const BettiTableOptions&, const Context& context) {
  const Presentation<2> minimal = minimal_presentation(module, {}, context);
  BettiTable table{.grid = minimal.grid, .betti = {}, .degree = minimal.degree};
  table.betti = {minimal.matrix.row_grades, minimal.matrix.column_grades, kernel_grades(minimal.matrix, context)};
  for (auto& grades : table.betti) std::ranges::sort(grades, colexicographic<2>);
  return table;
}

}  // namespace tessera
