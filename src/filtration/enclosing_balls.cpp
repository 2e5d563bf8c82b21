// SPDX-License-Identifier: MIT
// With edge vectors e_i from the first point, Gram matrix G and b_i = |e_i|^2, the center lies at half of sum l_i e_i,
// G l = b. The squared radius is b.l / 4; a point at w from the first is outside where |w|^2 > sum l_i e_i.w.
// Both are the last pivot of an elimination of G with one more row and column; by integers without fractions
// (Bareiss 1968, doi:10.1090/S0025-5718-1968-0226829-0), where that pivot is the determinant.
#include "filtration/enclosing_balls.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include <boost/multiprecision/cpp_int.hpp>

namespace tessera {
namespace {

constexpr std::size_t simplices_together = 1 << 9;
constexpr std::size_t most_edges = SmallestSphere::most_points - 1;
using Integer = boost::multiprecision::number<
    boost::multiprecision::cpp_int_backend<1024, 0, boost::multiprecision::signed_magnitude,
                                           boost::multiprecision::unchecked,
                                           std::allocator<boost::multiprecision::limb_type>>,
    boost::multiprecision::et_off>;

template <class Number>
using System = std::array<std::array<Number, most_edges + 1>, most_edges + 1>;

/// The Gram matrix and |e_i|^2 in column k.
template <class Number>
System<Number> gram_system(std::span<const double* const> points, Index ambient) {
  const std::size_t k = points.size() - 1;
  System<Number> system{};
  std::array<Number, most_edges> edge;
  for (Index axis = 0; axis < ambient; ++axis) {
    for (std::size_t i = 0; i < k; ++i) edge[i] = Number::difference(points[i + 1][axis], points[0][axis]);
    for (std::size_t i = 0; i < k; ++i)
      for (std::size_t j = 0; j <= i; ++j) system[i][j] = system[i][j] + edge[i] * edge[j];
  }
  for (std::size_t i = 0; i < k; ++i) {
    for (std::size_t j = i + 1; j < k; ++j) system[i][j] = system[j][i];
    system[i][k] = system[i][i];
  }
  return system;
}

/// Clears below the diagonal of the first k columns of `rows` rows. G is positive definite: no pivot vanishes.
template <class Number>
void eliminate(System<Number>& system, std::size_t k, std::size_t rows) {
  for (std::size_t pivot = 0; pivot < k; ++pivot)
    for (std::size_t i = pivot + 1; i < rows; ++i) {
      const Number factor = system[i][pivot] / system[pivot][pivot];
      for (std::size_t j = pivot + 1; j <= k; ++j) system[i][j] = system[i][j] - factor * system[pivot][j];
    }
}

/// The integers that differences of coordinates are, times one power of two.
class IntegerEdges {
 public:
  IntegerEdges(std::span<const double* const> points, Index ambient) : ambient_(ambient) {
    int least = 0;
    for (const double* x : points)
      for (Index axis = 0; axis < ambient; ++axis)
        if (x[axis] != 0) least = std::min(least, exponent_of_last_bit(x[axis]));
    exponent = least;
    for (std::size_t i = 1; i < points.size(); ++i)
      for (Index axis = 0; axis < ambient; ++axis)
        edges_.push_back(integer(points[i][axis]) - integer(points[0][axis]));
  }

  Integer dot(std::size_t i, std::size_t j) const {
    Integer sum = 0;
    for (Index axis = 0; axis < ambient_; ++axis) sum += edges_[i * ambient_ + axis] * edges_[j * ambient_ + axis];
    return sum;
  }

  int exponent;  // coordinates are integers times two to this

 private:
  static int exponent_of_last_bit(double x) {
    int exponent_of = 0;
    const auto mantissa = std::int64_t(std::ldexp(std::abs(std::frexp(x, &exponent_of)), 53));
    return exponent_of - 53 + std::countr_zero(std::uint64_t(mantissa));
  }
  Integer integer(double x) const {
    if (x == 0) return 0;
    int exponent_of = 0;
    const auto mantissa = std::int64_t(std::ldexp(std::frexp(x, &exponent_of), 53));
    const int shift = exponent_of - 53 - exponent;
    return shift >= 0 ? Integer(mantissa) << shift : Integer(mantissa / (std::int64_t{1} << -shift));
  }

  Index ambient_;
  std::vector<Integer> edges_;
};

/// The determinants of a matrix of `size` rows and of its first size - 1 rows and columns, which is positive definite.
std::pair<Integer, Integer> determinants(System<Integer>& matrix, std::size_t size) {
  Integer before = 1;
  for (std::size_t pivot = 0; pivot + 1 < size; ++pivot) {
    for (std::size_t i = pivot + 1; i < size; ++i)
      for (std::size_t j = pivot + 1; j < size; ++j)
        matrix[i][j] = (matrix[i][j] * matrix[pivot][pivot] - matrix[i][pivot] * matrix[pivot][j]) / before;
    before = matrix[pivot][pivot];
  }
  return {matrix[size - 1][size - 1], before};
}

/// The double nearest to a quotient of positive integers times a power of two: 62 digits and whether more follow.
double nearest_double(const Integer& numerator, const Integer& denominator, int exponent) {
  const int shift = 62 - (int(msb(numerator)) - int(msb(denominator)));
  Integer quotient, rest;
  if (shift >= 0)
    divide_qr(Integer(numerator << shift), denominator, quotient, rest);
  else
    divide_qr(numerator, Integer(denominator << -shift), quotient, rest);
  const std::uint64_t digits = std::uint64_t(quotient) | (rest != 0);
  return std::ldexp(double(digits), exponent - shift);
}

double exact_squared_radius(std::span<const double* const> points, Index ambient) {
  const IntegerEdges edges(points, ambient);
  const std::size_t k = points.size() - 1;
  System<Integer> matrix;
  for (std::size_t i = 0; i < k; ++i) {
    for (std::size_t j = 0; j <= i; ++j) matrix[i][j] = matrix[j][i] = edges.dot(i, j);
    matrix[i][k] = matrix[k][i] = matrix[i][i];
  }
  matrix[k][k] = 0;
  const auto [bordered, gram] = determinants(matrix, k + 1);
  return nearest_double(-bordered, gram, 2 * edges.exponent - 2);
}

}  // namespace

SmallestSphere::SmallestSphere(std::span<const double> coordinates, Index ambient, std::span<const Index> points)
    : coordinates_(coordinates), ambient_(ambient), width_(points.size()) {
  TESSERA_ASSERT(width_ >= 1 && width_ <= most_points);
  std::ranges::copy(points, points_.begin());
  std::array<const double*, most_points> rows;
  for (std::size_t i = 0; i < width_; ++i) rows[i] = row(points_[i]);
  const std::size_t k = width_ - 1;
  auto system = gram_system<BoundedDouble>({rows.data(), width_}, ambient);
  eliminate(system, k, k);
  for (std::size_t i = k; i-- > 0;) {
    weight_[i] = system[i][k];
    for (std::size_t j = i + 1; j < k; ++j) weight_[i] = weight_[i] - system[i][j] * weight_[j];
    weight_[i] = weight_[i] / system[i][i];
  }
}

/// |w|^2 - sum l_i e_i.w = w.(w - sum l_i e_i).
int SmallestSphere::side(Index point) const {
  const double *origin = row(points_[0]), *query = row(point);
  if (width_ == 1) return std::equal(origin, origin + ambient_, query) ? 0 : 1;
  BoundedDouble sum;
  for (Index axis = 0; axis < ambient_; ++axis) {
    const auto w = BoundedDouble::difference(query[axis], origin[axis]);
    auto from_mirror = w;
    for (std::size_t i = 0; i + 1 < width_; ++i)
      from_mirror = from_mirror - weight_[i] * BoundedDouble::difference(row(points_[i + 1])[axis], origin[axis]);
    sum = sum + w * from_mirror;
  }
  const int sign = sum.sign();
  return sign != 0 ? sign : exact_side(point);
}

int SmallestSphere::exact_side(Index point) const {
  std::array<const double*, most_points + 1> rows;
  for (std::size_t i = 0; i < width_; ++i) rows[i] = row(points_[i]);
  rows[width_] = row(point);
  const IntegerEdges edges({rows.data(), width_ + 1}, ambient_);
  const std::size_t k = width_ - 1;
  System<Integer> matrix;
  for (std::size_t i = 0; i <= k; ++i)
    for (std::size_t j = 0; j < k; ++j) matrix[i][j] = edges.dot(i, j);
  for (std::size_t i = 0; i < k; ++i) matrix[i][k] = matrix[i][i];
  matrix[k][k] = edges.dot(k, k);
  return determinants(matrix, k + 1).first.sign();
}

double SmallestSphere::squared_radius() const {
  if (width_ == 1) return 0;
  std::array<const double*, most_points> rows;
  for (std::size_t i = 0; i < width_; ++i) rows[i] = row(points_[i]);
  const std::size_t k = width_ - 1;
  auto system = gram_system<BoundedPair>({rows.data(), width_}, ambient_);
  for (std::size_t j = 0; j < k; ++j) system[k][j] = system[j][k];
  system[k][k] = {};
  eliminate(system, k, k + 1);
  const BoundedPair negative = system[k][k];
  if (negative.sign() < 0 && negative.is_rounded() && -negative.value > 0x1p-900) return -negative.value / 4;
  return exact_squared_radius({rows.data(), width_}, ambient_);
}

/// Where the ball is that of a facet, that facet's radius is the largest. Else every vertex is needed to span it, so
/// that all lie on it and are affinely independent.
EnclosingBall enclosing_ball(std::span<const double> coordinates, Index ambient, std::span<const Index> simplex,
                             std::span<const EnclosingBall> facets) {
  double largest = 0;
  for (const auto& facet : facets) largest = std::max(largest, facet.squared_radius);
  for (std::size_t i = 0; i < simplex.size(); ++i) {
    if (facets[i].squared_radius != largest) continue;
    const unsigned before = (1U << i) - 1, of_facet = facets[i].support;
    const unsigned support = (of_facet & before) | ((of_facet & ~before) << 1);
    std::array<Index, SmallestSphere::most_points> points;
    std::size_t count = 0;
    for (std::size_t v = 0; v < simplex.size(); ++v)
      if (support >> v & 1) points[count++] = simplex[v];
    if (SmallestSphere(coordinates, ambient, {points.data(), count}).side(simplex[i]) <= 0)
      return {largest, std::uint16_t(support)};
  }
  return {SmallestSphere(coordinates, ambient, simplex).squared_radius(), std::uint16_t((1U << simplex.size()) - 1)};
}

void assign_enclosing_balls(RadiusComplex::Block& block, const RadiusComplex::Block& below, Index d,
                            std::vector<std::uint16_t>& supports, std::span<const double> coordinates, Index ambient,
                            const Context& context) {
  const std::size_t width = std::size_t{d} + 1;
  auto& radii = block.squared_radii;
  radii.assign(block.vertices.size() / width, 0.0);
  std::vector<std::uint16_t> found(d <= ambient ? radii.size() : 0);
  parallel_for(context, radii.size(), simplices_together, [&](std::size_t simplex) {
    const Index* faces = &block.faces[simplex * width];
    if (d > ambient) {
      for (std::size_t i = 0; i < width; ++i) radii[simplex] = std::max(radii[simplex], below.squared_radii[faces[i]]);
      return;
    }
    std::array<EnclosingBall, SmallestSphere::most_points> facets;
    for (std::size_t i = 0; i < width; ++i)  // face i leaves out the (i + 1)-th vertex from the end
      facets[width - 1 - i] = {below.squared_radii[faces[i]], supports[faces[i]]};
    const auto ball =
        enclosing_ball(coordinates, ambient, {&block.vertices[simplex * width], width}, {facets.data(), width});
    radii[simplex] = ball.squared_radius;
    found[simplex] = ball.support;
  });
  supports = std::move(found);
}

void assign_enclosing_balls(RadiusComplex& complex, std::span<const double> coordinates, Index ambient,
                            const Context& context) {
  auto& blocks = complex.blocks;
  blocks[0].squared_radii.assign(blocks[0].vertices.size(), 0.0);
  std::vector<std::uint16_t> supports(blocks[0].size(), 1);
  for (std::size_t d = 1; d < blocks.size(); ++d) {
    context.check();
    assign_enclosing_balls(blocks[d], blocks[d - 1], Index(d), supports, coordinates, ambient, context);
  }
}

}  // namespace tessera
