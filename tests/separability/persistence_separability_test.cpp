// SPDX-License-Identifier: MIT
#include "tessera/separability/persistence_separability.hpp"

#include "separability/time_statistics.hpp"
#include "tessera/geometry/pairwise_distances.hpp"
#include "tessera/separability/supervised.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/naive_geometry.hpp"

#include <map>

using namespace tessera;

namespace {

using Statistic = SeparabilityStatistic;
constexpr auto as_is = RowNormalization::as_is;

std::map<std::string, double> family(const SeparabilityEstimate& estimate) {
  return {estimate.family.begin(), estimate.family.end()};
}

double normal(std::mt19937& gen) {
  const double u = (gen() + 1.0) / 0x1p32, v = gen() / 0x1p32;
  return std::sqrt(-2 * std::log(u)) * std::cos(6.283185307179586 * v);
}

struct Labelled {
  PointCloud points;
  Labels labels;
};

/// Two isotropic unit Gaussians around +- separation / 2 times the first axis.
Labelled two_gaussians(std::mt19937& gen, Index size, Index dimension, double separation) {
  std::vector<double> coordinates;
  std::vector<std::string> names;
  for (Index point = 0; point < size; ++point) {
    names.push_back(point % 2 ? "a" : "b");
    for (Index axis = 0; axis < dimension; ++axis)
      coordinates.push_back(normal(gen) + (axis ? 0.0 : (point % 2 ? 0.5 : -0.5) * separation));
  }
  return {PointCloud(size, dimension, std::move(coordinates)), Labels(names)};
}

/// Spearman's rank correlation of values without ties.
double rank_correlation(const std::vector<double>& x, const std::vector<double>& y) {
  const auto rank = [](const std::vector<double>& v, double value) {
    return std::ranges::count_if(v, [&](double w) { return w < value; });
  };
  double squares = 0;
  for (std::size_t i = 0; i < x.size(); ++i) squares += std::pow(double(rank(x, x[i]) - rank(y, y[i])), 2);
  const double n = double(x.size());
  return 1 - 6 * squares / (n * (n * n - 1));
}

}  // namespace

TEST_CASE("three repeated points at distance 3 and 4 have the times 3/4 and 1", "[separability][example]") {
  const PointCloud points(6, 2, {0, 0, 3, 0, 3, 4, 0, 0, 3, 0, 3, 4});
  const auto estimate = persistence_separability(points, {.normalize = as_is, .bins = 4});
  CHECK(estimate.persistence == std::vector<double>{0.75, 1});
  CHECK(estimate.duplicates == 3);
  CHECK(estimate.value == 0.125);
  CHECK(estimate.statistic == "one_minus_mean");
  CHECK(estimate.histogram == std::vector<Index>{0, 0, 0, 2});
  CHECK_FALSE(estimate.interval);
}

TEST_CASE("the statistics of the times 1/4, 1/4, 1/2, 1 are those worked by hand", "[separability][example]") {
  const auto all =
      family(persistence_separability(PointCloud(5, 1, {0, 1, 2, 4, 8}), {.normalize = as_is, .tau = 0.3}));
  CHECK(all.at("one_minus_mean") == 0.5);
  CHECK(all.at("mean") == 0.5);
  CHECK(all.at("median") == 0.375);
  CHECK(all.at("variance") == 0.09375);
  CHECK(all.at("coefficient_of_variation") == Approx(std::sqrt(0.09375) / 0.5));
  CHECK(all.at("gap") == 0.5);
  CHECK(all.at("max_over_median") == Approx(1 / 0.375));
  CHECK(all.at("skewness") == Approx(0.0234375 / std::pow(0.09375, 1.5)));
  CHECK(all.at("z_max") == Approx(0.5 / std::sqrt(0.09375)));
  CHECK(all.at("entropy") == Approx((2 * std::log(8.0) / 8 + std::log(4.0) / 4 + std::log(2.0) / 2) / std::log(4.0)));
  CHECK(all.at("share_above") == 0.5);
  CHECK(all.at("long_times") == 0);
  CHECK(all.at("gini") == Approx(0.3125));
}

TEST_CASE("the value is the chosen statistic", "[separability][example]") {
  const PointCloud points(5, 1, {0, 1, 2, 4, 8});
  for (int k = 0; k <= int(Statistic::gini); ++k) {
    const auto estimate = persistence_separability(points, {.normalize = as_is, .statistic = Statistic(k)});
    CHECK(estimate.value == estimate.family[std::size_t(k)].second);
    CHECK(estimate.statistic == estimate.family[std::size_t(k)].first);
  }
}

TEST_CASE("k groups of equal points have k - 1 long times; a simplex and a grid have separability 0",
          "[separability][example]") {
  std::vector<double> groups;
  for (int point = 0; point < 40; ++point) groups.push_back(10.0 * (point % 4));
  const auto repeated = persistence_separability(PointCloud(40, 1, groups), {.normalize = as_is});
  CHECK(repeated.persistence == std::vector<double>{1, 1, 1});
  CHECK(repeated.duplicates == 36);

  std::vector<double> simplex(81, 0.0), grid;
  for (int k = 0; k < 9; ++k) simplex[std::size_t(k) * 10] = 2;
  for (int k = 0; k < 25; ++k) grid.insert(grid.end(), {double(k % 5), double(k / 5)});
  for (const auto& points : {PointCloud(9, 9, simplex), PointCloud(25, 2, grid)}) {
    const auto estimate = persistence_separability(points, {.normalize = as_is});
    CHECK(estimate.value == 0);
    CHECK(family(estimate).at("entropy") == Approx(1));
    CHECK(family(estimate).at("gini") == 0);
    CHECK(family(estimate).at("skewness") == 0);
  }
}

TEST_CASE("tight groups far apart have as many long times as groups less one", "[separability][law]") {
  std::mt19937 gen(51);
  for (const int groups : {2, 3, 6}) {
    std::vector<double> coordinates;
    for (int point = 0; point < 200; ++point)
      for (int axis = 0; axis < 8; ++axis)
        coordinates.push_back(normal(gen) * 0.05 + (point % groups == axis ? 10 : 0));
    const auto estimate = persistence_separability(PointCloud(200, 8, coordinates));
    CHECK(family(estimate).at("long_times") == groups - 1);
    CHECK(estimate.value > 0.8);
  }
}

TEST_CASE("on normalised Gaussians the estimate grows with Fisher's ratio and Thornton's index",
          "[separability][law]") {
  std::mt19937 gen(52);
  for (const Index dimension : {2u, 10u}) {
    std::vector<double> estimates, fisher, thornton;
    for (int step = 0; step < 24; ++step) {
      const auto data = two_gaussians(gen, 200, dimension, 0.5 + 0.6 * step);
      estimates.push_back(persistence_separability(data.points).value);
      fisher.push_back(fisher_ratio(data.points, data.labels));
      thornton.push_back(thornton_index(data.points, data.labels) + 1e-9 * step);  // 1 is reached: no ties
    }
    INFO("dimension " << dimension);
    CHECK(rank_correlation(estimates, fisher) >= 0.95);
    CHECK(rank_correlation(estimates, thornton) >= 0.85);
  }
}

TEST_CASE("labels, threads, and powers of two change no bit", "[separability][law]") {
  std::mt19937 gen(53);
  for (const Index dimension : {3u, 40u})
    for (const auto normalize : {as_is, RowNormalization::l2, RowNormalization::layernorm}) {
      const auto points = random_cloud(gen, 150, dimension);
      auto scaled = points.coordinates();
      for (double& x : scaled) x *= 0x1p-300;
      const PersistenceSeparabilityOptions options{.normalize = normalize};
      const auto estimate = persistence_separability(points, options);
      CHECK(persistence_separability(relabelled(points, random_permutation(gen, 150)), options).family ==
            estimate.family);
      CHECK(persistence_separability(points, options, Context({.threads = 2})).family == estimate.family);
      CHECK(persistence_separability(PointCloud(150, dimension, scaled), options).family == estimate.family);
      for (double& x : scaled) x *= 3 * 0x1p300;
      CHECK(persistence_separability(PointCloud(150, dimension, scaled), options).value ==
            Approx(estimate.value).epsilon(1e-12));
    }
}

TEST_CASE("translations and rotations change the times by rounding only", "[separability][law]") {
  std::mt19937 gen(54);
  const auto points = random_cloud(gen, 100, 2);
  std::vector<double> moved;
  for (Index i = 0; i < 100; ++i) {
    const double x = points[i][0], y = points[i][1];
    moved.insert(moved.end(), {0.6 * x - 0.8 * y + 5, 0.8 * x + 0.6 * y - 7});
  }
  const auto before = persistence_separability(points, {.normalize = as_is});
  const auto after = persistence_separability(PointCloud(100, 2, moved), {.normalize = as_is});
  for (std::size_t k = 0; k < before.persistence.size(); ++k)
    REQUIRE(after.persistence[k] == Approx(before.persistence[k]).epsilon(1e-11));
}

TEST_CASE("features, their points and their distances give one estimate", "[separability][law]") {
  std::mt19937 gen(55);
  const auto points = random_cloud(gen, 60, 4);
  FeatureMatrix features{
      .columns = {"a", "b", "c", "d"}, .units = std::vector<std::string>(4), .values = points.coordinates()};
  for (int i = 0; i < 60; ++i) features.ids.push_back(std::to_string(i));
  const auto expected = persistence_separability(points).family;
  CHECK(persistence_separability(features).family == expected);
  CHECK(persistence_separability(pairwise_distances(normalized_rows(points, RowNormalization::l2).points)).family ==
        expected);
}

TEST_CASE("an interval covers the replicates and depends on the seed alone", "[separability][law]") {
  std::mt19937 gen(56);
  const auto points = two_gaussians(gen, 120, 5, 6).points;
  const PersistenceSeparabilityOptions options{.subsample = 60, .replicates = 40};
  const Context seven({.seed = 7}), eight({.seed = 8});
  const auto estimate = persistence_separability(points, options, seven);
  REQUIRE(estimate.interval);
  CHECK(estimate.replicates.size() == 40);
  CHECK((*estimate.interval)[0] <= estimate.value);
  CHECK((*estimate.interval)[1] >= estimate.value);
  CHECK((*estimate.interval)[0] < (*estimate.interval)[1]);
  CHECK(estimate.persistence.size() == 40 * 59);
  CHECK(persistence_separability(points, options, seven).replicates == estimate.replicates);
  CHECK(persistence_separability(relabelled(points, random_permutation(gen, 120)), options, seven).replicates ==
        estimate.replicates);
  CHECK(persistence_separability(points, options, eight).replicates != estimate.replicates);
  CHECK_FALSE(persistence_separability(points, {.subsample = 120}, seven).interval);
}

TEST_CASE("groups stand out against one cluster and against shuffled columns, noise does not", "[separability][law]") {
  std::mt19937 gen(57);
  std::vector<double> coordinates;  // two groups far apart along every axis: shuffling columns mixes them
  for (int i = 0; i < 80 * 5; ++i) coordinates.push_back(normal(gen) + (i / 5 % 2 ? 6 : -6));
  const PointCloud groups(80, 5, coordinates), noise = random_cloud(gen, 80, 5);
  for (const auto null : {SeparabilityNull::gaussian, SeparabilityNull::shuffled})
    for (const auto normalize : {RowNormalization::l2, RowNormalization::as_is}) {
      const PersistenceSeparabilityOptions options{.normalize = normalize, .null_replicates = 19, .null = null};
      const auto grouped = persistence_separability(groups, options);
      CHECK(grouped.null_values.size() == 19);
      CHECK(*grouped.p_value == 0.05);
      CHECK(*grouped.is_separated());
      const auto alone = persistence_separability(noise, options);
      CHECK(*alone.p_value > 0.05);
      CHECK_FALSE(*alone.is_separated());
    }
}

TEST_CASE("every statistic with a sense is compared in it", "[separability][law]") {
  std::mt19937 gen(58);
  std::vector<double> coordinates;
  for (int i = 0; i < 60 * 3; ++i) coordinates.push_back(0.3 * normal(gen) + (i / 3 % 2 ? 6 : -6));
  const PointCloud groups(60, 3, coordinates);
  for (std::size_t k = 0; k < statistic_count; ++k) {
    const auto statistic = SeparabilityStatistic(k);
    if (statistic == Statistic::variance) continue;
    if (statistic == Statistic::share_above || statistic == Statistic::long_times)
      continue;  // one time hardly moves them
    INFO(statistic_name(SeparabilityStatistic(k)));
    const auto estimate = persistence_separability(
        groups, {.normalize = RowNormalization::as_is, .statistic = SeparabilityStatistic(k), .null_replicates = 39});
    CHECK(*estimate.p_value <= 0.05);
  }
}

TEST_CASE("one normal cluster is called separated in at most one case of twenty", "[separability][law]") {
  std::mt19937 gen(59);
  Index separated = 0;
  for (int trial = 0; trial < 200; ++trial) {
    const Index n = 40 + Index(gen() % 60), d = std::array{2, 3, 10, 50, 200}[trial % 5];
    std::vector<double> scale, shift, coordinates;
    for (Index axis = 0; axis < d; ++axis) {
      scale.push_back(trial % 2 ? std::exp(normal(gen)) : 1);
      shift.push_back(trial % 3 ? 2 * normal(gen) : 0);
    }
    for (Index i = 0; i < n * d; ++i) coordinates.push_back(shift[i % d] + scale[i % d] * normal(gen));
    const Context context({.seed = std::uint64_t(trial)});
    const auto estimate = persistence_separability(PointCloud(n, d, coordinates), {.null_replicates = 99}, context);
    separated += *estimate.is_separated();
  }
  INFO(separated << " of 200");
  CHECK(separated <= 10);
}

TEST_CASE("slices of the densest points do not see an outlier", "[separability][example]") {
  std::mt19937 gen(60);
  std::vector<double> coordinates;
  for (int i = 0; i < 100 * 2; ++i) coordinates.push_back(normal(gen) + (i / 2 % 2 ? 10 : -10));
  const PersistenceSeparabilityOptions all{.normalize = RowNormalization::as_is};
  auto sliced = all;
  sliced.density_shares = {0.95};
  const auto clean = persistence_separability(PointCloud(100, 2, coordinates), sliced);
  coordinates.insert(coordinates.end(), {1e4, 1e4});
  const PointCloud spoiled(101, 2, coordinates);
  CHECK(persistence_separability(spoiled, all).value > 0.98);
  CHECK(persistence_separability(spoiled, sliced).value == Approx(clean.value).margin(0.02));

  sliced.density_shares = {1, 0.95};
  const auto both = persistence_separability(spoiled, sliced);
  REQUIRE(both.slices.size() == 2);
  CHECK(both.value == Approx((both.slices[0].second + both.slices[1].second) / 2));
  CHECK(both.persistence.size() == 100 + 95);  // ceil(0.95 * 101) = 96 points
  const auto distances = pairwise_distances(spoiled);
  CHECK(persistence_separability(distances, sliced).value == both.value);
}

TEST_CASE("an outlier sets the maximum unless a lower percentile is the scale", "[separability][example]") {
  std::vector<double> line;
  for (int k = 0; k < 100; ++k) line.push_back(k);
  line.push_back(1e6);
  CHECK(persistence_separability(PointCloud(101, 1, line), {.normalize = as_is}).value == Approx(0.99).margin(1e-3));
  CHECK(persistence_separability(PointCloud(101, 1, line), {.normalize = as_is, .scale_percentile = 98}).value == 0);
}

TEST_CASE("a sample without features goes to the origin, is counted and warned of", "[separability][example]") {
  std::string said;
  const Context context({.warning = [&](const Warning& warning) { said = warning.text; }});
  const auto estimate = persistence_separability(PointCloud(3, 2, {0, 0, 5, 0, 0, 7}), {}, context);
  CHECK(estimate.without_direction == 1);
  CHECK(estimate.persistence == std::vector<double>{1, 1});
  CHECK(said == "1 of 3 points have no direction (the first is 0): they stay at the origin");
}

TEST_CASE("two points have separability 0; huge and collinear points have one", "[separability][example]") {
  CHECK(persistence_separability(PointCloud(2, 1, {1, -1})).value == 0);
  CHECK(persistence_separability(PointCloud(3, 2, {0, 0, 1e300, 0, 0, -3e300}), {.normalize = as_is}).persistence ==
        std::vector<double>{1 / 3.0, 1});
  std::vector<double> line;
  for (int k = 1; k <= 20; ++k) line.insert(line.end(), 7, k * k * 0.5);
  const auto collinear = persistence_separability(PointCloud(20, 7, line), {.normalize = as_is});
  CHECK(collinear.persistence.size() == 19);
  CHECK(collinear.persistence.front() == Approx(3.0 / 39));
}

TEST_CASE("too few or equal points and options out of range are refused", "[separability][error]") {
  const auto reason = [](const PointCloud& points, const PersistenceSeparabilityOptions& options) {
    return reason_of([&] { persistence_separability(points, options); });
  };
  const PointCloud pair(2, 1, {1, 2});
  CHECK(reason(PointCloud(), {}) == "needs at least 2 points, got 0");
  CHECK(reason(PointCloud(1, 1, {1}), {}) == "needs at least 2 points, got 1");
  CHECK(reason(PointCloud(3, 1, {4, 4, 4}), {.normalize = as_is}) == "needs two different points, got 3 equal ones");
  CHECK(reason(pair, {}) == "needs two different points, got 2 equal ones");  // one direction
  CHECK(reason(pair, {.tau = 1}) == "needs a number in (0, 1), got 1");
  CHECK(reason(pair, {.scale_percentile = 0}) == "needs a percentage in (0, 100], got 0");
  CHECK(reason(pair, {.subsample = 1}) == "needs 0, or at least 2 points, got 1");
  CHECK(reason(pair, {.replicates = 0}) == "needs at least 1 subsample, got 0");
  CHECK(reason(pair, {.confidence = 1.5}) == "needs a number in (0, 1), got 1.5");
  CHECK(reason(pair, {.bins = 0}) == "needs at least 1 bin, got 0");
  CHECK(code_of([] { persistence_separability(DistanceMatrix(3, {1, 2, 3}), {.null_replicates = 5}); }) == "D106");
  CHECK(code_of([] { persistence_separability(DistanceMatrix(3, {0, 0, 0})); }) == "D103");
}

TEST_CASE("the summary and the figures say the value and what it rests on", "[separability][example]") {
  const auto estimate = persistence_separability(PointCloud(5, 1, {0, 1, 2, 4, 8}), {.normalize = as_is});
  CHECK(summary(estimate).find("separability 0.5000 (one_minus_mean) of 5 points") == 0);
  CHECK(summary(estimate).find("reconstruction") != std::string::npos);
  CHECK(figures(estimate).at("value") == std::vector<double>{0.5});
  CHECK(figures(estimate).at("gini").size() == 1);
}
