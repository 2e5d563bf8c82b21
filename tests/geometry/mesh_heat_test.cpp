// SPDX-License-Identifier: MIT
#include "tessera/geometry/mesh_heat.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/random_graphs.hpp"
#include "tessera/geometry/symmetric_eigenpairs.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>

#include <Eigen/Eigenvalues>

using namespace tessera;
using std::numbers::pi;

namespace {

/// An octahedron whose triangles are cut in four, again and again, on the unit sphere.
Mesh sphere(int cuts) {
  std::vector<std::array<double, 3>> points{{1, 0, 0}, {-1, 0, 0}, {0, 1, 0}, {0, -1, 0}, {0, 0, 1}, {0, 0, -1}};
  std::vector<Mesh::Triangle> triangles{{0, 2, 4}, {2, 1, 4}, {1, 3, 4}, {3, 0, 4},
                                        {2, 0, 5}, {1, 2, 5}, {3, 1, 5}, {0, 3, 5}};
  for (int cut = 0; cut < cuts; ++cut) {
    std::map<std::pair<Index, Index>, Index> middles;
    const auto middle = [&](Index u, Index v) {
      const auto [at, is_new] = middles.try_emplace(std::minmax(u, v), Index(points.size()));
      if (is_new) {
        std::array<double, 3> sum{};
        for (int axis = 0; axis < 3; ++axis) sum[axis] = points[u][axis] + points[v][axis];
        const double length = std::hypot(sum[0], sum[1], sum[2]);
        for (double& x : sum) x /= length;
        points.push_back(sum);
      }
      return at->second;
    };
    std::vector<Mesh::Triangle> finer;
    for (const auto& [a, b, c] : triangles) {
      const Index ab = middle(a, b), bc = middle(b, c), ca = middle(c, a);
      finer.insert(finer.end(), {{a, ab, ca}, {ab, b, bc}, {ca, bc, c}, {ab, bc, ca}});
    }
    triangles = std::move(finer);
  }
  std::vector<double> coordinates;
  for (const auto& point : points) coordinates.insert(coordinates.end(), point.begin(), point.end());
  return Mesh(PointCloud(Index(points.size()), 3, std::move(coordinates)), std::move(triangles));
}

/// The sphere's own: sum over l of (2 l + 1) / (4 pi) exp(-l (l + 1) t).
double heat_on_sphere(double time) {
  double sum = 0;
  for (int l = 0; l < 200; ++l) sum += (2 * l + 1) / (4 * pi) * std::exp(-l * (l + 1) * time);
  return sum;
}

Mesh moved(const Mesh& mesh, double factor, const std::vector<Index>& name) {
  const double c = std::cos(1.0), s = std::sin(1.0);
  std::vector<double> coordinates(3 * name.size());
  for (Index v = 0; v < name.size(); ++v) {
    const auto p = mesh.vertices()[v];
    const std::array<double, 3> q{c * p[0] - s * p[1] + 5, s * p[0] + c * p[1] - 2, p[2] + 1};
    for (int axis = 0; axis < 3; ++axis) coordinates[3 * name[v] + Index(axis)] = factor * q[axis];
  }
  std::vector<Mesh::Triangle> triangles;
  for (const auto& [a, b, d] : mesh.triangles()) triangles.push_back({name[b], name[d], name[a]});
  return Mesh(PointCloud(Index(name.size()), 3, std::move(coordinates)), std::move(triangles));
}

/// Cotangents by dot and cross products, all eigenpairs of the pencil, whatever the shape.
std::vector<double> naive_heat(const Mesh& mesh, double time) {
  const auto n = Eigen::Index(mesh.vertices().size());
  Eigen::MatrixXd stiffness = Eigen::MatrixXd::Zero(n, n), mass = stiffness;
  for (const auto& triangle : mesh.triangles())
    for (int k = 0; k < 3; ++k) {
      const Index at = triangle[k], u = triangle[(k + 1) % 3], v = triangle[(k + 2) % 3];
      const Eigen::Vector3d p(mesh.vertices()[at].data()), a(mesh.vertices()[u].data()), b(mesh.vertices()[v].data());
      const double cross = (a - p).cross(b - p).norm(), cotangent = (a - p).dot(b - p) / cross;
      mass(at, at) += cross / 6;
      stiffness(u, v) -= cotangent / 2, stiffness(v, u) -= cotangent / 2;
      stiffness(u, u) += cotangent / 2, stiffness(v, v) += cotangent / 2;
    }
  const Eigen::GeneralizedSelfAdjointEigenSolver<Eigen::MatrixXd> solver(stiffness, mass);
  const Eigen::VectorXd heat =
      solver.eigenvectors().cwiseAbs2() * (-time * solver.eigenvalues().array()).exp().matrix();
  return {heat.begin(), heat.end()};
}

Mesh random_terrain(RandomStream& random, Index side) {
  std::vector<double> coordinates;
  for (Index i = 0; i < side; ++i)
    for (Index j = 0; j < side; ++j)
      coordinates.insert(coordinates.end(),
                         {i + 0.3 * random.uniform(), j + 0.3 * random.uniform(), 3 * random.uniform()});
  std::vector<Mesh::Triangle> triangles;
  for (Index i = 0; i + 1 < side; ++i)
    for (Index j = 0; j + 1 < side; ++j) {
      triangles.push_back({i * side + j, (i + 1) * side + j, (i + 1) * side + j + 1});
      triangles.push_back({i * side + j, (i + 1) * side + j + 1, i * side + j + 1});
    }
  return Mesh(PointCloud(side * side, 3, std::move(coordinates)), std::move(triangles));
}

}  // namespace

TEST_CASE("on a regular tetrahedron all waves but one have one length", "[geometry][mesh][example]") {
  // Cotangents are 1 / sqrt 3, so L = (4 - J) / sqrt 3, and M is a quarter of the area 8 sqrt 3.
  const Mesh mesh(PointCloud(4, 3, {1, 1, 1, 1, -1, -1, -1, 1, -1, -1, -1, 1}),
                  {{0, 1, 2}, {0, 1, 3}, {0, 2, 3}, {1, 2, 3}});
  const double area = 8 * std::sqrt(3), eigenvalue = 4 / std::sqrt(3) / (area / 4);
  const auto heat = mesh_heat_kernel_signature(mesh, {.time = 0.7});
  for (Index v = 0; v < 4; ++v) CHECK(heat[v] == Approx((1 + 3 * std::exp(-0.7 * eigenvalue)) / area));
  CHECK(mesh_heat_kernel_signature(mesh, {.time = 1e18})[0] == Approx(1 / area));  // the mean stays for ever
  CHECK(mesh_heat_kernel_signature(Mesh()).size() == 0);
}

TEST_CASE("heat on a sphere is the same everywhere, as the sphere's own says", "[geometry][mesh][reference]") {
  for (const auto& [cuts, error] : {std::pair(3, 0.06), std::pair(5, 0.006)}) {  // 258 and 4,098 vertices
    const auto heat = mesh_heat_kernel_signature(sphere(cuts), {.time = 0.2, .eigenpairs = 100});
    for (Index v = 0; v < heat.size(); ++v) REQUIRE(heat[v] == Approx(heat_on_sphere(0.2)).epsilon(error));
  }
}

TEST_CASE("heat agrees with the pencil's eigenpairs on any triangles", "[geometry][mesh][oracle]") {
  RandomStream random(31, 0);
  for (int trial = 0; trial < 30; ++trial) {
    const auto mesh = random_terrain(random, 3 + Index(random.below(6)));
    const double time = 0.05 + 2 * random.uniform();
    const auto expected = naive_heat(mesh, time);
    const auto heat = mesh_heat_kernel_signature(mesh, {.time = time});
    for (Index v = 0; v < heat.size(); ++v) REQUIRE(heat[v] == Approx(expected[v]).epsilon(1e-8));
  }
}

TEST_CASE("Krylov spaces hold what the dense solver finds, multiple eigenvalues too", "[geometry][mesh][oracle]") {
  RandomStream random(32, 0);
  // A grid on a torus, whose eigenvalues come in fours and eights, and a terrain.
  const Eigen::Index side = 36, n = side * side;
  Eigen::SparseMatrix<double> matrix(n, n);
  for (Eigen::Index i = 0; i < side; ++i)
    for (Eigen::Index j = 0; j < side; ++j) {
      const Eigen::Index at = i * side + j;
      matrix.coeffRef(at, at) = 4;
      for (const auto& [di, dj] : {std::pair(Eigen::Index{1}, Eigen::Index{0}), {0, 1}, {side - 1, 0}, {0, side - 1}})
        matrix.coeffRef(at, (i + di) % side * side + (j + dj) % side) = -1;
    }
  std::vector<double> expected;
  for (Eigen::Index i = 0; i < side; ++i)
    for (Eigen::Index j = 0; j < side; ++j)
      expected.push_back(4 - 2 * std::cos(2 * pi * double(i) / side) - 2 * std::cos(2 * pi * double(j) / side));
  std::ranges::sort(expected);
  const auto pairs = symmetric_eigenpairs(matrix, {.count = 60});
  for (Index k = 0; k < 60; ++k) REQUIRE(pairs.values[k] == Approx(expected[k]).margin(1e-9));
  CHECK((matrix * pairs.vectors - pairs.vectors * pairs.values.asDiagonal()).norm() < 1e-6);
  CHECK((pairs.vectors.transpose() * pairs.vectors - Eigen::MatrixXd::Identity(60, 60)).norm() < 1e-9);
}

TEST_CASE("heat moves with the mesh, and scales by the area", "[geometry][mesh][law]") {
  RandomStream random(33, 0);
  for (const Index side : {Index{7}, Index{33}}) {  // dense and sparse
    const auto mesh = random_terrain(random, side);
    const auto name = random_order(random, side * side);
    const auto heat = mesh_heat_kernel_signature(mesh, {.time = 5}),
               other = mesh_heat_kernel_signature(moved(mesh, 3, name), {.time = 45});
    for (Index v = 0; v < heat.size(); ++v) REQUIRE(9 * other[name[v]] == Approx(heat[v]).epsilon(1e-5));
    const auto again = mesh_heat_kernel_signature(mesh, {.time = 5});
    REQUIRE(heat == again);
  }
}

TEST_CASE("heat needs triangles with areas, at every vertex", "[geometry][mesh][error]") {
  const Mesh flat(PointCloud(3, 2, {0, 0, 1, 1, 2, 2}), {{0, 1, 2}}),
      lone(PointCloud(4, 2, {0, 0, 1, 0, 0, 1, 5, 5}), {{0, 1, 2}});
  CHECK(reason_of([&] { mesh_heat_kernel_signature(flat); }) ==
        "needs triangles with an area, triangle 0 has none to speak of");
  CHECK(reason_of([&] { mesh_heat_kernel_signature(lone); }) == "needs a triangle at every vertex, vertex 3 has none");
  CHECK(code_of([&] { mesh_heat_kernel_signature(sphere(0), {.time = 0}); }) == "D106");
  CHECK(code_of([&] { mesh_heat_kernel_signature(sphere(0), {.eigenpairs = 0}); }) == "D106");
  std::string warning;
  ContextOptions sinks;
  sinks.warning = [&](const Warning& one) { warning = one.text; };
  mesh_heat_kernel_signature(sphere(3), {.time = 0.001, .eigenpairs = 20}, Context(sinks));
  CHECK(warning.starts_with("after this time waves beyond the 20 counted"));
}
