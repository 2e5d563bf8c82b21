// SPDX-License-Identifier: MIT
#ifdef TESSERA_WITH_CGAL

#include "tessera/filtration/core_delaunay.hpp"

#include "filtration/alpha_values.hpp"
#include "filtration/degree_staircase.hpp"
#include "filtration/delaunay_points.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/parallel.hpp"
#include "tessera/geometry/nearest_neighbors.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tessera {
namespace {

void check_options(const CoreDelaunayOptions& options) {
  if (!(options.beta >= 0 && std::isfinite(options.beta)))
    throw Error(codes::bad_request, fmt::format("must be >= 0 and finite, got {}", format_double(options.beta)))
        .within("beta");
  if (options.max_count && *options.max_count == 0)
    throw Error(codes::bad_request, "must be at least 1, got 0").within("max_count");
}

/// With the radii themselves beside their squares.
std::uint64_t bytes_of(const RadiusComplex& complex) {
  std::uint64_t bytes = 0;
  for (const auto& block : complex.blocks)
    bytes += (block.vertices.size() + block.faces.size() + block.cofaces.size() + block.coface_offsets.size()) *
                 sizeof(Index) +
             block.size() * 2 * sizeof(double);
  return bytes;
}

/// beta d_k(v), k = 1 .. counts, vertex by vertex.
std::vector<double> core_distances(const PointCloud& points, const DelaunayPoints& vertices, std::size_t counts,
                                   double beta, const Context& context) {
  context.require_memory(std::uint64_t{points.size()} * counts * 3 * sizeof(double), "the neighbors of all points",
                         "set a smaller max_count");
  std::vector<double> distances(vertices.size() * counts, 0.0);
  if (counts == 1) return distances;
  const auto nearest = nearest_neighbors(points, {.neighbors = Index(counts - 1)}, context);
  for (Index v = 0; v < vertices.size(); ++v) {
    const auto row = nearest.distances_of(vertices.first_point[v]);
    std::ranges::transform(row, distances.begin() + std::ptrdiff_t(v * counts + 1),
                           [&](double distance) { return beta * distance; });
  }
  return distances;
}

}  // namespace

MulticriticalComplex<2> core_delaunay(const PointCloud& points, const CoreDelaunayOptions& options,
                                      const Context& context) {
  check_options(options);
  MulticriticalComplex<2> complex;
  complex.grid.axes[0].name = "scale";
  complex.grid.axes[0].unit = "length";
  complex.grid.axes[1].name = "count";
  complex.grid.axes[1].direction = Direction::superlevel;
  complex.blocks.resize(1);
  if (points.size() == 0) return complex;

  const DelaunayPoints vertices = delaunay_points(points, DelaunayKind::triangulation, context);
  RadiusComplex alpha = alpha_complex(vertices, points.dimension(), context);
  const std::size_t counts = std::min(options.max_count.value_or(points.size()), points.size());
  const auto distances = core_distances(points, vertices, counts, options.beta, context);

  std::vector<double> values = distances;
  std::vector<std::vector<double>> radii(alpha.blocks.size());
  for (std::size_t d = 0; d < alpha.blocks.size(); ++d) {
    for (const double squared : alpha.blocks[d].squared_radii) radii[d].push_back(vertices.radius(squared));
    values.insert(values.end(), radii[d].begin(), radii[d].end());
  }
  values = distinct_sorted(values);
  const auto rank = [&](double value) { return rank_of(values, value); };
  DegreeScales scales{counts, std::vector<Index>(distances.size())};
  parallel_for(context, distances.size(), 1 << 14, [&](std::size_t i) { scales.scales[i] = rank(distances[i]); });
  for (std::size_t d = 0; d < alpha.blocks.size(); ++d) {
    std::vector<Index> own(radii[d].size());
    std::ranges::transform(radii[d], own.begin(), rank);
    const std::uint64_t held = bytes_of(alpha) + bytes_of(complex.blocks) + sizeof(double) * values.size() +
                               (sizeof(double) + sizeof(Index)) * distances.size();
    auto block = degree_block(d, alpha.blocks[d].vertices, d + 1, own, alpha.blocks[d].faces, scales, held, context);
    if (d == 0)
      complex.blocks[0] = std::move(block);
    else
      complex.blocks.push_back(std::move(block));
  }
  complex.grid.axes[0].values = std::move(values);
  for (std::size_t k = counts; k > 0; --k) complex.grid.axes[1].values.push_back(-double(k));
  return complex;
}

}  // namespace tessera

#endif
