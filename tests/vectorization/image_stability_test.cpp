// SPDX-License-Identifier: MIT
#include "tessera/vectorization/summand_image.hpp"

#include "support/catch.hpp"
#include "support/naive_summand_image.hpp"
#include "support/random_intervals.hpp"

#include <algorithm>
#include <cmath>

// The theorems of src/vectorization/stability.md, met by modules moved by at most e, and nearly attained: the largest
// ratio of change to bound is above 1/2, so half of any of these constants would be refuted here.

using namespace tessera;

namespace {

constexpr SummandKernel kernels[] = {SummandKernel::interleaving, SummandKernel::volume, SummandKernel::rectangle};

/// A pair of decompositions with a matching of cost e, and where to look at them.
struct Pair {
  Decomposition<2> before, after;
  double e = 0;
  GridBox<2> box;
  double delta = 1;
  Index pixels = 6;
};

Interval<2> rectangle(double x0, double y0, double x1, double y1) { return {{{x0, y0}}, {{x1, y1}}}; }

double kappa(SummandKernel kernel) { return kernel == SummandKernel::interleaving ? 1 : 2; }

double sum_of_powers(const Decomposition<2>& decomposition, double p, const GridBox<2>& box) {
  double sum = 0;
  for (const auto& summand : decomposition.summands) sum += std::pow(naive_weight(summand.support, box), p);
  return sum;
}

/// The bound of the theorem, with hypotheses taken from the pair itself.
double bound(const Pair& pair, SummandKernel kernel, double p) {
  const double s = std::min(pair.e, pair.delta) / pair.delta;
  const double h = kernel == SummandKernel::interleaving ? s : 1 - (1 - s) * (1 - s);
  if (p == infinity) return h;
  const double m = double(pair.before.summands.size()), n = double(pair.after.summands.size());
  if (p == 0) return h + 1 - std::min(m, n) / std::max(m, n);

  const double before = sum_of_powers(pair.before, p, pair.box), after = sum_of_powers(pair.after, p, pair.box);
  const double mean = before >= after ? before / m : after / n;
  const double widest = std::min(pair.box.high[0] - pair.box.low[0], pair.box.high[1] - pair.box.low[1]) / 2;
  return h + (p < 1 ? std::pow(pair.e, p) : p * std::pow(widest, p - 1) * pair.e) / mean;
}

struct Seen {
  double change, constant;  // largest over the pixels; of the matrix
};

Seen seen(const Pair& pair, SummandKernel kernel, double p) {
  Collection<Decomposition<2>> collection;
  collection.add("before", pair.before);
  collection.add("after", pair.after);
  const SummandImageOptions options{
      .kernel = kernel, .p = p, .bandwidth = pair.delta, .resolution = {pair.pixels, pair.pixels}, .fit = pair.box};
  const auto features = summand_image(collection, options, {});
  double change = 0;
  for (Index k = 0; k < features.width(); ++k)
    change = std::max(change, std::abs(features.row(0)[k] - features.row(1)[k]));
  return {change, features.stability.constant};
}

Pair random_pair(RandomStream& random, bool keeps_the_number) {
  Pair pair;
  pair.before = random_decomposition(random, 1 + int(random.below(6)), 10, 4, 0.1);
  pair.e = 0.02 + 0.5 * random.uniform() * random.uniform();
  pair.box = {{0, 0}, {10, 10}};
  pair.delta = 0.5 + 3 * random.uniform();

  std::vector<Interval<2>> moved;
  for (const auto& summand : pair.before.summands) moved.push_back(jittered(summand.support, pair.e, random));
  if (!keeps_the_number)
    for (std::uint64_t extra = random.below(4); extra > 0; --extra) {  // squares of weight e at most come from nothing
      const double x = 9 * random.uniform(), y = 9 * random.uniform(), side = 2 * pair.e * random.uniform();
      moved.push_back(rectangle(x, y, x + side, y + side));
    }
  pair.after = decomposition_of(std::move(moved));
  return pair;
}

/// The square seen by the one pixel, and the same eroded by e.
Pair eroded_square(double e) {
  return {decomposition_of({rectangle(-2, -2, 2, 2)}),
          decomposition_of({rectangle(e - 2, e - 2, 2 - e, 2 - e)}),
          e,
          {{-8, -8}, {8, 8}},
          2,
          1};
}

/// One large square around the pixel, and 40 of weight e that appear elsewhere.
Pair crowd_from_nothing(double e) {
  Pair pair = eroded_square(e);
  std::vector<Interval<2>> after{pair.after.summands[0].support};
  for (int k = 0; k < 40; ++k) {
    const double x = -7 + 4 * e * (k % 8), y = 5 + 4 * e * (k / 8);
    after.push_back(rectangle(x, y, x + 2 * e, y + 2 * e));
  }
  pair.after = decomposition_of(std::move(after));
  return pair;
}

/// Two of the greatest weight the box allows: the one around the pixel shrinks, the other grows and recedes.
Pair exchange_of_weight(double e) {
  return {decomposition_of({rectangle(0, 0, 10, 10), rectangle(10 - e, e, 30 - e, 10 - e)}),
          decomposition_of({rectangle(e, e, 10 - e, 10 - e), rectangle(10, 0, 30, 10)}),
          e,
          {{0, 0}, {30, 10}},
          5,
          3};
}

}  // namespace

TEST_CASE("an image moves by no more than its theorem allows, and by more than half of it",
          "[vectorization][stability][law]") {
  for (const auto kernel : kernels)
    for (const double p : {0.0, 0.5, 1.0, 2.0, infinity}) {
      RandomStream random(17, std::uint64_t(kernel));
      double largest = 0;
      const auto meet = [&](const Pair& pair) {
        const double ratio = seen(pair, kernel, p).change / bound(pair, kernel, p);
        REQUIRE(ratio <= 1 + 1e-9);
        largest = std::max(largest, ratio);
      };
      for (int trial = 0; trial < 1000; ++trial) meet(random_pair(random, p == 0));
      CHECK(largest >= 0.05);  // already among random modules
      for (const double e : {0.001, 0.01, 0.05}) {
        meet(eroded_square(e));
        if (p > 0) meet(crowd_from_nothing(e));
        meet(exchange_of_weight(e));
      }
      INFO("kernel " << int(kernel) << ", p " << p << ": largest ratio " << largest);
      CHECK(largest > 0.5);
      CHECK(largest <= 1 + 1e-9);
    }
}

TEST_CASE("the constant that a matrix carries bounds its change, and half of it does not",
          "[vectorization][stability][law]") {
  for (const auto kernel : kernels)
    for (const double p : {1.0, 2.0, 3.0, infinity}) {
      RandomStream random(18, std::uint64_t(kernel));
      double largest = 0;
      const auto meet = [&](const Pair& pair) {
        const auto [change, constant] = seen(pair, kernel, p);
        REQUIRE(change <= constant * pair.e * (1 + 1e-9));
        largest = std::max(largest, change / (constant * pair.e));
      };
      for (int trial = 0; trial < 200; ++trial) meet(random_pair(random, false));
      for (const double e : {0.001, 0.01}) {
        meet(eroded_square(e));
        meet(exchange_of_weight(e));
      }
      INFO("kernel " << int(kernel) << ", p " << p);
      CHECK(largest > 0.5);
    }
}

TEST_CASE("the mean of unequal numbers jumps, and no constant is claimed for it", "[vectorization][stability]") {
  const auto pair = crowd_from_nothing(0.001);
  for (const auto kernel : kernels) {
    const auto [change, constant] = seen(pair, kernel, 0);
    CHECK(change > 0.97);
    CHECK(change <= bound(pair, kernel, 0));
    CHECK(std::isnan(constant));
    CHECK(std::isnan(seen(pair, kernel, 0.5).constant));  // a Hoelder bound, no Lipschitz constant
    CHECK(seen(pair, kernel, infinity).constant == kappa(kernel) / 2);
  }
}

TEST_CASE("the statement says which theorem it is", "[vectorization][stability]") {
  auto module = decomposition_of({rectangle(0, 0, 4, 4)});
  const auto statement = [&](SummandKernel kernel, double p) {
    Collection<Decomposition<2>> collection;
    collection.add("a", module);
    return summand_image(collection, {.kernel = kernel, .p = p, .bandwidth = 0.5}, {}).stability.statement;
  };
  const auto has = [](const std::string& text, const char* part) { return text.find(part) != std::string::npos; };

  CHECK(has(statement(SummandKernel::interleaving, infinity), "for all modules M, N; constant 1 / delta = 2"));
  CHECK(!has(statement(SummandKernel::interleaving, infinity), "approximate"));
  module.certificate = {
      .sweep = DecompositionCertificate::Sweep::grid, .line_gap = 0.25, .line_spacing = 0.5, .lines = 100};
  CHECK(has(statement(SummandKernel::interleaving, infinity),
            "approximate summands adds (g + h / 2) / delta, here at most 1"));
  CHECK(has(statement(SummandKernel::volume, infinity), "not end to end"));
  CHECK(has(statement(SummandKernel::rectangle, infinity), "only where every summand is exact"));
  CHECK(has(statement(SummandKernel::interleaving, 1), "C_p = 2 is its least value"));
  CHECK(has(statement(SummandKernel::interleaving, 0), "not continuous"));
}
