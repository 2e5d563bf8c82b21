// SPDX-License-Identifier: MIT
// 1. Cells of every dimension in the order of entry: by grade, then position. With cells of lower dimension first among
//    equal grades this is a filtration by single cells, and its pairs (birth, death) give the bars.
// 2. Incidence numbers for p > 2 (orientation.hpp).
// 3. Degree 0 by union-find, when every 1-cell has two ends and no cycles are asked for.
// 4. Cochains, where a boundary matrix would spend its time on columns that vanish: coboundaries from dimension 0 up,
//    latest cell first; a cell that is somebody's death is skipped.
// 5. Else, and for cycles: boundaries from the top dimension down; a cell that is somebody's birth is skipped
//    (clearing). After step 4 only deaths and, for their cycles, births without death are left to reduce.
#include "tessera/persistence/complex_barcode.hpp"

#include "persistence/complete_dimension.hpp"
#include "persistence/complex_barcode_cycle.hpp"
#include "persistence/complex_barcode_reduction.hpp"
#include "persistence/orientation.hpp"
#include "tessera/core/error.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

namespace tessera {
namespace {

constexpr Index columns_between_checks = 1 << 12;

/// Positions of grades in the order of entry: by rank, then position.
std::vector<Index> order_of_entry(const std::vector<Grade<1>>& grades) {
  Index ranks = 0;
  for (const auto& grade : grades) ranks = std::max(ranks, grade[0] + 1);
  std::vector<Index> next(std::size_t{ranks} + 1, 0);
  for (const auto& grade : grades) ++next[grade[0] + 1];
  std::partial_sum(next.begin(), next.end(), next.begin());
  std::vector<Index> order(grades.size());
  for (Index i = 0; i < grades.size(); ++i) order[next[grades[i][0]]++] = i;
  return order;
}

std::vector<Index> inverse(const std::vector<Index>& order) {
  std::vector<Index> place(order.size());
  for (Index i = 0; i < order.size(); ++i) place[order[i]] = i;
  return place;
}

/// The boundary of one dimension by face: the cofaces of each, in increasing order.
struct Coboundary {
  std::vector<std::uint64_t> offsets;
  std::vector<Index> cofaces;
  std::vector<std::int8_t> signs;

  Coboundary(const CellBlock<1>& block, const std::vector<std::int8_t>& boundary_signs, Index faces)
      : offsets(std::size_t{faces} + 1, 0), cofaces(block.faces.size()), signs(boundary_signs.size()) {
    for (const Index face : block.faces) ++offsets[face + 1];
    std::partial_sum(offsets.begin(), offsets.end(), offsets.begin());
    auto next = offsets;
    for (Index cell = 0; cell < block.size(); ++cell)
      for (const Index& face : block.boundary(cell)) {
        const std::uint64_t to = next[face]++;
        cofaces[to] = cell;
        if (!signs.empty()) signs[to] = boundary_signs[std::size_t(&face - block.faces.data())];
      }
  }
  BoundaryView view() const { return {cofaces, 0, offsets, signs}; }
};

/// Which cell kills which: all that steps 3 to 5 find.
struct Pairs {
  std::vector<std::vector<Index>> death;         // by dimension and cell; `none`: no cell kills what it starts
  std::vector<std::vector<bool>> is_death;       // the cell kills something, so it starts nothing
  std::vector<std::vector<Cycle>> cycles;        // of the bar that the cell starts; only when asked for
  std::vector<std::vector<Index>> order, place;  // of entry
};

/// The complex and what the steps share; `top` is the highest dimension they look at.
struct Filtration {
  const FilteredComplex<1>& complex;
  std::size_t degrees, top;
  PrimeField field;
  std::vector<std::vector<Index>> vertices;     // empty: not simplicial, or not needed
  std::vector<std::vector<std::int8_t>> signs;  // empty over Z/2

  const CellBlock<1>& block(std::size_t d) const { return complex.blocks[d]; }
  BoundaryView boundary(std::size_t d) const {
    return {block(d).faces, block(d).stride, block(d).offsets,
            signs.empty() ? std::span<const std::int8_t>{} : signs[d]};
  }
  double value(std::size_t d, Index cell) const { return complex.grid.axes[0].values[block(d).grades[cell][0]]; }
  bool has_length(std::size_t d, Index birth, Index death) const {
    return block(d).grades[birth][0] < block(d + 1).grades[death][0];
  }
};

/// How many degrees are asked for and right.
std::size_t degree_count(const FilteredComplex<1>& complex, const BarcodeOptions& options) {
  const std::size_t known = complex.complete_dimension == none ? complex.blocks.size() : complex.complete_dimension;
  if (!options.max_degree) return std::min(known, complex.blocks.size());
  require_determined(*options.max_degree, complex.complete_dimension, "max_degree");
  return std::min(std::size_t{*options.max_degree} + 1, complex.blocks.size());
}

/// Whether most columns of the highest dimension would vanish, so that cochains are cheaper. The ranks of the
/// boundaries are taken to be those of a complex without homology.
bool prefers_cochains(const FilteredComplex<1>& complex, std::size_t top) {
  if (top < 2) return false;
  double rank = 1;
  for (std::size_t d = 1; d <= top; ++d)
    rank = std::clamp<double>(double(complex.blocks[d - 1].size()) - rank, 0, double(complex.blocks[d].size()));
  return double(complex.blocks[top].size()) - rank > double(complex.blocks[top].size()) / 4;
}

void require_memory(const FilteredComplex<1>& complex, std::size_t top, const BarcodeOptions& options,
                    const Context& context) {
  std::uint64_t bytes = 0, cells = 0;
  for (std::size_t d = 0; d <= top; ++d) {
    const std::uint64_t size = complex.blocks[d].size(), faces = complex.blocks[d].faces.size();
    cells += size;
    bytes += size * (options.cycles ? 96 : 28) + faces * (options.field == 2 ? 4 : 7);
  }
  context.require_memory(bytes, fmt::format("the barcode of {} cells", cells),
                         "use a smaller max_degree or max_diameter, or subsample the points");
}

bool is_graph(const CellBlock<1>& edges) {
  if (edges.offsets.empty()) return edges.stride == 2 || edges.faces.empty();
  for (Index edge = 0; edge < edges.size(); ++edge)
    if (const auto ends = edges.boundary(edge).size(); ends != 0 && ends != 2) return false;
  return true;
}

/// Step 3. The elder rule: of two components the one whose first vertex is later ends.
void pair_components(const Filtration& filtration, Pairs& pairs) {
  const auto& place = pairs.place[0];
  std::vector<Index> elder(place.size());
  std::iota(elder.begin(), elder.end(), Index{0});
  const auto first_of = [&](Index v) {
    while (elder[v] != v) v = elder[v] = elder[elder[v]];
    return v;
  };
  for (const Index edge : pairs.order[1]) {
    const auto ends = filtration.block(1).boundary(edge);
    if (ends.empty()) continue;
    Index u = first_of(ends[0]), v = first_of(ends[1]);
    if (u == v) continue;
    if (place[u] < place[v]) std::swap(u, v);
    elder[u] = v;
    pairs.death[0][u] = edge;
    pairs.is_death[1][edge] = true;
  }
}

/// Step 4, from dimension `from` up.
template <class Column>
void pair_by_cochains(const Filtration& filtration, std::size_t from, Pairs& pairs, const Context& context) {
  const std::vector<std::int8_t> no_signs;
  for (std::size_t d = from; d < filtration.top; ++d) {
    const Index cells = filtration.block(d).size(), cofaces = filtration.block(d + 1).size();
    const Coboundary coboundary(filtration.block(d + 1), filtration.signs.empty() ? no_signs : filtration.signs[d + 1],
                                cells);
    std::vector<Index> row_of(cofaces);
    for (Index coface = 0; coface < cofaces; ++coface) row_of[coface] = cofaces - 1 - pairs.place[d + 1][coface];

    BoundaryReduction<Column> reduction(coboundary.view(), row_of, cofaces, filtration.field, false);
    for (Index i = cells; i-- > 0;) {
      if (i % columns_between_checks == 0) context.check();
      const Index cell = pairs.order[d][i];
      if (pairs.is_death[d][cell]) continue;
      const Index row = reduction.reduce(cell);
      if (row == none) continue;
      const Index coface = pairs.order[d + 1][cofaces - 1 - row];
      pairs.death[d][cell] = coface;
      pairs.is_death[d + 1][coface] = true;
    }
  }
}

Cycle named(const Filtration& filtration, std::size_t d, const std::vector<ChainEntry>& chain) {
  return filtration.vertices.empty() ? cycle_of_cells(chain, filtration.field)
                                     : cycle_of_simplices(chain, filtration.vertices[d], d + 1,
                                                          filtration.complex.vertex_point, filtration.field);
}

/// Step 5, down to dimension `to`.
template <class Column>
void pair_by_chains(const Filtration& filtration, std::size_t to, bool deaths_are_known, bool with_cycles, Pairs& pairs,
                    const Context& context) {
  for (std::size_t d = filtration.top; d >= to && d > 0; --d) {
    const Index faces = filtration.block(d - 1).size();
    BoundaryReduction<Column> reduction(filtration.boundary(d), pairs.place[d - 1], faces, filtration.field,
                                        with_cycles);
    std::vector<Index> without_death;
    for (Index i = 0; i < pairs.order[d].size(); ++i) {
      if (i % columns_between_checks == 0) context.check();
      const Index cell = pairs.order[d][i];
      if (pairs.death[d][cell] != none) continue;
      if (deaths_are_known && !pairs.is_death[d][cell] && !(with_cycles && d < filtration.degrees)) continue;
      const Index row = reduction.reduce(cell);
      if (row == none) {
        without_death.push_back(cell);
        continue;
      }
      pairs.death[d - 1][pairs.order[d - 1][row]] = cell;
      pairs.is_death[d][cell] = true;
    }
    if (!with_cycles) continue;

    if (d < filtration.degrees)
      for (const Index cell : without_death)
        pairs.cycles[d][cell] = named(filtration, d, reduction.combination(cell, pairs.place[d]));
    for (Index row = 0; row < faces; ++row) {
      if (row % columns_between_checks == 0) context.check();
      const Index face = pairs.order[d - 1][row];
      if (reduction.owner(row) == none || !filtration.has_length(d - 1, face, reduction.owner(row))) continue;
      auto chain = reduction.column(row);
      for (auto& entry : chain) entry.row = pairs.order[d - 1][entry.row];
      pairs.cycles[d - 1][face] = named(filtration, d - 1, chain);
    }
  }
  if (!with_cycles) return;
  for (Index vertex = 0; vertex < pairs.death[0].size(); ++vertex)
    if (pairs.death[0][vertex] == none) pairs.cycles[0][vertex] = named(filtration, 0, {{vertex, 1}});
}

template <class Column>
void find_pairs(const Filtration& filtration, bool with_cycles, Pairs& pairs, const Context& context) {
  const bool has_components = !with_cycles && filtration.top >= 1 && is_graph(filtration.block(1));
  if (has_components) pair_components(filtration, pairs);
  const bool by_cochains = prefers_cochains(filtration.complex, filtration.top);
  if (by_cochains) pair_by_cochains<Column>(filtration, has_components ? 1 : 0, pairs, context);
  if (!by_cochains || with_cycles)
    pair_by_chains<Column>(filtration, has_components ? 2 : 1, by_cochains, with_cycles, pairs, context);
}

Barcode collected(const Filtration& filtration, Pairs& pairs, bool with_cycles) {
  std::vector<Bar> bars;
  std::vector<Cycle> cycles;
  for (std::size_t d = 0; d < filtration.degrees; ++d)
    for (const Index cell : pairs.order[d]) {
      if (pairs.is_death[d][cell]) continue;
      const Index death = pairs.death[d][cell];
      if (death != none && !filtration.has_length(d, cell, death)) continue;
      bars.push_back({filtration.value(d, cell), death == none ? infinity : filtration.value(d + 1, death), Index(d)});
      if (with_cycles) cycles.push_back(std::move(pairs.cycles[d][cell]));
    }
  return barcode_of(std::move(bars), filtration.field.characteristic(), std::move(cycles));
}

}  // namespace

Barcode barcode(const FilteredComplex<1>& complex, const BarcodeOptions& options, const Context& context) {
  PrimeField field(options.field);
  const std::size_t degrees = degree_count(complex, options);
  if (degrees == 0) return {.bars = {}, .field = options.field, .cycles = {}};
  const std::size_t top = std::min(degrees, complex.blocks.size() - 1);
  require_memory(complex, top, options, context);

  Filtration filtration{complex, degrees, top, std::move(field), {}, {}};
  if (options.field > 2 || options.cycles) filtration.vertices = simplex_vertices(complex, top, context);
  if (options.field > 2) filtration.signs = orientation(complex, top, filtration.vertices, context);

  Pairs pairs;
  for (std::size_t d = 0; d <= top; ++d) {
    const auto& grades = complex.blocks[d].grades;
    pairs.order.push_back(order_of_entry(grades));
    pairs.place.push_back(inverse(pairs.order[d]));
    pairs.death.emplace_back(grades.size(), none);
    pairs.is_death.emplace_back(grades.size(), false);
    if (options.cycles) pairs.cycles.emplace_back(grades.size());
  }
  if (options.field == 2)
    find_pairs<ParityColumn>(filtration, options.cycles, pairs, context);
  else
    find_pairs<ResidueColumn>(filtration, options.cycles, pairs, context);
  return collected(filtration, pairs, options.cycles);
}

Barcode barcode(const Presentation<1>& module, const BarcodeOptions& options, const Context& context) {
  if (options.field != 2)
    throw Error(codes::bad_request, fmt::format("needs field 2 for a presentation, got {}", options.field),
                "give the filtered complex instead of its presentation")
        .within("field");
  if (options.cycles)
    throw Error(codes::bad_request, "needs cells for cycles, got a presentation",
                "give the filtered complex instead of its presentation")
        .within("cycles");
  if (options.max_degree && *options.max_degree < module.degree)
    throw Error(codes::bad_request,
                fmt::format("needs at least the degree {} of the module, got {}", module.degree, *options.max_degree))
        .within("max_degree");

  const auto& matrix = module.matrix;
  const auto& values = module.grid.axes[0].values;
  const auto rows = order_of_entry(matrix.row_grades);
  const auto row_of = inverse(rows);
  const PrimeField field(2);
  BoundaryReduction<ParityColumn> reduction({matrix.entries, 0, matrix.offsets, {}}, row_of, matrix.row_count(), field,
                                            false);
  std::vector<Bar> bars;
  for (const Index column : order_of_entry(matrix.column_grades)) {
    if (column % columns_between_checks == 0) context.check();
    if (const Index row = reduction.reduce(column); row != none)
      bars.push_back({values[matrix.row_grades[rows[row]][0]], values[matrix.column_grades[column][0]], module.degree});
  }
  for (Index row = 0; row < rows.size(); ++row)
    if (reduction.owner(row) == none)
      bars.push_back({values[matrix.row_grades[rows[row]][0]], infinity, module.degree});
  return barcode_of(std::move(bars));
}

}  // namespace tessera
