// SPDX-License-Identifier: MIT
#include "exchange/notes.hpp"
#include "exchange/place.hpp"
#include "tessera/core/number.hpp"
#include "tessera/exchange/rivet.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

std::string flags(const Grid<2>& grid, Index complete_dimension) {
  std::string text = "--datatype bifiltration\n";
  constexpr std::array letters{'x', 'y'};
  for (std::size_t axis = 0; axis < 2; ++axis) {
    const Axis& about = grid.axes[axis];
    if (!about.name.empty() && about.name.find_first_of("\r\n") == std::string::npos)
      text += fmt::format("--{}label {}\n", letters[axis], about.name);
    if (about.direction == Direction::superlevel) text += fmt::format("--{}reverse\n", letters[axis]);
  }
  return text + complete_note(complete_dimension, none) + axis_notes(grid);  // a note has the last word
}

/// The vertices of the cells of a dimension from those of their faces: the union of any two. Refuses a cell that is
/// no simplex.
template <class Block>
std::vector<Index> vertices_of(const Block& block, std::size_t dimension, const std::vector<Index>& below) {
  std::vector<Index> vertices, joined;
  for (Index cell = 0; cell < block.size(); ++cell) {
    const auto faces = block.boundary(cell);
    joined.clear();
    for (const Index face : faces)
      joined.insert(joined.end(), below.begin() + std::ptrdiff_t(face * dimension),
                    below.begin() + std::ptrdiff_t((face + 1) * dimension));
    std::ranges::sort(joined);
    const auto [first, last] = std::ranges::unique(joined);
    joined.erase(first, last);
    if (faces.size() != dimension + 1 || joined.size() != dimension + 1)
      throw Error(codes::bad_request,
                  fmt::format("needs simplices, got cell {} of dimension {} with {} faces and {} "
                              "vertices",
                              cell, dimension, faces.size(), joined.size()),
                  "scc2020 holds complexes of any cells");
    vertices.insert(vertices.end(), joined.begin(), joined.end());
  }
  return vertices;
}

void append_grade(std::string& text, const Grid<2>& grid, const Grade<2>& grade) {
  for (std::size_t axis = 0; axis < 2; ++axis)
    (text += ' ') += format_double(grid.axes[axis].shown(grid(grade)[axis]) + 0.0);
}

/// The lines of all cells, dimension by dimension; `append_grades(text, block, cell)` ends each.
template <class Complex, class AppendGrades>
std::string lines_of(const Complex& complex, const std::vector<Index>& numbers, const AppendGrades& append_grades) {
  std::string text;
  std::vector<Index> vertices;
  for (std::size_t dimension = 0; dimension < complex.blocks.size(); ++dimension) {
    const auto& block = complex.blocks[dimension];
    if (dimension > 0) {
      vertices = vertices_of(block, dimension, vertices);
    } else {
      vertices.resize(block.size());
      for (Index vertex = 0; vertex < block.size(); ++vertex) vertices[vertex] = vertex;
    }
    for (Index cell = 0; cell < block.size(); ++cell) {
      for (std::size_t v = cell * (dimension + 1); v < (cell + 1) * (dimension + 1); ++v)
        (text += std::to_string(numbers.empty() ? vertices[v] : numbers[vertices[v]])) += ' ';
      text += ';';
      append_grades(text, block, cell);
      text += '\n';
    }
  }
  return text;
}

}  // namespace

std::string rivet_of(const FilteredComplex<2>& complex) {
  return flags(complex.grid, complex.complete_dimension) +
         lines_of(complex, complex.vertex_point, [&](std::string& text, const CellBlock<2>& block, Index cell) {
           append_grade(text, complex.grid, block.grades[cell]);
         });
}

std::string rivet_of(const MulticriticalComplex<2>& complex) {
  return flags(complex.grid, complex.complete_dimension) +
         lines_of(complex, {}, [&](std::string& text, const MulticriticalBlock<2>& block, Index cell) {
           for (const auto& grade : block.grades_of(cell)) append_grade(text, complex.grid, grade);
         });
}

}  // namespace tessera::exchange
