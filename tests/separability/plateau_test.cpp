// SPDX-License-Identifier: MIT
#include "tessera/separability/plateau.hpp"

#include "tessera/core/error.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/naive_geometry.hpp"

using namespace tessera;

namespace {

/// Pairs of points at distance 1, the pairs 1 + epoch apart: all times equal at epoch 0, fewer large ones never.
PointCloud pairs_apart(double gap) { return PointCloud(4, 1, {0, 1, 1 + gap, 2 + gap}); }

}  // namespace

TEST_CASE("a series that stops growing has its plateau where it stopped", "[separability][plateau][example]") {
  // By hand, half of the past: 0, 1, 1.5, 1.75, 1.875, 1.9375; gains over the best 1, .5, .167, .071, .033.
  const std::vector<double> series{0, 2, 2, 2, 2, 2};
  const auto found = plateau(series, {.smoothing = 0.5, .gain = 0.1, .patience = 2});
  CHECK(found.smoothed == std::vector<double>{0, 1, 1.5, 1.75, 1.875, 1.9375});
  CHECK(found.stop == Index{5});
  CHECK(found.best == 5);
  CHECK(plateau(series, {.smoothing = 0, .gain = 0, .patience = 2}).stop == Index{3});
  CHECK(plateau(series, {.smoothing = 0, .gain = 0, .patience = 2}).best == 1);
  CHECK_FALSE(plateau(series, {.smoothing = 0.5, .gain = 0, .patience = 2}).stop);
  CHECK(plateau(std::vector<double>{3, 2, 1}, {.smoothing = 0, .patience = 2}).best == 0);
  CHECK(plateau(std::vector<double>{7}).best == 0);
  // Progress starts the count of idle epochs anew.
  CHECK(plateau(std::vector<double>{1, 1, 2, 2, 2, 2}, {.smoothing = 0, .patience = 2}).stop == Index{4});
}

TEST_CASE("the plateau of epochs is that of their separabilities, whichever way they come",
          "[separability][plateau][law]") {
  SeparabilityPlateauOptions options;
  options.normalize = RowNormalization::as_is;
  options.smoothing = 0;
  options.patience = 2;
  Collection<PointCloud> epochs, first, second;
  const std::vector<double> gaps{1, 2, 4, 4, 4, 4, 9};
  for (std::size_t k = 0; k < gaps.size(); ++k) {
    epochs.add(std::to_string(k), pairs_apart(gaps[k]));
    (k < 3 ? first : second).add(std::to_string(k), pairs_apart(gaps[k]));
  }
  const auto all = separability_plateau(Many<Collection<PointCloud>>({{"dumps", &epochs}}), options);
  // Times 1, 1, g over g: 1 - mean = 1 - (2 / g + 1) / 3.
  for (std::size_t k = 0; k < gaps.size(); ++k) CHECK(all.plateau.values[k] == Approx(1 - (2 / gaps[k] + 1) / 3));
  CHECK(all.plateau.plateau.best == 2);
  CHECK(all.plateau.plateau.stop == Index{4});
  CHECK(all.curve.row(6)[0] == all.plateau.values[6]);
  CHECK(all.curve.columns == std::vector<std::string>{"one_minus_mean", "smoothed"});

  const auto parts = separability_plateau(Many<Collection<PointCloud>>({{"a", &first}, {"b", &second}}), options);
  CHECK(parts.plateau.values == all.plateau.values);
  CHECK(parts.plateau.epochs == all.plateau.epochs);
  options.statistic = SeparabilityStatistic::mean;  // falls: the same epochs
  const auto falling = separability_plateau(Many<Collection<PointCloud>>({{"dumps", &epochs}}), options);
  CHECK(falling.plateau.plateau.best == 2);
  CHECK(falling.plateau.plateau.smoothed[1] == falling.plateau.values[1]);
  CHECK(summary(falling.plateau).find("stops at epoch 4") != std::string::npos);
  CHECK(figures(all.plateau).at("stop") == std::vector<double>{4});
}

TEST_CASE("epochs that cannot be judged are refused by name", "[separability][plateau][error]") {
  Collection<PointCloud> epochs;
  CHECK(reason_of([&] {
          separability_plateau(Many<Collection<PointCloud>>({{"dumps", &epochs}}));
        }) == "needs at least one epoch, got none");
  epochs.add("3", PointCloud(1, 1, {0}));
  try {
    separability_plateau(Many<Collection<PointCloud>>({{"dumps", &epochs}}));
    FAIL("one point has no separability");
  } catch (const Error& error) {
    CHECK(error.path() == "epoch 3");
  }
  CHECK(code_of([] { plateau(std::vector<double>{1}, {.smoothing = 1}); }) == "D106");
  CHECK(code_of([] { plateau(std::vector<double>{1}, {.patience = 0}); }) == "D106");
  CHECK(code_of([] { plateau(std::vector<double>{infinity}); }) == "D101");
  SeparabilityPlateauOptions variance;
  variance.statistic = SeparabilityStatistic::variance;
  CHECK(code_of([&] { separability_plateau(Many<Collection<PointCloud>>({{"dumps", &epochs}}), variance); }) == "D106");
}
