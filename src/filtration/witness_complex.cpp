// SPDX-License-Identifier: MIT
// 1. Landmarks, farthest point by farthest point; for every witness the squared distances to all of them, and the few
//    nearest in order.
// 2. Simplices dimension by dimension: the sets all of whose facets are there. Weak: for each the least relaxation over
//    the witnesses, where the nearest landmark that is no vertex is among the first width + 1. Lazy: from edges on, the
//    largest of the facets'.
#include "tessera/filtration/witness_complex.hpp"

#include "filtration/delaunay_points.hpp"
#include "filtration/function_axes.hpp"
#include "filtration/radius_filtration.hpp"
#include "filtration/simplex_growth.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace tessera {
namespace {

using Block = RadiusComplex::Block;

constexpr std::string_view remedy = "lower max_relaxation, max_dimension or the number of landmarks";
constexpr Index most_nearest = 10;  // a simplex of dimension 8, and one landmark more

/// Squared distances of points scaled to below 1: one value a pair, whichever comes first.
struct SquaredLength {
  const DelaunayPoints& points;
  Index ambient;

  double operator()(Index p, Index q) const {
    const double *x = &points.coordinates[std::size_t{p} * ambient], *y = &points.coordinates[std::size_t{q} * ambient];
    double sum = 0;
    for (Index axis = 0; axis < ambient; ++axis) sum += (x[axis] - y[axis]) * (x[axis] - y[axis]);
    return sum;
  }
};

/// Squared distances from the mean of the points, added up in an order that no labels change.
std::vector<double> from_mean(const SquaredLength& squared, Index n, const Context& context) {
  const auto& x = squared.points.coordinates;
  std::vector<double> mean(squared.ambient), values(n), result(n, 0.0);
  for (Index axis = 0; axis < squared.ambient; ++axis) {
    for (Index p = 0; p < n; ++p) values[p] = x[std::size_t{p} * squared.ambient + axis];
    std::ranges::sort(values);
    mean[axis] = std::accumulate(values.begin(), values.end(), 0.0) / n;
  }
  parallel_for(context, n, 1 << 12, [&](std::size_t p) {
    for (Index axis = 0; axis < squared.ambient; ++axis) {
      const double difference = x[p * squared.ambient + axis] - mean[axis];
      result[p] += difference * difference;
    }
  });
  return result;
}

template <int N>
std::vector<Index> chosen_landmarks(const PointCloud& points, const std::vector<Grade<N>>& functions,
                                    const SquaredLength& squared, Index count, const Context& context) {
  std::vector<Index> order(points.size());
  std::iota(order.begin(), order.end(), Index{0});
  std::ranges::sort(order, [&](Index a, Index b) {
    const auto compared =
        std::lexicographical_compare_three_way(points[a].begin(), points[a].end(), points[b].begin(), points[b].end());
    return compared < 0 || (compared == 0 && std::pair(functions[a].rank, a) < std::pair(functions[b].rank, b));
  });
  const auto out = from_mean(squared, points.size(), context);
  std::size_t farthest =
      std::size_t(std::ranges::max_element(order, {}, [&](Index p) { return out[p]; }) - order.begin());
  std::vector<double> distance(order.size(), infinity);
  std::vector<Index> landmarks;
  do {
    context.check();
    landmarks.push_back(order[farthest]);
    parallel_for(context, order.size(), 1 << 12,
                 [&](std::size_t i) { distance[i] = std::min(distance[i], squared(order[i], landmarks.back())); });
    farthest = std::size_t(std::ranges::max_element(distance) - distance.begin());
  } while (landmarks.size() < count && distance[farthest] > 0);
  return landmarks;
}

/// What the points say about the landmarks.
struct Witnesses {
  std::size_t landmarks, nearest_count;
  std::vector<double> squared;  // one row a witness
  std::vector<Index> nearest;   // the nearest landmarks of each, nearest first

  std::size_t size() const { return squared.size() / landmarks; }
};

Witnesses witnesses_of(Index n, const std::vector<Index>& landmarks, const SquaredLength& squared,
                       const Context& context) {
  const std::size_t m = landmarks.size(), few = std::min<std::size_t>(m, most_nearest);
  Witnesses result{m, few, std::vector<double>(n * m), std::vector<Index>(n * few)};
  parallel_for(context, n, 64, [&](std::size_t w) {
    double* row = &result.squared[w * m];
    for (std::size_t v = 0; v < m; ++v) row[v] = squared(Index(w), landmarks[v]);
    std::vector<Index> order(m);
    std::iota(order.begin(), order.end(), Index{0});
    std::partial_sort_copy(order.begin(), order.end(), &result.nearest[w * few], &result.nearest[w * few] + few,
                           [&](Index a, Index b) { return std::pair(row[a], a) < std::pair(row[b], b); });
  });
  return result;
}

/// The least squared relaxation for which a point witnesses the simplex.
double weak_relaxation(const Witnesses& witnesses, const Index* simplex, std::size_t width) {
  double least = infinity;
  for (std::size_t w = 0; w < witnesses.size() && least > 0; ++w) {
    const double* row = &witnesses.squared[w * witnesses.landmarks];
    double farthest = 0;
    for (std::size_t i = 0; i < width; ++i) farthest = std::max(farthest, row[simplex[i]]);
    const Index* other = &witnesses.nearest[w * witnesses.nearest_count];
    const Index* end = other + witnesses.nearest_count;
    while (other != end && std::find(simplex, simplex + width, *other) != simplex + width) ++other;
    least = std::min(least, other == end ? 0.0 : std::max(0.0, farthest - row[*other]));
  }
  return least;
}

/// The same for an edge of a lazy complex; not squared.
double lazy_relaxation(const Witnesses& witnesses, const std::vector<double>& start, Index u, Index v) {
  double least = infinity;
  for (std::size_t w = 0; w < witnesses.size(); ++w) {
    const double* row = &witnesses.squared[w * witnesses.landmarks];
    least = std::min(least, std::max(0.0, std::sqrt(std::max(row[u], row[v])) - start[w]));
  }
  return least;
}

/// m(w) of every witness.
std::vector<double> lazy_starts(const Witnesses& witnesses, Index nu) {
  std::vector<double> start(witnesses.size(), 0.0);
  if (nu == 0) return start;
  for (std::size_t w = 0; w < start.size(); ++w) {
    const std::size_t which = std::min<std::size_t>(nu, witnesses.nearest_count) - 1;
    const Index landmark = witnesses.nearest[w * witnesses.nearest_count + which];
    start[w] = std::sqrt(witnesses.squared[w * witnesses.landmarks + landmark]);
  }
  return start;
}

void check_options(const PointCloud& points, const WitnessComplexOptions& options) {
  if (options.landmarks < 1) throw Error(codes::bad_request, "needs at least 1, got 0").within("landmarks");
  if (options.nu > 9) throw Error(codes::bad_request, fmt::format("needs at most 9, got {}", options.nu)).within("nu");
  if (options.max_dimension < 1 || options.max_dimension > 8)
    throw Error(codes::bad_request, fmt::format("needs a dimension from 1 to 8, got {}", options.max_dimension))
        .within("max_dimension");
  if (points.size() > 0 && points.dimension() == 0)
    throw Error(codes::bad_shape, "needs points in dimension 1 or more, got 0").within("points");
}

double resolved_relaxation(const std::optional<Quantity>& quantity, const std::vector<Index>& landmarks,
                           const SquaredLength& squared, const Context& context) {
  if (!quantity) return infinity;
  QuantityReference reference;
  if (quantity->relative == Relative::percent_range || quantity->relative == Relative::percentile)
    throw Error(codes::bad_request, "needs a length or a '%diameter', got '" + quantity->text() + "'")
        .within("max_relaxation");
  if (quantity->relative == Relative::percent_diameter)
    for (const Index u : landmarks)
      for (const Index v : landmarks)
        reference.diameter = std::max(reference.diameter, squared.points.radius(squared(u, v)));
  const double value = resolve(*quantity, reference);
  if (!(value >= 0))
    throw Error(codes::bad_request, "needs a length >= 0, got " + format_double(value)).within("max_relaxation");
  context.resolved("max_relaxation", value);
  return value;
}

/// The functions where the landmarks are; values that no landmark has leave the axes.
template <int N>
FunctionAxes<N> at_landmarks(FunctionAxes<N> functions, const std::vector<Index>& landmarks) {
  FunctionAxes<N> result{std::move(functions.grid), {}};
  for (const Index point : landmarks) result.vertices.push_back(functions.vertices[point]);
  for (int axis = 1; axis < N; ++axis) {
    auto& values = result.grid.axes[axis].values;
    std::vector<double> left;
    for (const auto& grade : result.vertices) left.push_back(values[grade[axis]]);
    left = distinct_sorted(std::move(left));
    for (auto& grade : result.vertices) grade[axis] = rank_of(left, values[grade[axis]]);
    values = std::move(left);
  }
  return result;
}

class Growth {
 public:
  Growth(const Witnesses& witnesses, const WitnessComplexOptions& options, double max_relaxation,
         const DelaunayPoints& points, int parameters, const Context& context)
      : witnesses_(witnesses),
        options_(options),
        max_relaxation_(max_relaxation),
        points_(points),
        parameters_(parameters),
        context_(context) {
    const Index m = Index(witnesses.landmarks);
    complex.blocks.resize(1);
    complex.blocks[0].vertices.resize(m);
    std::iota(complex.blocks[0].vertices.begin(), complex.blocks[0].vertices.end(), Index{0});
    complex.blocks[0].squared_radii.assign(m, 0.0);
  }

  void grow() {
    const auto counted = [&](std::uint64_t count) { require_room(count); };
    const Index m = Index(witnesses_.landmarks);
    settle(counted_block(
        m, 2,
        [&](std::size_t u, const auto& found) {
          for (Index v = Index(u) + 1; v < m; ++v) {
            const std::array ends{Index(u), v};
            found(ends.data(), ends.data());
          }
        },
        counted, context_));
    while (complex.blocks.size() <= options_.max_dimension) {
      context_.check();
      settle(coface_candidates(complex, counted, context_));
    }
  }

  RadiusComplex complex;
  bool is_cut = false;

 private:
  void require_room(std::uint64_t count) const {
    const std::size_t dimension = complex.blocks.size();
    if (count >= none)
      throw Error(codes::over_cap,
                  fmt::format("needs fewer than {} simplices of dimension {}, got {}", none, dimension, count),
                  std::string(remedy));
    const std::uint64_t at_the_end = 40 + 4 * std::uint64_t(parameters_);  // value, order, rank, grade
    std::uint64_t bytes = witnesses_.squared.size() * sizeof(double) + witnesses_.nearest.size() * sizeof(Index) +
                          count * (at_the_end + 8 * (dimension + 1));
    for (std::size_t d = 0; d < dimension; ++d)
      bytes += std::uint64_t{complex.blocks[d].size()} * (at_the_end + 8 * (d + 1));
    context_.require_memory(bytes, fmt::format("a witness complex of {} simplices of dimension {}", count, dimension),
                            remedy);
  }

  void settle(Block block) {
    const std::size_t width = complex.blocks.size() + 1;
    const auto& below = complex.blocks.back().squared_radii;
    const bool is_weak = options_.kind == WitnessKind::weak;
    const auto start = is_weak || width > 2 ? std::vector<double>() : lazy_starts(witnesses_, options_.nu);
    auto& values = block.squared_radii;
    values.assign(block.vertices.size() / width, 0.0);
    parallel_for(context_, values.size(), 16, [&](std::size_t simplex) {
      const Index* vertices = &block.vertices[simplex * width];
      if (is_weak) values[simplex] = weak_relaxation(witnesses_, vertices, width);
      if (!is_weak && width == 2) values[simplex] = lazy_relaxation(witnesses_, start, vertices[0], vertices[1]);
    });
    parallel_for(context_, values.size(), 1 << 12, [&](std::size_t simplex) {
      // In the unit of the points; the largest value stays the largest.
      values[simplex] = is_weak ? points_.radius(values[simplex]) : std::ldexp(values[simplex], points_.exponent);
      for (std::size_t i = 0; i < width; ++i)
        values[simplex] = std::max(values[simplex], below[block.faces[simplex * width + i]]);
    });
    const std::size_t candidates = block.size();
    keep_only(
        block, width, [&](std::size_t simplex) { return values[simplex] <= max_relaxation_; },
        [](std::size_t, std::size_t) {});
    is_cut |= block.size() < candidates;
    complex.blocks.push_back(std::move(block));
  }

  const Witnesses& witnesses_;
  const WitnessComplexOptions& options_;
  double max_relaxation_;
  const DelaunayPoints& points_;
  int parameters_;
  const Context& context_;
};

}  // namespace

template <int N>
FilteredComplex<N> witness_complex(const PointCloud& points, const Many<ScalarField>& values,
                                   const WitnessComplexOptions& options, const Context& context) {
  check_options(points, options);
  const Index n = points.size();
  auto of_points = function_axes<N>(values, options.direction, n, n);
  std::vector<Index> landmarks;
  RadiusComplex complex;
  if (n > 0) {
    const DelaunayPoints scaled = all_points(points);
    const SquaredLength squared{scaled, points.dimension()};
    const std::uint64_t most = std::min(options.landmarks, n);
    context.require_memory(n * (most * sizeof(double) + std::min<std::uint64_t>(most, most_nearest) * sizeof(Index)),
                           fmt::format("the distances of {} points to {} landmarks", n, most), remedy);
    landmarks = chosen_landmarks<N>(points, of_points.vertices, squared, options.landmarks, context);
    const auto witnesses = witnesses_of(n, landmarks, squared, context);
    const double max_relaxation = resolved_relaxation(options.max_relaxation, landmarks, squared, context);
    Growth growth(witnesses, options, max_relaxation, scaled, N, context);
    growth.grow();
    if (growth.is_cut) of_points.grid.axes[0].known_below = max_relaxation;
    complex = std::move(growth.complex);
  }
  auto result = value_filtration<N>(std::move(complex), at_landmarks<N>(std::move(of_points), landmarks), context);
  result.complete_dimension = options.max_dimension;
  result.vertex_multiplicity.assign(landmarks.size(), 1);
  result.vertex_point = std::move(landmarks);
  return result;
}

template FilteredComplex<1> witness_complex(const PointCloud&, const Many<ScalarField>&, const WitnessComplexOptions&,
                                            const Context&);
template FilteredComplex<2> witness_complex(const PointCloud&, const Many<ScalarField>&, const WitnessComplexOptions&,
                                            const Context&);
template FilteredComplex<3> witness_complex(const PointCloud&, const Many<ScalarField>&, const WitnessComplexOptions&,
                                            const Context&);
template FilteredComplex<4> witness_complex(const PointCloud&, const Many<ScalarField>&, const WitnessComplexOptions&,
                                            const Context&);

}  // namespace tessera
