// SPDX-License-Identifier: MIT
#include "tessera/manifold/diffusion_entropy.hpp"

#include "manifold/diffusion_matrix.hpp"
#include "manifold/leading_eigenvalues.hpp"
#include "manifold/spectral_entropy.hpp"
#include "manifold/symmetric_eigenvalues.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/data/point_order.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

namespace tessera {
namespace {

using Options = DiffusionEntropyOptions;

constexpr Index exact_limit = 3000;  // points up to which automatic does not try a partial spectrum
constexpr Index small = 96;          // points up to which the spectrum is always taken whole
constexpr std::size_t shown = 32;    // leading eigenvalues

void check_request(const PointCloud& points, const Options& options) {
  if (points.size() < 1) throw Error(codes::too_few, "needs at least 1 point, got 0");
  if (options.t.empty()) throw Error(codes::bad_request, "needs at least one diffusion time, got none").within("t");
  const bool is_partial = options.spectrum == DiffusionSpectrum::partial;
  for (const double t : options.t) {
    if (!(t > 0 && std::isfinite(t)))
      throw Error(codes::bad_request, fmt::format("needs a positive time, got {}", format_double(t))).within("t");
    if (is_partial && t < 1)
      throw Error(codes::bad_request, fmt::format("a partial spectrum needs times of at least 1, got {}", t),
                  "take the exact spectrum")
          .within("t");
  }
  if (!(options.tolerance > 0))
    throw Error(codes::bad_request, fmt::format("needs a positive tolerance, got {}", format_double(options.tolerance)))
        .within("tolerance");
}

void add_leading(DiffusionEntropy& result, const std::vector<double>& descending) {
  result.known_eigenvalues = Index(descending.size());
  result.leading.assign(descending.begin(), descending.begin() + std::ptrdiff_t(std::min(shown, descending.size())));
}

/// Nothing when a third of the eigenvalues does not suffice for the tolerance.
std::optional<DiffusionEntropy> from_leading(DiffusionEntropy result, const Eigen::MatrixXd& matrix,
                                             const Options& options, const Context& context) {
  KnownSpectrum known;
  known.count = std::size_t(matrix.rows());
  known.sum = matrix.trace();
  known.sum_of_squares = matrix.squaredNorm();

  LeadingEigenvalues leading(matrix, context);
  for (Eigen::Index goal = 32; goal <= std::max<Eigen::Index>(64, matrix.rows() / 3); goal += goal / 2) {
    while (leading.basis_size() < goal)
      if (!leading.expand()) return std::nullopt;
    const auto [eigenvalues, error] = leading.converged();
    known.eigenvalues = eigenvalues;
    known.slack = 2 * error + 1e-15 * double(known.count);

    result.entropy.clear();
    result.error.clear();
    for (const double t : options.t) {
      const auto [least, most] = entropy_bounds(known, t);
      result.entropy.push_back((least + most) / 2);
      result.error.push_back((most - least) / 2);
    }
    if (std::ranges::max(result.error) <= options.tolerance) {
      add_leading(result, eigenvalues);
      return result;
    }
  }
  return std::nullopt;
}

DiffusionEntropy from_all(DiffusionEntropy result, Eigen::MatrixXd matrix, const Options& options,
                          const Context& context) {
  const auto ascending = symmetric_eigenvalues(std::move(matrix), context);
  const std::vector<double> eigenvalues(ascending.data(), ascending.data() + ascending.size());
  for (const double t : options.t) result.entropy.push_back(spectral_entropy(eigenvalues, t));
  result.error.assign(options.t.size(), 0.0);
  add_leading(result, {eigenvalues.rbegin(), eigenvalues.rend()});
  return result;
}

}  // namespace

DiffusionEntropy diffusion_spectral_entropy(const PointCloud& points, const Options& options, const Context& context) {
  check_request(points, options);
  DiffusionEntropy result;
  result.t = options.t;
  result.points = points.size();
  const bool is_sampled = options.max_points > 0 && options.max_points < points.size();
  result.used = is_sampled ? options.max_points : points.size();
  result.maximum = std::log2(double(result.used));

  const auto distances = [&] {
    if (!is_sampled) return squared_distances(points, options.sigma, context);
    auto chosen = drawn_numbers(points.size(), options.max_points, context.random(0));
    const auto order = lexicographic_order(points);
    for (Index& point : chosen) point = order[point];
    return squared_distances(chosen_points(points, chosen), options.sigma, context);
  };
  auto squares = distances();
  result.sigma = resolved_bandwidth(squares, options.sigma, context);
  auto matrix = diffusion_matrix(std::move(squares), result.sigma, options.norm, context);

  const bool is_worth_trying =
      options.spectrum == DiffusionSpectrum::automatic && result.used > exact_limit && std::ranges::min(options.t) >= 2;
  const bool is_asked_for = options.spectrum == DiffusionSpectrum::partial && result.used > small;
  if (is_asked_for || is_worth_trying) {
    if (auto partial = from_leading(result, matrix, options, context)) return *partial;
    if (is_asked_for)
      throw Error(codes::bad_request,
                  fmt::format("a third of the spectrum does not give the entropy to {} bits", options.tolerance),
                  "take the exact spectrum, larger times or a larger tolerance")
          .within("tolerance");
  }
  return from_all(std::move(result), std::move(matrix), options, context);
}

std::string summary(const DiffusionEntropy& entropy) {
  std::string text = fmt::format("diffusion spectral entropy of {} points, at most {:.4f} bits, sigma {:.4g}",
                                 entropy.used, entropy.maximum, entropy.sigma);
  for (std::size_t k = 0; k < entropy.t.size(); ++k) {
    text += fmt::format("\n  t = {:g}: {:.4f} bits", entropy.t[k], entropy.entropy[k]);
    if (entropy.error[k] > 0) text += fmt::format(" +- {:.2g}", entropy.error[k]);
  }
  if (entropy.used < entropy.points) text += fmt::format("\n  a sample of {} points", entropy.points);
  if (entropy.known_eigenvalues < entropy.used)
    text += fmt::format("\n  from {} of {} eigenvalues", entropy.known_eigenvalues, entropy.used);
  return text;
}

FittedValues figures(const DiffusionEntropy& entropy) {
  return {{"t", entropy.t},
          {"entropy", entropy.entropy},
          {"error", entropy.error},
          {"maximum", {entropy.maximum}},
          {"sigma", {entropy.sigma}},
          {"points", {double(entropy.points)}},
          {"used", {double(entropy.used)}},
          {"known_eigenvalues", {double(entropy.known_eigenvalues)}},
          {"leading", entropy.leading}};
}

}  // namespace tessera
