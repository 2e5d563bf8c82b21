// SPDX-License-Identifier: MIT
// 1. Edges no longer than twice max_radius, by the cells that points lie in.
// 2. Dimension by dimension: candidates are the sets all of whose facets are there; they are counted, held against the
//    budget, and get their smallest enclosing balls from those of their facets (enclosing_balls.hpp).
// 3. Those with a larger radius go. Above the dimension of the space none does, as Helly's theorem says.
#include "tessera/filtration/cech_complex.hpp"

#include "filtration/delaunay_points.hpp"
#include "filtration/enclosing_balls.hpp"
#include "filtration/function_axes.hpp"
#include "filtration/point_cells.hpp"
#include "filtration/radius_filtration.hpp"
#include "filtration/rips_lengths.hpp"
#include "filtration/simplex_growth.hpp"
#include "tessera/core/error.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace tessera {
namespace {

using Block = RadiusComplex::Block;

constexpr std::string_view remedy =
    "lower max_radius or max_dimension, subsample the points, or use a Delaunay complex";

struct Cech {
  const DelaunayPoints& points;
  Index ambient;
  double max_radius;
  int parameters;
  bool is_cut = false;
  RadiusComplex complex;
  std::vector<std::uint16_t> supports;  // of the latest block
};

/// Beside the simplices there are, in the end, radii, their order and ranks, and the grades.
void require_room(const Cech& cech, std::uint64_t count, std::size_t dimension, const Context& context) {
  if (count >= none)
    throw Error(codes::over_cap,
                fmt::format("needs fewer than {} simplices of dimension {}, got {}", none, dimension, count),
                std::string(remedy));
  const std::uint64_t at_the_end = 40 + 4 * std::uint64_t(cech.parameters);
  std::uint64_t bytes = count * (at_the_end + 8 * (dimension + 1));
  for (std::size_t d = 0; d < cech.complex.blocks.size(); ++d)
    bytes += std::uint64_t{cech.complex.blocks[d].size()} * (at_the_end + 8 * (d + 1));
  context.require_memory(bytes, fmt::format("a Cech complex of {} simplices of dimension {}", count, dimension),
                         remedy);
}

void add_block(Cech& cech, Block block, const Context& context) {
  const std::size_t d = cech.complex.blocks.size();
  assign_enclosing_balls(block, cech.complex.blocks.back(), Index(d), cech.supports, cech.points.coordinates,
                         cech.ambient, context);
  if (!block.squared_radii.empty() && !std::isfinite(cech.points.radius(std::ranges::max(block.squared_radii))))
    throw Error(codes::bad_value, "needs radii below 1e308, got more", "rescale the coordinates");
  const std::size_t candidates = block.size();
  keep_only(
      block, d + 1,
      [&](std::size_t simplex) { return cech.points.radius(block.squared_radii[simplex]) <= cech.max_radius; },
      [&](std::size_t from, std::size_t to) {
        if (!cech.supports.empty()) cech.supports[to] = cech.supports[from];
      });
  cech.is_cut |= block.size() < candidates;
  cech.complex.blocks.push_back(std::move(block));
}

/// Edges that may be short enough, by their first ends. Lengths computed in doubles are right to 1e-12.
Block edge_candidates(const Cech& cech, const PointCloud& points, const Context& context) {
  const Index n = points.size();
  const auto counted = [&](std::uint64_t count) { require_room(cech, count, 1, context); };
  if (cech.max_radius == infinity)
    return counted_block(
        n, 2,
        [&](std::size_t u, const auto& found) {
          for (Index v = Index(u) + 1; v < n; ++v) {
            const std::array ends{Index(u), v};
            found(ends.data(), ends.data());
          }
        },
        counted, context);
  const double longest = 2 * cech.max_radius * (1 + 1e-9);
  const PointCells cells(points, longest);
  const EuclideanLength length{points};
  return counted_block(
      n, 2,
      [&](std::size_t u, const auto& found) {
        std::vector<Index> later;
        cells.for_each_near(Index(u), [&](Index v) {
          if (v > u && length(Index(u), v) <= longest) later.push_back(v);
        });
        std::ranges::sort(later);
        for (const Index v : later) {
          const std::array ends{Index(u), v};
          found(ends.data(), ends.data());
        }
      },
      counted, context);
}

void check_input(const PointCloud& points, const CechComplexOptions& options) {
  if (options.max_dimension < 1 || options.max_dimension > 8)
    throw Error(codes::bad_request, fmt::format("needs a dimension from 1 to 8, got {}", options.max_dimension))
        .within("max_dimension");
  if (points.size() > 0 && points.dimension() == 0)
    throw Error(codes::bad_shape, "needs points in dimension 1 or more, got 0").within("points");
}

/// Squares of shorter edges lose digits to underflow. A support of one vertex: the points are equal.
void check_edges(const Block& edges, const std::vector<std::uint16_t>& supports) {
  constexpr double least_squared_radius = 0x1p-1002;
  for (std::size_t edge = 0; edge < edges.size(); ++edge)
    if (std::popcount(supports[edge]) == 2 && edges.squared_radii[edge] < least_squared_radius)
      throw Error(codes::bad_value,
                  fmt::format("needs different points no closer than 1e-150 times the largest coordinate, got points "
                              "{} and {}",
                              edges.vertices[2 * edge], edges.vertices[2 * edge + 1]),
                  "merge points that close, or subtract the mean from the coordinates");
}

}  // namespace

template <int N>
FilteredComplex<N> cech_complex(const PointCloud& points, const Many<ScalarField>& values,
                                const CechComplexOptions& options, const Context& context) {
  check_input(points, options);
  const Index n = points.size();
  auto functions = function_axes<N>(values, options.direction, n, n);
  double max_radius = infinity;
  if (options.max_radius) {
    max_radius = resolved_diameter(*options.max_radius, n, EuclideanLength{points}, context, "max_radius");
    context.resolved("max_radius", max_radius);
  }

  DelaunayPoints vertices = all_points(points);
  Cech cech{vertices, points.dimension(), max_radius, N, false, {}, std::vector<std::uint16_t>(n, 1)};
  if (n > 0) {
    auto& blocks = cech.complex.blocks;
    blocks.resize(1);
    blocks[0].vertices = vertices.first_point;
    blocks[0].squared_radii.assign(n, 0.0);
    add_block(cech, edge_candidates(cech, points, context), context);
    check_edges(blocks[1], cech.supports);
    cech.is_cut = blocks[1].size() < std::uint64_t{n} * (n - 1) / 2;
    while (blocks.size() <= options.max_dimension) {
      context.check();
      const auto counted = [&](std::uint64_t count) { require_room(cech, count, blocks.size(), context); };
      add_block(cech, coface_candidates(cech.complex, counted, context), context);
    }
  }
  if (cech.is_cut) functions.grid.axes[0].known_below = max_radius;
  auto complex = std::move(cech.complex);
  vertices.first_point.clear();  // vertex v is point v
  vertices.multiplicity.clear();
  auto result = radius_filtration<N>(std::move(complex), std::move(vertices), std::move(functions), context);
  result.complete_dimension = options.max_dimension;
  return result;
}

template FilteredComplex<1> cech_complex(const PointCloud&, const Many<ScalarField>&, const CechComplexOptions&,
                                         const Context&);
template FilteredComplex<2> cech_complex(const PointCloud&, const Many<ScalarField>&, const CechComplexOptions&,
                                         const Context&);
template FilteredComplex<3> cech_complex(const PointCloud&, const Many<ScalarField>&, const CechComplexOptions&,
                                         const Context&);
template FilteredComplex<4> cech_complex(const PointCloud&, const Many<ScalarField>&, const CechComplexOptions&,
                                         const Context&);

}  // namespace tessera
