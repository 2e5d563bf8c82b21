// SPDX-License-Identifier: MIT
#include "tessera/separability/selection.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/naive_geometry.hpp"

using namespace tessera;

namespace {

FeatureMatrix features_of(const PointCloud& points) {
  FeatureMatrix features;
  for (Index i = 0; i < points.size(); ++i) features.ids.push_back(std::to_string(i));
  for (Index j = 0; j < points.dimension(); ++j) features.columns.push_back("x" + std::to_string(j));
  features.units.assign(features.columns.size(), "");
  features.values = points.coordinates();
  return features;
}

/// Two groups, `gap` apart along every axis.
FeatureMatrix groups(std::mt19937& gen, Index size, Index dimension, double gap) {
  auto coordinates = random_cloud(gen, size, dimension).coordinates();
  for (std::size_t k = 0; k < coordinates.size(); ++k) coordinates[k] += (k / dimension) % 2 ? gap / 2 : -gap / 2;
  return features_of(PointCloud(size, dimension, std::move(coordinates)));
}

}  // namespace

TEST_CASE("of representations the one whose groups stand furthest apart is chosen", "[separability][selection][law]") {
  std::mt19937 gen(81);
  const auto none = groups(gen, 60, 4, 0), some = groups(gen, 60, 4, 3), wide = groups(gen, 60, 30, 9);
  const Many<FeatureMatrix> candidates({{"none", &none}, {"wide", &wide}, {"some", &some}});
  SeparabilitySelectionOptions options;
  options.normalize = RowNormalization::as_is;
  const auto chosen = separability_selection(candidates, options);
  CHECK(chosen.ranking.order == std::vector<Index>{1, 2, 0});
  CHECK(chosen.best.values == wide.values);
  CHECK(summary(chosen.ranking).starts_with("'wide' sets groups furthest apart"));

  // By the statistic alone a wide cluster without groups looks worse than a narrow one; against its own null it does
  // not.
  const auto wide_none = groups(gen, 60, 30, 0);
  const auto both = separability_selection(Many<FeatureMatrix>({{"narrow", &none}, {"wide", &wide_none}}), options);
  CHECK(both.ranking.estimates[0].value > both.ranking.estimates[1].value + 0.1);
  CHECK(std::abs(both.ranking.scores[0]) < 3);
  CHECK(std::abs(both.ranking.scores[1]) < 3);
  options.rule = SelectionRule::value;
  options.null_replicates = 0;
  const auto plain = separability_selection(candidates, options);
  CHECK(plain.ranking.scores[1] == plain.ranking.estimates[1].value);
}

TEST_CASE("constant candidates come last; other samples are refused", "[separability][selection][error]") {
  std::mt19937 gen(82);
  const auto some = groups(gen, 20, 2, 1);
  auto constant = some, other = some;
  std::ranges::fill(constant.values, 1.0);
  other.ids.front() = "another";
  const auto ranked = separability_selection(Many<FeatureMatrix>({{"constant", &constant}, {"some", &some}}));
  CHECK(ranked.ranking.order == std::vector<Index>{1, 0});
  CHECK(reason_of([&] {
          separability_selection(Many<FeatureMatrix>({{"a", &some}, {"b", &other}}));
        }) == "'a' and 'b' do not hold the same samples in the same order");
  CHECK(code_of([] { separability_selection({}); }) == "D103");
  SeparabilitySelectionOptions few;
  few.null_replicates = 1;
  CHECK(code_of([&] { separability_selection(Many<FeatureMatrix>({{"a", &some}}), few); }) == "D106");
}
