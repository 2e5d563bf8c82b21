// SPDX-License-Identifier: MIT
// 1. Up to 4096 points all distances are computed once; the enclosing radius comes from them.
// 2. More points with a max_diameter are sorted into cells of that side; only pairs in touching cells are measured.
// 3. Otherwise all pairs are measured twice: once for the enclosing radius or the count, once for the edges.
#include "persistence/rips_edges.hpp"

#include "filtration/point_cells.hpp"
#include "filtration/rips_lengths.hpp"

#include <cmath>
#include <numeric>
#include <string_view>

#include <fmt/format.h>
#include <Eigen/Core>

namespace tessera {
namespace {

constexpr Index stored_up_to = 4096;
constexpr std::string_view remedy = "lower max_diameter or subsample the points";

void require_edges(std::uint64_t count, Index n, const Context& context) {
  if (count >= none)
    throw Error(codes::over_cap, fmt::format("needs fewer than {} edges, got {}", none, count), std::string(remedy));
  context.require_memory(2 * sizeof(MeasuredEdge) * count,
                         fmt::format("a Rips graph of {} points and {} edges", n, count), remedy);
}

/// Calls append(v, edges) for the blocks of vertices and puts the edges they give one after another.
template <class Count, class Write>
std::vector<MeasuredEdge> gathered(Index n, const Context& context, const Count& count_at, const Write& write_at) {
  std::vector<std::uint64_t> start(std::size_t{n} + 1, 0);
  parallel_for(context, n, row_grain, [&](std::size_t v) { start[v + 1] = count_at(Index(v)); });
  std::partial_sum(start.begin(), start.end(), start.begin());
  require_edges(start.back(), n, context);
  std::vector<MeasuredEdge> edges(start.back());
  parallel_for(context, n, row_grain, [&](std::size_t v) { write_at(Index(v), edges.data() + start[v]); });
  return edges;
}

/// Pairs u < v no longer than `longest`, all of them measured.
template <class Length>
std::vector<MeasuredEdge> edges_among_all(double longest, Index n, const Length& length, const Context& context) {
  return gathered(
      n, context,
      [&](Index v) {
        std::uint64_t count = 0;
        for (Index u = 0; u < v; ++u) count += length(u, v) <= longest;
        return count;
      },
      [&](Index v, MeasuredEdge* next) {
        for (Index u = 0; u < v; ++u)
          if (const double distance = length(u, v); distance <= longest) *next++ = {distance, u, v};
      });
}

std::vector<MeasuredEdge> edges_by_cells(double longest, const PointCloud& points, const Context& context) {
  const PointCells cells(points, longest);
  const EuclideanLength length{points};
  return gathered(
      points.size(), context,
      [&](Index v) {
        std::uint64_t count = 0;
        cells.for_each_near(v, [&](Index u) { count += u < v && length(u, v) <= longest; });
        return count;
      },
      [&](Index v, MeasuredEdge* next) {
        cells.for_each_near(v, [&](Index u) {
          if (u >= v) return;
          if (const double distance = length(u, v); distance <= longest) *next++ = {distance, u, v};
        });
      });
}

/// All distances, row by row; the loops over the points of a row become vector code.
DistanceMatrix stored_lengths(const PointCloud& points, const Context& context) {
  const Index n = points.size(), axes = points.dimension();
  std::vector<double> columns(std::size_t{n} * axes);
  for (Index p = 0; p < n; ++p)
    for (Index axis = 0; axis < axes; ++axis) columns[std::size_t{axis} * n + p] = points[p][axis];

  std::vector<double> lower(std::size_t{n} * (n - (n > 0)) / 2, 0.0);
  parallel_for(context, n, row_grain, [&](std::size_t i) {
    double* row = lower.data() + i * (i - (i > 0)) / 2;
    for (Index axis = 0; axis < axes; ++axis) {
      const double* column = columns.data() + std::size_t{axis} * n;
      const double own = column[i];
      for (std::size_t j = 0; j < i; ++j) row[j] += (own - column[j]) * (own - column[j]);
    }
    Eigen::Map<Eigen::ArrayXd> lengths(row, Eigen::Index(i));
    if (i > 0 && lengths.minCoeff() > least_safe_sum &&
        lengths.maxCoeff() < most_safe_sum)  // vector code, unlike all()
      lengths = lengths.sqrt();
    else
      for (Index j = 0; j < i; ++j) row[j] = EuclideanLength{points}(Index(i), j);
  });
  return DistanceMatrix(n, std::move(lower));
}

/// min over x of max over y of d(x, y).
double enclosing_radius(const DistanceMatrix& distances) {
  const Index n = distances.size();
  std::vector<double> farthest(n, 0.0);
  const double* row = distances.lower().data();
  for (Index i = 0; i < n; row += i, ++i) {
    double most = 0;
    for (Index j = 0; j < i; ++j) {
      most = std::max(most, row[j]);
      farthest[j] = std::max(farthest[j], row[j]);
    }
    farthest[i] = most;
  }
  return n == 0 ? 0 : *std::ranges::min_element(farthest);
}

}  // namespace

RipsEdges rips_edges(const DistanceMatrix& distances, const std::optional<Quantity>& max_diameter,
                     const Context& context) {
  const Index n = distances.size();
  double longest = enclosing_radius(distances);
  if (max_diameter) longest = std::min(longest, resolved_diameter(*max_diameter, n, distances, context));
  context.resolved("max_diameter", longest);
  return {n, edges_among_all(longest, n, distances, context)};
}

RipsEdges rips_edges(const PointCloud& points, const std::optional<Quantity>& max_diameter, const Context& context) {
  const Index n = points.size();
  if (n <= stored_up_to) return rips_edges(stored_lengths(points, context), max_diameter, context);

  const EuclideanLength length{points};
  const double longest = max_diameter ? resolved_diameter(*max_diameter, n, length, context)
                                      : tessera::enclosing_radius(n, length, context);
  context.resolved("max_diameter", longest);
  if (max_diameter) return {n, edges_by_cells(longest, points, context)};
  return {n, edges_among_all(longest, n, length, context)};
}

}  // namespace tessera
