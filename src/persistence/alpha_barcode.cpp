// SPDX-License-Identifier: MIT
// 1. Alpha complex of the distinct points: cells, faces, cofaces, squared radii (filtration/alpha_values.hpp).
// 2. Simplices of every dimension that is needed in the order of entry: by radius, then position.
// 3. Degree 0: union-find over the edges; an edge that joins two components is a death.
// 4. Degree k - 1, k the dimension of the triangulation: union-find over top cells and the outside, across facets from
//    the last to the first. Taking facets away joins voids; of two voids the one whose last cell is older dies, which
//    pairs that facet (birth) with that cell (death). The outside never dies.
// 5. Degrees between, from above: boundary matrices without the columns of cells that step 4 or the degree above
//    found to be births, and without the rows of edges that step 3 found to be deaths: such rows are no pivots.
#ifdef TESSERA_WITH_CGAL

#include "tessera/persistence/alpha_barcode.hpp"

#include "core/value_order.hpp"
#include "filtration/alpha_values.hpp"
#include "filtration/delaunay_points.hpp"
#include "persistence/alpha_barcode_voids.hpp"
#include "persistence/complex_barcode_cycle.hpp"
#include "persistence/complex_barcode_reduction.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <numeric>

namespace tessera {
namespace {

constexpr std::size_t columns_between_checks = 1 << 12;

/// What the steps share, and the bars they have found.
class AlphaBars {
 public:
  AlphaBars(const DelaunayPoints& points, const RadiusComplex& complex, const AlphaBarcodeOptions& options)
      : points_(points),
        complex_(complex),
        field_(options.field),
        degrees_(complex.blocks.size() - 1),
        with_cycles_(options.cycles) {
    if (options.max_degree) degrees_ = std::min(degrees_, std::size_t{*options.max_degree} + 1);
    for (const auto& block : complex.blocks) is_birth_.emplace_back(block.size(), false);
  }

  const RadiusComplex::Block& block(std::size_t d) const { return complex_.blocks[d]; }
  std::size_t dimension() const { return complex_.blocks.size() - 1; }
  /// Bars of degree 0 .. degrees() - 1 are asked for, others are not kept.
  std::size_t degrees() const { return degrees_; }
  const PrimeField& field() const { return field_; }
  bool with_cycles() const { return with_cycles_; }

  bool has_length(std::size_t degree, Index birth, Index death) const {
    return block(degree).squared_radii[birth] < block(degree + 1).squared_radii[death];
  }
  /// `chain` gives the cycle, over cells of dimension `degree`; it is called only where it is needed.
  template <class Chain>
  void pair(std::size_t degree, Index birth, Index death, const Chain& chain) {
    is_birth_[degree][birth] = true;
    if (degree >= degrees_ || !has_length(degree, birth, death)) return;
    const auto radius = [&](std::size_t d, Index cell) { return points_.radius(block(d).squared_radii[cell]); };
    add({radius(degree, birth), radius(degree + 1, death), Index(degree)}, chain);
  }
  template <class Chain>
  void add(const Bar& bar, const Chain& chain) {
    bars_.push_back(bar);
    if (!with_cycles_) return;
    cycles_.push_back(
        cycle_of_simplices(chain(), block(bar.degree).vertices, bar.degree + 1, points_.first_point, field_));
  }
  bool is_birth(std::size_t d, Index cell) const { return is_birth_[d][cell]; }

  Barcode barcode() && { return barcode_of(std::move(bars_), field_.characteristic(), std::move(cycles_)); }

 private:
  const DelaunayPoints& points_;
  const RadiusComplex& complex_;
  PrimeField field_;
  std::size_t degrees_;
  bool with_cycles_;
  std::vector<std::vector<bool>> is_birth_;
  std::vector<Bar> bars_;
  std::vector<Cycle> cycles_;
};

/// Step 3. Vertices all enter at 0, in the order of their numbers. Returns which edges are deaths.
std::vector<bool> pair_components(AlphaBars& bars, const std::vector<Index>& edges) {
  const auto& block = bars.block(1);
  std::vector<Index> elder(bars.block(0).size());
  std::iota(elder.begin(), elder.end(), Index{0});
  const auto first_of = [&](Index v) {
    while (elder[v] != v) v = elder[v] = elder[elder[v]];
    return v;
  };
  std::vector<bool> is_death(block.size(), false);
  std::size_t left = elder.size() - 1;
  for (std::size_t i = 0; left > 0; ++i) {
    const Index edge = edges[i];
    Index u = first_of(block.faces[2 * edge]), v = first_of(block.faces[2 * edge + 1]);
    if (u == v) continue;
    if (u < v) std::swap(u, v);
    elder[u] = v;
    is_death[edge] = true;
    --left;
    bars.pair(0, u, edge, [&] { return std::vector<ChainEntry>{{u, 1}, {v, bars.field().negative(1)}}; });
  }
  bars.add({0, infinity, 0}, [] { return std::vector<ChainEntry>{{0, 1}}; });
  return is_death;
}

/// Step 4. Of two voids the elder is the one that appears first from the outside in: the one whose last cell is later.
void pair_voids(AlphaBars& bars, const std::vector<Index>& facets, const Context& context) {
  const std::size_t top = bars.dimension();
  const auto &cells = bars.block(top), &block = bars.block(top - 1);
  Voids voids(cells, block, top, facets, bars.field(), bars.with_cycles());
  for (std::size_t i = facets.size(); i-- > 0;) {
    if (i % columns_between_checks == 0) context.check();
    const Index facet = facets[i];
    const auto [younger, elder] = voids.beside(facet);
    if (younger == elder) continue;
    bars.pair(top - 1, facet, younger, [&] { return voids.boundary(younger); });
    voids.join(younger, elder);
  }
}

/// The signs of the faces of a block over the integers: facet i omits the (i + 1)-th vertex from the end.
std::vector<std::int8_t> face_signs(const RadiusComplex::Block& block, std::size_t d) {
  std::vector<std::int8_t> signs(block.faces.size());
  for (std::size_t i = 0; i < signs.size(); ++i) signs[i] = (d - i % (d + 1)) % 2 == 0 ? 1 : -1;
  return signs;
}

/// Step 5 for the boundary of the cells of dimension d. Faces that `is_left_out` have no row.
template <class Column>
void pair_cycles(AlphaBars& bars, std::size_t d, const std::vector<Index>& cells, const std::vector<Index>& faces,
                 const std::vector<bool>& is_left_out, const Context& context) {
  const auto& block = bars.block(d);
  std::vector<Index> row_of(faces.size(), none), face_of;
  for (const Index face : faces)
    if (is_left_out.empty() || !is_left_out[face]) {
      row_of[face] = Index(face_of.size());
      face_of.push_back(face);
    }
  const auto signs = bars.field().characteristic() == 2 ? std::vector<std::int8_t>{} : face_signs(block, d);

  BoundaryReduction<Column> reduction({block.faces, Index(d + 1), {}, signs}, row_of, Index(face_of.size()),
                                      bars.field(), false);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i % columns_between_checks == 0) context.check();
    if (bars.is_birth(d, cells[i])) continue;
    const Index row = reduction.reduce(cells[i]);
    if (row == none) continue;
    bars.pair(d - 1, face_of[row], cells[i], [&] {
      auto chain = reduction.column(row);
      for (auto& entry : chain) entry.row = face_of[entry.row];
      return chain;
    });
  }
}

/// Steps 2 to 5.
void find_bars(AlphaBars& bars, const Context& context) {
  const std::size_t top = bars.dimension(), degrees = bars.degrees();
  const std::size_t between = std::min(degrees + 1, top);  // matrices have columns of dimension 2 .. between - 1
  std::vector<std::vector<Index>> order(top + 1);
  parallel_for(context, std::max<std::size_t>(between, 2), 1, [&](std::size_t d) {
    if (d > 0) order[d] = order_by_value(bars.block(d).squared_radii);
  });

  auto joining = pair_components(bars, order[1]);
  if (degrees == 1) return;
  if (between == top) pair_voids(bars, order[top - 1], context);
  for (std::size_t d = between - 1; d >= 2; --d) {
    if (d > 2 || bars.with_cycles()) {
      // All rows: those of deaths are needed to write cycles down, and in higher dimensions deaths are not known yet.
      if (bars.field().characteristic() == 2)
        pair_cycles<ParityColumn>(bars, d, order[d], order[d - 1], {}, context);
      else
        pair_cycles<ResidueColumn>(bars, d, order[d], order[d - 1], {}, context);
    } else if (bars.field().characteristic() == 2) {
      pair_cycles<ParityColumn>(bars, d, order[d], order[d - 1], joining, context);
    } else {
      pair_cycles<ResidueColumn>(bars, d, order[d], order[d - 1], joining, context);
    }
  }
}

}  // namespace

Barcode alpha_barcode(const PointCloud& points, const AlphaBarcodeOptions& options, const Context& context) {
  const PrimeField field(options.field);
  const DelaunayPoints vertices = delaunay_points(points, DelaunayKind::triangulation, context);
  if (vertices.size() == 0) return {.bars = {}, .field = options.field, .cycles = {}};
  const RadiusComplex complex = alpha_complex(vertices, points.dimension(), context);

  AlphaBars bars(vertices, complex, options);
  if (complex.blocks.size() == 1)
    bars.add({0, infinity, 0}, [] { return std::vector<ChainEntry>{{0, 1}}; });
  else
    find_bars(bars, context);
  return std::move(bars).barcode();
}

}  // namespace tessera

#endif
