// SPDX-License-Identifier: MIT
#include "tessera/clustering/scores.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <random>

using namespace tessera;

namespace {

template <class Class>
Labels labels(int samples, const Class& class_of) {
  std::vector<std::string> names;
  for (int i = 0; i < samples; ++i) names.push_back(std::to_string(class_of(i)));
  return Labels(names);
}

Labels random_labels(std::mt19937& gen, int samples, int classes) {
  return labels(samples, [&](int) { return int(gen() % unsigned(classes)); });
}

/// The means of adjusted scores' raw parts over all orders of one labelling.
double mean_information(const Labels& found, const Labels& known) {
  std::vector<Index> order(found.size());
  std::iota(order.begin(), order.end(), Index{0});
  double sum = 0, count = 0;
  do {
    const auto shuffled = labels(int(found.size()), [&](int i) { return int(found[order[std::size_t(i)]]); });
    sum += cluster_scores(shuffled, known).mutual_information;
    ++count;
  } while (std::ranges::next_permutation(order).found);
  return sum / count;
}

}  // namespace

TEST_CASE("cluster scores are scikit-learn's", "[clustering][scores][reference]") {
  // Made by scikit-learn 1.9 from the same formulas; accuracy by scipy's linear_sum_assignment on its contingency.
  struct Case {
    Labels found, known;
    std::array<double, 9> scores;
  };
  const std::vector<Case> cases{
      {labels(60, [](int i) { return (i * i + i / 7) % 5; }),
       labels(60, [](int i) { return (i / 13) % 4; }),
       {0.00640440676278807, 0.142023461415241, 0.0960063011675893, 0.0205918387399095, 0.104310544534049,
        0.0889267718759866, 0.0960063011675893, 0.4, 0.316666666666667}},
      {labels(100, [](int i) { return (i / 9) % 7; }),
       labels(100, [](int i) { return (i / 11) % 6; }),
       {0.506721111144228, 1.27268173566528, 0.699717809116849, 0.667682499672199, 0.731696924931518, 0.670416959461451,
        0.699717809116849, 0.78, 0.67}},
      {labels(50, [](int i) { return i % 6 == 0 ? -1 : i / 17; }),
       labels(50, [](int i) { return i / 15; }),
       {0.411560286807724, 0.657095186927611, 0.489347449554403, 0.446572664343089, 0.500135610987945,
        0.479014872430687, 0.489347449554403, 0.7, 0.66}},
      {labels(30, [](int) { return 0; }),
       labels(30, [](int i) { return i % 3; }),
       {0, 0, 0, 0, 0, 1, 0, 0.333333333333333, 0.333333333333333}},
      {labels(40, [](int i) { return i; }),
       labels(40, [](int i) { return i / 10; }),
       {0, 1.38629436111989, 0.546304190393928, 0, 1, 0.375803649418215, 0.546304190393928, 1, 0.1}}};
  for (const auto& [found, known, scores] : cases) {
    const auto ours = cluster_scores(found, known);
    CHECK(ours.adjusted_rand == Approx(scores[0]).margin(1e-12));
    CHECK(ours.mutual_information == Approx(scores[1]).margin(1e-12));
    CHECK(ours.normalized_information == Approx(scores[2]).margin(1e-12));
    CHECK(ours.adjusted_information == Approx(scores[3]).margin(1e-12));
    CHECK(ours.homogeneity == Approx(scores[4]).margin(1e-12));
    CHECK(ours.completeness == Approx(scores[5]).margin(1e-12));
    CHECK(ours.v_measure == Approx(scores[6]).margin(1e-12));
    CHECK(ours.purity == Approx(scores[7]));
    CHECK(ours.accuracy == Approx(scores[8]));
  }
  CHECK(cluster_scores(cases[2].found, cases[2].known).noise == 9);
}

TEST_CASE("the information expected by chance is its mean over all orders", "[clustering][scores][oracle]") {
  std::mt19937 gen(4);
  int compared = 0;
  while (compared < 12) {
    const auto found = random_labels(gen, 7, 3), known = random_labels(gen, 7, 3);
    const auto scores = cluster_scores(found, known);
    const double expected = mean_information(found, known);
    const double mean_entropy = scores.mutual_information / 2 * (1 / scores.homogeneity + 1 / scores.completeness);
    if (!std::isfinite(mean_entropy) || scores.adjusted_information == 1) continue;
    CHECK(scores.adjusted_information ==
          Approx((scores.mutual_information - expected) / (mean_entropy - expected)).margin(1e-12));
    ++compared;
  }
}

TEST_CASE("the names of clusters are no matter, and equal partitions score one", "[clustering][scores][law]") {
  std::mt19937 gen(6);
  for (int trial = 0; trial < 50; ++trial) {
    const int samples = 1 + int(gen() % 40);
    const auto found = random_labels(gen, samples, 4);
    const auto renamed = labels(samples, [&](int i) { return 3 - int(found[Index(i)]); });
    for (const auto& [name, value] : figures(cluster_scores(renamed, found)))
      if (name != "mutual_information" && name != "samples" && name != "clusters" && name != "classes" &&
          name != "noise")
        CHECK(value[0] == Approx(1));
    const auto known = random_labels(gen, samples, 3);
    const auto one = cluster_scores(found, known), other = cluster_scores(renamed, known);
    CHECK(one.adjusted_rand == Approx(other.adjusted_rand).margin(1e-12));
    CHECK(one.accuracy == Approx(other.accuracy));
    CHECK(one.adjusted_information == Approx(other.adjusted_information).margin(1e-9));
    CHECK(one.accuracy <= one.purity + 1e-12);
    for (const auto& [name, value] : figures(one)) CHECK(std::isfinite(value[0]));
  }
}

TEST_CASE("labels of other lengths, or of nothing, are refused", "[clustering][scores][error]") {
  CHECK(reason_of([] {
          cluster_scores(Labels({"a"}), Labels({"a", "b"}));
        }) == "needs as many found labels as known ones, 2, got 1");
  CHECK(code_of([] { cluster_scores(Labels(), Labels()); }) == "D103");
}
