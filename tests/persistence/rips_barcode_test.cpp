// SPDX-License-Identifier: MIT
#include "tessera/persistence/rips_barcode.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/gudhi_witness.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>
#include <random>
#include <set>

using namespace tessera;

namespace {

using Distances = std::vector<std::vector<double>>;

DistanceMatrix matrix_of(const Distances& rows) {
  std::vector<double> lower;
  for (std::size_t i = 0; i < rows.size(); ++i) lower.insert(lower.end(), rows[i].begin(), rows[i].begin() + long(i));
  return DistanceMatrix(Index(rows.size()), std::move(lower));
}

/// Integers from 1 (or 0) to `most`: ties everywhere, and no triangle inequality.
DistanceMatrix random_matrix(std::mt19937& gen, Index n, int least, int most) {
  std::vector<double> lower(std::size_t{n} * (n - 1) / 2);
  std::uniform_int_distribution<int> value(least, most);
  for (auto& entry : lower) entry = value(gen);
  return DistanceMatrix(n, std::move(lower));
}

PointCloud random_points(std::mt19937& gen, Index n, Index dimension, bool on_lattice) {
  std::vector<double> coordinates(std::size_t{n} * dimension);
  std::uniform_real_distribution<double> uniform(0, 1);
  std::uniform_int_distribution<int> lattice(0, 3);
  for (auto& x : coordinates) x = on_lattice ? lattice(gen) : uniform(gen);
  return PointCloud(n, dimension, std::move(coordinates));
}

PointCloud circle(Index n) {
  std::vector<double> coordinates;
  for (Index i = 0; i < n; ++i) {
    coordinates.push_back(std::cos(2 * std::numbers::pi * i / n));
    coordinates.push_back(std::sin(2 * std::numbers::pi * i / n));
  }
  return PointCloud(n, 2, std::move(coordinates));
}

/// All cliques of up to `most` + 1 points whose pairs are no longer than `longest`, with their diameters.
std::vector<WitnessSimplex> cliques(const DistanceMatrix& distances, Index most, double longest) {
  std::vector<WitnessSimplex> all;
  std::vector<Index> stack;
  const auto extend = [&](auto&& self, Index first, double diameter) -> void {
    for (Index v = first; v < distances.size(); ++v) {
      double wider = diameter;
      for (const Index u : stack) wider = std::max(wider, distances(u, v));
      if (wider > longest) continue;
      stack.push_back(v);
      all.push_back({stack, wider});
      if (stack.size() <= most) self(self, v + 1, wider);
      stack.pop_back();
    }
  };
  extend(extend, 0, 0);
  return all;
}

std::vector<WitnessBar> as_witness(const Barcode& barcode) {
  std::vector<WitnessBar> bars;
  for (const auto& bar : barcode.bars) bars.push_back({int(bar.degree), bar.birth, bar.death});
  std::ranges::sort(bars);
  return bars;
}

Context with_threads(unsigned threads) {
  ContextOptions options;
  options.threads = threads;
  return Context(options);
}

Barcode by_route(const auto& space, RipsBarcodeOptions options, RipsRoute route, unsigned threads = 1) {
  options.route = route;
  return rips_barcode(space, options, with_threads(threads));
}

DistanceMatrix distances_of(const PointCloud& points) {
  std::vector<double> lower;
  for (Index i = 0; i < points.size(); ++i)
    for (Index j = 0; j < i; ++j) {
      double sum = 0;
      for (Index axis = 0; axis < points.dimension(); ++axis) {
        const double difference = points[i][axis] - points[j][axis];
        sum += difference * difference;
      }
      lower.push_back(std::sqrt(sum));
    }
  return DistanceMatrix(points.size(), std::move(lower));
}

/// Six points with the lengths 1 and 2 do not carry RP^2 as a flag complex; its barycentric subdivision does: points
/// are the cells of the triangulation on six vertices, at distance 1 where one is a face of the other.
DistanceMatrix projective_plane() {
  const std::vector<std::set<int>> triangles = {{1, 2, 3}, {1, 3, 4}, {1, 4, 5}, {1, 5, 6}, {1, 2, 6},
                                                {2, 3, 5}, {3, 5, 6}, {3, 4, 6}, {2, 4, 6}, {2, 4, 5}};
  std::set<std::set<int>> cells(triangles.begin(), triangles.end());
  for (const auto& triangle : triangles)
    for (const int left_out : triangle) {
      auto edge = triangle;
      edge.erase(left_out);
      cells.insert(edge);
      for (const int v : edge) cells.insert({v});
    }
  const std::vector<std::set<int>> points(cells.begin(), cells.end());
  Distances rows(points.size(), std::vector<double>(points.size(), 2));
  for (std::size_t i = 0; i < points.size(); ++i)
    for (std::size_t j = 0; j < points.size(); ++j)
      if (std::ranges::includes(points[i], points[j]) || std::ranges::includes(points[j], points[i])) rows[i][j] = 1;
  for (std::size_t i = 0; i < points.size(); ++i) rows[i][i] = 0;
  return matrix_of(rows);
}

/// The rank modulo p of sparse rows, by schoolbook elimination.
std::size_t rank_modulo(std::vector<std::map<std::vector<Index>, std::uint64_t>> rows, std::uint64_t p) {
  const auto inverse = [p](std::uint64_t a) {
    std::uint64_t b = 1;
    while (a * b % p != 1) ++b;
    return b;
  };
  std::size_t rank = 0;
  std::map<std::vector<Index>, std::map<std::vector<Index>, std::uint64_t>> pivots;
  for (auto& row : rows) {
    while (!row.empty()) {
      const auto [first, value] = *row.begin();
      const auto pivot = pivots.find(first);
      if (pivot == pivots.end()) {
        pivots.emplace(first, row);
        ++rank;
        break;
      }
      const auto factor = (p - value) * inverse(pivot->second.begin()->second) % p;
      for (const auto& [cell, coefficient] : pivot->second) {
        auto& entry = row[cell];
        entry = (entry + factor * coefficient) % p;
        if (entry == 0) row.erase(cell);
      }
    }
  }
  return rank;
}

using SparseChain = std::map<std::vector<Index>, std::uint64_t>;

SparseChain boundary_of(const SparseChain& chain, std::uint64_t p) {
  SparseChain boundary;
  for (const auto& [cell, coefficient] : chain)
    for (std::size_t left_out = 0; cell.size() > 1 && left_out < cell.size(); ++left_out) {
      auto face = cell;
      face.erase(face.begin() + long(left_out));
      auto& entry = boundary[face];
      entry = (entry + (left_out % 2 == 0 ? coefficient : p - coefficient)) % p;
      if (entry == 0) boundary.erase(face);
    }
  return boundary;
}

SparseChain chain_of(const Cycle& cycle) {
  SparseChain chain;
  for (Index i = 0; i < cycle.size(); ++i) {
    const auto cell = cycle.cell(i);
    chain[std::vector<Index>(cell.begin(), cell.end())] = cycle.coefficients[i];
  }
  return chain;
}

double diameter_of(const std::vector<Index>& cell, const DistanceMatrix& distances) {
  double most = 0;
  for (const Index u : cell)
    for (const Index v : cell) most = std::max(most, distances(u, v));
  return most;
}

/// At every scale where something happens: the cycles of the bars alive are linearly independent modulo boundaries.
/// Since the bars are right, they are then a basis of the homology there.
void require_bases(const Barcode& barcode, const DistanceMatrix& distances, double longest) {
  const std::uint64_t p = barcode.field;
  REQUIRE(barcode.cycles.size() == barcode.bars.size());
  std::set<double> scales;
  Index top = 0;
  for (std::size_t i = 0; i < barcode.bars.size(); ++i) {
    const auto& bar = barcode.bars[i];
    const auto chain = chain_of(barcode.cycles[i]);
    REQUIRE(barcode.cycles[i].cell_size == bar.degree + 1);
    REQUIRE(chain.size() == barcode.cycles[i].size());
    REQUIRE(boundary_of(chain, p).empty());
    double most = 0;
    for (const auto& [cell, coefficient] : chain) {
      REQUIRE(std::ranges::is_sorted(cell));
      REQUIRE((coefficient > 0 && coefficient < p));
      most = std::max(most, diameter_of(cell, distances));
    }
    REQUIRE(most == bar.birth);
    scales.insert(bar.birth);
    if (bar.death < infinity) scales.insert(bar.death);
    top = std::max(top, bar.degree);
  }
  const auto simplices = cliques(distances, top + 1, longest);
  for (const double scale : scales)
    for (Index degree = 0; degree <= top; ++degree) {
      std::vector<SparseChain> rows;
      for (const auto& [vertices, diameter] : simplices)
        if (vertices.size() == degree + 2 && diameter <= scale) rows.push_back(boundary_of({{vertices, 1}}, p));
      const std::size_t boundaries = rank_modulo(rows, p);
      std::size_t alive = 0;
      for (std::size_t i = 0; i < barcode.bars.size(); ++i) {
        const auto& bar = barcode.bars[i];
        if (bar.degree != degree || bar.birth > scale) continue;
        if (bar.death <= scale) {  // bounds by now
          auto more = rows;
          more.push_back(chain_of(barcode.cycles[i]));
          REQUIRE(rank_modulo(more, p) == boundaries);
        } else {
          ++alive;
        }
      }
      for (std::size_t i = 0; i < barcode.bars.size(); ++i)
        if (const auto& bar = barcode.bars[i]; bar.degree == degree && bar.birth <= scale && scale < bar.death)
          rows.push_back(chain_of(barcode.cycles[i]));
      REQUIRE(rank_modulo(rows, p) == boundaries + alive);
    }
}

}  // namespace

TEST_CASE("a square has one loop, from its side to its diagonal", "[persistence][rips_barcode][example]") {
  const PointCloud square(4, 2, {0, 0, 1, 0, 1, 1, 0, 1});
  const Barcode barcode = rips_barcode(square, {});
  CHECK(barcode.bars == std::vector<Bar>{{0, 1, 0}, {0, 1, 0}, {0, 1, 0}, {0, infinity, 0}, {1, std::sqrt(2.0), 1}});
  CHECK(barcode.field == 2);
  CHECK(barcode.cycles.empty());
}

TEST_CASE("no points, one point, two points and duplicates have their barcodes",
          "[persistence][rips_barcode][example]") {
  for (const auto route : {RipsRoute::automatic, RipsRoute::cohomology, RipsRoute::collapse})
    for (const bool cycles : {false, true}) {
      const RipsBarcodeOptions options{.max_degree = 3, .field = 2, .cycles = cycles, .route = route};
      CHECK(rips_barcode(PointCloud(), options).bars.empty());
      CHECK(rips_barcode(DistanceMatrix(), options).bars.empty());
      CHECK(rips_barcode(PointCloud(1, 0, {}), options).bars == std::vector<Bar>{{0, infinity, 0}});
      CHECK(rips_barcode(PointCloud(2, 1, {3, 5}), options).bars == std::vector<Bar>{{0, 2, 0}, {0, infinity, 0}});
      CHECK(rips_barcode(PointCloud(5, 1, {3, 3, 3, 3, 3}), options).bars == std::vector<Bar>{{0, infinity, 0}});
    }
}

TEST_CASE("the barcode of the cross-polytope has one sphere", "[persistence][rips_barcode][example]") {
  for (Index dimension = 2; dimension <= 6; ++dimension) {
    Distances rows(2 * dimension, std::vector<double>(2 * dimension, 1));
    for (Index i = 0; i < 2 * dimension; ++i) rows[i][i] = 0, rows[i][i ^ 1] = 2;
    for (const Index field : {2u, 7u}) {
      const auto barcode = rips_barcode(matrix_of(rows), {.max_degree = dimension, .field = field, .cycles = true});
      REQUIRE(barcode.bars.back() == Bar{1, 2, dimension - 1});
      CHECK(barcode.bars.size() == 2 * dimension + 1);
      CHECK(barcode.cycles.back().size() == Index{1} << dimension);
    }
  }
}

TEST_CASE("barcodes of random points agree with GUDHI, by every route and number of threads",
          "[persistence][rips_barcode][reference]") {
  std::mt19937 gen(11);
  for (int trial = 0; trial < 200; ++trial) {
    const Index n = 2 + gen() % 22, dimension = 1 + gen() % 4, max_degree = gen() % 4;
    const auto points = random_points(gen, n, dimension, trial % 2 == 1);
    const bool cut = trial % 3 == 0;
    const double longest = cut ? (trial % 2 == 1 ? 2.0 : 0.45) : 1e9;
    RipsBarcodeOptions options{.max_degree = max_degree};
    if (cut) options.max_diameter = longest;
    const auto barcode = by_route(points, options, RipsRoute::cohomology);
    INFO("trial " << trial << ": " << n << " points in R^" << dimension << ", degrees up to " << max_degree);
    REQUIRE(as_witness(barcode) == gudhi_rips_barcode(points, longest, int(max_degree) + 1));
    REQUIRE(by_route(points, options, RipsRoute::collapse) == barcode);
    REQUIRE(by_route(points, options, RipsRoute::automatic) == barcode);
    REQUIRE(by_route(points, options, RipsRoute::cohomology, 3) == barcode);
    REQUIRE(by_route(distances_of(points), options, RipsRoute::automatic) == barcode);
  }
}

TEST_CASE("barcodes of dissimilarities with ties agree with GUDHI over several fields",
          "[persistence][rips_barcode][reference]") {
  std::mt19937 gen(12);
  for (int trial = 0; trial < 240; ++trial) {
    const Index n = 3 + gen() % 13, max_degree = 1 + gen() % 3;
    const Index field = std::array{2u, 3u, 5u, 251u}[gen() % 4];
    const auto distances = random_matrix(gen, n, int(gen() % 2), 2 + int(gen() % 40));
    const RipsBarcodeOptions options{.max_degree = max_degree, .field = field};
    const auto barcode = by_route(distances, options, RipsRoute::cohomology);
    INFO("trial " << trial << ": " << n << " points, degrees up to " << max_degree << ", Z/" << field);
    REQUIRE(as_witness(barcode) ==
            gudhi_barcode(cliques(distances, max_degree + 1, infinity), int(max_degree) + 1, int(field)));
    REQUIRE(barcode.field == field);
    REQUIRE(by_route(distances, options, RipsRoute::collapse) == barcode);
    REQUIRE(by_route(distances, options, RipsRoute::automatic, 2) == barcode);
  }
}

TEST_CASE("sparse graphs and dense ones give the same barcode", "[persistence][rips_barcode][law]") {
  std::mt19937 gen(13);
  const auto points = random_points(gen, 1500, 3, false);
  for (const double longest : {0.1, 0.14}) {
    const RipsBarcodeOptions options{.max_degree = 2, .max_diameter = longest};
    const auto barcode = by_route(points, options, RipsRoute::cohomology);
    CHECK(as_witness(barcode) == gudhi_rips_barcode(points, longest, 3));
    CHECK(by_route(points, options, RipsRoute::collapse, 2) == barcode);
    CHECK(by_route(points, options, RipsRoute::automatic) == barcode);
  }
}

TEST_CASE("many points are found by cells as by all distances", "[persistence][rips_barcode][law]") {
  std::mt19937 gen(14);
  const auto points = random_points(gen, 5000, 4, false);
  for (const double longest : {0.0, 0.02, 0.1}) {
    const RipsBarcodeOptions options{.max_degree = 1, .max_diameter = longest};
    CHECK(rips_barcode(points, options) == rips_barcode(distances_of(points), options));
  }
}

TEST_CASE("the projective plane has a loop over Z/2 only", "[persistence][rips_barcode][example]") {
  const auto plane = projective_plane();
  for (const auto route : {RipsRoute::cohomology, RipsRoute::collapse}) {
    for (const Index field : {2u, 3u, 5u}) {
      const auto barcode = rips_barcode(plane, {.max_degree = 2, .field = field, .cycles = false, .route = route});
      const auto count = [&](Index degree) { return std::ranges::count(barcode.bars, degree, &Bar::degree); };
      CHECK(count(0) == 31);
      CHECK(count(1) == (field == 2));
      CHECK(count(2) == (field == 2));
      CHECK(as_witness(barcode) == gudhi_barcode(cliques(plane, 3, infinity), 3, int(field)));
    }
  }
}

TEST_CASE("a cycle is born with its bar and bounds when the bar dies, and those alive are a basis",
          "[persistence][rips_barcode][law]") {
  std::mt19937 gen(15);
  for (int trial = 0; trial < 40; ++trial) {
    const Index n = 4 + gen() % 7, max_degree = 1 + gen() % 2;
    const Index field = std::array{2u, 3u, 7u}[gen() % 3];
    const auto distances = trial % 2 == 0 ? random_matrix(gen, n, 1, 3 + int(gen() % 30))
                                          : distances_of(random_points(gen, n + 4, 2, trial % 4 == 1));
    const double longest = trial % 3 == 0 ? diameter_of({0, 1, 2}, distances) : 1e9;
    RipsBarcodeOptions options{.max_degree = max_degree, .max_diameter = longest, .field = field, .cycles = true};
    INFO("trial " << trial << ": " << distances.size() << " points, Z/" << field);
    const auto barcode = by_route(distances, options, RipsRoute::cohomology);
    require_bases(barcode, distances, longest);
    REQUIRE(by_route(distances, options, RipsRoute::cohomology, 2) == barcode);
    const auto collapsed = by_route(distances, options, RipsRoute::collapse);
    require_bases(collapsed, distances, longest);
    REQUIRE(collapsed.bars == barcode.bars);
    options.cycles = false;
    REQUIRE(by_route(distances, options, RipsRoute::cohomology).bars == barcode.bars);
  }
}

TEST_CASE("essential cycles of every degree are cycles", "[persistence][rips_barcode][law]") {
  const auto plane = projective_plane();
  for (const Index field : {2u, 3u}) {
    const auto barcode = rips_barcode(plane, {.max_degree = 2, .max_diameter = 1.0, .field = field, .cycles = true});
    CHECK(barcode.bars.size() == (field == 2 ? 33u : 31u));
    require_bases(barcode, plane, 1);
  }
}

TEST_CASE("the loop of a circle runs through all its points", "[persistence][rips_barcode][example]") {
  const auto barcode = rips_barcode(circle(12), {.max_degree = 1, .field = 3, .cycles = true});
  REQUIRE(barcode.bars.back().degree == 1);
  CHECK(barcode.cycles.back().size() == 12);
}

TEST_CASE("a circle of many points has spheres in even and odd degrees", "[persistence][rips_barcode][example]") {
  // Adamaszek and Adams 2017: the Rips complex of a circle passes through S^1, S^3, ...
  const auto barcode = rips_barcode(circle(15), {.max_degree = 3});
  std::vector<Index> degrees;
  for (const auto& bar : barcode.bars)
    if (bar.degree > 0) degrees.push_back(bar.degree);
  CHECK(degrees.front() == 1);
  CHECK(degrees.back() == 3);
  CHECK(as_witness(barcode) == gudhi_rips_barcode(circle(15), 3, 4));
}

TEST_CASE("the length and the route used are reported", "[persistence][rips_barcode]") {
  std::map<std::string, double> resolved;
  ContextOptions options;
  options.resolved = [&](const ResolvedValue& value) { resolved[value.name] = value.value; };
  rips_barcode(PointCloud(3, 1, {0, 2, 5}), {.route = RipsRoute::collapse}, Context(options));
  CHECK(resolved["max_diameter"] == 3);
  CHECK(resolved["route"] == 2);
  rips_barcode(PointCloud(3, 1, {0, 2, 5}), {.max_diameter = Quantity(50, Relative::percent_diameter)},
               Context(options));
  CHECK(resolved["max_diameter"] == 2.5);
  CHECK(resolved["route"] == 1);
}

TEST_CASE("bars are right at every scale that doubles have", "[persistence][rips_barcode]") {
  for (const double unit : {1e-308, 1e-200, 1e-165, 1e-162, 1e-155, 1e155, 1e200, 1e307}) {
    INFO("unit " << unit);
    const auto pair = rips_barcode(PointCloud(2, 2, {0, 0, 3 * unit, 4 * unit}), {}).bars;
    REQUIRE(pair.size() == 2);
    CHECK(pair[0].death / unit == Approx(5).epsilon(1e-15));

    const auto square =
        rips_barcode(PointCloud(4, 2, {0, 0, 3 * unit, 0, 0, 4 * unit, 3 * unit, 4 * unit}), {.max_degree = 1}).bars;
    REQUIRE(square.back().degree == 1);
    CHECK(square.back().birth / unit == Approx(4).epsilon(1e-15));
    CHECK(square.back().death / unit == Approx(5).epsilon(1e-15));
  }
  const auto far = rips_barcode(PointCloud(3, 1, {0, 1e-200, 1}), {}).bars;  // one row, both scales
  REQUIRE(far.size() == 3);
  CHECK(far[0].death == 1e-200);
  CHECK(far[1].death == 1);
}

TEST_CASE("what has no barcode is refused with the reason", "[persistence][rips_barcode][error]") {
  const auto points = circle(20);
  const auto with = [&](const RipsBarcodeOptions& options) {
    return [&points, options] { rips_barcode(points, options); };
  };
  CHECK(reason_of(with({.field = 4})) == "needs a prime below 65536, got 4");
  CHECK(code_of(with({.field = 4})) == "D106");
  CHECK(code_of(with({.field = 0})) == "D106");
  CHECK(code_of(with({.field = 65537})) == "D106");
  CHECK(reason_of(with({.max_degree = 17})) == "needs a degree of at most 16, got 17");
  CHECK(code_of(with({.max_diameter = Quantity(-1)})) == "D106");
  CHECK(code_of(with({.max_diameter = Quantity(5, Relative::percent_range)})) == "D106");
  CHECK(reason_of(with({.max_degree = 12})) ==
        "needs simplices of dimension 13 to fit 63 bits, got 69 for 20 points and 182 edges");
  CHECK(code_of(with({.max_degree = 12})) == "R303");
  CHECK(code_of([] { rips_barcode(PointCloud(2, 1, {-1e308, 1e308}), {}); }) == "D101");

  ContextOptions small;
  small.memory_budget = 1000;
  CHECK(code_of([&] { rips_barcode(points, {}, Context(small)); }) == "R302");
}

TEST_CASE("a stop is answered", "[persistence][rips_barcode]") {
  std::stop_source source;
  ContextOptions options;
  options.stop = source.get_token();
  source.request_stop();
  CHECK_THROWS_AS(rips_barcode(circle(50), {.max_degree = 2}, Context(options)), Cancelled);
}
