// SPDX-License-Identifier: MIT
#include "tessera/geometry/mesh_functions.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "tessera/core/random.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <set>

using namespace tessera;
using std::numbers::pi;

namespace {

Mesh octahedron() {
  return Mesh(PointCloud(6, 3, {1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1}),
              {{0, 2, 4}, {2, 1, 4}, {1, 3, 4}, {3, 0, 4}, {2, 0, 5}, {1, 2, 5}, {3, 1, 5}, {0, 3, 5}});
}

/// Any triangles on n random points: edges in many triangles, vertices in none, now and then two points in one place.
Mesh random_mesh(RandomStream& random, Index n, Index triangles) {
  std::vector<double> coordinates(3 * n);
  for (double& x : coordinates) x = 2 * random.uniform() - 1;
  if (n > 1 && random.below(4) == 0) std::copy_n(coordinates.begin(), 3, coordinates.begin() + 3);
  std::set<Mesh::Triangle> chosen;
  for (Index t = 0; t < triangles && n > 2; ++t) {
    Mesh::Triangle triangle{Index(random.below(n)), Index(random.below(n)), Index(random.below(n))};
    std::ranges::sort(triangle);
    if (triangle[0] != triangle[1] && triangle[1] != triangle[2]) chosen.insert(triangle);
  }
  return Mesh(PointCloud(n, 3, std::move(coordinates)), {chosen.begin(), chosen.end()});
}

/// The mesh with vertex v called name[v], triangles turned and in reverse order.
Mesh renamed(const Mesh& mesh, const std::vector<Index>& name) {
  std::vector<double> coordinates(mesh.vertices().coordinates().size());
  for (Index v = 0; v < name.size(); ++v) std::ranges::copy(mesh.vertices()[v], coordinates.begin() + 3 * name[v]);
  std::vector<Mesh::Triangle> triangles;
  for (const auto& [a, b, c] : mesh.triangles()) triangles.push_back({name[c], name[a], name[b]});
  std::ranges::reverse(triangles);
  return Mesh(PointCloud(Index(name.size()), 3, std::move(coordinates)), std::move(triangles));
}

double length_between(const Mesh& mesh, Index u, Index v) {
  double sum = 0;
  for (int axis = 0; axis < 3; ++axis) sum += std::pow(mesh.vertices()[u][axis] - mesh.vertices()[v][axis], 2);
  return std::sqrt(sum);
}

}  // namespace

TEST_CASE("an octahedron bends alike everywhere and is a quarter turn of paths wide", "[geometry][mesh][example]") {
  const Mesh mesh = octahedron();
  const auto curvature = mesh_curvature(mesh), eccentricity = mesh_eccentricity(mesh);
  for (Index v = 0; v < 6; ++v) {
    CHECK(curvature[v] == Approx(2 * pi - 4 * pi / 3));
    CHECK(eccentricity[v] == Approx(2 * std::sqrt(2)));
  }
  CHECK(mesh_height(mesh, {.direction = {0, 0, 5}}).values() == std::vector<double>{0, 0, 0, 0, 1, -1});
  CHECK(mesh_height(mesh, {.direction = {3, 4, 0}})[0] == Approx(0.6));
}

TEST_CASE("on a boundary the angles fall short of pi, alone of two pi", "[geometry][mesh][example]") {
  const Mesh triangle(PointCloud(4, 3, {0, 0, 0, 1, 0, 0, 0, 1, 0, 9, 9, 9}), {{0, 1, 2}});
  const auto curvature = mesh_curvature(triangle);
  CHECK(curvature[0] == Approx(pi / 2));
  CHECK(curvature[1] == Approx(3 * pi / 4));
  CHECK(curvature[3] == 2 * pi);
  CHECK(mesh_eccentricity(triangle)[3] == 0);
  CHECK(mesh_curvature(Mesh()).size() == 0);
  CHECK(mesh_eccentricity(Mesh()).size() == 0);
}

TEST_CASE("angle defects sum to two pi times the Euler characteristic", "[geometry][mesh][law]") {
  RandomStream random(5, 0);
  for (int trial = 0; trial < 200; ++trial) {
    const Mesh mesh = random_mesh(random, 1 + Index(random.below(12)), Index(random.below(25)));
    const auto curvature = mesh_curvature(mesh);
    const double sum = std::accumulate(curvature.values().begin(), curvature.values().end(), 0.0);
    const double euler =
        double(mesh.vertices().size()) - double(mesh_edges(mesh).edges().size()) + double(mesh.triangles().size());
    INFO("trial " << trial);
    REQUIRE(sum == Approx(2 * pi * euler).margin(1e-9));
  }
}

TEST_CASE("eccentricities are the largest of all-pairs path lengths", "[geometry][mesh][oracle]") {
  constexpr double far = std::numeric_limits<double>::infinity();
  RandomStream random(6, 0);
  for (int trial = 0; trial < 100; ++trial) {
    const Index n = 1 + Index(random.below(12));
    const Mesh mesh = random_mesh(random, n, Index(random.below(12)));
    std::vector<std::vector<double>> path(n, std::vector<double>(n, far));
    for (Index v = 0; v < n; ++v) path[v][v] = 0;
    for (const auto& triangle : mesh.triangles())
      for (const Index u : triangle)
        for (const Index v : triangle) path[u][v] = length_between(mesh, u, v);
    for (Index k = 0; k < n; ++k)
      for (Index u = 0; u < n; ++u)
        for (Index v = 0; v < n; ++v) path[u][v] = std::min(path[u][v], path[u][k] + path[k][v]);
    const auto eccentricity = mesh_eccentricity(mesh);
    for (Index v = 0; v < n; ++v) {
      double farthest = 0;
      for (const double length : path[v])
        if (length < far) farthest = std::max(farthest, length);
      REQUIRE(eccentricity[v] == Approx(farthest).margin(1e-12));
    }
  }
}

TEST_CASE("functions on a mesh keep their bits when it is numbered anew or threads are many", "[geometry][mesh][law]") {
  const Context many(ContextOptions{.threads = 4});
  RandomStream random(7, 0);
  for (int trial = 0; trial < 60; ++trial) {
    const Index n = 1 + Index(random.below(20));
    const Mesh mesh = random_mesh(random, n, Index(random.below(60)));
    std::vector<Index> name(n);
    std::iota(name.begin(), name.end(), Index{0});
    for (Index v = n; v > 1; --v) std::swap(name[v - 1], name[random.below(v)]);
    const Mesh other = renamed(mesh, name);
    const std::pair<ScalarField, ScalarField> pairs[] = {
        {mesh_height(mesh, {.direction = {1, 2, 3}}), mesh_height(other, {.direction = {1, 2, 3}})},
        {mesh_curvature(mesh), mesh_curvature(other)},
        {mesh_eccentricity(mesh), mesh_eccentricity(other, {}, many)}};
    for (const auto& [before, after] : pairs)
      for (Index v = 0; v < n; ++v) REQUIRE(before[v] == after[name[v]]);
  }
}

TEST_CASE("a direction must fit the mesh", "[geometry][mesh][error]") {
  const auto with = [](std::vector<double> direction) {
    return reason_of([&] { mesh_height(octahedron(), {.direction = direction}); });
  };
  CHECK(with({1, 0}) == "needs 3 numbers for a mesh in R^3, got 2");
  CHECK(with({0, 0, 0}) == "needs a finite direction that is not zero");
  CHECK(with({1, 0, std::numeric_limits<double>::quiet_NaN()}) == "needs a finite direction that is not zero");
}
