// SPDX-License-Identifier: MIT
#include "tessera/geometry/metric.hpp"

#include "tessera/core/error.hpp"
#include "tessera/geometry/normalized_rows.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>
#include <Eigen/Core>

namespace tessera {
namespace {

// Between these no square that matters was lost to underflow or overflow.
constexpr double safe_low = 0x1p-900, safe_high = 0x1p1000;

// What one coordinate adds to a distance. Coordinates are always taken in order, so every route gives the same bits.
struct SquareStep {
  double operator()(double sum, double difference) const noexcept { return sum + difference * difference; }
};
struct AbsoluteStep {
  double operator()(double sum, double difference) const noexcept { return sum + std::abs(difference); }
};
struct LargestStep {
  double operator()(double sum, double difference) const noexcept {
    const double magnitude = std::abs(difference);
    return sum < magnitude ? magnitude : sum;
  }
};

template <class Use>
void with_step(Metric metric, const Use& use) {
  switch (metric) {
    case Metric::manhattan:
      return use(AbsoluteStep{});
    case Metric::chebyshev:
      return use(LargestStep{});
    default:
      return use(SquareStep{});
  }
}

bool is_angular(Metric metric) { return metric == Metric::cosine || metric == Metric::correlation; }

/// For the angular metrics, points of norm 1: then 1 - <x, y> = |x - y|^2 / 2, which is 0 for equal points and loses
/// no digits at small angles.
PointCloud on_the_sphere(const PointCloud& points, Metric metric) {
  auto rows = normalized_rows(points, metric == Metric::cosine ? RowNormalization::l2 : RowNormalization::layernorm);
  if (!rows.without_direction.empty())
    throw Error(codes::bad_value,
                fmt::format("needs points with a direction, point {} is {}", rows.without_direction.front(),
                            metric == Metric::cosine ? "zero" : "constant"),
                "leave such points out, or take the euclidean metric");
  if (metric == Metric::cosine) return std::move(rows.points);
  return std::move(normalized_rows(rows.points, RowNormalization::l2).points);
}

/// The axes on which not all points agree; the others add exactly 0 to every distance.
std::vector<Index> varying_axes(const PointCloud& points) {
  std::vector<bool> varies(points.dimension(), false);
  for (Index point = 1; point < points.size(); ++point)
    for (Index axis = 0; axis < points.dimension(); ++axis)
      if (points[point][axis] != points[0][axis]) varies[axis] = true;

  std::vector<Index> axes;
  for (Index axis = 0; axis < points.dimension(); ++axis)
    if (varies[axis]) axes.push_back(axis);
  return axes;
}

}  // namespace

MetricSpace::MetricSpace(const PointCloud& points, Metric metric) : size_(points.size()), metric_(metric) {
  if (is_angular(metric) && size_ > 0) {
    const MetricSpace sphere(on_the_sphere(points, metric), Metric::euclidean);
    dimension_ = sphere.dimension_;
    tiles_ = sphere.tiles_;
    return;
  }
  require_finite_distances(points);

  const auto axes = varying_axes(points);
  dimension_ = Index(axes.size());
  tiles_.assign(std::size_t{size_ / tile + 1} * dimension_ * tile, 0.0);
  for (Index point = 0; point < size_; ++point) {
    double* first = tiles_.data() + std::size_t{point / tile} * dimension_ * tile + point % tile;
    for (Index k = 0; k < dimension_; ++k) first[std::size_t{k} * tile] = points[point][axes[k]];
  }
}

void MetricSpace::require_finite_distances(const PointCloud& points) const {
  if (size_ == 0) return;

  // No distance is longer than the 1-norm of the sides of the box; sides are halved twice to be added safely.
  double quarter_sum = 0;
  for (Index axis = 0; axis < points.dimension(); ++axis) {
    double low = points[0][axis], high = low;
    for (Index point = 1; point < size_; ++point) {
      low = std::min(low, points[point][axis]);
      high = std::max(high, points[point][axis]);
    }
    quarter_sum += high / 4 - low / 4;
  }
  if (!(quarter_sum < std::numeric_limits<double>::max() / 4))
    throw Error(codes::bad_value, "needs coordinates whose distances are finite numbers, got differences above 1e308",
                "rescale the coordinates");
}

double MetricSpace::scaled_norm(Index i, Index j) const noexcept {
  double largest = 0;
  for (Index axis = 0; axis < dimension_; ++axis)
    largest = std::max(largest, std::abs(coordinate(i, axis) - coordinate(j, axis)));
  if (largest == 0) return 0;

  double sum = 0;
  for (Index axis = 0; axis < dimension_; ++axis) {
    const double ratio = (coordinate(i, axis) - coordinate(j, axis)) / largest;
    sum += ratio * ratio;
  }
  return largest * std::sqrt(sum);
}

double MetricSpace::finished(double sum, Index i, Index j) const noexcept {
  if (metric_ == Metric::manhattan || metric_ == Metric::chebyshev) return sum;
  if (is_angular(metric_)) return sum / 2;
  return sum > safe_low && sum < safe_high ? std::sqrt(sum) : scaled_norm(i, j);
}

void MetricSpace::finish(double* sums, Index i, Index begin, Index end) const noexcept {
  if (metric_ == Metric::euclidean) {
    Eigen::Map<Eigen::ArrayXd> row(sums, Eigen::Index(end - begin));  // vector square roots, rounded as the scalar one
    if ((row > safe_low && row < safe_high).all()) {
      row = row.sqrt();
      return;
    }
  }
  for (Index j = begin; j < end; ++j) sums[j - begin] = finished(sums[j - begin], i, j);
}

double MetricSpace::operator()(Index i, Index j) const noexcept {
  double sum = 0;
  with_step(metric_, [&](auto step) {
    for (Index axis = 0; axis < dimension_; ++axis) sum = step(sum, coordinate(i, axis) - coordinate(j, axis));
  });
  return finished(sum, i, j);
}

template <class Step>
void MetricSpace::row_sums(Index i, Index begin, Index end, double* out, Step step) const noexcept {
  const double* mine = tiles_.data() + std::size_t{i / tile} * dimension_ * tile + i % tile;
  for (Index first = begin; first < end; first += tile) {
    const double* theirs = tiles_.data() + std::size_t{first / tile} * dimension_ * tile;
    std::array<double, tile> sums{};
    for (std::size_t axis = 0; axis < dimension_; ++axis) {
      const double x = mine[axis * tile];
      for (Index lane = 0; lane < tile; ++lane) sums[lane] = step(sums[lane], x - theirs[axis * tile + lane]);
    }
    std::copy_n(sums.begin(), std::min(tile, end - first), out + (first - begin));
  }
}

void MetricSpace::distances_from(Index i, Index begin, Index end, double* out) const noexcept {
  TESSERA_ASSERT(begin % tile == 0 && end <= size_);
  with_step(metric_, [&](auto step) { row_sums(i, begin, end, out, step); });
  for (Index j = begin; j < end; j += side) finish(out + (j - begin), i, j, std::min(end, j + side));
}

template <class Step>
void MetricSpace::block_sums(Index rows, Index columns, double* out, Step step) const noexcept {
  constexpr Index chunk = 64;  // axes at a time: two chunks of `side` points stay in the first cache
  const Index row_end = std::min(size_, rows + side), column_end = std::min(size_, columns + side);
  for (Index axis = 0; axis < dimension_; axis += chunk) {
    const Index axis_end = std::min(dimension_, axis + chunk);
    for (Index i = rows; i < row_end; ++i) {
      const double* mine = tiles_.data() + std::size_t{i / tile} * dimension_ * tile + i % tile;
      for (Index first = columns; first < column_end; first += tile) {
        const double* theirs = tiles_.data() + std::size_t{first / tile} * dimension_ * tile;
        double* sums_so_far = out + std::size_t{i - rows} * side + (first - columns);
        std::array<double, tile> sums;
        std::copy_n(sums_so_far, tile, sums.begin());
        for (std::size_t k = axis; k < axis_end; ++k) {
          const double x = mine[k * tile];
          for (Index lane = 0; lane < tile; ++lane) sums[lane] = step(sums[lane], x - theirs[k * tile + lane]);
        }
        std::copy_n(sums.begin(), tile, sums_so_far);
      }
    }
  }
}

void MetricSpace::distances_between(Index rows, Index columns, double* out) const noexcept {
  TESSERA_ASSERT(rows % side == 0 && columns % side == 0);
  std::fill_n(out, std::size_t{side} * side, 0.0);
  with_step(metric_, [&](auto step) { block_sums(rows, columns, out, step); });
  for (Index i = rows; i < std::min(size_, rows + side); ++i)
    finish(out + std::size_t{i - rows} * side, i, columns, std::min(size_, columns + side));
}

double distance(std::span<const double> x, std::span<const double> y, Metric metric) {
  if (x.size() != y.size())
    throw Error(codes::bad_shape, fmt::format("needs points of one dimension, got {} and {}", x.size(), y.size()));
  std::vector<double> both(x.begin(), x.end());
  both.insert(both.end(), y.begin(), y.end());
  return MetricSpace(PointCloud(2, Index(x.size()), std::move(both)), metric)(0, 1);
}

}  // namespace tessera
