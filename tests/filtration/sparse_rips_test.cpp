// SPDX-License-Identifier: MIT
#include "tessera/filtration/sparse_rips.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/filtration_oracle.hpp"
#include "support/naive_geometry.hpp"
#include "support/simplices_of.hpp"
#include "tessera/geometry/metric.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

using namespace tessera;

namespace {

const Context context;

using Values = std::vector<std::vector<double>>;

template <int N, class Space>
FilteredComplex<N> built(const Space& space, const Values& values, const SparseRipsOptions& options = {}) {
  std::vector<ScalarField> fields(values.begin(), values.end());
  Many<ScalarField> many;
  const std::vector<std::string> names{"f", "g", "h"};
  for (std::size_t k = 0; k < fields.size(); ++k) many.add(names[k], fields[k]);
  return sparse_rips<N>(space, many, options, context);
}

double length(const PointCloud& points, Index p, Index q) { return distance(points[p], points[q], Metric::euclidean); }

/// Points at scales from 1 to 1/64, so that few of them matter at the largest.
PointCloud clustered_cloud(std::mt19937& gen, Index n, Index d) {
  std::vector<double> x;
  for (Index p = 0; p < n; ++p) {
    const double size = std::ldexp(1, -int(gen() % 7));
    for (Index axis = 0; axis < d; ++axis) x.push_back(size * (double(gen()) / 0x1p31 - 1));
  }
  return PointCloud(n, d, std::move(x));
}

Values random_functions(std::mt19937& gen, int count, Index n, Index levels) {
  Values values(count, std::vector<double>(n));
  for (auto& f : values)
    for (double& value : f) value = double(gen() % levels);
  return values;
}

/// l(p) from the definition.
std::vector<double> naive_insertion_distances(const PointCloud& points, const Values& values) {
  const Index n = points.size();
  const auto key = [&](Index p) {
    std::vector<double> result;
    for (const auto& f : values) result.push_back(f[p]);
    double eccentricity = 0;
    for (Index q = 0; q < n; ++q) eccentricity = std::max(eccentricity, length(points, p, q));
    result.push_back(-eccentricity);
    result.insert(result.end(), points[p].begin(), points[p].end());
    return result;
  };
  std::vector<double> distances(n, infinity);
  std::set<Index> before;
  while (before.size() < n) {
    Index best = none;
    double farthest = -1;
    for (Index p = 0; p < n; ++p) {
      if (before.contains(p)) continue;
      double nearest = infinity;
      for (const Index q : before)
        if (std::ranges::all_of(values, [&](const auto& f) { return f[q] <= f[p]; }))
          nearest = std::min(nearest, length(points, p, q));
      if (nearest > farthest || (nearest == farthest && key(p) < key(best))) {
        farthest = nearest;
        best = p;
      }
    }
    distances[best] = farthest;
    before.insert(best);
  }
  return distances;
}

/// The least half scale at which every two balls reach each other and every vertex is there.
double naive_entry(const PointCloud& points, const std::vector<double>& l, double epsilon,
                   const std::vector<Index>& some) {
  const auto radius = [&](Index p, double a) { return std::min(a, l[p] / epsilon); };
  double least = infinity;
  std::vector<double> candidates{0};
  for (const Index p : some)
    for (const Index q : some)
      if (p < q) {
        candidates.push_back(length(points, p, q) / 2);
        candidates.push_back(length(points, p, q) - std::min(l[p], l[q]) / epsilon);
      }
  for (const double a : candidates) {
    bool fits = a >= 0;
    for (const Index p : some) {
      fits &= a <= l[p] / (epsilon * (1 - epsilon));
      for (const Index q : some) fits &= p == q || length(points, p, q) <= (radius(p, a) + radius(q, a)) * (1 + 1e-14);
    }
    if (fits) least = std::min(least, a);
  }
  return 2 * least;
}

/// R((1 - e) r) -> S(r) -> S(s) -> R(s), and S(r) -> R(r) -> R(s) -> S(s / (1 - e)), at levels a <= b.
template <int N>
void require_between(const FilteredComplex<N>& sparse, const FilteredComplex<N>& rips, double epsilon,
                     const std::vector<Point<N>>& levels, const std::vector<double>& scales, Index degree) {
  for (const auto& a : levels)
    for (const auto& b : levels)
      for (const double r : scales)
        for (const double s : scales) {
          bool is_ordered = r <= s;
          for (int axis = 1; axis < N; ++axis) is_ordered &= a[axis] <= b[axis];
          if (!is_ordered) continue;
          const auto at = [&](Point<N> level, double scale) {
            level[0] = scale;
            return level;
          };
          constexpr double over = 1 + 1e-12;  // the rounding of the scales themselves
          INFO("scales " << r << ", " << s << ", degree " << degree);
          REQUIRE(naive_rank(rips, degree, at(a, r * (1 - epsilon) / over), at(b, s)) <=
                  naive_rank(sparse, degree, at(a, r), at(b, s * over)));
          REQUIRE(naive_rank(sparse, degree, at(a, r), at(b, s / (1 - epsilon) * over)) <=
                  naive_rank(rips, degree, at(a, r), at(b, s)));
        }
}

template <int N>
void require_theorem(std::mt19937& gen, int trial) {
  const Index n = 5 + Index(gen() % 3), d = 1 + Index(trial % 3);
  const double epsilon = trial % 3 == 0 ? 0.9 : trial % 3 == 1 ? 0.6 : 0.3;
  const auto points = trial % 4 == 3 ? random_lattice_cloud(gen, n, d, 4) : clustered_cloud(gen, n, d);
  const auto values = random_functions(gen, N - 1, n, N == 2 ? 4 : 3);
  const auto sparse = built<N>(points, values, {.epsilon = epsilon});
  check(sparse);
  const auto rips = naive_function_rips<N>(
      n, [&](Index p, Index q) { return length(points, p, q); }, values, 2);
  std::vector<double> scales;
  for (int i = -8; i <= 3; i += 2) scales.push_back(std::exp2(i + double(gen()) / 0x1p32));
  std::vector<Point<N>> levels;
  for (int i = 0; i < (N == 1 ? 1 : 4); ++i) {
    Point<N> level{};
    for (int axis = 1; axis < N; ++axis) level[axis] = double(gen() % 4);
    levels.push_back(level);
  }
  INFO("trial " << trial << ", " << n << " points in R^" << d << ", epsilon " << epsilon << ", " << N - 1
                << " functions");
  for (const Index degree : {0, 1}) require_between<N>(sparse, rips, epsilon, levels, scales, degree);
}

}  // namespace

TEST_CASE("of three points on a line the middle one leaves early", "[filtration][sparse_rips][example]") {
  // l: infinite at 0, 10 at 10, 1 at 1. With epsilon 1/2 the last leaves at 2 * 1 / (1/4) = 8, and enters its edges at
  // 1, and at 2 (9 - 2) = 14: too late. The long edge enters at 10.
  const auto simplices = simplices_of(built<1>(PointCloud(3, 1, {0, 10, 1}), {}, {.epsilon = 0.5}));
  CHECK(simplices == std::map<std::vector<Index>, double>{{{0}, 0}, {{1}, 0}, {{2}, 0}, {{0, 1}, 10}, {{0, 2}, 1}});
}

TEST_CASE("with a function a point leans on points of lower values only", "[filtration][sparse_rips][example]") {
  // The middle point enters first and waits for nobody: both others lean on it, at 1 and 9.
  const auto simplices = simplices_of(built<2>(PointCloud(3, 1, {0, 10, 1}), {{1, 1, 0}}, {.epsilon = 0.5}));
  CHECK(simplices == std::map<std::vector<Index>, double>{{{0}, 0}, {{1}, 0}, {{2}, 0}, {{0, 2}, 1}, {{1, 2}, 9}});
}

TEST_CASE("sparse simplices are those of the definition", "[filtration][sparse_rips][oracle]") {
  std::mt19937 gen(91);
  std::size_t all = 0, kept = 0;
  for (int trial = 0; trial < 40; ++trial) {
    const Index n = 2 + Index(gen() % 9), d = 1 + Index(trial % 3);
    const double epsilon = 0.1 + 0.8 * double(gen()) / 0x1p32;
    const auto points = trial % 4 == 3 ? random_lattice_cloud(gen, n, d, 4) : clustered_cloud(gen, n, d);
    const auto values = random_functions(gen, 1, n, trial % 2 == 0 ? 1 : 5);
    INFO("trial " << trial << ", " << n << " points in R^" << d << ", epsilon " << epsilon);
    const auto found = simplices_of(built<2>(points, values, {.epsilon = epsilon, .max_dimension = 3}));
    const auto l = naive_insertion_distances(points, values);
    for (std::size_t set = 1; set < std::size_t{1} << n; ++set) {
      std::vector<Index> some;
      for (Index p = 0; p < n; ++p)
        if (set >> p & 1) some.push_back(p);
      if (some.size() > 4) continue;
      const double entry = naive_entry(points, l, epsilon, some);
      REQUIRE(found.contains(some) == (entry < infinity));
      if (entry < infinity) REQUIRE(found.at(some) == Approx(entry).epsilon(1e-12).margin(1e-12));
      ++all;
      kept += entry < infinity;
    }
  }
  CHECK(kept < all * 3 / 4);
}

TEST_CASE("ranks lie between those of Rips, as the theorem says", "[filtration][sparse_rips][law]") {
  std::mt19937 gen(92);
  for (int trial = 0; trial < 50; ++trial) require_theorem<1>(gen, trial);
  for (int trial = 0; trial < 30; ++trial) require_theorem<2>(gen, trial);
  for (int trial = 0; trial < 12; ++trial) require_theorem<3>(gen, trial);
}

TEST_CASE("a distance matrix gives the complex of its points", "[filtration][sparse_rips]") {
  std::mt19937 gen(93);
  const auto points = clustered_cloud(gen, 25, 3);
  std::vector<double> lower;
  for (Index p = 0; p < 25; ++p)
    for (Index q = 0; q < p; ++q) lower.push_back(length(points, p, q));
  const auto values = random_functions(gen, 1, 25, 25);
  auto distinct = values;
  for (Index p = 0; p < 25; ++p) distinct[0][p] += p / 64.0;
  CHECK(simplices_of(built<2>(DistanceMatrix(25, lower), distinct)) == simplices_of(built<2>(points, distinct)));
}

TEST_CASE("thousands of points in the plane keep a few simplices each", "[filtration][sparse_rips]") {
  std::mt19937 gen(94);
  const auto few = built<1>(random_cloud(gen, 500, 1), {}, {.epsilon = 0.9});
  const auto many = built<1>(random_cloud(gen, 2000, 1), {}, {.epsilon = 0.9});
  CHECK(double(many.size()) / 2000 < 1.5 * double(few.size()) / 500);
}

TEST_CASE("sparse_rips refuses what it cannot do", "[filtration][sparse_rips][error]") {
  const PointCloud two(2, 1, {0, 1});
  CHECK(built<1>(PointCloud(0, 2, {}), {}).size() == 0);
  for (const double epsilon : {0.0, 1.0, -1.0, std::nan("")})
    CHECK(code_of([&] { built<1>(two, {}, {.epsilon = epsilon}); }) == codes::bad_request.text);
  CHECK(code_of([&] { built<1>(two, {}, {.max_dimension = 9}); }) == codes::bad_request.text);
  CHECK(code_of([&] { built<2>(two, {{1}}); }) == codes::bad_shape.text);
  ContextOptions small;
  small.memory_budget = 1 << 20;
  std::mt19937 gen(95);
  CHECK(code_of([&] { sparse_rips<1>(random_cloud(gen, 3000, 3), {}, {.epsilon = 0.1}, Context(small)); }) ==
        codes::over_budget.text);
}
