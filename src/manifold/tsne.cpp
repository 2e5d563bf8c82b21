// SPDX-License-Identifier: MIT
// 1. Points in lexicographic order: their numbering has no say in the order of sums and of random numbers.
// 2. Affinities over the nearest neighbors, symmetrised (tsne_gradient.cpp).
// 3. Gradient descent from the principal components: exaggerated attraction first, then as it is.
#include "tessera/manifold/tsne.hpp"

#include "manifold/layout.hpp"
#include "manifold/tsne_gradient.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/data/point_order.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tessera {
namespace {

constexpr Index least_for_tree = 500;  // below, all pairs are as fast
constexpr double start_deviation = 1e-4;

void check_request(Index size, const TsneOptions& options) {
  const auto require = [](bool holds, const char* name, const char* what, double got) {
    if (!holds) throw Error(codes::bad_request, fmt::format("needs {}, got {}", what, format_double(got))).within(name);
  };
  require(options.perplexity >= 1 && std::isfinite(options.perplexity), "perplexity", "a number from 1 on",
          options.perplexity);
  require(options.exaggeration >= 1 && std::isfinite(options.exaggeration), "exaggeration", "a number from 1 on",
          options.exaggeration);
  require(options.components >= 1, "components", "at least 1", options.components);
  require(options.angle >= 0 && options.angle <= 1, "angle", "a number in [0, 1]", options.angle);
  if (options.learning_rate)
    require(*options.learning_rate > 0 && std::isfinite(*options.learning_rate), "learning_rate", "a positive number",
            *options.learning_rate);
  if (!(double(size) > options.perplexity + 1))
    throw Error(codes::too_few,
                fmt::format("needs more than {} points, got {}", format_double(options.perplexity + 1), size),
                "ask for a smaller perplexity")
        .within("perplexity");
}

/// Gradient descent with momentum and a gain for every coordinate, which grows while the steps go on downhill.
class Descent {
 public:
  Descent(std::vector<double>& positions, double learning_rate)
      : positions_(positions),
        learning_rate_(learning_rate),
        steps_(positions.size(), 0.0),
        gains_(positions.size(), 1.0) {}

  void step(const std::vector<double>& gradient, double momentum) {
    for (std::size_t at = 0; at < positions_.size(); ++at) {
      gains_[at] = steps_[at] * gradient[at] < 0 ? gains_[at] + 0.2 : std::max(0.01, 0.8 * gains_[at]);
      steps_[at] = momentum * steps_[at] - learning_rate_ * gains_[at] * gradient[at];
      positions_[at] += steps_[at];
    }
  }

 private:
  std::vector<double>& positions_;
  double learning_rate_;
  std::vector<double> steps_, gains_;
};

void require_finite(const std::vector<double>& positions) {
  constexpr double largest = 1e150;  // squares of differences are finite
  if (std::ranges::all_of(positions, [](double x) { return std::abs(x) < largest; })) return;
  throw Error(codes::bad_value, "the positions overflow", "take a smaller learning rate or exaggeration");
}

}  // namespace

Embedding tsne(const PointCloud& points, const TsneOptions& options, const Context& context) {
  const Index n = points.size();
  check_request(n, options);
  const Index neighbors = Index(std::min<double>(n - 1, std::ceil(3 * options.perplexity)));
  context.require_memory(64 * std::uint64_t{n} * neighbors + 64 * std::uint64_t{n} * options.components,
                         fmt::format("affinities of {} points to {} neighbors", n, neighbors),
                         "take fewer points or a smaller perplexity");

  const auto [sorted, order] = in_lexicographic_order(points);
  const auto graph = nearest_neighbors(sorted, {.neighbors = neighbors, .metric = options.metric}, context);
  const auto affinities = joint_affinities(graph, options.perplexity, context);
  const bool has_tree =
      n >= least_for_tree && (options.components == 2 || options.components == 3) && options.angle > 0;
  const auto repulsion = has_tree ? Repulsion::tree : Repulsion::all_pairs;

  auto layout = principal_layout(sorted, options.components, context.random(), context);
  for (double& x : layout) x *= start_deviation;
  const Positions positions{layout, options.components};
  const double rate = options.learning_rate.value_or(std::max(50.0, double(n) / options.exaggeration / 4));
  Descent descent(layout, rate);
  std::vector<double> gradient(layout.size());
  for (Index iteration = 0; iteration < options.iterations; ++iteration) {
    const bool is_early = iteration < options.exaggerated_iterations;
    tsne_gradient(affinities, positions, is_early ? options.exaggeration : 1, repulsion, options.angle, gradient,
                  context);
    descent.step(gradient, is_early ? 0.5 : 0.8);
    require_finite(layout);
    context.progress(iteration + 1, options.iterations);
  }

  const double normalization = tsne_gradient(affinities, positions, 1, repulsion, options.angle, gradient, context);
  Embedding embedding;
  embedding.points = centered_layout(layout, options.components, order);
  embedding.figures["kl_divergence"] = {tsne_divergence(affinities, positions, normalization)};
  return embedding;
}

}  // namespace tessera
