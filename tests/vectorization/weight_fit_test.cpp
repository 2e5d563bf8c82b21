// SPDX-License-Identifier: MIT
#include "tessera/vectorization/weight_fit.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/random_intervals.hpp"

#include <cmath>

using namespace tessera;

namespace {

using Branch = Collection<Decomposition<2>>;

/// One square that lies to the left or to the right by class, next to one that lies anywhere.
Branch telling(RandomStream& random, Index samples, bool tells) {
  Branch branch;
  for (Index k = 0; k < samples; ++k) {
    const double x = tells ? (k % 2 ? 6.0 : 1.0) + 0.3 * random.uniform() : 8 * random.uniform();
    branch.add(std::to_string(k), decomposition_of({{{{x, 3}}, {{x + 2, 5}}}, {{{0, 0}}, {{0.1, 0.1}}}}));
  }
  return branch;
}

Labels classes(Index samples) {
  std::vector<std::string> names;
  for (Index k = 0; k < samples; ++k) names.push_back(k % 2 ? "right" : "left");
  return Labels(names);
}

Many<Branch> named(const Branch& noise, const Branch& signal) { return {{"noise", &noise}, {"signal", &signal}}; }

}  // namespace

TEST_CASE("weight goes to the branch that tells the classes apart", "[vectorization][weight_fit]") {
  RandomStream random(51, 0);
  const auto noise = telling(random, 30, false), signal = telling(random, 30, true);
  const auto labels = classes(30);
  const auto fit = fit_weights(named(noise, signal), &labels, {}, {});
  CHECK(fit.score == 1);
  CHECK(fit.weights[1] > 3 * fit.weights[0]);
  CHECK(fit.weights[0] + fit.weights[1] == Approx(1));
  CHECK(fit_weights(named(noise, noise), &labels, {}, {}).score < 0.8);

  const auto unsupervised =
      fit_weights(named(noise, signal), nullptr, {.criterion = WeightCriterion::separability}, {});
  CHECK(unsupervised.weights[1] > unsupervised.weights[0]);
}

TEST_CASE("the exponent is chosen: where one large square hides the small ones that tell, small exponents win",
          "[vectorization][weight_fit]") {
  RandomStream random(52, 0);
  Branch branch;
  for (Index k = 0; k < 24; ++k) {
    const double far = 30 * random.uniform(), x = k % 2 ? 60.0 : 50.0;
    std::vector<Interval<2>> supports{{{{far, 0}}, {{far + 40, 40}}}};
    for (int small = 0; small < 10; ++small) supports.push_back({{{x, 60 + 3.0 * small}}, {{x + 2, 62 + 3.0 * small}}});
    branch.add(std::to_string(k), decomposition_of(std::move(supports)));
  }
  const auto labels = classes(24);
  const auto chosen = fit_weights({{"only", &branch}}, &labels, {.exponents = {4, 0}}, {});
  CHECK(chosen.p == 0);
  CHECK(chosen.weights == std::vector<double>{1});
}

TEST_CASE("features are the images times weight over spread, and the fit makes the same of new samples",
          "[vectorization][weight_fit]") {
  RandomStream random(53, 0);
  const auto noise = telling(random, 20, false), signal = telling(random, 20, true);
  const auto labels = classes(20);
  WeightFitOptions options{.exponents = {1, infinity}, .resolution = {4, 4}};
  const auto features = weight_fit(named(noise, signal), &labels, options, Context().for_stage("fit"));
  options.fit = fit_weights(named(noise, signal), &labels, options, {});
  CHECK(weight_fit(named(noise, signal), nullptr, options, Context().for_stage("fit")).values == features.values);
  CHECK(WeightFit::from_values(options.fit->values()) == *options.fit);
  CHECK(features.columns.front() == "fit.noise.x00.y00");

  const auto image =
      summand_image(signal, {.p = options.fit->p, .resolution = {4, 4}, .fit = options.fit->boxes[1]}, {});
  for (Index k = 0; k < 16; ++k)
    CHECK(features.row(3)[16 + k] == Approx(image.row(3)[k] * options.fit->weights[1] / options.fit->spreads[1]));
}

TEST_CASE("weights that cannot be fitted are refused", "[vectorization][weight_fit][error]") {
  RandomStream random(54, 0);
  const auto noise = telling(random, 6, false), signal = telling(random, 6, true), fewer = telling(random, 5, true);
  const auto labels = classes(6);
  const auto reason = [&](const Branch& other, const Labels* given, const WeightFitOptions& options) {
    return reason_of([&] { fit_weights(named(noise, other), given, options, {}); });
  };
  CHECK(reason(signal, nullptr, {}) == "cross validation needs labels, got none");
  CHECK(reason(fewer, &labels, {}) == "needs the same samples in every branch, got others in 'signal' than in 'noise'");
  CHECK(reason(signal, &labels, {.exponents = {}}) == "needs one exponent at least, got none");
  const Labels one(std::vector<std::string>(6, "same"));
  CHECK(reason(signal, &one, {}) == "cross validation needs two classes, got one");
  const auto all_zero = fit_weights(named(noise, noise), &labels, {.exponents = {1}}, {});
  CHECK(reason_of([&] {
          WeightFitOptions options;
          options.fit = all_zero;
          weight_fit({{"alone", &noise}}, &labels, options, {});
        }) == "was fitted on 2 branches, got 1");
}
