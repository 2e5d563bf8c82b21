// SPDX-License-Identifier: MIT
#include "tessera/geometry/mesh_heat.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/geometry/symmetric_eigenpairs.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <fmt/format.h>

namespace tessera {
namespace {

constexpr double least_height = 1e-10;  // of a triangle, over its longest edge
constexpr double rounding = 1e-13;
constexpr double noticed = 1e-3;

/// Lengths of the edges opposite to each corner, and twice the area, in a unit in which the longest edge is 1.
struct Shape {
  std::array<double, 3> squares{};
  double longest = 0, twice_area = 0;
};

/// Kahan, Miscalculating area and angles of a needle-like triangle: accurate for thin triangles too.
Shape shape_of(const PointCloud& points, const Mesh::Triangle& triangle) {
  Shape shape;
  std::array<double, 3> lengths{};
  for (int k = 0; k < 3; ++k) {
    const auto a = points[triangle[(k + 1) % 3]], b = points[triangle[(k + 2) % 3]];
    for (std::size_t axis = 0; axis < a.size(); ++axis) lengths[k] = std::hypot(lengths[k], a[axis] - b[axis]);
  }
  shape.longest = *std::ranges::max_element(lengths);
  if (!(shape.longest > 0) || !std::isfinite(shape.longest)) return shape;
  for (int k = 0; k < 3; ++k) {
    lengths[k] /= shape.longest;
    shape.squares[k] = lengths[k] * lengths[k];
  }
  std::ranges::sort(lengths, std::greater());
  const auto& [a, b, c] = lengths;
  shape.twice_area = std::sqrt(std::max(0.0, (a + (b + c)) * (c - (a - b)) * (c + (a - b)) * (a + (b - c)))) / 2;
  return shape;
}

/// M^-1/2 L M^-1/2 and the diagonal of M.
struct Laplacian {
  Eigen::SparseMatrix<double> normalized;
  Eigen::VectorXd mass;
};

Laplacian cotangent_laplacian(const Mesh& mesh, const Context& context) {
  const auto n = Eigen::Index(mesh.vertices().size());
  Laplacian laplacian{Eigen::SparseMatrix<double>(n, n), Eigen::VectorXd::Zero(n)};
  std::vector<Eigen::Triplet<double>> entries;
  entries.reserve(12 * mesh.triangles().size());
  for (std::size_t t = 0; t < mesh.triangles().size(); ++t) {
    if (t % 4096 == 0) context.check();
    const auto& triangle = mesh.triangles()[t];
    const auto shape = shape_of(mesh.vertices(), triangle);
    if (!(shape.twice_area >= least_height))
      throw Error(codes::bad_value, fmt::format("needs triangles with an area, triangle {} has none to speak of", t),
                  "merge vertices in one place and leave out flat triangles");
    for (int k = 0; k < 3; ++k) {
      const Index u = triangle[(k + 1) % 3], v = triangle[(k + 2) % 3];
      const auto& square = shape.squares;
      const double cotangent = (square[(k + 1) % 3] + square[(k + 2) % 3] - square[k]) / (2 * shape.twice_area);
      entries.emplace_back(u, v, -cotangent / 2);
      entries.emplace_back(v, u, -cotangent / 2);
      entries.emplace_back(u, u, cotangent / 2);
      entries.emplace_back(v, v, cotangent / 2);
      laplacian.mass[triangle[k]] += shape.twice_area / 6 * shape.longest * shape.longest;
    }
  }
  for (Eigen::Index v = 0; v < n; ++v)
    if (!(std::isnormal(laplacian.mass[v])))
      throw Error(codes::bad_value,
                  laplacian.mass[v] == 0 ? fmt::format("needs a triangle at every vertex, vertex {} has none", v)
                                         : fmt::format("needs areas that are normal numbers, got {} at vertex {}",
                                                       format_double(laplacian.mass[v]), v),
                  "leave out vertices without triangles, or rescale the coordinates");
  laplacian.normalized.setFromTriplets(entries.begin(), entries.end());
  const Eigen::VectorXd scale = laplacian.mass.array().rsqrt();
  laplacian.normalized = scale.asDiagonal() * laplacian.normalized * scale.asDiagonal();
  return laplacian;
}

}  // namespace

ScalarField mesh_heat_kernel_signature(const Mesh& mesh, const MeshHeatKernelSignatureOptions& options,
                                       const Context& context) {
  if (!(options.time > 0) || std::isinf(options.time))
    throw Error(codes::bad_request, fmt::format("needs a positive, finite time, got {}", format_double(options.time)))
        .within("time");
  if (options.eigenpairs == 0) throw Error(codes::bad_request, "needs at least 1, got 0").within("eigenpairs");
  const Index n = mesh.vertices().size();
  if (n == 0) return ScalarField({}, "1/area");

  const auto laplacian = cotangent_laplacian(mesh, context);
  const auto waves = symmetric_eigenpairs(laplacian.normalized, {.count = options.eigenpairs}, context);
  // Zero, of which every component has one, comes out as a rounding error of the largest.
  const double zero = rounding * laplacian.normalized.diagonal().maxCoeff();
  const Eigen::VectorXd decay = (-options.time * (waves.values.array() > zero).select(waves.values, 0.0).array()).exp();
  const Eigen::VectorXd heat = (waves.vectors.cwiseAbs2() * decay).cwiseQuotient(laplacian.mass);

  const auto count = decay.size();
  const double left_out =
      count < Eigen::Index(n) ? (decay[count - 1] / (laplacian.mass.array() * heat.array())).maxCoeff() : 0;
  if (left_out > noticed)
    context.warn(
        fmt::format("after this time waves beyond the {} counted may still add up to {} of a value: ask for "
                    "more eigenpairs or a longer time",
                    count, format_double(left_out)));
  return ScalarField({heat.begin(), heat.end()}, "1/area");
}

}  // namespace tessera
