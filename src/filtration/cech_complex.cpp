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
#include "tessera/core/error.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace tessera {
namespace {

using Block = RadiusComplex::Block;

constexpr std::string_view remedy =
    "lower max_radius or max_dimension, subsample the points, or use a Delaunay complex";
constexpr std::size_t simplices_together = 1 << 9;

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

/// Leaves out the simplices with a larger radius.
void cut(Cech& cech, Block& block, std::size_t width) {
  std::size_t kept = 0;
  for (std::size_t simplex = 0; simplex < block.size(); ++simplex) {
    if (!(cech.points.radius(block.squared_radii[simplex]) <= cech.max_radius)) continue;
    std::copy_n(&block.vertices[simplex * width], width, &block.vertices[kept * width]);
    std::copy_n(&block.faces[simplex * width], width, &block.faces[kept * width]);
    block.squared_radii[kept] = block.squared_radii[simplex];
    if (!cech.supports.empty()) cech.supports[kept] = cech.supports[simplex];
    ++kept;
  }
  cech.is_cut |= kept < block.size();
  block.vertices.resize(kept * width);
  block.faces.resize(kept * width);
  block.squared_radii.resize(kept);
  if (!cech.supports.empty()) cech.supports.resize(kept);
}

void add_block(Cech& cech, Block block, const Context& context) {
  const std::size_t d = cech.complex.blocks.size();
  assign_enclosing_balls(block, cech.complex.blocks.back(), Index(d), cech.supports, cech.points.coordinates,
                         cech.ambient, context);
  cut(cech, block, d + 1);
  cech.complex.blocks.push_back(std::move(block));
}

/// Starts of ranges of these sizes, and the end; the last entry of `counts` is 0.
std::uint64_t prefix_sums(std::vector<std::uint64_t>& counts) {
  std::exclusive_scan(counts.begin(), counts.end(), counts.begin(), std::uint64_t{0});
  return counts.back();
}

/// Two passes, the second of which writes.
template <class Each>
Block counted_block(const Cech& cech, std::size_t items, std::size_t width, const Each& each, const Context& context) {
  std::vector<std::uint64_t> start(items + 1, 0);
  parallel_for(context, items, simplices_together,
               [&](std::size_t item) { each(item, [&](const Index*, const Index*) { ++start[item]; }); });
  const std::uint64_t count = prefix_sums(start);
  require_room(cech, count, width - 1, context);
  Block block;
  block.vertices.resize(count * width);
  block.faces.resize(count * width);
  parallel_for(context, items, simplices_together, [&](std::size_t item) {
    std::size_t next = start[item] * width;
    each(item, [&](const Index* vertices, const Index* faces) {
      std::copy_n(vertices, width, &block.vertices[next]);
      std::copy_n(faces, width, &block.faces[next]);
      next += width;
    });
  });
  return block;
}

/// Edges that may be short enough, by their first ends. Lengths computed in doubles are right to 1e-12.
Block edge_candidates(const Cech& cech, const PointCloud& points, const Context& context) {
  const Index n = points.size();
  if (cech.max_radius == infinity)
    return counted_block(
        cech, n, 2,
        [&](std::size_t u, const auto& found) {
          for (Index v = Index(u) + 1; v < n; ++v) {
            const std::array ends{Index(u), v};
            found(ends.data(), ends.data());
          }
        },
        context);
  const double longest = 2 * cech.max_radius * (1 + 1e-9);
  const PointCells cells(points, longest);
  const EuclideanLength length{points};
  return counted_block(
      cech, n, 2,
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
      context);
}

/// Cofaces of the simplices of the latest block by a later vertex w. Those that extend one facet are consecutive
/// (its children), sorted by last vertex: w comes from the children of the first facet after the simplex itself, and
/// has to be among those of the others.
Block coface_candidates(const Cech& cech, const Context& context) {
  const Block& block = cech.complex.blocks.back();
  const std::size_t width = cech.complex.blocks.size(), below = cech.complex.blocks[width - 2].size();
  std::vector<std::uint64_t> child(below + 1, 0);
  for (std::size_t simplex = 0; simplex < block.size(); ++simplex) ++child[block.faces[simplex * width]];
  prefix_sums(child);
  const auto last = [&](std::uint64_t simplex) { return block.vertices[simplex * width + width - 1]; };

  const auto each = [&](std::size_t simplex, const auto& found) {
    const Index* facets = &block.faces[simplex * width];
    std::array<Index, 10> vertices{}, faces{};
    std::copy_n(&block.vertices[simplex * width], width, vertices.begin());
    faces[0] = Index(simplex);
    for (std::uint64_t sibling = simplex + 1; sibling < child[facets[0] + 1]; ++sibling) {
      const Index w = last(sibling);
      bool extends_all = true;
      for (std::size_t i = 1; i < width && extends_all; ++i) {
        std::uint64_t low = child[facets[i]], high = child[facets[i] + 1];
        const std::uint64_t end = high;
        while (low < high) {
          const std::uint64_t middle = low + (high - low) / 2;
          if (last(middle) < w)
            low = middle + 1;
          else
            high = middle;
        }
        extends_all = low < end && last(low) == w;
        faces[i + 1] = Index(low);
      }
      if (!extends_all) continue;
      vertices[width] = w;
      faces[1] = Index(sibling);
      found(vertices.data(), faces.data());
    }
  };
  return counted_block(cech, block.size(), width + 1, each, context);
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
      add_block(cech, coface_candidates(cech, context), context);
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
