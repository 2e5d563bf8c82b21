// SPDX-License-Identifier: MIT
#include "tessera/manifold/intrinsic_dimension.hpp"

#include "manifold/distinct_points.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/parallel.hpp"
#include "tessera/geometry/nearest_neighbors.hpp"
#include "tessera/geometry/pairwise_distances.hpp"

#include <Eigen/Core>
#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tessera {
namespace {

using Options = IntrinsicDimensionOptions;
using Method = DimensionMethod;

[[noreturn]] void refuse_infinite() {
  throw Error(codes::too_few, "needs neighbors at different distances, got all of them equally far",
              "the dimension would be infinite: points of a regular grid cannot be told from ever higher simplices");
}

void check_neighbors(Index neighbors, Index least) {
  if (neighbors < least)
    throw Error(codes::bad_request, fmt::format("needs at least {} neighbors, got {}", least, neighbors))
        .within("neighbors");
}

void check_explained(double explained) {
  if (!(explained > 0 && explained <= 1))
    throw Error(codes::bad_request, fmt::format("needs a share in (0, 1], got {}", format_double(explained)))
        .within("explained");
}

NeighborGraph neighbors_of(const PointCloud& points, Index count, const Context& context) {
  NearestNeighborsOptions options;
  options.neighbors = count;
  return nearest_neighbors(points, options, context);
}

/// The value below which a standard normal variable lies with this probability (bisection on erfc).
double normal_quantile(double probability) {
  double low = -40, high = 40;
  for (int step = 0; step < 100; ++step) {
    const double middle = (low + high) / 2;
    (0.5 * std::erfc(-middle / std::sqrt(2.0)) < probability ? low : high) = middle;
  }
  return (low + high) / 2;
}

/// Of chi squared with f degrees of freedom, over f. Source: Wilson and Hilferty 1931, doi:10.1073/pnas.17.12.684.
double relative_chi_squared_quantile(double f, double probability) {
  const double root = 1 - 2 / (9 * f) + normal_quantile(probability) * std::sqrt(2 / (9 * f));
  return std::pow(std::max(0.0, root), 3);
}

/// Of a rate estimated as m / (sum of m independent exponentials).
std::array<double, 2> rate_interval(double rate, double m, double confidence) {
  return {rate * relative_chi_squared_quantile(2 * m, (1 - confidence) / 2),
          rate * relative_chi_squared_quantile(2 * m, (1 + confidence) / 2)};
}

void two_nn(IntrinsicDimension& result, const PointCloud& points, const Options& options, const Context& context) {
  const Index n = points.size();
  const auto graph = neighbors_of(points, 2, context);
  std::vector<double> logs(n);
  for (Index point = 0; point < n; ++point) {
    const auto r = graph.distances_of(point);
    logs[point] = std::log(r[1] / r[0]);
  }
  std::ranges::sort(logs);

  // The largest ratio has no finite ordinate: -ln(1 - n/n).
  const bool is_fit = options.method == Method::two_nn;
  const Index kept = std::clamp<Index>(Index(double(n) * (1 - options.discard)), 1, is_fit ? n - 1 : n);
  double sum = 0, products = 0, squares = 0;
  for (Index i = 0; i < kept; ++i) {
    sum += logs[i];
    products -= logs[i] * std::log1p(-double(i + 1) / n);
    squares += logs[i] * logs[i];
  }
  const double time_on_test = sum + double(n - kept) * logs[kept - 1];
  if (!(time_on_test > 0) || !(squares > 0)) refuse_infinite();
  const double likelihood = kept / time_on_test;
  result.value = is_fit ? products / squares : likelihood;
  result.interval = rate_interval(likelihood, kept, options.confidence);
}

/// Sum over j < k of ln(r_k / r_j).
double log_ratios(std::span<const double> r) {
  double sum = 0;
  for (const double distance : r) sum += std::log(r.back() / distance);
  return sum;
}

void likelihood(IntrinsicDimension& result, const PointCloud& points, const Options& options, const Context& context) {
  check_neighbors(options.neighbors, 2);
  const auto graph = neighbors_of(points, options.neighbors, context);
  double sum = 0;
  for (Index point = 0; point < points.size(); ++point) sum += log_ratios(graph.distances_of(point));
  if (!(sum > 0)) refuse_infinite();
  const double k = options.neighbors, n = points.size();
  result.value = n * (k - 1) / sum;
  result.interval = rate_interval(result.value, n * (k - 1) / k, options.confidence);
}

double adaptive_dimension(std::span<const double> r, double ambient) {
  const double growth = std::log(r.back() / r[(r.size() + 1) / 2 - 1]);
  return growth * ambient > std::log(2.0) ? std::log(2.0) / growth : ambient;
}

/// Components of the covariance of a point and its neighbors that carry the share `explained`.
double pca_dimension(const PointCloud& points, Index point, std::span<const Index> neighbors, double farthest,
                     double explained) {
  const auto d = Eigen::Index(points.dimension()), k = Eigen::Index(neighbors.size());
  Eigen::MatrixXd offsets(d, k + 1);  // from the point, in the unit of the farthest
  for (Eigen::Index j = 0; j <= k; ++j)
    for (Eigen::Index axis = 0; axis < d; ++axis)
      offsets(axis, j) =
          j == k ? 0.0
                 : (points[neighbors[std::size_t(j)]][std::size_t(axis)] - points[point][std::size_t(axis)]) / farthest;
  offsets.colwise() -= Eigen::VectorXd(offsets.rowwise().mean());
  const Eigen::MatrixXd gram =
      d <= k ? Eigen::MatrixXd(offsets * offsets.transpose()) : Eigen::MatrixXd(offsets.transpose() * offsets);
  const Eigen::VectorXd variances =
      Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(gram, Eigen::EigenvaluesOnly).eigenvalues();
  const double total = variances.cwiseMax(0).sum();
  double carried = 0;
  Index components = 0;
  for (Eigen::Index i = variances.size(); i-- > 0;) {
    if (carried >= explained * total * (1 - 1e-12) || variances(i) <= 1e-14 * total) break;
    carried += variances(i);
    ++components;
  }
  return components;
}

/// Of the distinct points.
std::vector<double> local_values(const PointCloud& points, const LocalDimensionOptions& options,
                                 const Context& context) {
  const bool is_likelihood = options.method == LocalDimensionMethod::likelihood;
  check_neighbors(options.neighbors, is_likelihood ? 3 : 2);
  check_explained(options.explained);
  const auto graph = neighbors_of(points, options.neighbors, context);
  const double ambient = points.dimension();
  std::vector<double> values(points.size());
  parallel_for(context, points.size(), 64, [&](std::size_t i) {
    const auto point = Index(i);
    const auto r = graph.distances_of(point);
    if (is_likelihood) {
      const double sum = log_ratios(r), terms = double(options.neighbors) - 2;
      values[i] = sum * ambient > terms ? terms / sum : ambient;
    } else if (options.method == LocalDimensionMethod::manifold_adaptive) {
      values[i] = adaptive_dimension(r, ambient);
    } else {
      values[i] = pca_dimension(points, point, graph.neighbors_of(point), r.back(), options.explained);
    }
  });
  return values;
}

void mean_of_local(IntrinsicDimension& result, const PointCloud& points, const Options& options,
                   const Context& context) {
  LocalDimensionOptions local;
  local.method =
      options.method == Method::local_pca ? LocalDimensionMethod::local_pca : LocalDimensionMethod::manifold_adaptive;
  local.neighbors = options.neighbors;
  local.explained = options.explained;
  for (const double value : local_values(points, local, context)) result.value += value / points.size();
}

void correlation(IntrinsicDimension& result, const PointCloud& points, const Options& options, const Context& context) {
  if (options.radii < 2)
    throw Error(codes::bad_request, fmt::format("needs at least 2 radii, got {}", options.radii)).within("radii");
  auto distances = pairwise_distances(points, {}, context).lower();
  std::ranges::sort(distances);
  const QuantityReference reference{distances.back(), 0, distances};
  const double first = resolve(options.least_radius, reference), last = resolve(options.largest_radius, reference);
  context.resolved("least_radius", first);
  context.resolved("largest_radius", last);
  if (!(first >= distances.front()))
    throw Error(codes::bad_request, fmt::format("needs a radius that reaches a pair, {} or more, got {}",
                                                format_double(distances.front()), format_double(first)))
        .within("least_radius");
  if (!(last > first && std::isfinite(last)))
    throw Error(codes::bad_request,
                fmt::format("needs a radius above the least, {}, got {}", format_double(first), format_double(last)))
        .within("largest_radius");

  // Both logarithms relative to the first radius: scale cancels.
  const double step = std::log(last / first) / (options.radii - 1);
  std::vector<double> counts;
  double mean = 0;
  for (Index k = 0; k < options.radii; ++k) {
    const double radius = k + 1 == options.radii ? last : first * std::exp(step * k);
    counts.push_back(std::log(double(std::ranges::upper_bound(distances, radius) - distances.begin())));
    mean += counts.back() / options.radii;
  }
  double products = 0, squares = 0;
  for (Index k = 0; k < options.radii; ++k) {
    const double x = k - 0.5 * (options.radii - 1);
    products += x * (counts[k] - mean);
    squares += x * x;
  }
  result.value = products / squares / step;
}

std::string name_of(Method method) {
  constexpr const char* names[] = {"two_nn",    "two_nn_likelihood", "likelihood", "manifold_adaptive",
                                   "local_pca", "correlation"};
  return names[std::size_t(method)];
}

}  // namespace

IntrinsicDimension intrinsic_dimension(const PointCloud& points, const Options& options, const Context& context) {
  if (!(options.discard >= 0 && options.discard < 1))
    throw Error(codes::bad_request, fmt::format("needs a share in [0, 1), got {}", format_double(options.discard)))
        .within("discard");
  if (!(options.confidence > 0 && options.confidence < 1))
    throw Error(codes::bad_request, fmt::format("needs a number in (0, 1), got {}", format_double(options.confidence)))
        .within("confidence");
  const auto distinct = distinct_points(points).points;
  if (distinct.size() < 3)
    throw Error(codes::too_few, fmt::format("needs at least 3 different points, got {}", distinct.size()));

  IntrinsicDimension result;
  result.method = name_of(options.method);
  result.points = points.size();
  result.duplicates = points.size() - distinct.size();
  result.ambient = points.dimension();
  switch (options.method) {
    case Method::two_nn:
    case Method::two_nn_likelihood:
      two_nn(result, distinct, options, context);
      break;
    case Method::likelihood:
      likelihood(result, distinct, options, context);
      break;
    case Method::manifold_adaptive:
    case Method::local_pca:
      mean_of_local(result, distinct, options, context);
      break;
    case Method::correlation:
      correlation(result, distinct, options, context);
      break;
  }
  return result;
}

ScalarField local_dimension(const PointCloud& points, const LocalDimensionOptions& options, const Context& context) {
  const auto distinct = distinct_points(points);
  const auto values = local_values(distinct.points, options, context);
  std::vector<double> of_points;
  for (const Index place : distinct.place) of_points.push_back(values[place]);
  return ScalarField(std::move(of_points), "dimension");
}

std::string summary(const IntrinsicDimension& dimension) {
  std::string text = fmt::format("intrinsic dimension {:.3f} ({}) of {} points in R^{}", dimension.value,
                                 dimension.method, dimension.points, dimension.ambient);
  if (dimension.interval) text += fmt::format(", [{:.3f}, {:.3f}]", (*dimension.interval)[0], (*dimension.interval)[1]);
  if (dimension.duplicates > 0)
    text += fmt::format("\n  {} points equal others and were left out", dimension.duplicates);
  return text;
}

FittedValues figures(const IntrinsicDimension& dimension) {
  FittedValues all{{"value", {dimension.value}},
                   {"points", {double(dimension.points)}},
                   {"duplicates", {double(dimension.duplicates)}},
                   {"ambient", {double(dimension.ambient)}}};
  if (dimension.interval) all["interval"] = {(*dimension.interval)[0], (*dimension.interval)[1]};
  return all;
}

}  // namespace tessera
