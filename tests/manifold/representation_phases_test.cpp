// SPDX-License-Identifier: MIT
#include "tessera/manifold/representation_phases.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/toy_dynamics.hpp"

using namespace tessera;

namespace {

FeatureMatrix series(const std::vector<double>& values) {
  FeatureMatrix column{.columns = {"rankme"}, .units = {""}, .values = values};
  for (std::size_t row = 0; row < values.size(); ++row) column.ids.push_back("step " + std::to_string(row));
  return column;
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2;
}

}  // namespace

TEST_CASE("phases are cut at the largest rise", "[manifold][phases][example]") {
  const auto phases = representation_phases(series({5, 3, 2, 3, 2.5, 6, 9, 9, 8, 7}));
  CHECK(phases.trough == 2);
  CHECK(phases.peak == 7);
  CHECK((phases.has_warmup && phases.has_entropy_seeking && phases.has_compression_seeking));

  const auto rising = representation_phases(series({1, 2, 3, 4}));
  CHECK((!rising.has_warmup && rising.has_entropy_seeking && !rising.has_compression_seeking));
  const auto falling = representation_phases(series({4, 3, 2}));
  CHECK((!falling.has_warmup && !falling.has_entropy_seeking && falling.has_compression_seeking));
  const auto constant = representation_phases(series({4, 4}));
  CHECK((!constant.has_warmup && !constant.has_entropy_seeking && !constant.has_compression_seeking));
  CHECK(representation_phases(series({4})).peak == 0);
}

TEST_CASE("small changes are no phases, and a median hides a spike", "[manifold][phases][law]") {
  RepresentationPhasesOptions options;
  CHECK(!representation_phases(series({1.04, 1, 2, 3}), options).has_warmup);
  options.least_change = 0.01;
  CHECK(representation_phases(series({1.04, 1, 2, 3}), options).has_warmup);
  options.smoothing = 3;
  const auto smoothed = representation_phases(series({3, 2, 1, 9, 1, 2, 3, 4, 5, 4, 3}), options);
  CHECK(smoothed.trough == 3);  // 2.5 2 2 1 2 2 3 4 4 4 3.5
  CHECK(smoothed.peak == 9);
}

// An independent program with the same loss, rate and class sizes had the medians 1.62 (least), 1.958 (peak) and 1.897
// (after 2,500 steps) over four starts. Starts differ much: over ten of ours the peak lies between 1.857 and 2.
TEST_CASE("skewed classes through a bottleneck collapse, spread and compress", "[manifold][phases][reference]") {
  std::vector<int> kept;
  for (int step = 0; step <= 200; ++step) kept.push_back(step);
  for (int step = 250; step <= 2500; step += 50) kept.push_back(step);
  std::vector<double> least, peak, last;
  int risen = 0, fallen_again = 0;
  for (unsigned seed = 1; seed <= 8; ++seed) {
    std::mt19937 gen(seed);
    const auto phases = representation_phases(toy_dynamics(gen, {40, 20, 20, 1}, kept));
    least.push_back(phases.values[phases.trough]);
    peak.push_back(phases.values[phases.peak]);
    last.push_back(phases.values.back());
    risen += phases.has_entropy_seeking;
    fallen_again += phases.values.back() < phases.values[phases.peak] - 0.01;
  }
  CHECK(median(least) < 1.62);
  CHECK(median(peak) == Approx(1.958).margin(0.06));
  CHECK(median(last) == Approx(1.897).margin(0.02));
  CHECK(risen == 8);
  CHECK(fallen_again >= 4);

  std::mt19937 gen(1);
  const auto uniform = representation_phases(toy_dynamics(gen, {2, 2, 2, 2}, kept));
  CHECK(uniform.values.back() == Approx(2).margin(0.005));
  CHECK(!uniform.has_compression_seeking);
}

TEST_CASE("phases refuse series that are none", "[manifold][phases][error]") {
  CHECK(code_of([] { representation_phases(series({})); }) == "D103");
  CHECK(code_of([] { representation_phases(Collection<PointCloud>()); }) == "D103");
  RepresentationPhasesOptions options;
  options.smoothing = 2;
  CHECK(code_of([&] { representation_phases(series({1, 2}), options); }) == "D106");
  FeatureMatrix two{.ids = {"a"}, .columns = {"x", "y"}, .units = {"", ""}, .values = {1, 2}};
  CHECK(code_of([&] { representation_phases(two); }) == "D102");
}
