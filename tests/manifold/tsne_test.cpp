// SPDX-License-Identifier: MIT
#include "tessera/manifold/tsne.hpp"

#include "manifold/blobs.hpp"
#include "manifold/space_tree.hpp"
#include "manifold/tsne_gradient.hpp"
#include "support/catch.hpp"
#include "support/errors.hpp"
#include "tessera/manifold/embedding_quality.hpp"

#include <numeric>

using namespace tessera;
using namespace tessera::embeddings;

namespace {

const Context three_threads({.threads = 3});

double perplexity_of(const std::vector<double>& affinities) {
  double entropy = 0;
  for (const double p : affinities)
    if (p > 0) entropy -= p * std::log(p);
  return std::exp(entropy);
}

RowSparse affinities_of(const PointCloud& points, double perplexity, Index neighbors) {
  return joint_affinities(nearest_neighbors(points, {.neighbors = neighbors}), perplexity, {});
}

/// sum exaggeration p log p/q over all pairs, up to what the positions do not change.
double naive_divergence(const RowSparse& affinities, const std::vector<double>& y, Index dimension,
                        double exaggeration) {
  const Index n = Index(y.size() / dimension);
  const PointCloud points(n, dimension, y);
  double sum = 0, normalization = 0;
  for (Index i = 0; i < n; ++i)
    for (Index j = 0; j < n; ++j) {
      if (i == j) continue;
      const double closeness = 1 / (1 + std::pow(distance(points[i], points[j]), 2)), p = affinities.coeff(i, j);
      normalization += closeness;
      if (p > 0) sum += exaggeration * p * std::log(p / closeness);
    }
  return sum + std::log(normalization);
}

}  // namespace

TEST_CASE("affinities reach the perplexity asked for", "[manifold][tsne][law]") {
  std::mt19937 gen(1);
  std::exponential_distribution<double> gap(1);
  for (int trial = 0; trial < 200; ++trial) {
    std::vector<double> distances(3 + gen() % 90);
    std::partial_sum(distances.begin(), distances.end(), distances.begin(),
                     [&](double a, double) { return a + gap(gen); });
    for (double& d : distances) d = std::ldexp(d + gap(gen) * (trial % 3), trial * 9 - 900);
    std::ranges::sort(distances);
    const double perplexity = 1 + double(distances.size() - 1) * std::uniform_real_distribution<>(0.01, 0.99)(gen);
    const auto found = affinities_of_perplexity(distances, perplexity);
    INFO("trial " << trial);
    REQUIRE(perplexity_of(found) == Approx(perplexity).epsilon(1e-5));
    REQUIRE(std::accumulate(found.begin(), found.end(), 0.0) == Approx(1));
    REQUIRE(std::ranges::is_sorted(found, std::greater<>()));
  }
}

TEST_CASE("affinities are equal over the nearest ones where these are too many, and over all that are equally far",
          "[manifold][tsne][example]") {
  const auto over = [](const std::vector<double>& distances, double perplexity) {
    return affinities_of_perplexity(distances, perplexity);
  };
  CHECK(over({1, 1, 1, 5}, 2) == std::vector<double>{1 / 3., 1 / 3., 1 / 3., 0});
  CHECK(over({0, 0, 7, 9}, 1.5) == std::vector<double>{0.5, 0.5, 0, 0});
  CHECK(over({0, 0}, 1) == std::vector<double>{0.5, 0.5});
  CHECK(over({3, 3}, 1.5) == std::vector<double>{0.5, 0.5});
  CHECK(over({}, 1).empty());
  // Two others, one twice as likely: entropy log 3 - (2/3) log 2.
  CHECK(over({1, 2}, 3 / std::pow(2, 2 / 3.))[0] == Approx(2 / 3.).epsilon(1e-8));
}

TEST_CASE("joint affinities are symmetric and add up to 1", "[manifold][tsne][law]") {
  std::mt19937 gen(2);
  const auto joint = affinities_of(normal_points(gen, 50, 3), 4, 12);
  CHECK(joint.sum() == Approx(1));
  for (Index i = 0; i < 50; ++i)
    for (Index j = 0; j < 50; ++j) REQUIRE(joint.coeff(i, j) == joint.coeff(j, i));
}

TEST_CASE("the gradient is the limit of differences of the divergence", "[manifold][tsne][oracle]") {
  std::mt19937 gen(3);
  for (const Index dimension : {1, 2, 3, 5})
    for (const double exaggeration : {1.0, 12.0}) {
      const auto affinities = affinities_of(normal_points(gen, 25, 4), 4, 12);
      auto y = normal_points(gen, 25, dimension).coordinates();
      std::vector<double> gradient(y.size());
      const double normalization =
          tsne_gradient(affinities, {y, dimension}, exaggeration, Repulsion::all_pairs, 0.5, gradient, three_threads);
      if (exaggeration == 1)
        CHECK(tsne_divergence(affinities, {y, dimension}, normalization) ==
              Approx(naive_divergence(affinities, y, dimension, 1)));
      for (std::size_t at = 0; at < y.size(); ++at) {
        const double step = 1e-5, here = y[at];
        y[at] = here + step;
        const double above = naive_divergence(affinities, y, dimension, exaggeration);
        y[at] = here - step;
        const double below = naive_divergence(affinities, y, dimension, exaggeration);
        y[at] = here;
        REQUIRE(gradient[at] == Approx((above - below) / (2 * step)).margin(1e-7));
      }
    }
}

TEST_CASE("the tree at angle 0 gives what all pairs give, and at 1/2 nearly so", "[manifold][tsne][oracle]") {
  std::mt19937 gen(4);
  for (const Index dimension : {2, 3})
    for (int trial = 0; trial < 10; ++trial) {
      const Index n = 2 + gen() % 300;
      const auto affinities = affinities_of(normal_points(gen, n, 4), 1, 1);
      auto y = normal_points(gen, n, dimension, 5).coordinates();
      if (trial % 2 == 1) std::copy_n(y.begin(), n / 4 * dimension, y.end() - n / 4 * dimension);  // copies
      const auto gradient_by = [&](Repulsion repulsion, double angle) {
        std::vector<double> gradient(y.size() + 1);
        gradient.back() = tsne_gradient(affinities, {y, dimension}, 1, repulsion, angle,
                                        std::span(gradient).first(y.size()), three_threads);
        return gradient;
      };
      const auto exact = gradient_by(Repulsion::all_pairs, 0), tree = gradient_by(Repulsion::tree, 0);
      const auto rough = gradient_by(Repulsion::tree, 0.5);
      double error = 0, size = 0;
      for (std::size_t at = 0; at < exact.size(); ++at) {
        REQUIRE(tree[at] == Approx(exact[at]).epsilon(1e-5).margin(1e-7 * exact.back() / n));
        error += std::pow(rough[at] - exact[at], 2);
        size += std::pow(exact[at], 2);
      }
      CHECK(rough.back() == Approx(exact.back()).epsilon(0.02));
      CHECK(error < 1e-3 * size);
    }
}

TEST_CASE("cells hold their points, and their parts follow them", "[manifold][tsne][law]") {
  std::mt19937 gen(5);
  for (const Index n : {1, 2, 40}) {
    const auto y = normal_points(gen, n, 2);
    const auto cells = SpaceTree<2>(y.coordinates(), 0.5).cells();
    CHECK(cells[0].count == n);
    CHECK(cells[0].next == cells.size());
    CHECK(cells.size() <= 2 * n);
    for (std::size_t at = 0; at < cells.size(); ++at) {
      double count = 0, center = 0;
      for (std::uint32_t part = std::uint32_t(at) + 1; part < cells[at].next; part = cells[part].next) {
        count += cells[part].count;
        center += cells[part].count * cells[part].center[0];
      }
      if (cells[at].reach < 0) {
        CHECK(cells[at].next == at + 1);
      } else {
        CHECK(count == cells[at].count);
        CHECK(center / count == Approx(cells[at].center[0]));
      }
    }
  }
  CHECK(SpaceTree<3>(std::vector<double>(9, 4.0), 0.5).cells().size() == 1);  // three points on one spot
}

TEST_CASE("t-SNE keeps three far blobs apart", "[manifold][tsne][example]") {
  for (const Index n : {90, 600})  // by all pairs, and by the tree
    for (const Index components : {2, 3}) {
      const auto points = three_blobs(n);
      const auto found = tsne(points, {.perplexity = 15, .components = components, .iterations = 400});
      CHECK(nearest_of_same_blob(found.points) == n);
      CHECK(found.figures.at("kl_divergence")[0] > 0);
      CHECK(found.figures.at("kl_divergence")[0] < 1);
    }
}

TEST_CASE("the divergence reported is that of the positions returned", "[manifold][tsne][oracle]") {
  const auto points = three_blobs(60);
  const auto found = tsne(points, {.perplexity = 8, .iterations = 300});
  const auto affinities = affinities_of(points, 8, 24);
  CHECK(found.figures.at("kl_divergence")[0] ==
        Approx(naive_divergence(affinities, found.points.coordinates(), 2, 1)).epsilon(1e-9));
}

TEST_CASE("numbering, threads and powers of two in the scale do not matter to t-SNE", "[manifold][tsne][law]") {
  std::mt19937 gen(6);
  for (const Index n : {80, 520}) {
    const TsneOptions options{.perplexity = 10, .iterations = 60, .exaggerated_iterations = 30};
    const auto points = normal_points(gen, n, 4);
    std::vector<Index> order(n);
    std::iota(order.begin(), order.end(), 0);
    std::ranges::shuffle(order, gen);
    const auto plain = tsne(points, options).points;
    CHECK(tsne(rows_of(points, order), options).points == rows_of(plain, order));
    CHECK(tsne(points, options, three_threads).points == plain);
    for (const double factor : {0.125, 8.0}) CHECK(tsne(scaled(points, factor), options).points == plain);
  }
  for (const double factor : {1e-150, 1e150})
    CHECK(nearest_of_same_blob(tsne(scaled(three_blobs(90), factor), {.perplexity = 10}).points) == 90);
}

TEST_CASE("t-SNE is defined for copies, lines and few points, and takes any number of coordinates",
          "[manifold][tsne]") {
  const auto size_of = [](const PointCloud& points, const TsneOptions& options) {
    return tsne(points, options).points.size();  // a PointCloud holds finite numbers only
  };
  CHECK(size_of(PointCloud(3, 1, {0, 1, 5}), {.perplexity = 1.5}) == 3);
  CHECK(size_of(PointCloud(4, 2, {1, 1, 1, 1, 1, 1, 1, 1}), {.perplexity = 2}) == 4);
  CHECK(size_of(PointCloud(5, 0, {}), {.perplexity = 2, .iterations = 3}) == 5);
  std::vector<double> line(40);
  std::iota(line.begin(), line.end(), 0.0);
  const auto bent = tsne(PointCloud(40, 1, line), {.perplexity = 5});
  CHECK(embedding_quality(PointCloud(40, 1, line), bent.points, nullptr, {.neighbors = 5}).original.trustworthiness >
        0.95);
  std::vector<double> twice;
  for (int i = 0; i < 60; ++i) twice.insert(twice.end(), {double(i % 30), double(i % 30 % 7)});
  const auto found = tsne(PointCloud(60, 2, twice), {.perplexity = 5}).points;
  for (Index i = 0; i < 30; ++i) CHECK(distance(found[i], found[i + 30]) < 1);
  for (const Index components : {1, 5})
    CHECK(tsne(three_blobs(30), {.perplexity = 5, .components = components, .iterations = 20}).points.dimension() ==
          components);
  const auto still = tsne(three_blobs(30), {.perplexity = 5, .iterations = 0}).points;  // the start
  double square = 0;
  for (Index i = 0; i < 30; ++i) square += still[i][0] * still[i][0] / 29;
  CHECK(std::sqrt(square) == Approx(1e-4));
}

TEST_CASE("t-SNE refuses what it cannot reach", "[manifold][tsne][error]") {
  const auto points = three_blobs(30);
  const auto with = [&](const TsneOptions& options) { return code_of([&] { tsne(points, options); }); };
  CHECK(reason_of([&] { tsne(points, {.perplexity = 29}); }) == "needs more than 30 points, got 30");
  CHECK(with({.perplexity = 28.5, .iterations = 2}) == "");
  for (const Index n : {0, 1, 2})
    CHECK(code_of([&] { tsne(PointCloud(n, 1, std::vector<double>(n)), {.perplexity = 1}); }) == "D103");
  CHECK(with({.perplexity = 0.5}) == "D106");
  CHECK(with({.perplexity = std::nan("")}) == "D106");
  CHECK(with({.perplexity = 5, .components = 0}) == "D106");
  CHECK(with({.perplexity = 5, .exaggeration = 0.5}) == "D106");
  CHECK(with({.perplexity = 5, .learning_rate = 0}) == "D106");
  CHECK(with({.perplexity = 5, .angle = 1.5}) == "D106");
  CHECK(with({.perplexity = 5, .learning_rate = 1e300}) == "D101");
}
