// SPDX-License-Identifier: MIT
#include "tessera/exchange/indecomposables.hpp"

#include "exchange/cycles.hpp"
#include "exchange/json.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace tessera::exchange {
namespace {

template <int N>
std::string json_grade(const Grid<N>& grid, const Grade<N>& grade) {
  std::string text;
  for (int axis = 0; axis < N; ++axis)
    (text += axis ? ", " : "") += json_number(grid.axes[axis].shown(grid(grade)[axis]) + 0.0);
  return "[" + text + "]";
}

template <int N>
std::string json_axes(const Grid<N>& grid) {
  std::string text;
  for (const Axis& axis : grid.axes)
    text +=
        fmt::format("{}\n    {{\"name\": {}, \"unit\": {}, \"direction\": \"{}\", \"known_below\": {}}}",
                    text.empty() ? "" : ",", json_text(axis.name), json_text(axis.unit),
                    axis.direction == Direction::superlevel ? "superlevel" : "sublevel", json_number(axis.known_below));
  return text;
}

template <int N>
std::string json_block(const Grid<N>& grid, const typename IndecomposableDecomposition<N>::Block& block) {
  std::vector<std::string> generators, relations;
  for (const auto& grade : block.matrix.row_grades) generators.push_back(json_grade(grid, grade));
  for (Index j = 0; j < block.matrix.column_count(); ++j)
    relations.push_back(fmt::format("{{\"grade\": {}, \"rows\": [{}]}}",
                                    json_grade(grid, block.matrix.column_grades[j]),
                                    fmt::join(block.matrix.column(j), ", ")));
  return fmt::format("{{\"proven\": {}, \"generators\": [{}], \"relations\": [{}]{}}}", block.is_proven,
                     fmt::join(generators, ", "), fmt::join(relations, ", "),
                     block.cycles.empty() ? "" : ", \"cycles\": " + json_cycles(block.cycles));
}

}  // namespace

template <int N>
std::string indecomposables_json(const IndecomposableDecomposition<N>& decomposition) {
  std::vector<std::string> blocks, basis;
  for (const auto& block : decomposition.blocks) blocks.push_back(json_block<N>(decomposition.grid, block));
  for (Index i = 0; i < decomposition.basis.column_count(); ++i)
    basis.push_back(fmt::format("[{}]", fmt::join(decomposition.basis.column(i), ", ")));
  return fmt::format(
             "{{\n  \"format\": \"tessera.indecomposables/1\",\n  \"degree\": {},\n  \"axes\": [{}\n  ],\n"
             "  \"blocks\": [{}{}]",
             decomposition.degree, json_axes(decomposition.grid), blocks.empty() ? "" : "\n    ",
             fmt::join(blocks, ",\n    ")) +
         (basis.empty() ? "" : fmt::format(",\n  \"basis\": [{}]", fmt::join(basis, ", "))) + "\n}\n";
}

template std::string indecomposables_json(const IndecomposableDecomposition<1>&);
template std::string indecomposables_json(const IndecomposableDecomposition<2>&);
template std::string indecomposables_json(const IndecomposableDecomposition<3>&);
template std::string indecomposables_json(const IndecomposableDecomposition<4>&);

}  // namespace tessera::exchange
