// SPDX-License-Identifier: MIT
#include "tessera/separability/supervised.hpp"

#include "separability/softmax_regression.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/naive_geometry.hpp"

using namespace tessera;

TEST_CASE("Thornton's index is the share of points whose nearest neighbor has their class",
          "[separability][supervised][example]") {
  const PointCloud line(4, 1, {0, 1, 3, 7});
  CHECK(thornton_index(line, Labels({"a", "a", "b", "b"})) == 0.75);
  CHECK(thornton_index(line, Labels({"a", "b", "a", "b"})) == 0);
  // Both neighbors of the middle point are equally near: one of them counts half.
  CHECK(thornton_index(PointCloud(3, 1, {0, 1, 2}), Labels({"a", "a", "b"})) == Approx(1.5 / 3));
}

TEST_CASE("Fisher's ratio is the scatter between classes over the scatter within",
          "[separability][supervised][example]") {
  // Means 1 and 6, total 3.5: between 4 * 2.5^2 = 25, within 1 + 1 + 1 + 1 = 4.
  const PointCloud line(4, 1, {0, 2, 5, 7});
  CHECK(fisher_ratio(line, Labels({"a", "a", "b", "b"})) == Approx(6.25));
  CHECK(fisher_ratio(PointCloud(4, 1, {0, 2e300, 5e300, 7e300}), Labels({"a", "a", "b", "b"})) == Approx(6.25));
  CHECK(fisher_ratio(PointCloud(2, 1, {0, 1}), Labels({"a", "b"})) == infinity);
}

TEST_CASE("supervised figures do not depend on the order of the points", "[separability][supervised][law]") {
  std::mt19937 gen(61);
  const auto points = random_lattice_cloud(gen, 90, 2, 6);
  std::vector<std::string> names, moved;
  for (int i = 0; i < 90; ++i) names.push_back(std::to_string(gen() % 3));
  const auto order = random_permutation(gen, 90);
  for (const Index i : order) moved.push_back(names[i]);
  CHECK(thornton_index(relabelled(points, order), Labels(moved)) == thornton_index(points, Labels(names)));
  CHECK(fisher_ratio(relabelled(points, order), Labels(moved)) == Approx(fisher_ratio(points, Labels(names))));
}

TEST_CASE("supervised figures refuse missing labels, classes and points", "[separability][supervised][error]") {
  const PointCloud pair(2, 1, {0, 1});
  CHECK(reason_of([&] { thornton_index(pair, Labels({"a"})); }) == "2 points need as many labels, got 1");
  CHECK(reason_of([&] { fisher_ratio(pair, Labels({"a", "a"})); }) == "needs at least 2 classes, got 1");
  CHECK(reason_of([&] {
          fisher_ratio(PointCloud(2, 1, {1, 1}), Labels({"a", "b"}));
        }) == "needs two different points, got 2 equal ones");
  CHECK(code_of([&] { thornton_index(PointCloud(1, 1, {0}), Labels({"a"})); }) == "D103");
}

namespace {

const PointCloud twelve(12, 2, {2.04,  -2.56, 1.42,  -0.57, 1.55, -0.22, -2.02, -0.23, 0.13, 3.32, 2.23, -0.35,
                                -0.28, -0.67, -0.06, -0.39, 2.48, -0.24, 0.96,  -0.2,  1.02, 1.55, 2.55, -0.51});
const Labels thirds({"0", "1", "2", "0", "1", "2", "0", "1", "2", "0", "1", "2"});

Eigen::MatrixXd rows_of(const PointCloud& points) {
  return Eigen::Map<const Eigen::Matrix<double, -1, -1, Eigen::RowMajor>>(points.coordinates().data(), points.size(),
                                                                          points.dimension());
}

}  // namespace

TEST_CASE("softmax regression finds the weights that scikit-learn finds", "[separability][supervised][reference]") {
  // LogisticRegression(C=1, tol=1e-10) of scikit-learn 1.2: multinomial, and the first class against the others.
  const auto three = softmax_regression(rows_of(twelve), thirds.classes(), 3, 1, {});
  CHECK(three.weights(0, 0) == Approx(-0.738488668).epsilon(1e-5));
  CHECK(three.weights(1, 1) == Approx(0.604513327).epsilon(1e-5));
  CHECK(three.weights(0, 2) == Approx(1.042633696).epsilon(1e-5));
  CHECK(three.intercepts(2) == Approx(-1.236167869).epsilon(1e-5));

  std::vector<Index> first;
  for (const Index c : thirds.classes()) first.push_back(c > 0);
  const auto two = softmax_regression(rows_of(twelve), first, 2, 1, {});
  CHECK(two.weights(0, 1) - two.weights(0, 0) == Approx(0.812343490).epsilon(1e-5));
  CHECK(two.weights(1, 1) - two.weights(1, 0) == Approx(0.960662481).epsilon(1e-5));
  CHECK(two.intercepts(1) - two.intercepts(0) == Approx(0.239880021).epsilon(1e-5));
}

TEST_CASE("silhouette and Calinski-Harabasz are scikit-learn's", "[separability][supervised][reference]") {
  CHECK(silhouette_score(twelve, thirds) == Approx(0.1261230022638614));
  CHECK(supervised_separability(twelve, thirds).calinski_harabasz == Approx(2.968182627756545));
  // By hand: the pair at 0 and 1 and a point alone at 5; (5 - 1) / 5, (4 - 1) / 4 and 0.
  CHECK(silhouette_score(PointCloud(3, 1, {0, 1, 5}), Labels({"a", "a", "b"})) == Approx((0.8 + 0.75) / 3));
}

TEST_CASE("a linear probe knows classes that a plane parts, and guesses labels without meaning",
          "[separability][supervised][law]") {
  std::mt19937 gen(71);
  const auto cloud = random_cloud(gen, 120, 3);
  std::vector<std::string> parted, drawn, few;
  for (Index point = 0; point < 120; ++point) {
    parted.push_back(cloud[point][0] + 0.5 * cloud[point][1] > 0.8 ? "high" : "low");
    drawn.push_back(std::to_string(gen() % 2));
    few.push_back(point < 3 ? "rare" : "common");
  }
  const auto sure = linear_probe(cloud, Labels(parted), {.penalty = 1e-3});
  CHECK(sure.accuracy > 0.95);
  CHECK(sure.auc > 0.99);
  const auto chance = linear_probe(cloud, Labels(drawn), {.replicates = 3});
  CHECK(std::abs(chance.accuracy - 0.5) < 0.15);
  CHECK(std::abs(chance.auc - 0.5) < 0.15);
  CHECK(linear_probe(cloud, Labels(few)).folds == 3);
  // Scores that are all equal rank members and strangers alike.
  CHECK(linear_probe(PointCloud(8, 1, std::vector<double>(8, 3.0)), Labels({"a", "a", "a", "b", "b", "a", "a", "b"}))
            .auc == 0.5);

  // Numbering and powers of two change nothing.
  const auto order = random_permutation(gen, 120);
  std::vector<std::string> moved;
  for (const Index i : order) moved.push_back(parted[i]);
  const auto again = linear_probe(relabelled(cloud, order), Labels(moved), {.penalty = 1e-3});
  CHECK(again.accuracy == sure.accuracy);
  CHECK(again.auc == Approx(sure.auc).margin(1e-6));
}

TEST_CASE("supervised figures of degenerate data are defined or refused", "[separability][supervised][error]") {
  const Labels two({"a", "a", "b", "b"});
  const auto tight = supervised_separability(PointCloud(4, 1, {0, 0, 3, 3}), two);
  CHECK(tight.fisher == infinity);
  CHECK(tight.silhouette == 1);
  CHECK(tight.probe->accuracy == 1);
  CHECK(figures(tight).count("fisher") == 0);
  CHECK(figures(tight).at("auc") == std::vector<double>{1});
  CHECK(summary(tight).find("Fisher inf") != std::string::npos);
  CHECK(supervised_separability(PointCloud(4, 2, {0, 7, 1, 7, 3, 7, 4, 7}), two).probe->accuracy == 1);
  CHECK_FALSE(supervised_separability(PointCloud(3, 1, {0, 1, 3}), Labels({"a", "a", "b"})).probe);

  const auto selected = Labels({"a", "a", "b", "b", "c"}).selected({true, true, true, true, false});
  CHECK(supervised_separability(PointCloud(4, 1, {0, 1, 3, 4}), selected).classes == 2);
  CHECK(silhouette_score(PointCloud(4, 1, {0, 1, 3, 4}), selected) ==
        silhouette_score(PointCloud(4, 1, {0, 1, 3, 4}), two));
  CHECK(reason_of([&] {
          linear_probe(PointCloud(4, 1, {0, 1, 2, 3}), two, {.folds = 1});
        }) == "needs at least 2 folds, got 1");
  CHECK(code_of([&] { linear_probe(PointCloud(4, 1, {0, 1, 2, 3}), two, {.penalty = 0}); }) == "D106");
  CHECK(code_of([&] { linear_probe(PointCloud(4, 1, {0, 1, 2, 3}), Labels({"a", "a", "a", "b"})); }) == "D103");
}
