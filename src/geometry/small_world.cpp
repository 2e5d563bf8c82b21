// SPDX-License-Identifier: MIT
// The one file that meets hnswlib.
#include "geometry/neighbor_candidates.hpp"
#include "tessera/core/parallel.hpp"
#include "tessera/geometry/nearest_neighbors.hpp"

#include <numeric>

#include <hnswlib/hnswlib.h>

namespace tessera {
namespace {

constexpr std::size_t lanes = 16;  // coordinates worked on together; rows are filled up with zeros to a multiple

/// Rows in single precision, centered so that few digits are lost, in a unit in which nothing overflows. Under cosine
/// and correlation they have length 1: there euclidean distances are in the order of dissimilarities.
std::vector<float> single_rows(const PointCloud& points, Metric metric, std::size_t stride) {
  auto x = unit_scaled(points);
  const std::size_t n = points.size(), dimension = points.dimension();
  const bool is_angular = metric == Metric::cosine || metric == Metric::correlation;
  std::vector<double> center(dimension, 0.0);
  if (!is_angular)
    for (std::size_t at = 0; at < x.size(); ++at) center[at % dimension] += x[at] / double(n);

  std::vector<float> rows(n * stride, 0.0F);
  for (std::size_t i = 0; i < n; ++i) {
    const std::span<double> row(x.data() + i * dimension, dimension);
    double mean = 0, norm = 1;
    if (metric == Metric::correlation) mean = std::accumulate(row.begin(), row.end(), 0.0) / double(dimension);
    if (is_angular) {
      double largest = 0, squares = 0;
      for (const double t : row) largest = std::max(largest, std::abs(t - mean));
      for (const double t : row) squares += (t - mean) / largest * ((t - mean) / largest);
      norm = largest * std::sqrt(squares);
    }
    for (std::size_t axis = 0; axis < dimension; ++axis)
      rows[i * stride + axis] = float((row[axis] - mean - center[axis]) / norm);
  }
  return rows;
}

template <class Step>
float sum_of(const void* x, const void* y, const void* stride, Step step) {
  const auto *a = static_cast<const float*>(x), *b = static_cast<const float*>(y);
  float sums[lanes] = {};
  for (std::size_t at = 0, end = *static_cast<const std::size_t*>(stride); at < end; at += lanes)
    for (std::size_t lane = 0; lane < lanes; ++lane) sums[lane] = step(sums[lane], a[at + lane] - b[at + lane]);
  for (std::size_t half = lanes / 2; half > 0; half /= 2)
    for (std::size_t lane = 0; lane < half; ++lane) sums[lane] = step.join(sums[lane], sums[lane + half]);
  return sums[0];
}

struct Squares {
  float operator()(float sum, float t) const { return sum + t * t; }
  static float join(float a, float b) { return a + b; }
};
struct Magnitudes {
  float operator()(float sum, float t) const { return sum + std::abs(t); }
  static float join(float a, float b) { return a + b; }
};
struct Largest {
  float operator()(float sum, float t) const { return std::max(sum, std::abs(t)); }
  static float join(float a, float b) { return std::max(a, b); }
};

class SingleSpace : public hnswlib::SpaceInterface<float> {
 public:
  SingleSpace(Metric metric, std::size_t stride) : metric_(metric), stride_(stride) {}
  size_t get_data_size() override { return stride_ * sizeof(float); }
  void* get_dist_func_param() override { return &stride_; }
  hnswlib::DISTFUNC<float> get_dist_func() override {
    if (metric_ == Metric::manhattan)
      return [](const void* x, const void* y, const void* stride) { return sum_of(x, y, stride, Magnitudes()); };
    if (metric_ == Metric::chebyshev)
      return [](const void* x, const void* y, const void* stride) { return sum_of(x, y, stride, Largest()); };
    return [](const void* x, const void* y, const void* stride) { return sum_of(x, y, stride, Squares()); };
  }

 private:
  Metric metric_;
  std::size_t stride_;
};

}  // namespace

void candidates_from_small_world(const PointCloud& points, const NearestNeighborsOptions& options,
                                 const Context& context, const TakeCandidates& take) {
  const std::size_t n = points.size(), k = options.neighbors;
  const std::size_t stride = (points.dimension() + lanes - 1) / lanes * lanes;
  context.require_memory(n * (2 * stride * sizeof(float) + 2 * options.links * sizeof(unsigned) + 64),
                         "a small world graph", "search exactly, or with fewer links");

  const auto rows = single_rows(points, options.metric, stride);
  SingleSpace space(options.metric, stride);
  hnswlib::HierarchicalNSW<float> graph(&space, n, options.links, options.build_width);
  for (std::size_t i = 0; i < n; ++i) {
    if (i % 64 == 0) context.check();
    graph.addPoint(rows.data() + i * stride, i);
  }

  graph.setEf(std::max<std::size_t>(options.search_width, k + 1));
  parallel_for_blocks(context, n, 64, [&](std::size_t begin, std::size_t end) {
    std::vector<Index> candidates;
    for (std::size_t i = begin; i < end; ++i) {
      auto found = graph.searchKnn(rows.data() + i * stride, k + 1);
      candidates.clear();
      for (; !found.empty(); found.pop())
        if (found.top().second != i) candidates.push_back(Index(found.top().second));
      if (candidates.size() < k) {  // the walk ended in a part of the graph that is too small: all points
        candidates.clear();
        for (Index other = 0; other < n; ++other)
          if (other != i) candidates.push_back(other);
      }
      take(Index(i), candidates);
    }
  });
}

}  // namespace tessera
