// SPDX-License-Identifier: MIT
#include "manifold/diffusion_matrix.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <fmt/format.h>

namespace tessera {
namespace {

using Eigen::MatrixXd;
using Eigen::VectorXd;
using Size = Eigen::Index;

constexpr Size tile = 128;

/// Points as columns, in `unit`, their mean at the origin.
MatrixXd centred_columns(const PointCloud& points, double unit) {
  const Eigen::Map<const MatrixXd> rows(points.coordinates().data(), points.dimension(), points.size());
  MatrixXd columns = rows / unit;
  columns.colwise() -= VectorXd(columns.rowwise().mean());
  return columns;
}

/// Interpolated between the two order statistics around it, as `percentile` does.
double percentile_of(std::vector<double> values, double percent) {
  const double rank = percent / 100 * double(values.size() - 1);
  const auto below = values.begin() + std::ptrdiff_t(rank);
  std::ranges::nth_element(values, below);
  const double share = rank - std::floor(rank), low = std::sqrt(*below);
  if (!(share > 0)) return low;
  return low + share * (std::sqrt(*std::min_element(below + 1, values.end())) - low);
}

/// Symmetric entries a_ij <- a_ij r_i r_j.
void scale_both_sides(MatrixXd& matrix, const VectorXd& r, const Context& context) {
  parallel_for(context, std::size_t(matrix.cols()), 64,
               [&](std::size_t j) { matrix.col(Size(j)).array() *= r.array() * r(Size(j)); });
}

VectorXd column_sums(const MatrixXd& matrix, const Context& context) {
  VectorXd sums(matrix.cols());
  parallel_for(context, std::size_t(matrix.cols()), 64,
               [&](std::size_t j) { sums(Size(j)) = matrix.col(Size(j)).sum(); });
  return sums;
}

}  // namespace

SquaredDistances squared_distances(const PointCloud& points, const Quantity& sigma, const Context& context) {
  const Size n = points.size();
  const std::uint64_t bytes =
      8ull * std::uint64_t(n) * std::uint64_t(n) * (sigma.relative == Relative::percentile ? 3 : 2) / 2;
  context.require_memory(std::max<std::uint64_t>(bytes, 8ull * std::uint64_t(n) * std::uint64_t(n)),
                         "the diffusion matrix", "sample the points with max_points");

  SquaredDistances result;
  double largest = 0;
  for (const double x : points.coordinates()) largest = std::max(largest, std::abs(x));
  if (largest > 0) result.unit = std::ldexp(1.0, std::clamp(std::ilogb(largest), -1000, 1000));
  const MatrixXd columns = centred_columns(points, result.unit);
  const VectorXd norms = columns.colwise().squaredNorm();

  auto& squares = result.squares;
  squares.resize(n, n);
  const Size tiles = (n + tile - 1) / tile;
  parallel_for(context, std::size_t(tiles), 1, [&](std::size_t block) {
    const Size row = Size(block) * tile, rows = std::min(tile, n - row);
    for (Size column = 0; column <= row; column += tile) {
      const Size width = std::min(tile, n - column);
      MatrixXd part = -2 * (columns.middleCols(row, rows).transpose() * columns.middleCols(column, width));
      for (Size j = 0; j < width; ++j)
        for (Size i = 0; i < rows; ++i) {
          const double both = norms(row + i) + norms(column + j);
          part(i, j) += both;
          if (part(i, j) < 1e-4 * both) part(i, j) = (columns.col(row + i) - columns.col(column + j)).squaredNorm();
        }
      squares.block(row, column, rows, width) = part;
      if (column < row) squares.block(column, row, width, rows) = part.transpose();
    }
  });
  for (Size j = 0; j < n; ++j)  // within a tile on the diagonal products may differ in the last bit
    for (Size i = j; i < std::min(n, (j / tile + 1) * tile); ++i)
      squares(j, i) = squares(i, j) = i == j ? 0 : squares(i, j);
  return result;
}

double resolved_bandwidth(const SquaredDistances& distances, const Quantity& sigma, const Context& context) {
  const auto& squares = distances.squares;
  double value = sigma.value;
  if (sigma.relative != Relative::absolute) {
    const double largest = squares.size() > 0 ? std::sqrt(squares.maxCoeff()) : 0;
    if (largest == 0) return 1;
    if (sigma.relative == Relative::percentile) {
      std::vector<double> below;
      below.reserve(std::size_t(squares.rows() * (squares.rows() - 1) / 2));
      for (Size j = 0; j < squares.cols(); ++j)
        below.insert(below.end(), squares.col(j).data() + j + 1, squares.col(j).data() + squares.rows());
      value = percentile_of(std::move(below), sigma.value) * distances.unit;
    } else {
      value = resolve(sigma, {largest, 0, {}}) * distances.unit;
    }
  }
  if (!(value > 0 && std::isfinite(value)))
    throw Error(codes::bad_request, fmt::format("needs a positive bandwidth, got {}", format_double(value)),
                "give a number in the unit of the coordinates")
        .within("sigma");
  if (sigma.relative != Relative::absolute) context.resolved("sigma", value);
  return value;
}

MatrixXd diffusion_matrix(SquaredDistances distances, double sigma, DiffusionNorm norm, const Context& context) {
  MatrixXd matrix = std::move(distances.squares);
  const double ratio = sigma / distances.unit;
  const double rate = std::min(0.5 / ratio / ratio, std::numeric_limits<double>::max());  // finite: 0 * rate is 0
  parallel_for(context, std::size_t(matrix.cols()), 16,
               [&](std::size_t j) { matrix.col(Size(j)).array() = (-rate * matrix.col(Size(j)).array()).exp(); });

  if (norm == DiffusionNorm::anisotropic)
    scale_both_sides(matrix, column_sums(matrix, context).cwiseInverse(), context);
  scale_both_sides(matrix, column_sums(matrix, context).cwiseSqrt().cwiseInverse(), context);
  return matrix;
}

}  // namespace tessera
