// SPDX-License-Identifier: MIT
// 1. Sites: the points in lexicographic order; equal ones are one place. The Delaunay triangulation of the places.
// 2. The rhomboid tiling up to depth K (rhomboid_tiling.hpp), and the radius of each rhomboid (rhomboid_radii.hpp).
// 3. The cells: see the header. A rhomboid (A, S) cut at K has the facets (A, S - x), and (A + x, S - x) as long as
// that
//    has a part of its dimension below K, and its own slice if K cuts it. The slice has the slices of these facets.
#ifdef TESSERA_WITH_CGAL

#include "tessera/filtration/multicover.hpp"

#include "core/value_order.hpp"
#include "filtration/delaunay.hpp"
#include "filtration/delaunay_points.hpp"
#include "filtration/rhomboid_radii.hpp"
#include "filtration/rhomboid_tiling.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace tessera {
namespace {

constexpr Index largest_dimension = 3;
constexpr std::size_t cells_together = 1 << 14;

/// Rhomboids of full dimension anchored at depths below K, from n points: in the plane never more; in space as many as
/// of a Poisson process, C(k + 2, 2) times the Delaunay tetrahedra at depth k; never more than all subsets that can be
/// on a sphere.
double forecast_rhomboids(double n, double orders, Index dimension) {
  if (dimension == 1) return n * orders;
  if (dimension == 2) return std::min(n * orders * (orders + 1), n * n * n / 6);
  return std::min(6.77 * n * orders * (orders + 1) * (orders + 2) / 6, n * n * n * n / 24);
}

void require_memory(double rhomboids, Index points, Index dimension, Index orders, const Context& context) {
  constexpr std::array bytes{0.0, 210.0, 440.0, 880.0};  // a rhomboid of full dimension, at the peak: measured
  const double anchors = 4.0 * orders;                   // the sites of one
  context.require_memory(
      std::uint64_t(std::min(rhomboids * (bytes[dimension] + anchors), 0x1p62)),
      fmt::format("the rhomboid tiling of {} points up to order {}, {:.0f} rhomboids of full dimension,", points,
                  orders, rhomboids),
      "lower max_order, or subsample the points");
}

void check_input(const PointCloud& points, const MulticoverOptions& options) {
  if (options.max_order == 0) throw Error(codes::bad_request, "must be at least 1, got 0").within("max_order");
  if (points.size() == 0) return;
  if (points.dimension() > largest_dimension)
    throw Error(codes::over_cap, fmt::format("needs points in dimension 3 or less, got {}", points.dimension()),
                "project the points, or use filtration.core_delaunay")
        .within("points");
}

/// Of the places; `vertices` are dimension + 1 increasing places each.
delaunay::Cells delaunay_cells(const DelaunayPoints& places, Index ambient) {
  if (places.size() == 1) return {0, {0}};
  if (ambient > 1) return delaunay::cells(places.coordinates, ambient);
  delaunay::Cells path{1, {}};
  for (Index place = 1; place < places.size(); ++place) path.vertices.insert(path.vertices.end(), {place - 1, place});
  return path;
}

/// The first rhomboid with |S| = m that depth K cuts: |A| < K < |A| + m.
Index first_sliced(const RhomboidTiling& tiling, std::size_t m) {
  return tiling.blocks[m].depth_start[tiling.orders + 1 > m ? tiling.orders + 1 - m : 0];
}

/// The first that is a cell or has a slice: those at depth 0 have no other.
Index first_used(const RhomboidTiling& tiling, std::size_t m) {
  return m == 0 ? 1 : std::min(tiling.blocks[m].depth_start[1], first_sliced(tiling, m));
}

/// Step 3.
class Assembly {
 public:
  Assembly(const RhomboidTiling& tiling, const std::vector<std::vector<Index>>& radius_ranks, const Context& context)
      : tiling_(tiling), radius_ranks_(radius_ranks), context_(context), orders_(tiling.orders) {}

  std::vector<CellBlock<2>> blocks() const {
    std::vector<CellBlock<2>> result;
    for (std::size_t d = 0; d < tiling_.blocks.size(); ++d) {
      result.push_back(block(d));
      if (result.back().size() == 0) result.pop_back();  // max_order 1 has no cut rhomboids
    }
    return result;
  }

 private:
  const RhomboidTiling::Block& rhomboids(std::size_t m) const { return tiling_.blocks[m]; }
  /// Cut rhomboids |S| = d come first, and before them none at depth 0; then slices |S| = d + 1.
  Index first_cut(std::size_t d) const { return rhomboids(d).depth_start[1]; }
  Index cut_count(std::size_t d) const { return rhomboids(d).size() - first_cut(d); }
  Index first_sliced(std::size_t m) const { return tessera::first_sliced(tiling_, m); }
  Index slice_count(std::size_t m) const {
    return m < 2 || m >= tiling_.blocks.size() ? 0 : rhomboids(m).size() - first_sliced(m);
  }
  Index cut_cell(std::size_t d, Index rhomboid) const { return rhomboid - first_cut(d); }
  Index slice_cell(std::size_t m, Index rhomboid) const { return cut_count(m - 1) + rhomboid - first_sliced(m); }

  Index depth_of(std::size_t m, Index rhomboid) const {
    const auto& start = rhomboids(m).depth_start;
    return Index(std::upper_bound(start.begin(), start.end(), rhomboid) - start.begin() - 1);
  }

  CellBlock<2> block(std::size_t d) const {
    CellBlock<2> cells;
    const Index cuts = cut_count(d), slices = slice_count(d + 1);
    if (std::uint64_t{cuts} + slices >= none)
      throw Error(codes::over_cap, "needs fewer than 2^32 cells of a dimension",
                  "lower max_order, or subsample the points");
    cells.grades.resize(std::size_t{cuts} + slices);
    parallel_for(context_, cells.grades.size(), cells_together, [&](std::size_t cell) {
      const bool is_cut = cell < cuts;
      const std::size_t m = is_cut ? d : d + 1;
      const Index rhomboid = is_cut ? first_cut(m) + Index(cell) : first_sliced(m) + Index(cell - cuts);
      const Index order = is_cut ? depth_of(m, rhomboid) : orders_;
      cells.grades[cell] = {{radius_ranks_[m][rhomboid], orders_ - order}};
    });
    if (d == 0) return cells;

    cells.offsets.push_back(0);
    std::vector<Index> faces;
    for (Index cell = 0; cell < cells.size(); ++cell) {
      if (cell % cells_together == 0) context_.check();
      faces.clear();
      if (cell < cuts)
        cut_faces(d, first_cut(d) + cell, faces);
      else
        slice_faces(d + 1, first_sliced(d + 1) + (cell - cuts), faces);
      std::ranges::sort(faces);
      cells.faces.insert(cells.faces.end(), faces.begin(), faces.end());
      cells.offsets.push_back(cells.faces.size());
    }
    return cells;
  }

  void cut_faces(std::size_t m, Index rhomboid, std::vector<Index>& faces) const {
    const auto& block = rhomboids(m);
    for (std::size_t i = std::size_t{rhomboid} * m; i < (std::size_t{rhomboid} + 1) * m; ++i) {
      faces.push_back(cut_cell(m - 1, block.low[i]));
      if (block.high[i] != none) faces.push_back(cut_cell(m - 1, block.high[i]));
    }
    if (m > 1 && rhomboid >= first_sliced(m)) faces.push_back(slice_cell(m, rhomboid));
  }

  void slice_faces(std::size_t m, Index rhomboid, std::vector<Index>& faces) const {
    const auto& block = rhomboids(m);
    for (std::size_t i = std::size_t{rhomboid} * m; i < (std::size_t{rhomboid} + 1) * m; ++i) {
      if (m == 2) {  // the two vertices between bottom and top of a parallelogram, at depth K
        faces.push_back(cut_cell(0, rhomboids(1).high[block.low[i]]));
        continue;
      }
      if (block.low[i] >= first_sliced(m - 1)) faces.push_back(slice_cell(m - 1, block.low[i]));
      if (block.high[i] != none) faces.push_back(slice_cell(m - 1, block.high[i]));
    }
  }

  const RhomboidTiling& tiling_;
  const std::vector<std::vector<Index>>& radius_ranks_;
  const Context& context_;
  const Index orders_;
};

/// Replaces squared radii, of all rhomboids that are used, by ranks among their distinct radii, which it returns.
std::vector<double> rank_radii(const RhomboidTiling& tiling, std::vector<std::vector<double>> squared,
                               const DelaunayPoints& places, std::vector<std::vector<Index>>& ranks,
                               const Context& context) {
  std::vector<double> radii;
  for (std::size_t m = 0; m < squared.size(); ++m) {
    radii.insert(radii.end(), squared[m].begin() + first_used(tiling, m), squared[m].end());
    squared[m] = {};
  }
  parallel_for(context, radii.size(), cells_together, [&](std::size_t i) { radii[i] = places.radius(radii[i]); });

  std::vector<double> values;
  std::vector<Index> rank(radii.size());
  for (const Index i : order_by_value(radii)) {
    if (values.empty() || values.back() != radii[i]) values.push_back(radii[i]);
    rank[i] = Index(values.size() - 1);
  }
  auto from = rank.begin();
  for (std::size_t m = 0; m < squared.size(); ++m) {
    auto& own = ranks.emplace_back(first_used(tiling, m), Index{0});
    const auto to = from + std::ptrdiff_t(tiling.blocks[m].size() - own.size());
    own.insert(own.end(), from, to);
    from = to;
  }
  return values;
}

/// For order 1, where every vertex of the complex is one place.
void name_vertices(const RhomboidTiling& tiling, const SphereOrder& order, const DelaunayPoints& places,
                   FilteredComplex<2>& complex) {
  const auto& edges = tiling.blocks[1];
  complex.vertex_point.resize(edges.size());
  complex.vertex_multiplicity.resize(edges.size());
  for (Index edge = 0; edge < edges.size(); ++edge) {  // from nothing to a set of one site
    const Index vertex = edges.high[edge] - tiling.blocks[0].depth_start[1], place = order.place_of(edges.sites[edge]);
    complex.vertex_point[vertex] = places.first_point[place];
    complex.vertex_multiplicity[vertex] = places.multiplicity[place];
  }
}

}  // namespace

FilteredComplex<2> multicover(const PointCloud& points, const MulticoverOptions& options, const Context& context) {
  check_input(points, options);
  FilteredComplex<2> complex;
  complex.grid.axes[0].name = "scale";
  complex.grid.axes[0].unit = "length";
  complex.grid.axes[1].name = "order";
  complex.grid.axes[1].direction = Direction::superlevel;
  complex.blocks.resize(1);
  if (points.size() == 0) return complex;

  const Index ambient = points.dimension(), orders = std::min(options.max_order, points.size());
  const DelaunayPoints places = delaunay_points(points, DelaunayKind::triangulation, context);
  require_memory(forecast_rhomboids(points.size(), orders, ambient), points.size(), ambient, orders, context);

  std::vector<Index> place_of, first_site;
  for (Index place = 0; place < places.size(); ++place) {
    first_site.push_back(Index(place_of.size()));
    place_of.insert(place_of.end(), places.multiplicity[place], place);
  }
  auto cells = delaunay_cells(places, ambient);
  const std::vector<Index> hull_simplex(cells.vertices.begin(), cells.vertices.begin() + cells.dimension + 1);
  const SphereOrder order(places.coordinates, ambient, std::move(place_of), hull_simplex);
  for (Index& vertex : cells.vertices) vertex = first_site[vertex];

  const auto grown = [&](std::size_t rhomboids) {
    require_memory(double(rhomboids), points.size(), ambient, orders, context);
  };
  const auto tiling = rhomboid_tiling(order, std::move(cells.vertices), orders, grown, context);
  std::vector<std::vector<Index>> ranks;
  auto squared_radii = rhomboid_radii(tiling, order, places, ambient, context);
  complex.grid.axes[0].values = rank_radii(tiling, std::move(squared_radii), places, ranks, context);
  for (Index k = orders; k > 0; --k) complex.grid.axes[1].values.push_back(-double(k));
  complex.blocks = Assembly(tiling, ranks, context).blocks();
  if (orders == 1) name_vertices(tiling, order, places, complex);
  return complex;
}

}  // namespace tessera

#endif
