// SPDX-License-Identifier: MIT
#include "tessera/manifold/denoiser_rank.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>
#include <Eigen/Eigenvalues>

namespace tessera {
namespace {

std::vector<Eigen::MatrixXd> checked_bases(const PointCloud& points, const PointCloud& bases, Index dimension) {
  if (bases.dimension() != points.dimension())
    throw Error(codes::bad_shape,
                fmt::format("bases are of R^{}, points are of R^{}", bases.dimension(), points.dimension()))
        .within("bases");
  if (dimension == 0 || bases.size() % dimension != 0)
    throw Error(codes::bad_shape, fmt::format("{} rows are no bases of {} directions each", bases.size(), dimension))
        .within("bases");
  std::vector<Eigen::MatrixXd> columns;
  for (Index first = 0; first < bases.size(); first += dimension) {
    Index count = dimension;
    while (count > 0 && std::ranges::all_of(bases[first + count - 1], [](double x) { return x == 0; })) --count;
    if (count == 0) continue;
    columns.emplace_back(Eigen::Map<const Eigen::MatrixXd>(bases[first].data(), bases.dimension(), count));
    const Eigen::MatrixXd gram = columns.back().transpose() * columns.back();
    if (!(gram - Eigen::MatrixXd::Identity(count, count)).isZero(1e-6))
      throw Error(codes::bad_value, fmt::format("the rows of basis {} are not orthonormal", first / dimension))
          .within("bases");
  }
  if (columns.empty()) throw Error(codes::too_few, "needs at least 1 basis with a direction, got 0").within("bases");
  return columns;
}

void check_options(const DenoiserRankOptions& options) {
  if (options.gammas.empty()) throw Error(codes::bad_request, "needs at least 1 level of noise").within("gammas");
  for (const double gamma : options.gammas)
    if (!(gamma >= 1e-6 && gamma <= 1e6))
      throw Error(codes::bad_request, "needs numbers in [1e-6, 1e6], got " + format_double(gamma)).within("gammas");
  if (!(options.energy > 0 && options.energy < 1))
    throw Error(codes::bad_request, "needs a share in (0, 1), got " + format_double(options.energy)).within("energy");
}

/// The points in units of a coordinate within a subspace of the mean dimension.
std::vector<Eigen::VectorXd> in_unit(const PointCloud& points, const std::vector<Eigen::MatrixXd>& bases) {
  double largest = 0, squares = 0, dimensions = 0;
  for (const double x : points.coordinates()) largest = std::max(largest, std::abs(x));
  if (largest == 0) throw Error(codes::bad_value, "all points are zero").within("points");
  for (const double x : points.coordinates()) squares += (x / largest) * (x / largest);
  for (const auto& basis : bases) dimensions += double(basis.cols());
  const double unit = std::sqrt(squares / points.size() / (dimensions / double(bases.size())));
  std::vector<Eigen::VectorXd> result;
  for (Index k = 0; k < points.size(); ++k) {
    result.emplace_back(points.dimension());
    for (Index axis = 0; axis < points.dimension(); ++axis) result[k][axis] = points[k][axis] / largest / unit;
  }
  return result;
}

/// Of a symmetric matrix.
Index numerical_rank(const Eigen::MatrixXd& matrix, double energy) {
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(matrix, Eigen::EigenvaluesOnly);
  std::vector<double> squares;
  for (const double value : solver.eigenvalues()) squares.push_back(value * value);
  std::ranges::sort(squares, std::greater<>());
  const double all = std::accumulate(squares.begin(), squares.end(), 0.0);
  Index rank = 0;
  for (double held = 0; rank < squares.size() && held <= energy * all; ++rank) held += squares[rank];
  return rank;
}

}  // namespace

std::vector<double> SubspaceDenoiser::posterior(const Eigen::VectorXd& x, double gamma) const {
  const double variance = gamma * gamma;
  std::vector<double> weight;
  for (std::size_t k = 0; k < bases.size(); ++k)
    weight.push_back(std::log(weights[k]) - double(bases[k].cols()) / 2 * std::log1p(1 / variance) +
                     (bases[k].transpose() * x).squaredNorm() / (2 * variance * (1 + variance)));
  const double largest = std::ranges::max(weight);
  double sum = 0;
  for (double& one : weight) sum += one = std::exp(one - largest);
  for (double& one : weight) one /= sum;
  return weight;
}

Eigen::VectorXd SubspaceDenoiser::mean(const Eigen::VectorXd& x, double gamma) const {
  const auto weight = posterior(x, gamma);
  Eigen::VectorXd sum = Eigen::VectorXd::Zero(x.size());
  for (std::size_t k = 0; k < bases.size(); ++k) sum += weight[k] * (bases[k] * (bases[k].transpose() * x));
  return sum / (1 + gamma * gamma);
}

Eigen::MatrixXd SubspaceDenoiser::jacobian(const Eigen::VectorXd& x, double gamma) const {
  // d w_k / dx = w_k (p_k - sum w_j p_j) / (gamma^2 (1 + gamma^2)), p_k the projection of x.
  const double variance = gamma * gamma;
  const auto weight = posterior(x, gamma);
  Eigen::MatrixXd sum = Eigen::MatrixXd::Zero(x.size(), x.size());
  Eigen::MatrixXd projections(x.size(), Eigen::Index(bases.size()));
  for (std::size_t k = 0; k < bases.size(); ++k) {
    projections.col(Eigen::Index(k)) = bases[k] * (bases[k].transpose() * x);
    sum += weight[k] * (bases[k] * bases[k].transpose());
  }
  const Eigen::Map<const Eigen::VectorXd> w(weight.data(), Eigen::Index(weight.size()));
  const Eigen::MatrixXd spread = projections.colwise() - projections * w;
  sum += spread * w.asDiagonal() * spread.transpose() / (variance * (1 + variance));
  return sum / (1 + variance);
}

DenoiserRank denoiser_rank(const PointCloud& points, const PointCloud& bases, const DenoiserRankOptions& options,
                           const Context& context) {
  if (points.size() == 0) throw Error(codes::too_few, "needs at least 1 point, got 0").within("points");
  check_options(options);
  SubspaceDenoiser denoiser{checked_bases(points, bases, options.dimension), {}};
  denoiser.weights.assign(denoiser.bases.size(), 1.0 / double(denoiser.bases.size()));
  const auto clean = in_unit(points, denoiser.bases);

  DenoiserRank result{options.gammas, {}, {}, {}, points.size(), Index(denoiser.bases.size())};
  for (std::size_t level = 0; level < options.gammas.size(); ++level) {
    const double gamma = options.gammas[level];
    auto random = context.random(std::uint32_t(level));
    auto noised = clean;
    for (auto& point : noised)
      for (double& x : point) x += gamma * random.normal();
    std::vector<Index> ranks(points.size());
    parallel_for(context, points.size(), 1, [&](std::size_t k) {
      ranks[k] = numerical_rank(denoiser.jacobian(noised[k], gamma), options.energy);
    });
    result.mean_ranks.push_back(std::accumulate(ranks.begin(), ranks.end(), 0.0) / points.size());
    result.least_ranks.push_back(std::ranges::min(ranks));
    result.greatest_ranks.push_back(std::ranges::max(ranks));
    context.progress(level + 1, options.gammas.size());
  }
  return result;
}

std::string summary(const DenoiserRank& rank) {
  std::string text =
      fmt::format("rank of the denoiser's Jacobian at {} points, {} subspaces", rank.points, rank.subspaces);
  for (std::size_t k = 0; k < rank.gammas.size(); ++k)
    text += fmt::format("\n  noise {:g}: mean {:.2f}, from {} to {}", rank.gammas[k], rank.mean_ranks[k],
                        rank.least_ranks[k], rank.greatest_ranks[k]);
  return text;
}

FittedValues figures(const DenoiserRank& rank) {
  return {{"gammas", rank.gammas},
          {"mean_ranks", rank.mean_ranks},
          {"least_ranks", {rank.least_ranks.begin(), rank.least_ranks.end()}},
          {"greatest_ranks", {rank.greatest_ranks.begin(), rank.greatest_ranks.end()}},
          {"points", {double(rank.points)}},
          {"subspaces", {double(rank.subspaces)}}};
}

}  // namespace tessera
