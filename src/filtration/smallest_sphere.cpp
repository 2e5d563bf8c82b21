// SPDX-License-Identifier: MIT
#ifdef TESSERA_WITH_CGAL

#include "filtration/smallest_sphere.hpp"

#include "filtration/delaunay.hpp"

#include <array>
#include <cmath>

namespace tessera {
namespace {

using Vector = std::array<double, 3>;

constexpr double well_conditioned = 0x1p-10;
/// Below this, a numerator or the magnitude of a sum may have lost products to underflow.
constexpr double near_underflow = 0x1p-900;
constexpr double rounding = 0x1p-53;

double dot(const Vector& a, const Vector& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }
double squared(const Vector& a) { return dot(a, a); }
Vector cross(const Vector& a, const Vector& b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

// The same sums with every product taken positive: times a few roundings they bound the error of the sums.
double dot_magnitude(const Vector& a, const Vector& b) {
  return std::abs(a[0] * b[0]) + std::abs(a[1] * b[1]) + std::abs(a[2] * b[2]);
}
Vector cross_magnitude(const Vector& a, const Vector& b) {
  return {std::abs(a[1] * b[2]) + std::abs(a[2] * b[1]), std::abs(a[2] * b[0]) + std::abs(a[0] * b[2]),
          std::abs(a[0] * b[1]) + std::abs(a[1] * b[0])};
}

Vector difference(const double* to, const double* from, Index ambient) {
  Vector result{};
  for (Index axis = 0; axis < ambient; ++axis) result[axis] = to[axis] - from[axis];
  return result;
}

constexpr std::int8_t undecided = 2;

/// The sign of a sum, `undecided` when its error may reach it.
std::int8_t sign_beyond_doubt(double sum, double magnitude, double roundings) {
  if (!(magnitude > near_underflow) || !(std::abs(sum) > roundings * rounding * magnitude)) return undecided;
  return sum > 0 ? 1 : -1;
}

}  // namespace

double SmallestSpheres::squared_radius(const Index* simplex, std::size_t width) const {
  if (width == 2) return squared(difference(point(simplex[1]), point(simplex[0]), ambient_)) / 4;
  return width == 3 ? of_triangle(simplex) : of_tetrahedron(simplex);
}

double SmallestSpheres::of_triangle(const Index* simplex) const {
  const Vector a = difference(point(simplex[1]), point(simplex[0]), ambient_);
  const Vector b = difference(point(simplex[2]), point(simplex[0]), ambient_);
  const double area = squared(cross(a, b));
  if (!(area > well_conditioned * well_conditioned * squared(cross_magnitude(a, b)))) return exact(simplex, 3);
  const double product = squared(a) * squared(b) * squared(difference(point(simplex[2]), point(simplex[1]), ambient_));
  return product > near_underflow ? product / (4 * area) : exact(simplex, 3);
}

double SmallestSpheres::of_tetrahedron(const Index* simplex) const {
  const Vector a = difference(point(simplex[1]), point(simplex[0]), ambient_);
  const Vector b = difference(point(simplex[2]), point(simplex[0]), ambient_);
  const Vector c = difference(point(simplex[3]), point(simplex[0]), ambient_);
  const Vector bc = cross(b, c), ca = cross(c, a), ab = cross(a, b);
  const double volume = dot(a, bc);
  if (!(std::abs(volume) > well_conditioned * dot_magnitude(a, cross_magnitude(b, c)))) return exact(simplex, 4);

  Vector center;  // times twice the volume
  for (int axis = 0; axis < 3; ++axis)
    center[axis] = squared(a) * bc[axis] + squared(b) * ca[axis] + squared(c) * ab[axis];
  const double numerator = squared(center);
  return numerator > near_underflow ? numerator / (4 * volume * volume) : exact(simplex, 4);
}

double SmallestSpheres::exact(const Index* simplex, std::size_t width) const {
  std::array<const double*, 4> points;
  for (std::size_t i = 0; i < width; ++i) points[i] = point(simplex[i]);
  return delaunay::exact_squared_radius({points.data(), width}, ambient_);
}

std::int8_t SmallestSpheres::exact_side(const Index* simplex, std::size_t width, Index query) const {
  std::array<const double*, 3> points;
  for (std::size_t i = 0; i < width; ++i) points[i] = point(simplex[i]);
  return std::int8_t(delaunay::side_of_smallest_sphere({points.data(), width}, point(query), ambient_));
}

void SmallestSpheres::sides(const Index* simplex, std::size_t width, std::span<const Index> queries,
                            std::int8_t* sides) const {
  if (width == 2)
    sides_of_edge(simplex, queries, sides);
  else
    sides_of_triangle(simplex, queries, sides);
  for (std::size_t i = 0; i < queries.size(); ++i)
    if (sides[i] == undecided) sides[i] = exact_side(simplex, width, queries[i]);
}

/// (q - u).(q - v): six roundings on the way to every product's place in the sum.
void SmallestSpheres::sides_of_edge(const Index* simplex, std::span<const Index> queries, std::int8_t* sides) const {
  const double *u = point(simplex[0]), *v = point(simplex[1]);
  for (std::size_t i = 0; i < queries.size(); ++i) {
    const double* q = point(queries[i]);
    const Vector a = difference(q, u, ambient_), b = difference(q, v, ambient_);
    sides[i] = sign_beyond_doubt(dot(a, b), dot_magnitude(a, b), 16);
  }
}

/// With a, b from the first vertex and n = a x b, the center is (|a|^2 (b x n) + |b|^2 (n x a)) / (2 |n|^2), and the
/// sign is that of |w|^2 |n|^2 - w.(twice the center times |n|^2): at most 20 roundings on the way to any product.
void SmallestSpheres::sides_of_triangle(const Index* simplex, std::span<const Index> queries,
                                        std::int8_t* sides) const {
  const double* origin = point(simplex[0]);
  const Vector a = difference(point(simplex[1]), origin, ambient_), b = difference(point(simplex[2]), origin, ambient_);
  const Vector n = cross(a, b), bn = cross(b, n), na = cross(n, a);
  const Vector n_magnitude = cross_magnitude(a, b);
  const Vector bn_magnitude = cross_magnitude(b, n_magnitude), na_magnitude = cross_magnitude(n_magnitude, a);
  const double a2 = squared(a), b2 = squared(b), area = squared(n), area_magnitude = squared(n_magnitude);
  Vector center, center_magnitude;
  for (int axis = 0; axis < 3; ++axis) {
    center[axis] = a2 * bn[axis] + b2 * na[axis];
    center_magnitude[axis] = a2 * bn_magnitude[axis] + b2 * na_magnitude[axis];
  }
  for (std::size_t i = 0; i < queries.size(); ++i) {
    const Vector w = difference(point(queries[i]), origin, ambient_);
    const double w2 = squared(w);
    sides[i] =
        sign_beyond_doubt(w2 * area - dot(w, center), w2 * area_magnitude + dot_magnitude(w, center_magnitude), 64);
  }
}

}  // namespace tessera

#endif
