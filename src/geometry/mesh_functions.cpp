// SPDX-License-Identifier: MIT
#include "tessera/geometry/mesh_functions.hpp"

#include "tessera/core/error.hpp"
#include "tessera/geometry/graph_algorithms.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <span>
#include <utility>

#include <fmt/format.h>

namespace tessera {
namespace {

using Vector = std::vector<double>;

double norm(std::span<const double> vector) {
  double largest = 0;
  for (const double x : vector) largest = std::max(largest, std::abs(x));
  if (!(largest > 0) || std::isinf(largest)) return largest;
  double sum = 0;
  for (const double x : vector) sum += (x / largest) * (x / largest);
  return largest * std::sqrt(sum);
}

Vector between(std::span<const double> from, std::span<const double> to) {
  Vector difference(from.size());
  for (std::size_t axis = 0; axis < from.size(); ++axis) difference[axis] = to[axis] - from[axis];
  return difference;
}

/// The angle at `at` in the triangle of three points; symmetric in the other two, to the last bit.
/// Accurate for thin triangles too: Kahan, How futile are mindless assessments of roundoff, section 12.
double angle(std::span<const double> at, std::span<const double> b, std::span<const double> c) {
  Vector to_b = between(at, b), to_c = between(at, c);
  const double b_length = norm(to_b), c_length = norm(to_c);
  if (b_length == 0 && c_length == 0) return std::numbers::pi / 3;
  if (b_length == 0 || c_length == 0) return std::numbers::pi / 2;

  Vector sum(to_b.size()), difference(to_b.size());
  for (std::size_t axis = 0; axis < to_b.size(); ++axis) {
    const double along_b = to_b[axis] / b_length, along_c = to_c[axis] / c_length;
    sum[axis] = along_b + along_c;
    difference[axis] = along_b - along_c;
  }
  return 2 * std::atan2(norm(difference), norm(sum));
}

/// The edges of a mesh, u < v, in lexicographic order.
std::vector<std::pair<Index, Index>> edges_of(const Mesh& mesh) {
  std::vector<std::pair<Index, Index>> edges;
  edges.reserve(3 * mesh.triangles().size());
  for (const auto& [a, b, c] : mesh.triangles())
    for (const auto& [u, v] : {std::minmax(a, b), std::minmax(b, c), std::minmax(a, c)}) edges.emplace_back(u, v);
  std::ranges::sort(edges);
  const auto repeated = std::ranges::unique(edges);
  edges.erase(repeated.begin(), repeated.end());
  return edges;
}

}  // namespace

ScalarField mesh_height(const Mesh& mesh, const MeshHeightOptions& options, const Context&) {
  const Vector& direction = options.direction;
  const PointCloud& points = mesh.vertices();
  if (direction.size() != points.dimension())
    throw Error(codes::bad_request, fmt::format("needs {} numbers for a mesh in R^{}, got {}", points.dimension(),
                                                points.dimension(), direction.size()))
        .within("direction");
  const double length = norm(direction);
  if (!(length > 0) || !std::isfinite(length))
    throw Error(codes::bad_request, "needs a finite direction that is not zero").within("direction");

  std::vector<double> heights(points.size(), 0);
  for (Index v = 0; v < points.size(); ++v)
    for (std::size_t axis = 0; axis < direction.size(); ++axis)
      heights[v] += points[v][axis] * (direction[axis] / length);
  return ScalarField(std::move(heights), "length");
}

ScalarField mesh_curvature(const Mesh& mesh, const MeshCurvatureOptions&, const Context& context) {
  const PointCloud& points = mesh.vertices();
  std::vector<std::vector<double>> angles(points.size());
  for (const auto& triangle : mesh.triangles())
    for (int k = 0; k < 3; ++k) {
      const Index at = triangle[k], b = triangle[(k + 1) % 3], c = triangle[(k + 2) % 3];
      angles[at].push_back(angle(points[at], points[b], points[c]));
    }
  context.check();
  std::vector<std::int64_t> degree(points.size(), 0);
  for (const auto& [u, v] : edges_of(mesh)) ++degree[u], ++degree[v];

  std::vector<double> curvature(points.size());
  for (Index v = 0; v < points.size(); ++v) {
    std::ranges::sort(angles[v]);  // an order of summation that no numbering changes
    const double sum = std::accumulate(angles[v].begin(), angles[v].end(), 0.0);
    curvature[v] = std::numbers::pi * double(2 - degree[v] + std::int64_t(angles[v].size())) - sum;
  }
  return ScalarField(std::move(curvature), "radian");
}

WeightedGraph mesh_edges(const Mesh& mesh) {
  std::vector<WeightedEdge> edges;
  for (const auto& [u, v] : edges_of(mesh))
    edges.push_back({u, v, norm(between(mesh.vertices()[u], mesh.vertices()[v]))});
  return WeightedGraph(mesh.vertices().size(), std::move(edges));
}

ScalarField mesh_eccentricity(const Mesh& mesh, const MeshEccentricityOptions&, const Context& context) {
  std::vector<double> eccentricity(mesh.vertices().size(), 0);
  shortest_paths(
      mesh_edges(mesh),
      [&](Index source, std::span<const double> lengths) {
        for (const double length : lengths)
          if (std::isfinite(length)) eccentricity[source] = std::max(eccentricity[source], length);
      },
      context);
  return ScalarField(std::move(eccentricity), "length");
}

}  // namespace tessera
