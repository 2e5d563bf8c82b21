// SPDX-License-Identifier: MIT
#include "tessera/geometry/delay_embedding.hpp"
#include "tessera/geometry/embedding_dimension.hpp"
#include "tessera/geometry/embedding_lag.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/naive_embedding.hpp"
#include "tessera/core/random.hpp"

#include <cmath>
#include <numbers>

using namespace tessera;

namespace {

Collection<TimeSeries> alone(TimeSeries series) {
  Collection<TimeSeries> collection;
  collection.add("0000", std::move(series));
  return collection;
}

/// The first coordinate of the Lorenz system (10, 28, 8/3), by Runge and Kutta of order four, every 0.01.
TimeSeries lorenz(Index length) {
  using State = std::array<double, 3>;
  const auto velocity = [](const State& s) {
    return State{10 * (s[1] - s[0]), s[0] * (28 - s[2]) - s[1], s[0] * s[1] - 8.0 / 3 * s[2]};
  };
  const auto moved = [](const State& s, const State& v, double time) {
    return State{s[0] + time * v[0], s[1] + time * v[1], s[2] + time * v[2]};
  };
  State state{1, 1, 1};
  std::vector<double> values;
  for (Index step = 0; values.size() < length; ++step) {
    const State a = velocity(state), b = velocity(moved(state, a, 0.005)), c = velocity(moved(state, b, 0.005)),
                d = velocity(moved(state, c, 0.01));
    for (int i = 0; i < 3; ++i) state[i] += 0.01 / 6 * (a[i] + 2 * b[i] + 2 * c[i] + d[i]);
    if (step >= 2000) values.push_back(state[0]);
  }
  return TimeSeries(std::move(values));
}

TimeSeries sine(Index length, double period) {
  std::vector<double> values;
  for (Index t = 0; t < length; ++t) values.push_back(std::sin(2 * std::numbers::pi * t / period));
  return TimeSeries(std::move(values));
}

TimeSeries noise(Index length, Index channels, std::uint64_t seed) {
  RandomStream random(seed, 0);
  std::vector<double> values(std::size_t{length} * channels);
  for (double& x : values) x = random.normal();
  return TimeSeries(length, channels, std::move(values));
}

/// Noise that remembers: it has curves with a shape. Rounded, it has equal values.
TimeSeries wander(RandomStream& random, Index length, Index channels, bool is_rounded) {
  std::vector<double> values;
  for (std::size_t i = 0; i < std::size_t{length} * channels; ++i) {
    const double before = i < channels ? 0 : values[i - channels];
    const double x = 0.8 * before + random.normal();
    values.push_back(is_rounded ? std::round(2 * x) / 2 : x);
  }
  return TimeSeries(length, channels, std::move(values));
}

TimeSeries mapped(const TimeSeries& series, double (*map)(double)) {
  auto values = series.values();
  for (double& x : values) x = map(x);
  return TimeSeries(series.length(), series.channels(), std::move(values));
}

std::vector<std::string> warnings_of(const std::function<void(const Context&)>& action) {
  std::vector<std::string> texts;
  ContextOptions options;
  options.warning = [&](const Warning& warning) { texts.push_back(warning.text); };
  action(Context(options));
  return texts;
}

}  // namespace

TEST_CASE("Lorenz x unfolds at lag 0.16 to 0.18 in three dimensions", "[geometry][delay][reference]") {
  const auto series = alone(lorenz(10000));
  const auto lag = embedding_lag(series);
  CHECK(lag.is_minimum);
  CHECK(lag.lag >= 16);
  CHECK(lag.lag <= 18);
  const auto dimension = embedding_dimension(series);
  CHECK(dimension.lag == lag.lag);
  CHECK(dimension.dimension == 3);
  CHECK(delay_embedding(series[0]).dimension() == 3);
}

TEST_CASE("a sine needs two dimensions, a constant series one", "[geometry][delay][example]") {
  CHECK(embedding_dimension(alone(sine(1000, 40)), {.lag = 10}).dimension == 2);
  CHECK(embedding_dimension(alone(sine(1000, 63.7))).dimension == 2);
  const auto shares = embedding_dimension(alone(sine(1000, 63.7)), {.lag = 16}).false_shares;
  CHECK(shares[0] > 0.25);  // half of the neighbors on the line lie on the other flank
  CHECK(shares[1] == 0);

  const auto constant = alone(TimeSeries(std::vector<double>(100, 3.0)));
  CHECK(embedding_lag(constant).mutual_information == std::vector<double>(11, 0.0));
  CHECK(embedding_lag(constant).lag == 1);
  CHECK(!embedding_lag(constant).is_minimum);
  CHECK(embedding_dimension(constant).dimension == 1);
}

TEST_CASE("white noise has no plateau: the dimension is the largest tried, and a warning", "[geometry][delay]") {
  const auto series = alone(noise(2000, 1, 5));
  EmbeddingDimension estimate;
  const auto texts =
      warnings_of([&](const Context& context) { estimate = embedding_dimension(series, {.lag = 1}, context); });
  CHECK(!estimate.is_unfolded);
  CHECK(estimate.dimension == 10);
  REQUIRE(texts.size() == 1);
  CHECK(texts[0].find("no dimension up to 10 unfolds the series") == 0);
}

TEST_CASE("a curve without a minimum gives the lag where 1/e is left, and a warning", "[geometry][delay]") {
  std::vector<double> line(50);
  for (Index t = 0; t < 50; ++t) line[t] = t;
  EmbeddingLag estimate;
  const auto texts = warnings_of([&](const Context& context) {
    estimate = embedding_lag(alone(TimeSeries(line)), {.max_lag = 20, .bins = 2}, context);
  });
  // Two bins, the lower and the upper half: the longer the lag, the fewer pairs begin and end in different ways.
  REQUIRE(texts.size() == 1);
  CHECK(!estimate.is_minimum);
  const auto& curve = estimate.mutual_information;
  CHECK(curve[0] == Approx(std::log(2.0)));
  CHECK(curve[estimate.lag] <= curve[0] / std::numbers::e);
  CHECK(curve[estimate.lag - 1] > curve[0] / std::numbers::e);
}

TEST_CASE("mutual information is that of its definition", "[geometry][delay][oracle]") {
  RandomStream random(11, 0);
  for (int trial = 0; trial < 60; ++trial) {
    const auto series = wander(random, 2 + Index(random.below(150)), 1 + Index(random.below(2)), trial % 2);
    const Index bins = 2 + Index(random.below(5)), max_lag = 1 + Index(random.below(series.length() - 1));
    const auto estimate = embedding_lag(alone(series), {.max_lag = max_lag, .bins = bins});
    REQUIRE(estimate.mutual_information.size() == max_lag + 1);
    for (Index lag = 0; lag <= max_lag; ++lag) {
      INFO("trial " << trial << ", lag " << lag);
      REQUIRE(estimate.mutual_information[lag] == Approx(naive_mutual_information(series, bins, lag)).margin(1e-12));
      REQUIRE(estimate.mutual_information[lag] >= 0);
    }
  }
}

TEST_CASE("false neighbors are those of their definition", "[geometry][delay][oracle]") {
  RandomStream random(12, 0);
  for (int trial = 0; trial < 60; ++trial) {
    const Index lag = 1 + Index(random.below(4)), copies = 1 + Index(random.below(4));
    const Index length = lag * (copies + 2) + 2 + Index(random.below(120));
    const auto series = wander(random, length, 1 + Index(random.below(3)), trial % 3 == 0);
    const EmbeddingDimensionOptions options{
        .lag = lag, .max_dimension = copies, .distance_ratio = 2 + 4 * random.uniform(), .size_ratio = 1.5};
    const auto estimate = embedding_dimension(alone(series), options);
    REQUIRE(estimate.false_shares.size() == copies);
    for (Index m = 1; m <= copies; ++m) {
      INFO("trial " << trial << ", " << m << " copies");
      REQUIRE(estimate.false_shares[m - 1] ==
              Approx(naive_false_share(series, lag, m, 1.5, options.distance_ratio)).margin(1e-12));
    }
  }
}

TEST_CASE("increasing functions of the values keep the lag, positive factors and shifts the dimension",
          "[geometry][delay][law]") {
  RandomStream random(13, 0);
  for (int trial = 0; trial < 20; ++trial) {
    const auto series = wander(random, 300, 1, false);
    const auto curve = embedding_lag(alone(series)).mutual_information;
    CHECK(embedding_lag(alone(mapped(series, [](double x) { return std::exp(x); }))).mutual_information == curve);
    CHECK(embedding_lag(alone(mapped(series, [](double x) { return 4 * x; }))).mutual_information == curve);

    const auto shares = embedding_dimension(alone(series), {.lag = 2}).false_shares;
    CHECK(embedding_dimension(alone(mapped(series, [](double x) { return 0x1p600 * x; })), {.lag = 2}).false_shares ==
          shares);
    CHECK(embedding_dimension(alone(mapped(series, [](double x) { return 0x1p-600 * x; })), {.lag = 2}).false_shares ==
          shares);
    CHECK(embedding_dimension(alone(mapped(series, [](double x) { return 3 * x + 7; })), {.lag = 2}).false_shares ==
          shares);
  }
}

TEST_CASE("copies of a series share what the series has by itself", "[geometry][delay][law]") {
  const auto series = lorenz(1500);
  Collection<TimeSeries> copies;
  for (const auto* id : {"a", "b", "c"}) copies.add(id, series);
  CHECK(embedding_lag(copies).lag == embedding_lag(alone(series)).lag);
  CHECK(embedding_dimension(copies).false_shares == embedding_dimension(alone(series)).false_shares);

  const auto fit = fit_delay_embedding(copies, {}, {});
  CHECK(delay_embedding(series, {.fit = fit}) == delay_embedding(series));
  CHECK(SharedEmbedding::from_values(fit.values()) == fit);
}

TEST_CASE("a fit holds what is left out, and what is given stays", "[geometry][delay]") {
  Collection<TimeSeries> two;
  two.add("slow", sine(400, 60));
  two.add("fast", sine(400, 20));
  const auto fit = fit_delay_embedding(two, {}, {});
  for (Index sample = 0; sample < 2; ++sample)
    CHECK(delay_embedding(two[sample], {.fit = fit}) ==
          delay_embedding(two[sample], {.dimension = fit.dimension, .lag = fit.lag}));
  CHECK(fit_delay_embedding(two, {.lag = 7}, {}).lag == Index{7});
  CHECK(fit_delay_embedding(two, {.dimension = 3, .lag = 7}, {}) == SharedEmbedding{});
  CHECK(fit_delay_embedding(two, {.shared = false}, {}) == SharedEmbedding{});
  CHECK(fit_delay_embedding(two, {.dimension = 1}, {}).lag == Index{1});
  CHECK(delay_embedding(two[0], {.dimension = 2, .lag = 3, .fit = SharedEmbedding{5, 9}}) ==
        delay_embedding(two[0], {.dimension = 2, .lag = 3}));
  CHECK(code_of([] { SharedEmbedding::from_values({{"lag", {1.5}}}); }) == "D106");
}

TEST_CASE("results do not depend on the number of threads", "[geometry][delay][law]") {
  const auto series = alone(noise(700, 2, 8));
  ContextOptions options;
  options.threads = 4;
  const Context four(options);
  CHECK(embedding_lag(series, {}, four).mutual_information == embedding_lag(series).mutual_information);
  CHECK(embedding_dimension(series, {}, four).false_shares == embedding_dimension(series).false_shares);
}

TEST_CASE("series too short to choose from are refused by name, and options out of range", "[geometry][delay][error]") {
  CHECK(code_of([] { embedding_lag(Collection<TimeSeries>{}); }) == "D103");
  CHECK(reason_of([] { embedding_lag(alone(TimeSeries({1}))); }) == "needs at least 2 times to choose a lag, got 1");
  CHECK(embedding_lag(alone(TimeSeries({1, 2}))).lag == 1);
  CHECK(reason_of([] {
          embedding_dimension(alone(TimeSeries({1, 2, 3, 4})), {.lag = 1});
        }) == "lag 1 needs a series of at least 5 times to choose a dimension, got 4");
  CHECK(embedding_dimension(alone(TimeSeries({1, 2, 3, 4, 9})), {.lag = 1}).false_shares.size() == 1);
  CHECK(code_of([] { embedding_dimension(Collection<TimeSeries>{}, {.lag = 1}); }) == "D103");
  CHECK(code_of([] { embedding_lag(alone(TimeSeries({1, 2})), {.max_lag = 0}); }) == "D106");
  CHECK(code_of([] { embedding_lag(alone(TimeSeries({1, 2})), {.bins = 1}); }) == "D106");
  CHECK(code_of([] { embedding_dimension(alone(noise(99, 1, 1)), {.lag = 0}); }) == "D106");
  CHECK(code_of([] { embedding_dimension(alone(noise(99, 1, 1)), {.max_dimension = 0}); }) == "D106");
  CHECK(code_of([] { embedding_dimension(alone(noise(99, 1, 1)), {.false_share = 1}); }) == "D106");
}
