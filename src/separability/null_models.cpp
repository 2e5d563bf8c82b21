// SPDX-License-Identifier: MIT
#include "separability/null_models.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/Dense>

namespace tessera {
namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Centred points, scaled by a power of two so that their squares neither over- nor underflow.
struct Centred {
  Matrix deviations;
  Eigen::RowVectorXd mean;
  int exponent = 0;
};

Centred centred(const PointCloud& points) {
  double largest = 0;
  for (const double x : points.coordinates()) largest = std::max(largest, std::abs(x));
  Centred result;
  std::frexp(largest, &result.exponent);
  result.deviations =
      Eigen::Map<const Matrix>(points.coordinates().data(), points.size(), points.dimension()).unaryExpr([&](double x) {
        return std::ldexp(x, -result.exponent);
      });
  result.mean = result.deviations.colwise().mean();
  result.deviations.rowwise() -= result.mean;
  return result;
}

/// Orthonormal rows and, descending, the variances along them; every direction orthogonal to them has variance `rest`.
struct Spread {
  Matrix directions;
  Eigen::VectorXd variances;
  double rest = 0;
};

Spread principal(const Matrix& x) {
  const bool is_wide = x.rows() <= x.cols();
  const double count = double(x.rows() - 1);
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(
      (is_wide ? Eigen::MatrixXd(x * x.transpose()) : Eigen::MatrixXd(x.transpose() * x)) / count);
  Spread spread;
  spread.variances = solver.eigenvalues().reverse();
  spread.directions = solver.eigenvectors().rowwise().reverse().transpose();
  // One of the points' directions is lost to their mean; so are those in which they do not vary.
  Eigen::Index rank = 0;
  while (rank < spread.variances.size() && spread.variances[rank] > 1e-12 * spread.variances[0]) ++rank;
  spread.variances.conservativeResize(rank);
  spread.directions.conservativeResize(rank, Eigen::NoChange);
  if (is_wide) spread.directions = (spread.directions * x).rowwise().normalized().eval();
  return spread;
}

/// tr C^2 / (tr C)^2 of the distribution that `count + 1` normal points with these sample variances come from.
double concentration(const Eigen::VectorXd& variances, double count) {
  const double trace = variances.sum(), square = variances.squaredNorm();
  if (count < 2) return square / (trace * trace);
  const double unbiased = count * count / ((count - 1) * (count + 2)) * (square - trace * trace / count);
  return unbiased / (trace * trace);
}

/// Raises the variances to the power that gives the distribution's concentration and keeps their sum.
void correct(Spread& spread, double count, Eigen::Index dimension) {
  const Eigen::Index rank = spread.variances.size(), off = dimension - rank;
  const double trace = spread.variances.sum(), aim = concentration(spread.variances, count);
  const bool is_short = count < double(dimension) && off > 0;  // else the points do not vary off their span
  Eigen::VectorXd quantiles = spread.variances.array().log();
  double tail = 0;  // logarithm of what stands for the directions off the span
  if (is_short) {
    const auto quantile = [&](double place) {  // of `dimension` values, by those of the sample
      const double position = std::clamp((place + 0.5) * double(rank) / double(dimension) - 0.5, 0.0, double(rank - 1));
      const auto low = Eigen::Index(position);
      const double part = position - double(low);
      const double above = std::log(spread.variances[std::min(low + 1, rank - 1)]);
      return (1 - part) * std::log(spread.variances[low]) + part * above;
    };
    for (Eigen::Index k = 0; k < rank; ++k) quantiles[k] = quantile(double(k));
    double sum = 0;
    for (Eigen::Index k = rank; k < dimension; ++k) sum += std::exp(quantile(double(k)));
    tail = std::log(sum / double(off));
  }

  const double others = is_short ? double(off) : 0;
  const auto sum_of = [&](double power) {
    return (power * quantiles).array().exp().sum() + others * std::exp(power * tail);
  };
  double low = 0, high = is_short ? 4 : 1;
  for (int step = 0; step < 50; ++step) {
    const double power = (low + high) / 2, sum = sum_of(power);
    (sum_of(2 * power) / (sum * sum) < aim ? low : high) = power;
  }
  const double scale = trace / sum_of(high);
  spread.variances = scale * (high * quantiles).array().exp();
  spread.rest = is_short ? scale * std::exp(high * tail) : 0;
}

Matrix normals(Eigen::Index rows, Eigen::Index columns, RandomStream& random) {
  Matrix result(rows, columns);
  for (Eigen::Index k = 0; k < result.size(); ++k) result.data()[k] = random.normal();
  return result;
}

}  // namespace

NullModel gaussian_null(const PointCloud& points) {
  const auto [deviations, mean, exponent] = centred(points);
  const Index n = points.size(), d = points.dimension();
  Spread spread;
  if (n > 1 && deviations.squaredNorm() > 0) {
    spread = principal(deviations);
    correct(spread, double(n - 1), d);
  }
  return [n, d, mean = mean, exponent = exponent, spread = std::move(spread)](RandomStream random) {
    Matrix drawn = Matrix::Zero(n, d);
    if (spread.variances.size() > 0)
      drawn =
          normals(n, spread.variances.size(), random) * spread.variances.cwiseSqrt().asDiagonal() * spread.directions;
    if (spread.rest > 0) {
      const Matrix all = normals(n, d, random);
      drawn += std::sqrt(spread.rest) * (all - (all * spread.directions.transpose()) * spread.directions);
    }
    drawn.rowwise() += mean;
    std::vector<double> coordinates(drawn.data(), drawn.data() + drawn.size());
    for (double& coordinate : coordinates) coordinate = std::ldexp(coordinate, exponent);
    return PointCloud(n, d, std::move(coordinates));
  };
}

NullModel shuffled_null(const PointCloud& points) {
  return [points](RandomStream random) {
    auto coordinates = points.coordinates();
    const std::size_t d = points.dimension();
    for (std::size_t axis = 0; axis < d; ++axis)
      for (Index point = points.size(); point > 1; --point)
        std::swap(coordinates[(point - 1) * d + axis], coordinates[random.below(point) * d + axis]);
    return PointCloud(points.size(), points.dimension(), std::move(coordinates));
  };
}

}  // namespace tessera
