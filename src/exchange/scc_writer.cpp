// SPDX-License-Identifier: MIT
#include "exchange/lines.hpp"
#include "exchange/notes.hpp"
#include "tessera/core/number.hpp"
#include "tessera/exchange/scc.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

/// "0.5 1 ; 0 2": the line of one cell.
template <int N, class Faces>
void append_line(std::string& text, const Grid<N>& grid, const Grade<N>& grade, const Faces& faces) {
  for (const double value : grid(grade)) (text += format_double(value)) += ' ';
  text += ';';
  for (const Index face : faces) (text += ' ') += std::to_string(face);
  text += '\n';
}

}  // namespace

template <int N>
std::string scc_of(const FilteredComplex<N>& complex) {
  // Three blocks at least: two and the final 0 would be a presentation.
  const std::size_t listed = std::max<std::size_t>(complex.blocks.size(), 3);

  std::string text = "scc2020\n";
  text += complete_note(complex.complete_dimension, Index(listed - 1));
  text += axis_notes(complex.grid) + fmt::format("{}\n", N);
  for (std::size_t dimension = listed; dimension-- > 0;)
    text += fmt::format("{} ", dimension < complex.blocks.size() ? complex.blocks[dimension].size() : 0);
  text += "0\n";

  for (std::size_t dimension = complex.blocks.size(); dimension-- > 0;) {
    const auto& block = complex.blocks[dimension];
    for (Index cell = 0; cell < block.size(); ++cell)
      append_line(text, complex.grid, block.grades[cell], block.boundary(cell));
  }
  return text;
}

template <int N>
std::string scc_of(const Presentation<N>& presentation) {
  const auto& matrix = presentation.matrix;
  std::string text = "scc2020\n";
  if (presentation.degree != 0) text += fmt::format("#! degree {}\n", presentation.degree);
  text += axis_notes(presentation.grid);
  text += fmt::format("{}\n{} {} 0\n", N, matrix.column_count(), matrix.row_count());
  for (Index relation = 0; relation < matrix.column_count(); ++relation)
    append_line(text, presentation.grid, matrix.column_grades[relation], matrix.column(relation));
  for (const auto& grade : matrix.row_grades) append_line(text, presentation.grid, grade, std::span<const Index>{});
  return text;
}

std::string firep_of(const Presentation<2>& presentation) {
  std::string text = "firep\n";
  for (std::size_t axis = 0; axis < 2; ++axis) {
    const Axis& about = presentation.grid.axes[axis];
    const bool is_plain = about.name.find_first_of("\r\n#") == std::string::npos && !trimmed(about.name).empty() &&
                          !trimmed(about.name).starts_with("[-]");
    text += fmt::format("{}{}\n", about.direction == Direction::superlevel ? "[-]" : "",
                        is_plain    ? trimmed(about.name)
                        : axis == 0 ? "x"
                                    : "y");
  }
  const auto& matrix = presentation.matrix;
  text += fmt::format("{} {} 0\n", matrix.column_count(), matrix.row_count());
  const auto append = [&](const Grade<2>& grade, std::span<const Index> faces) {
    for (std::size_t axis = 0; axis < 2; ++axis)
      (text += format_double(presentation.grid.axes[axis].shown(presentation.grid(grade)[axis]) + 0.0)) += ' ';
    text += ';';
    for (const Index face : faces) (text += ' ') += std::to_string(face);
    text += '\n';
  };
  for (Index relation = 0; relation < matrix.column_count(); ++relation)
    append(matrix.column_grades[relation], matrix.column(relation));
  for (const auto& grade : matrix.row_grades) append(grade, {});
  return text;
}

#define TESSERA_SCC(N)                                       \
  template std::string scc_of<N>(const FilteredComplex<N>&); \
  template std::string scc_of<N>(const Presentation<N>&);
TESSERA_SCC(1)
TESSERA_SCC(2)
TESSERA_SCC(3)
TESSERA_SCC(4)
#undef TESSERA_SCC

}  // namespace tessera::exchange
