// SPDX-License-Identifier: MIT
#include "tessera/manifold/spectral_geometry.hpp"

#include "manifold/symmetric_eigenvalues.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/quantity.hpp"

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>

#include <fmt/format.h>

namespace tessera {
namespace {

using Options = SpectralGeometryOptions;
using Eigen::MatrixXd;

constexpr double floor_share = 1e-7;
constexpr Index long_range = 500;
constexpr std::size_t shown = 32;

void check_request(const Options& options) {
  const auto refuse = [](std::string_view name, std::string_view need, double value) {
    throw Error(codes::bad_request, fmt::format("needs {}, got {}", need, format_double(value))).within(name);
  };
  if (options.first < 1) refuse("first", "at least 1", options.first);
  if (options.last <= options.first) refuse("last", "more than the first", options.last);
  if (options.window < 2) refuse("window", "at least 2 eigenvalues", options.window);
  if (options.max_eigenvalues < 1) refuse("max_eigenvalues", "at least 1", options.max_eigenvalues);
  if (!(options.energy > 0 && options.energy < 1)) refuse("energy", "a share in (0, 1)", options.energy);
}

/// Of X X^T or X^T X, whichever is smaller, descending, rounding set to 0.
std::vector<double> squared_singular_values(const MatrixXd& x, const Context& context) {
  const auto side = std::min(x.rows(), x.cols());
  MatrixXd gram = MatrixXd::Zero(side, side);
  if (x.rows() <= x.cols())
    gram.selfadjointView<Eigen::Lower>().rankUpdate(x);
  else
    gram.selfadjointView<Eigen::Lower>().rankUpdate(x.transpose());
  const auto ascending = symmetric_eigenvalues(std::move(gram), context);
  std::vector<double> values(ascending.data(), ascending.data() + side);
  std::ranges::reverse(values);
  const double rounding =
      values.empty() ? 0 : values[0] * double(std::max(x.rows(), x.cols())) * std::numeric_limits<double>::epsilon();
  for (double& value : values)
    if (value <= rounding) value = 0;
  return values;
}

double exp_entropy(std::span<const double> weights, double floor) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  double entropy = 0;
  for (const double weight : weights) {
    const double share = weight / sum + floor;
    if (share > 0) entropy -= share * std::log(share);
  }
  return std::exp(entropy);
}

std::vector<double> roots(std::vector<double> values) {
  for (double& value : values) value = std::sqrt(value);
  return values;
}

struct Line {
  double slope = 0, height = 0;  // ln l_i = height - slope ln i
};

/// Least squares over i in [first, last], counted from 1.
Line fitted_line(std::span<const double> l, Index first, Index last, bool is_weighted) {
  double weights = 0, mean_x = 0, mean_y = 0, products = 0, squares = 0;
  const auto each = [&](auto&& use) {
    for (Index i = first; i <= last; ++i) use(is_weighted ? 1.0 / i : 1.0, -std::log(double(i)), std::log(l[i - 1]));
  };
  each([&](double w, double x, double y) {
    weights += w;
    mean_x += w * x;
    mean_y += w * y;
  });
  mean_x /= weights;
  mean_y /= weights;
  each([&](double w, double x, double y) {
    products += w * (x - mean_x) * (y - mean_y);
    squares += w * (x - mean_x) * (x - mean_x);
  });
  const double slope = products / squares;
  return {slope, mean_y - slope * mean_x};
}

/// 1 - residual squares / squares about the mean; 1 for values that do not vary and lie on the line, else 0.
double r_squared(std::span<const double> l, const Line& line, Index first, Index last) {
  double mean = 0, about_mean = 0, about_line = 0;
  for (Index i = first; i <= last; ++i) mean += std::log(l[i - 1]) / (last - first + 1);
  for (Index i = first; i <= last; ++i) {
    const double y = std::log(l[i - 1]);
    about_mean += (y - mean) * (y - mean);
    about_line += std::pow(y - line.height + line.slope * std::log(double(i)), 2);
  }
  if (!(about_mean > 1e-20)) return about_line > 1e-20 ? 0 : 1;
  return 1 - about_line / about_mean;
}

std::optional<SpectralGeometry::Decay> decay_of(std::span<const double> l, Index rank, const Options& options) {
  const Index last = std::min(options.last, rank);
  if (last <= options.first) return std::nullopt;
  SpectralGeometry::Decay decay;
  decay.first = options.first;
  decay.last = last;
  const Line line = fitted_line(l, decay.first, last, true);
  decay.alpha = line.slope;
  decay.r_squared = r_squared(l, line, decay.first, last);
  decay.long_r_squared = r_squared(l, line, decay.first, std::max(last, std::min(rank, long_range)));

  const Index window = std::min(options.window, last - decay.first + 1);
  std::vector<double> slopes;
  for (Index begin = decay.first; begin + window - 1 <= last; ++begin)
    slopes.push_back(fitted_line(l, begin, begin + window - 1, false).slope);
  std::ranges::sort(slopes);
  decay.robust_alpha = percentile(slopes, 50);
  return decay;
}

}  // namespace

SpectralGeometry geometry_of_spectrum(std::vector<double> l, const Options& options) {
  check_request(options);
  for (double& value : l) value = std::max(value, 0.0);
  std::ranges::sort(l, std::greater<>());
  if (l.size() > options.max_eigenvalues) l.resize(options.max_eigenvalues);
  if (l.empty() || !(l[0] > 0)) throw Error(codes::too_few, "needs points that differ, got no variance");
  const double largest = l[0];
  for (double& value : l) value /= largest;

  SpectralGeometry result;
  result.rankme = exp_entropy(l, floor_share);
  result.rankme_singular = exp_entropy(roots(l), floor_share);
  result.effective_rank = exp_entropy(roots(l), 0);
  double sum = 0, squares = 0;
  for (const double value : l) {
    sum += value;
    squares += value * value;
    result.rank += value > 0;
  }
  result.participation_ratio = sum * sum / squares;
  result.stable_rank = sum;
  for (double carried = 0; carried <= options.energy * sum && result.numerical_rank < l.size();)
    carried += l[result.numerical_rank++];
  result.decay = decay_of(l, result.rank, options);
  for (std::size_t i = 0; i < std::min(shown, l.size()); ++i) result.leading.push_back(l[i] / sum);
  return result;
}

SpectralGeometry spectral_geometry(const PointCloud& points, const Options& options, const Context& context) {
  check_request(options);
  const auto n = Eigen::Index(points.size()), d = Eigen::Index(points.dimension());
  const std::uint64_t side = std::uint64_t(std::min(n, d)), entries = points.coordinates().size();
  context.require_memory(16 * side * side + 16 * entries, "the second moments of the points",
                         "sample points or take fewer coordinates");
  double largest = 0;
  for (const double x : points.coordinates()) largest = std::max(largest, std::abs(x));
  if (n < 1 || !(largest > 0)) throw Error(codes::too_few, "needs points that differ, got no variance");

  const double unit = std::ldexp(1.0, std::clamp(std::ilogb(largest), -1000, 1000));
  MatrixXd x = Eigen::Map<const MatrixXd>(points.coordinates().data(), d, n) / unit;
  const auto uncentred = squared_singular_values(x, context);
  auto spectrum = uncentred;
  if (options.center) {
    const Eigen::VectorXd mean = x.rowwise().mean();
    const double before = x.norm();
    x.colwise() -= mean;
    if (!(x.norm() > 1e-15 * before)) throw Error(codes::too_few, "needs points that differ, got no variance");
    spectrum = squared_singular_values(x, context);
  }

  auto result = geometry_of_spectrum(std::move(spectrum), options);
  result.rankme_singular = exp_entropy(roots(uncentred), floor_share);
  result.points = points.size();
  result.dimension = points.dimension();
  return result;
}

std::string summary(const SpectralGeometry& geometry) {
  std::string text = fmt::format(
      "RankMe {:.3f} of {} points in R^{} ({:.3f} from singular values)\n  participation ratio {:.3f}, stable rank "
      "{:.3f}, effective rank {:.3f}, numerical rank {}, rank {}",
      geometry.rankme, geometry.points, geometry.dimension, geometry.rankme_singular, geometry.participation_ratio,
      geometry.stable_rank, geometry.effective_rank, geometry.numerical_rank, geometry.rank);
  if (const auto& decay = geometry.decay)
    text += fmt::format("\n  eigenvalues {} to {} decay like i^-{:.4f} (median of windows {:.4f}), R^2 {:.4f}",
                        decay->first, decay->last, decay->alpha, decay->robust_alpha, decay->r_squared);
  return text;
}

FittedValues figures(const SpectralGeometry& geometry) {
  FittedValues all{{"rankme", {geometry.rankme}},
                   {"rankme_singular", {geometry.rankme_singular}},
                   {"effective_rank", {geometry.effective_rank}},
                   {"participation_ratio", {geometry.participation_ratio}},
                   {"stable_rank", {geometry.stable_rank}},
                   {"numerical_rank", {double(geometry.numerical_rank)}},
                   {"rank", {double(geometry.rank)}},
                   {"points", {double(geometry.points)}},
                   {"dimension", {double(geometry.dimension)}},
                   {"leading", geometry.leading}};
  if (const auto& decay = geometry.decay) {
    all["alpha"] = {decay->alpha};
    all["robust_alpha"] = {decay->robust_alpha};
    all["r_squared"] = {decay->r_squared};
    all["long_r_squared"] = {decay->long_r_squared};
    all["fitted_range"] = {double(decay->first), double(decay->last)};
  }
  return all;
}

}  // namespace tessera
