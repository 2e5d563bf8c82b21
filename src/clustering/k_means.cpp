// SPDX-License-Identifier: MIT
// Outline.
//  1. Equal points become one with a weight; points are sorted, coordinates scaled by a power of two.
//  2. Each restart draws its centres (k-means++) from a stream of its own.
//  3. Lloyd: every point to its nearest centre, every centre to the mean of its points, until no point moves.
//  4. The restart of least inertia, the first of equals, is kept; clusters are numbered in canonical order.
#include "tessera/clustering/k_means.hpp"

#include "clustering/canonical_order.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include <fmt/format.h>

namespace tessera {
namespace {

/// Different points, each with the number of times it occurs.
struct WeightedPoints {
  Index size = 0, dimension = 0;
  std::vector<double> coordinates;  // scaled
  std::vector<double> weights;
  std::vector<Index> place;  // of every sorted point, among the different ones
  int exponent = 0;          // coordinates were multiplied by 2^-exponent

  const double* operator[](std::size_t point) const { return coordinates.data() + point * dimension; }
};

struct Run {
  std::vector<double> centres;
  std::vector<Index> owner;
  double inertia = infinity;
};

WeightedPoints distinct(const PointCloud& sorted) {
  WeightedPoints result;
  result.dimension = sorted.dimension();
  double largest = 0;
  for (const double x : sorted.coordinates()) largest = std::max(largest, std::abs(x));
  if (largest > 0) std::frexp(largest, &result.exponent);
  for (Index k = 0; k < sorted.size(); ++k) {
    if (k == 0 || !std::ranges::equal(sorted[k - 1], sorted[k])) {
      for (const double x : sorted[k]) result.coordinates.push_back(std::ldexp(x, -result.exponent));
      result.weights.push_back(0);
      ++result.size;
    }
    ++result.weights.back();
    result.place.push_back(result.size - 1);
  }
  return result;
}

double square_distance(const double* a, const double* b, Index dimension) {
  double sum = 0;
  for (Index axis = 0; axis < dimension; ++axis) sum += (a[axis] - b[axis]) * (a[axis] - b[axis]);
  return sum;
}

/// A point drawn with the given chances, whose sum is `total` > 0.
std::size_t drawn_point(const std::vector<double>& chances, double total, RandomStream& random) {
  double left = random.uniform() * total;
  std::size_t drawn = 0;
  for (std::size_t k = 0; k < chances.size(); ++k) {
    if (chances[k] == 0) continue;
    drawn = k;  // the last one where rounding leaves a rest
    if (left < chances[k]) break;
    left -= chances[k];
  }
  return drawn;
}

std::vector<double> starting_centres(const WeightedPoints& points, const KMeansOptions& options, RandomStream random,
                                     const Context& context) {
  const Index candidates = options.candidates > 0 ? options.candidates : 2 + Index(std::log(double(options.clusters)));
  std::vector<double> chances = points.weights, trial(points.size), best(points.size), centres;
  for (Index centre = 0; centre < options.clusters; ++centre) {
    context.check();
    const double total = std::accumulate(chances.begin(), chances.end(), 0.0);
    if (!(total > 0)) break;  // squares below the least double
    double least = infinity;
    std::size_t chosen = 0;
    for (Index candidate = 0; candidate < (centre == 0 ? 1 : candidates); ++candidate) {
      const std::size_t drawn = drawn_point(chances, total, random);
      double left = 0;
      for (std::size_t k = 0; k < points.size; ++k) {
        const double share = points.weights[k] * square_distance(points[k], points[drawn], points.dimension);
        left += trial[k] = centre == 0 ? share : std::min(chances[k], share);
      }
      if (left < least) {
        least = left;
        chosen = drawn;
        std::swap(best, trial);
      }
    }
    centres.insert(centres.end(), points[chosen], points[chosen] + points.dimension);
    std::swap(chances, best);
  }
  return centres;
}

/// Nearest centre of every point, the first of equally near ones; the squared distances. Centres are transposed, so
/// that a point's distances to all of them are worked on by vector instructions.
void assign(const WeightedPoints& points, const std::vector<double>& centres, std::vector<Index>& owner,
            std::vector<double>& squares, const Context& context) {
  const std::size_t d = points.dimension, count = d == 0 ? 1 : centres.size() / d;
  std::vector<double> transposed(centres.size());
  for (std::size_t centre = 0; centre < count; ++centre)
    for (std::size_t axis = 0; axis < d; ++axis) transposed[axis * count + centre] = centres[centre * d + axis];

  parallel_for_blocks(context, points.size, 16 + 100000 / (count * (d + 1)), [&](std::size_t begin, std::size_t end) {
    std::vector<double> row(count);
    for (std::size_t k = begin; k < end; ++k) {
      std::ranges::fill(row, 0.0);
      for (std::size_t axis = 0; axis < d; ++axis) {
        const double x = points[k][axis];
        const double* along = transposed.data() + axis * count;
        for (std::size_t centre = 0; centre < count; ++centre) row[centre] += (x - along[centre]) * (x - along[centre]);
      }
      const auto nearest = std::ranges::min_element(row);
      owner[k] = Index(nearest - row.begin());
      squares[k] = *nearest;
    }
  });
}

/// The centre of mass of every cluster. An empty one moves to the point that is farthest from its own centre.
std::vector<double> means(const WeightedPoints& points, const std::vector<Index>& owner, std::vector<double>& squares,
                          std::size_t count) {
  const std::size_t d = points.dimension;
  std::vector<double> sums(count * d, 0.0), masses(count, 0.0);
  for (std::size_t k = 0; k < points.size; ++k) {
    double* sum = sums.data() + owner[k] * d;
    for (std::size_t axis = 0; axis < d; ++axis) sum[axis] += points.weights[k] * points[k][axis];
    masses[owner[k]] += points.weights[k];
  }
  for (std::size_t centre = 0; centre < count; ++centre) {
    double* sum = sums.data() + centre * d;
    if (masses[centre] > 0) {
      for (std::size_t axis = 0; axis < d; ++axis) sum[axis] /= masses[centre];
    } else {
      const auto farthest = std::size_t(std::ranges::max_element(squares) - squares.begin());
      std::copy(points[farthest], points[farthest] + d, sum);
      squares[farthest] = 0;
    }
  }
  return sums;
}

Run one_run(const WeightedPoints& points, const KMeansOptions& options, const Context& context, Index restart) {
  Run run{starting_centres(points, options, context.random(restart), context), std::vector<Index>(points.size), 0};
  const std::size_t count = points.dimension == 0 ? 1 : run.centres.size() / points.dimension;
  std::vector<Index> before;
  std::vector<double> squares(points.size);
  for (Index iteration = 0; iteration < options.iterations; ++iteration) {
    context.check();
    assign(points, run.centres, run.owner, squares, context);
    if (run.owner == before) break;
    before = run.owner;
    run.centres = means(points, run.owner, squares, count);
  }
  assign(points, run.centres, run.owner, squares, context);
  for (std::size_t k = 0; k < points.size; ++k) run.inertia += points.weights[k] * squares[k];
  return run;
}

/// Every point a cluster.
Run each_alone(const WeightedPoints& points) {
  Run run{points.coordinates, std::vector<Index>(points.size), 0};
  std::iota(run.owner.begin(), run.owner.end(), Index{0});
  return run;
}

void check_request(const PointCloud& points, const KMeansOptions& options) {
  if (points.size() == 0) throw Error(codes::too_few, "needs at least 1 point, got 0");
  for (const auto& [name, value] : {std::pair{"clusters", options.clusters}, std::pair{"restarts", options.restarts},
                                    std::pair{"iterations", options.iterations}})
    if (value == 0) throw Error(codes::bad_request, "needs at least 1, got 0").within(name);
}

/// The clustering of a run, in the scale and order of the points that came.
KMeans result_of(const Run& run, const WeightedPoints& points, const SortedPoints& sorted) {
  const std::size_t n = sorted.points.size(), d = points.dimension;
  const std::size_t count = d == 0 ? 1 : run.centres.size() / d;
  std::vector<Index> cluster_of(n);
  for (std::size_t k = 0; k < n; ++k) cluster_of[k] = run.owner[points.place[k]];
  const auto numbers = canonical_numbers(cluster_of, Index(count));

  std::vector<double> centres(count * d), distances(n);
  for (std::size_t centre = 0; centre < count; ++centre)
    for (std::size_t axis = 0; axis < d; ++axis)
      centres[numbers[centre] * d + axis] = std::ldexp(run.centres[centre * d + axis], points.exponent);
  Index used = 0;  // empty clusters come last
  for (const Index cluster : cluster_of) used = std::max(used, numbers[cluster] + 1);
  centres.resize(used * d);

  double sum = 0;
  for (std::size_t k = 0; k < n; ++k) {
    const double square =
        square_distance(points[points.place[k]], run.centres.data() + cluster_of[k] * d, points.dimension);
    sum += square;
    distances[k] = std::ldexp(std::sqrt(square), points.exponent);
    if (!std::isfinite(distances[k])) throw Error(codes::bad_value, "distances overflow", "rescale the coordinates");
  }
  return {cluster_labels(cluster_of, numbers, sorted.order), PointCloud(used, Index(d), std::move(centres)),
          ScalarField(in_first_order(distances, sorted.order), "length"),
          std::ldexp(std::sqrt(sum / double(n)), points.exponent)};
}

}  // namespace

KMeans k_means(const PointCloud& points, const KMeansOptions& options, const Context& context) {
  check_request(points, options);
  const auto sorted = in_lexicographic_order(points);
  const WeightedPoints weighted = distinct(sorted.points);
  if (weighted.size < options.clusters)
    context.warn(
        fmt::format("{} different points make {} clusters, not {}", weighted.size, weighted.size, options.clusters));
  if (weighted.size <= options.clusters) return result_of(each_alone(weighted), weighted, sorted);

  std::vector<Run> runs(options.restarts);
  parallel_for(context, options.restarts, 1,
               [&](std::size_t restart) { runs[restart] = one_run(weighted, options, context, Index(restart)); });
  return result_of(*std::ranges::min_element(runs, {}, &Run::inertia), weighted, sorted);
}

}  // namespace tessera
