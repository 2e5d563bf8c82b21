// SPDX-License-Identifier: MIT
#include "persistence/generator_cycles.hpp"

#include "persistence/orientation.hpp"
#include "tessera/core/error.hpp"

#include <algorithm>
#include <numeric>

namespace tessera {
namespace {

/// Positions of the names, in increasing order.
std::vector<Index> order_of_names(std::size_t cell_size, const std::vector<Index>& names) {
  std::vector<Index> order(names.size() / cell_size);
  std::iota(order.begin(), order.end(), Index{0});
  std::ranges::sort(order, [&](Index a, Index b) {
    const Index *first = names.data() + a * cell_size, *second = names.data() + b * cell_size;
    return std::lexicographical_compare(first, first + cell_size, second, second + cell_size);
  });
  return order;
}

bool are_equal(std::size_t cell_size, const std::vector<Index>& names, Index a, Index b) {
  return std::equal(names.data() + a * cell_size, names.data() + (a + 1) * cell_size, names.data() + b * cell_size);
}

}  // namespace

Cycle sum_of_cells(Index cell_size, std::vector<Index> names) {
  Cycle sum{.cell_size = cell_size, .cells = {}, .coefficients = {}};
  const auto order = order_of_names(cell_size, names);
  for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    while (end < order.size() && are_equal(cell_size, names, order[begin], order[end])) ++end;
    if ((end - begin) % 2 == 0) continue;
    const auto name = names.begin() + std::ptrdiff_t(std::size_t{order[begin]} * cell_size);
    sum.cells.insert(sum.cells.end(), name, name + cell_size);
    sum.coefficients.push_back(1);
  }
  return sum;
}

Cycle sum_of_cycles(const std::vector<Cycle>& cycles, std::span<const Index> chosen) {
  if (chosen.empty()) return {};
  std::vector<Index> names;
  for (const Index i : chosen) names.insert(names.end(), cycles[i].cells.begin(), cycles[i].cells.end());
  return sum_of_cells(cycles[chosen[0]].cell_size, std::move(names));
}

template <int N>
CellNames::CellNames(const FilteredComplex<N>& complex, Index dimension, const Context& context) {
  std::uint64_t bytes = 0;
  for (std::size_t d = 0; d <= dimension && d < complex.blocks.size(); ++d)
    bytes += (d + 2) * sizeof(Index) * std::uint64_t{complex.blocks[d].size()};
  context.require_memory(bytes, "the names of the cells", "leave cycles out, or subsample the points");
  auto vertices = simplex_vertices(complex, dimension, context);
  if (vertices.size() <= dimension) return;
  cell_size_ = dimension + 1;
  name_simplices(std::move(vertices[dimension]), complex.vertex_point);
}

void CellNames::name_simplices(std::vector<Index> vertices, const std::vector<Index>& vertex_point) {
  points_ = std::move(vertices);
  if (!vertex_point.empty()) {
    auto points = vertex_point;
    std::ranges::sort(points);
    are_copies_ = std::ranges::adjacent_find(points) != points.end();
    for (auto name = points_.begin(); name != points_.end(); name += cell_size_) {
      std::transform(name, name + cell_size_, name, [&](Index vertex) { return vertex_point[vertex]; });
      std::sort(name, name + cell_size_);
    }
  }
  if (are_copies_) return;
  const auto order = order_of_names(cell_size_, points_);
  const auto same =
      std::ranges::adjacent_find(order, [&](Index a, Index b) { return are_equal(cell_size_, points_, a, b); });
  if (same == order.end()) return;
  cell_size_ = 1;
  points_ = {};
}

Cycle CellNames::sum_of(std::span<const Index> cells) const {
  if (points_.empty()) return sum_of_cells(1, {cells.begin(), cells.end()});
  std::vector<Index> names;
  names.reserve(cells.size() * cell_size_);
  for (const Index cell : cells) {
    const auto name = points_.begin() + std::ptrdiff_t(std::size_t{cell} * cell_size_);
    if (are_copies_ && std::adjacent_find(name, name + cell_size_) != name + cell_size_) continue;
    names.insert(names.end(), name, name + cell_size_);
  }
  return sum_of_cells(cell_size_, std::move(names));
}

std::vector<Cycle> CellNames::sums_of(const std::vector<std::vector<Index>>& chains, const Context& context) const {
  std::vector<Cycle> cycles;
  cycles.reserve(chains.size());
  for (const auto& chain : chains) {
    context.check();
    cycles.push_back(sum_of(chain));
  }
  return cycles;
}

void refuse_cycles() {
  throw Error(codes::bad_request, "needs a presentation with cycles, got one without",
              "set cycles = true where the module is presented, in persistence.minimal_presentation")
      .within("cycles");
}

void refuse_chunk() {
  throw Error(codes::bad_request, "needs plain, flag or automatic where cycles are asked for, got chunk",
              "chunk replaces cells by chains: leave preprocessing out")
      .within("preprocessing");
}

template CellNames::CellNames(const FilteredComplex<1>&, Index, const Context&);
template CellNames::CellNames(const FilteredComplex<2>&, Index, const Context&);
template CellNames::CellNames(const FilteredComplex<3>&, Index, const Context&);
template CellNames::CellNames(const FilteredComplex<4>&, Index, const Context&);

}  // namespace tessera
