// SPDX-License-Identifier: MIT
#include "tessera/manifold/diffusion_entropy.hpp"

#include "manifold/spectral_entropy.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/gaussian_points.hpp"
#include "support/naive_geometry.hpp"

using namespace tessera;

namespace {

using Options = DiffusionEntropyOptions;

Options at(double sigma, std::vector<double> t) {
  Options options;
  options.sigma = sigma;
  options.t = std::move(t);
  return options;
}

double entropy_of(const PointCloud& points, const Options& options = {}) {
  return diffusion_spectral_entropy(points, options).entropy.at(0);
}

/// `each` copies of k points that lie `gap` apart along a line, each moved by normal noise of size `noise` in R^d.
PointCloud blobs(std::mt19937& gen, Index k, Index each, Index dimension, double gap, double noise) {
  std::vector<double> coordinates;
  for (Index point = 0; point < k * each; ++point)
    for (Index axis = 0; axis < dimension; ++axis)
      coordinates.push_back((axis == 0 ? gap * (point % k) : 0.0) + (noise > 0 ? noise * standard_normal(gen) : 0.0));
  return PointCloud(k * each, dimension, std::move(coordinates));
}

}  // namespace

TEST_CASE("diffusion entropy is 0 for equal points, log2 n for far ones and log2 k for k far groups of equal points",
          "[manifold][entropy][example]") {
  std::mt19937 gen(1);
  CHECK(entropy_of(blobs(gen, 1, 50, 3, 0, 0)) < 1e-10);
  CHECK(entropy_of(blobs(gen, 1, 50, 3, 0, 0), at(1e-3, {1})) < 1e-10);
  CHECK(entropy_of(PointCloud(1, 2, {3, 4})) == 0);
  CHECK(entropy_of(PointCloud(3, 0, {})) < 1e-12);
  CHECK(entropy_of(blobs(gen, 37, 1, 2, 1e3, 0), at(1, {1})) == Approx(std::log2(37)));
  for (const Index k : {2u, 3u, 8u})
    CHECK(entropy_of(blobs(gen, k, 20, 5, 1e3, 0), at(1, {1})) == Approx(std::log2(k)));
  CHECK(entropy_of(PointCloud(2, 1, {0, 1}), at(1, {1})) ==
        Approx(spectral_entropy(std::vector<double>{1, (1 - std::exp(-0.5)) / (1 + std::exp(-0.5))}, 1)));
}

TEST_CASE("with time the entropy of k blobs falls to log2 k", "[manifold][entropy][example]") {
  std::mt19937 gen(2);
  for (const Index k : {2u, 4u, 8u}) {
    const auto points = blobs(gen, k, 60, 4, 1000, 1);
    const auto result = diffusion_spectral_entropy(points, at(20, {1, 5}));
    CHECK(result.entropy[1] == Approx(std::log2(k)).margin(1e-4));
    CHECK(result.entropy[0] > result.entropy[1]);
    CHECK(result.maximum == Approx(std::log2(60 * k)));
  }
}

// Means over six seeds by numpy 1.24 and scipy 1.10 (eigvalsh of the same formula), whose deviations are at most .01
// for t = 1 and .02 for t = 2; the constant coordinates of the source's data change no distance and are left out.
TEST_CASE("diffusion entropy rises with the dimension of the data as measured elsewhere",
          "[manifold][entropy][reference]") {
  struct Row {
    Index dimension;
    double uniform[2], gauss[2];
  };
  std::mt19937 gen(3);
  for (const auto& [dimension, uniform, gauss] :
       {Row{51, {1.595, 0.011}, {3.738, 0.084}}, Row{256, {5.850, 0.104}, {8.577, 2.704}},
        Row{512, {7.932, 0.634}, {8.947, 8.833}}, Row{1024, {8.862, 6.392}, {8.966, 8.966}}}) {
    INFO("dimension " << dimension);
    const auto box = diffusion_spectral_entropy(random_cloud(gen, 500, dimension), at(10, {1, 2}));
    CHECK(box.entropy[0] == Approx(uniform[0]).margin(0.03));
    CHECK(box.entropy[1] == Approx(uniform[1]).margin(0.06));
    const auto normal = diffusion_spectral_entropy(gaussian_cloud(gen, 500, dimension), at(10, {1, 2}));
    CHECK(normal.entropy[0] == Approx(gauss[0]).margin(0.03));
    CHECK(normal.entropy[1] == Approx(gauss[1]).margin(0.15));
  }
}

TEST_CASE("diffusion entropies of a lattice are those of numpy, for both norms", "[manifold][entropy][reference]") {
  std::vector<double> coordinates;
  for (int i = 0; i < 40; ++i)
    for (const int x : {i % 7, i * i % 11, 3 * i % 5}) coordinates.push_back(x);
  const PointCloud points(40, 3, coordinates);
  auto options = at(2, {1, 2.5, 5});
  const auto walk = diffusion_spectral_entropy(points, options).entropy;
  options.norm = DiffusionNorm::anisotropic;
  const auto anisotropic = diffusion_spectral_entropy(points, options).entropy;
  const std::vector<double> expected_walk{4.06086114766, 2.70220685288, 1.57334216969},
      expected_anisotropic{4.06515733097, 2.85229939967, 1.87153137801};
  for (int k = 0; k < 3; ++k) {
    CHECK(walk[k] == Approx(expected_walk[k]).epsilon(1e-9));
    CHECK(anisotropic[k] == Approx(expected_anisotropic[k]).epsilon(1e-9));
  }
}

TEST_CASE("diffusion entropy does not see numbering, rotation, translation or, with a relative sigma, scale",
          "[manifold][entropy][law]") {
  std::mt19937 gen(4);
  const auto points = random_cloud(gen, 150, 3);
  const double entropy = entropy_of(points);
  CHECK(entropy_of(relabelled(points, random_permutation(gen, 150))) == Approx(entropy).epsilon(1e-10));
  CHECK(entropy_of(embedded(gen, points, 7)) == Approx(entropy).epsilon(1e-10));
  for (const double factor : {0x1p20, 0x1p400, 0x1p-400}) CHECK(entropy_of(scaled(points, factor)) == entropy);
  CHECK(entropy_of(scaled(points, 1e150)) == Approx(entropy).epsilon(1e-10));
  CHECK(entropy_of(scaled(points, 1e-150)) == Approx(entropy).epsilon(1e-10));
  auto moved = points.coordinates();
  for (double& x : moved) x += 1000;
  CHECK(entropy_of(PointCloud(150, 3, moved)) == Approx(entropy).epsilon(1e-8));

  CHECK(entropy_of(scaled(points, 1e150), at(1, {1})) == Approx(std::log2(150)));
  CHECK(entropy_of(scaled(points, 1e-150), at(1, {1})) < 1e-10);

  Options sampled;
  sampled.max_points = 100;
  const double of_sample = entropy_of(points, sampled);
  CHECK(of_sample != entropy);
  CHECK(entropy_of(relabelled(points, random_permutation(gen, 150)), sampled) == of_sample);
}

TEST_CASE("groups of points far from the origin keep the small distances within them", "[manifold][entropy][law]") {
  std::mt19937 gen(5);
  const auto near = blobs(gen, 1, 40, 3, 0, 1);
  std::vector<double> coordinates;
  for (const double shift : {0.0, 1e7})
    for (Index point = 0; point < near.size(); ++point)
      for (Index axis = 0; axis < 3; ++axis) coordinates.push_back(near[point][axis] + (axis ? 0 : shift));
  // two copies that do not see each other: one bit more
  CHECK(entropy_of(PointCloud(80, 3, coordinates), at(2, {1})) ==
        Approx(entropy_of(near, at(2, {1})) + 1).epsilon(1e-6));
}

TEST_CASE("a partial spectrum's entropy is as near to that of all eigenvalues as it says", "[manifold][entropy][law]") {
  std::mt19937 gen(6);
  for (const Index dimension : {1u, 2u, 4u})
    for (const bool is_blobs : {false, true}) {
      const auto points = is_blobs ? blobs(gen, 4, 100, dimension, 100, 1) : gaussian_cloud(gen, 400, dimension);
      Options options = is_blobs ? at(5, {2, 3.5, 8}) : at(2.5, {2, 3.5, 8});
      const auto exact = diffusion_spectral_entropy(points, options);
      options.spectrum = DiffusionSpectrum::partial;
      options.tolerance = 0.05;
      const auto partial = diffusion_spectral_entropy(points, options);
      CHECK(partial.known_eigenvalues < 140);
      for (int k = 0; k < 3; ++k) {
        INFO("dimension " << dimension << ", t " << options.t[k] << ", error " << partial.error[k]);
        CHECK(partial.error[k] <= options.tolerance);
        CHECK(std::abs(partial.entropy[k] - exact.entropy[k]) <= partial.error[k]);
      }
      for (std::size_t k = 0; k < std::min<std::size_t>(3, partial.leading.size()); ++k)
        CHECK(partial.leading[k] == Approx(exact.leading[k]).margin(1e-9));
    }
}

TEST_CASE("the entropy of any spectrum lies within the bounds from some of its values and two sums",
          "[manifold][entropy][law]") {
  std::mt19937 gen(7);
  for (int trial = 0; trial < 2000; ++trial) {
    const std::size_t n = 2 + gen() % 40;
    std::vector<double> all(n);
    const double decay = 6 * (double(gen()) / 0x1p32);
    for (double& l : all) l = std::exp(-decay * (double(gen()) / 0x1p32) * 3);
    std::ranges::sort(all, std::greater<>());
    KnownSpectrum known;
    known.count = n;
    for (const double l : all) known.sum += l, known.sum_of_squares += l * l;
    known.eigenvalues = std::span(all).first(gen() % (n + 1));  // known ones need not be the largest:
    if (trial % 2) std::ranges::shuffle(all, gen);
    for (const double t : {1.0, 1.3, 2.0, 2.7, 6.0}) {
      const auto [least, most] = entropy_bounds(known, t);
      const double entropy = spectral_entropy(all, t);
      INFO("trial " << trial << " t " << t << " known " << known.eigenvalues.size() << " of " << n);
      REQUIRE(least <= entropy + 1e-9);
      REQUIRE(entropy <= most + 1e-9);
    }
  }
}

TEST_CASE("diffusion entropy refuses what it cannot mean", "[manifold][entropy][error]") {
  std::mt19937 gen(8);
  const auto points = random_cloud(gen, 300, 30);
  CHECK(code_of([] { entropy_of(PointCloud()); }) == "D103");
  CHECK(code_of([&] { entropy_of(points, at(0, {1})); }) == "D106");
  CHECK(code_of([&] { entropy_of(points, at(1, {0})); }) == "D106");
  CHECK(code_of([&] { entropy_of(points, at(1, {})); }) == "D106");
  CHECK(reason_of([] { entropy_of(PointCloud(4, 1, {0, 0, 0, 1}), at(1, {1})); }) == "no error");
  CHECK(reason_of([] {
          Options median;
          entropy_of(PointCloud(5, 1, {0, 0, 0, 0, 1}), median);
        }) == "needs a positive bandwidth, got 0");
  Options partial = at(1.5, {1});
  partial.spectrum = DiffusionSpectrum::partial;
  CHECK(code_of([&] { entropy_of(points, partial); }) == "D106");
  partial.t = {0.5};
  CHECK(code_of([&] { entropy_of(points, partial); }) == "D106");
  ContextOptions small;
  small.memory_budget = 100000;
  CHECK(code_of([&] { diffusion_spectral_entropy(points, {}, Context(small)); }) == "R302");
}
