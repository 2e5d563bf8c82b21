// SPDX-License-Identifier: MIT
// What every filtration builder owes: faces come before cofaces, the module does not know how the input is numbered,
// scaled or placed. A new builder adds a line to a table of builders.hpp; the last case says which is missing.
#include "end_to_end/builders.hpp"

#include "support/catch.hpp"
#include "support/naive_geometry.hpp"
#include "support/random_graphs.hpp"
#include "tessera/pipeline/catalog.hpp"

#include <cmath>
#include <numbers>
#include <set>

using namespace tessera;
using namespace tessera::builders;

namespace {

BettiGrades scaled(BettiGrades grades, const Point<2>& factor) {
  for (auto& degree : grades)
    for (auto& list : degree)
      for (auto& point : list)
        for (int axis = 0; axis < 2; ++axis) point[axis] *= factor[axis];
  return grades;
}

void require_near(const BettiGrades& found, const BettiGrades& expected) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t degree = 0; degree < found.size(); ++degree)
    for (const int side : {0, 1}) {
      REQUIRE(found[degree][side].size() == expected[degree][side].size());
      for (std::size_t i = 0; i < found[degree][side].size(); ++i)
        for (const int axis : {0, 1})
          REQUIRE(found[degree][side][i][axis] == Approx(expected[degree][side][i][axis]).epsilon(1e-9).margin(1e-9));
    }
}

template <class T>
std::vector<T> taken(const std::vector<T>& values, const std::vector<Index>& order) {
  std::vector<T> result;
  for (const Index v : order) result.push_back(values[v]);
  return result;
}

std::vector<Index> inverse(const std::vector<Index>& order) {
  std::vector<Index> result(order.size());
  for (Index i = 0; i < order.size(); ++i) result[order[i]] = i;
  return result;
}

Cloud relabelled(const Cloud& cloud, const std::vector<Index>& order) {
  return {tessera::relabelled(cloud.points, order), taken(cloud.values, order)};
}

Network relabelled(const Network& network, const std::vector<Index>& order) {
  const auto place = inverse(order);
  auto edges = network.graph.edges();
  for (auto& edge : edges) edge = {place[edge.v], place[edge.u], edge.weight};
  std::ranges::reverse(edges);
  return {WeightedGraph(network.graph.size(), std::move(edges)), taken(network.values, order),
          taken(network.second, order)};
}

Surface relabelled(const Surface& surface, const std::vector<Index>& order) {
  const auto place = inverse(order);
  auto triangles = surface.mesh.triangles();
  for (auto& [a, b, c] : triangles) a = place[a], b = place[b], c = place[c];
  std::ranges::reverse(triangles);
  return {Mesh(tessera::relabelled(surface.mesh.vertices(), order), std::move(triangles)), taken(surface.values, order),
          taken(surface.second, order)};
}

Index size_of(const Cloud& cloud) { return cloud.points.size(); }
Index size_of(const Network& network) { return network.graph.size(); }
Index size_of(const Surface& surface) { return surface.mesh.vertices().size(); }

std::vector<double> random_values(std::mt19937& gen, Index size, Index levels) {
  std::vector<double> values(size);
  for (double& value : values) value = levels > 0 ? double(gen() % levels) : double(gen()) / 0x1p32;
  return values;
}

/// Few points of R^4 and R^5, in general position and on lattices.
std::vector<Cloud> high_clouds(std::mt19937& gen) {
  std::vector<Cloud> result;
  for (const Index d : {4, 5}) {
    result.push_back({random_cloud(gen, 9, d), random_values(gen, 9, 0)});
    result.push_back({random_lattice_cloud(gen, 10, d, 2), random_values(gen, 10, 4)});
    result.push_back({random_lattice_cloud(gen, 12, d, 3), random_values(gen, 12, 12)});
  }
  return result;
}

/// Clouds in general position, on a lattice with equal points, and with equal values.
std::vector<Cloud> clouds(std::mt19937& gen) {
  std::vector<Cloud> result;
  for (const Index d : {1, 2, 3})
    for (const Index n : {6, 17}) {
      result.push_back({random_cloud(gen, n, d), random_values(gen, n, 0)});
      result.push_back({random_cloud(gen, n, d), random_values(gen, n, 3)});
      result.push_back({random_lattice_cloud(gen, n, d, 4), random_values(gen, n, n)});
    }
  return result;
}

std::vector<Network> networks(std::mt19937& gen) {
  RandomStream random(5, 0);
  std::vector<Network> result;
  for (const Index sparsity : {1, 2, 4})
    for (const bool has_real_weights : {false, true})
      result.push_back({random_graph(random, 14, sparsity, has_real_weights), random_values(gen, 14, 5),
                        random_values(gen, 14, has_real_weights ? 0 : 3)});
  return result;
}

/// A torus of triangles.
std::vector<Surface> surfaces(std::mt19937& gen) {
  constexpr Index side = 4;
  std::vector<Mesh::Triangle> triangles;
  for (Index i = 0; i < side; ++i)
    for (Index j = 0; j < side; ++j) {
      const auto at = [&](Index a, Index b) { return (a % side) * side + b % side; };
      triangles.push_back({at(i, j), at(i + 1, j), at(i + 1, j + 1)});
      triangles.push_back({at(i, j), at(i + 1, j + 1), at(i, j + 1)});
    }
  const Mesh torus(random_cloud(gen, side * side, 3), triangles);
  return {{torus, random_values(gen, 16, 0), random_values(gen, 16, 0)},
          {torus, random_values(gen, 16, 3), random_values(gen, 16, 4)}};
}

template <class Input>
void require_no_labels(const std::vector<Builder<Input>>& builders, const std::vector<Input>& inputs,
                       std::mt19937& gen) {
  for (const auto& builder : builders)
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      INFO(builder.stage << ", input " << i);
      const auto expected = betti_grades(builder.build(inputs[i]));
      for (int trial = 0; trial < 3; ++trial)
        REQUIRE(betti_grades(builder.build(relabelled(inputs[i], random_permutation(gen, size_of(inputs[i]))))) ==
                expected);
    }
}

}  // namespace

TEST_CASE("faces come first and the module does not depend on labels", "[builders][law]") {
  std::mt19937 gen(81);
  require_no_labels(of_clouds(), clouds(gen), gen);
  auto of_high_clouds = of_clouds();
  std::erase_if(of_high_clouds, [](const auto& builder) { return builder.stage == "filtration.multicover"; });
  require_no_labels(of_high_clouds, high_clouds(gen), gen);
  require_no_labels(of_networks(), networks(gen), gen);
  require_no_labels(of_surfaces(), surfaces(gen), gen);
}

TEST_CASE("lengths scale with the points by powers of two exactly, other axes stay", "[builders][law]") {
  std::mt19937 gen(82);
  for (const auto& cloud : clouds(gen))
    for (const auto& builder : of_clouds()) {
      INFO(builder.stage);
      const auto expected = betti_grades(builder.build(cloud));
      for (const int exponent : {-40, -3, 1, 70}) {
        auto coordinates = cloud.points.coordinates();
        for (double& x : coordinates) x = std::ldexp(x, exponent);
        const PointCloud points(cloud.points.size(), cloud.points.dimension(), std::move(coordinates));
        REQUIRE(betti_grades(builder.build({points, cloud.values})) == scaled(expected, {std::ldexp(1, exponent), 1}));
      }
    }
}

TEST_CASE("weights, values and channels scale by powers of two exactly", "[builders][law]") {
  std::mt19937 gen(83);
  const auto doubled = [](std::vector<double> values) {
    for (double& value : values) value *= 2;
    return values;
  };
  for (const auto& network : networks(gen)) {
    auto edges = network.graph.edges();
    for (auto& edge : edges) edge.weight *= 2;
    const Network large{WeightedGraph(network.graph.size(), edges), doubled(network.values), doubled(network.second)};
    for (const auto& builder : of_networks())
      REQUIRE(betti_grades(builder.build(large)) == scaled(betti_grades(builder.build(network)), {2, 2}));
  }
  for (const auto& surface : surfaces(gen))
    for (const auto& builder : of_surfaces())
      REQUIRE(betti_grades(builder.build({surface.mesh, doubled(surface.values), surface.second})) ==
              scaled(betti_grades(builder.build(surface)), {2, 1}));
  const Picture picture{{4, 5}, random_values(gen, 20, 6), random_values(gen, 20, 0)};
  for (const auto& builder : of_pictures())
    REQUIRE(betti_grades(builder.build({picture.shape, picture.first, doubled(picture.second)})) ==
            scaled(betti_grades(builder.build(picture)), {1, 2}));
}

TEST_CASE("a rigid motion of points in general position changes grades by rounding alone", "[builders][law]") {
  std::mt19937 gen(84);
  for (int trial = 0; trial < 10; ++trial) {
    const Cloud cloud{random_cloud(gen, 15, 3), random_values(gen, 15, 0)};
    const double angle = double(gen()) / 0x1p32 * 2 * std::numbers::pi;
    std::vector<double> moved;
    for (Index p = 0; p < 15; ++p) {  // about two axes, with a reflection, then a translation
      const auto x = cloud.points[p];
      const double a = std::cos(angle) * x[0] - std::sin(angle) * x[1],
                   b = std::sin(angle) * x[0] + std::cos(angle) * x[1];
      const double c = std::cos(2 * angle) * a - std::sin(2 * angle) * x[2];
      const double d = std::sin(2 * angle) * a + std::cos(2 * angle) * x[2];
      moved.insert(moved.end(), {d + 0.3, -c - 0.1, b + 0.7});
    }
    for (const auto& builder : of_clouds()) {
      INFO(builder.stage);
      require_near(betti_grades(builder.build({PointCloud(15, 3, moved), cloud.values})),
                   betti_grades(builder.build(cloud)));
    }
  }
}

TEST_CASE("mirroring and transposing a picture changes no grade", "[builders][law]") {
  std::mt19937 gen(85);
  constexpr Index rows = 4, columns = 5;
  for (const Index levels : {0, 3}) {
    const Picture picture{
        {rows, columns}, random_values(gen, rows * columns, levels), random_values(gen, rows * columns, levels)};
    std::vector<Index> mirrored, transposed;
    for (Index r = 0; r < rows; ++r)
      for (Index c = columns; c-- > 0;) mirrored.push_back(r * columns + c);
    for (Index c = 0; c < columns; ++c)
      for (Index r = 0; r < rows; ++r) transposed.push_back(r * columns + c);
    for (const auto& builder : of_pictures()) {
      const auto expected = betti_grades(builder.build(picture));
      CHECK(betti_grades(builder.build(
                {{rows, columns}, taken(picture.first, mirrored), taken(picture.second, mirrored)})) == expected);
      CHECK(betti_grades(builder.build(
                {{columns, rows}, taken(picture.first, transposed), taken(picture.second, transposed)})) == expected);
    }
  }
}

TEST_CASE("no collapse changes the module", "[builders][law]") {
  std::mt19937 gen(86);
  for (const Index lattice : {0, 5})
    for (const Index n : {12, 30}) {
      const auto points = lattice > 0 ? random_lattice_cloud(gen, n, 2, lattice) : random_cloud(gen, n, 2);
      const ScalarField values(random_values(gen, n, lattice));
      const Many<ScalarField> functions{{"f", &values}};
      const auto rips = betti_grades(function_rips<2>(points, functions, {.collapse = Collapse::off}, context));
      for (const Collapse collapse : {Collapse::strong, Collapse::full})
        CHECK(betti_grades(function_rips<2>(points, functions, {.collapse = collapse}, context)) == rips);
      for (const Index most : {Index(4), n}) {
        const auto by_degree = [&](bool collapse) {
          return betti_grades(one_grade_each(degree_rips(points, {.max_degree = most, .collapse = collapse}, context)));
        };
        CHECK(by_degree(true) == by_degree(false));
      }
    }
}

#ifdef TESSERA_WITH_CGAL
TEST_CASE("function-Delaunay and Cech complexes have one module, to the last bit from R^4 on", "[builders][law]") {
  std::mt19937 gen(87);
  for (const Index d : {2, 3, 4, 5})
    for (const Index lattice : {0, 3}) {
      const Index n = d <= 4 ? 22 : 16;
      const auto points = lattice > 0 ? random_lattice_cloud(gen, n, d, lattice) : random_cloud(gen, n, d);
      const ScalarField values(random_values(gen, n, lattice == 0 ? 0 : 6));
      const Many<ScalarField> functions{{"f", &values}};
      auto delaunay = betti_grades(function_delaunay(points, functions, {}, context));
      const auto cech = betti_grades(cech_complex<2>(points, functions, {.max_dimension = 3}, context));
      INFO(n << " points in R^" << d << ", lattice " << lattice);
      REQUIRE(delaunay.size() >= cech.size());
      delaunay.resize(cech.size());
      if (d >= 4)
        REQUIRE(delaunay == cech);
      else
        require_near(delaunay, cech);
    }
}
#endif

TEST_CASE("every builder of the catalog is held to these laws", "[builders]") {
  std::set<std::string> held{
      "filtration.one_critical"};  // builds nothing: every multi-critical builder goes through it
  for (const auto& builder : of_clouds()) held.insert(builder.stage);
  for (const auto& builder : of_networks()) held.insert(builder.stage);
  for (const auto& builder : of_surfaces()) held.insert(builder.stage);
  for (const auto& builder : of_pictures()) held.insert(builder.stage);
  for (const auto& stage : builtin_catalog().stages)
    if (stage.name.starts_with("filtration.") && stage.unavailable.empty()) {
      INFO(stage.name);
      CHECK(held.contains(stage.name));
    }
}
