// SPDX-License-Identifier: MIT
#include "support/naive_worm_rank.hpp"

#include "support/dense_rank.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace tessera {
namespace {

using Cell = std::pair<int, int>;
using Row = std::vector<bool>;

/// A basis of the vectors that all rows are orthogonal to.
std::vector<Row> nullspace(std::vector<Row> rows, std::size_t width) {
  std::vector<std::size_t> pivots;
  std::size_t rank = 0;
  for (std::size_t column = 0; column < width && rank < rows.size(); ++column) {
    std::size_t at = rank;
    while (at < rows.size() && !rows[at][column]) ++at;
    if (at == rows.size()) continue;
    std::swap(rows[rank], rows[at]);
    for (std::size_t row = 0; row < rows.size(); ++row)
      if (row != rank && rows[row][column])
        for (std::size_t c = column; c < width; ++c) rows[row][c] = rows[row][c] != rows[rank][c];
    pivots.push_back(column);
    ++rank;
  }
  std::vector<Row> basis;
  for (std::size_t column = 0; column < width; ++column) {
    if (std::ranges::binary_search(pivots, column)) continue;
    Row vector(width, false);
    vector[column] = true;
    for (std::size_t k = 0; k < pivots.size(); ++k) vector[pivots[k]] = rows[k][column];
    basis.push_back(vector);
  }
  return basis;
}

}  // namespace

Index naive_worm_rank(const Presentation<2>& module, const Point<2>& p, double d, int l) {
  const auto& matrix = module.matrix;
  const int last = int(module.grid.axes[0].values.size()) - 1;
  const double reach = (l - 1) * d;
  const auto is_inside = [&](double x, double y) {
    return std::max({x - p[0] - d, p[1] - y - d, -reach}) <= std::min({x - p[0] + d, p[1] - y + d, reach});
  };
  const auto cell_of = [&](double x, double y) {
    return Cell{std::clamp(int(std::floor(x)), -1, last), std::clamp(int(std::floor(y)), -1, last)};
  };
  std::set<Cell> cells;
  std::set<std::pair<Cell, Cell>> steps;
  const double extent = l * d;
  for (double x = p[0] - extent; x <= p[0] + extent; x += 0.125)
    for (double y = p[1] - extent; y <= p[1] + extent; y += 0.125) {
      if (!is_inside(x, y)) continue;
      cells.insert(cell_of(x, y));
      for (const auto& [u, v] : {std::pair{x + 0.125, y}, std::pair{x, y + 0.125}})
        if (is_inside(u, v) && cell_of(u, v) != cell_of(x, y)) steps.insert({cell_of(x, y), cell_of(u, v)});
    }
  const auto is_below = [&](const Grade<2>& grade, const Cell& cell) {
    return int(grade[0]) <= cell.first && int(grade[1]) <= cell.second;
  };

  // Variables: a vector of generators at each cell; for each step which relations at its end make up the difference.
  std::map<std::pair<Cell, Index>, std::size_t> generator_at;
  std::size_t generators = 0;
  for (const auto& cell : cells)
    for (Index g = 0; g < matrix.row_count(); ++g)
      if (is_below(matrix.row_grades[g], cell)) generator_at[{cell, g}] = generators++;
  std::size_t width = generators;
  std::vector<std::vector<std::pair<std::size_t, Index>>> relations_of_step;
  for (const auto& [from, to] : steps) {
    auto& list = relations_of_step.emplace_back();
    for (Index r = 0; r < matrix.column_count(); ++r)
      if (is_below(matrix.column_grades[r], to)) list.push_back({width++, r});
  }
  std::vector<Row> equations;
  std::size_t number = 0;
  for (const auto& [from, to] : steps) {
    for (Index g = 0; g < matrix.row_count(); ++g) {
      if (!generator_at.contains({to, g})) continue;
      Row equation(width, false);
      equation[generator_at.at({to, g})] = true;
      if (generator_at.contains({from, g})) equation[generator_at.at({from, g})] = true;
      for (const auto& [variable, r] : relations_of_step[number])
        if (std::ranges::count(matrix.column(r), g)) equation[variable] = true;
      equations.push_back(equation);
    }
    ++number;
  }

  // Colimit: all copies of all generators, modulo relations at every cell and the steps.
  std::vector<Row> relations;
  for (const auto& cell : cells)
    for (Index r = 0; r < matrix.column_count(); ++r) {
      if (!is_below(matrix.column_grades[r], cell)) continue;
      Row relation(generators, false);
      for (const Index g : matrix.column(r)) relation[generator_at.at({cell, g})] = true;
      relations.push_back(relation);
    }
  for (const auto& [from, to] : steps)
    for (Index g = 0; g < matrix.row_count(); ++g)
      if (generator_at.contains({from, g})) {
        Row relation(generators, false);
        relation[generator_at.at({from, g})] = relation[generator_at.at({to, g})] = true;
        relations.push_back(relation);
      }

  const std::size_t before = dense_rank(relations);
  const Cell& somewhere = *cells.begin();
  for (const auto& family : nullspace(equations, width)) {
    Row value(generators, false);
    for (Index g = 0; g < matrix.row_count(); ++g)
      if (const auto at = generator_at.find({somewhere, g}); at != generator_at.end())
        value[at->second] = family[at->second];
    relations.push_back(value);
  }
  return Index(dense_rank(relations) - before);
}

}  // namespace tessera
