// SPDX-License-Identifier: MIT
#ifdef TESSERA_WITH_CGAL

#include "filtration/sphere_order.hpp"

#include "filtration/delaunay.hpp"
#include "tessera/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tessera {
namespace {

/// A determinant with the sum of its products taken positive, which bounds its rounding error.
struct Determinant {
  double value, magnitude;
};

using Rows = std::array<std::array<double, 4>, 4>;

template <int Size>
Determinant determinant(const Rows& rows) {
  if constexpr (Size == 1) {
    return {rows[0][0], std::abs(rows[0][0])};
  } else if constexpr (Size == 2) {
    const double a = rows[0][0] * rows[1][1], b = rows[0][1] * rows[1][0];
    return {a - b, std::abs(a) + std::abs(b)};
  } else {  // along the last column
    Determinant sum{0, 0};
    for (int row = 0; row < Size; ++row) {
      Rows minor;
      for (int i = 0, to = 0; i < Size; ++i)
        if (i != row) minor[to++] = rows[i];
      const auto [value, magnitude] = determinant<Size - 1>(minor);
      const double factor = (row + Size) % 2 == 1 ? rows[row][Size - 1] : -rows[row][Size - 1];
      sum.value += factor * value;
      sum.magnitude += std::abs(factor) * magnitude;
    }
    return sum;
  }
}

Determinant determinant(const Rows& rows, Index size) {
  switch (size) {
    case 1:
      return determinant<1>(rows);
    case 2:
      return determinant<2>(rows);
    case 3:
      return determinant<3>(rows);
    default:
      return determinant<4>(rows);
  }
}

constexpr int undecided = 2;

/// At most 32 roundings, of differences, squares, products and sums, lie on the way of any product into the value.
/// Below the threshold products may have been lost to underflow.
int sign_beyond_doubt(const Determinant& d) {
  constexpr double relative_error = 64 * 0x1p-53, near_underflow = 0x1p-900;
  if (!(d.magnitude > near_underflow) || !(std::abs(d.value) > relative_error * d.magnitude)) return undecided;
  return d.value > 0 ? 1 : -1;
}

}  // namespace

SphereOrder::SphereOrder(std::span<const double> places, Index ambient, std::vector<Index> place_of,
                         std::span<const Index> hull_simplex)
    : places_(places), ambient_(ambient), dimension_(Index(hull_simplex.size() - 1)), place_of_(std::move(place_of)) {
  std::vector<const double*> corners;
  for (const Index place : hull_simplex) corners.push_back(places.data() + std::size_t{place} * ambient);
  // The first axes along which the hull does not collapse; in lexicographic order there always are some.
  std::array<bool, 3> chosen{};
  std::fill_n(chosen.begin(), dimension_, true);
  do {
    for (Index axis = 0, to = 0; axis < ambient; ++axis)
      if (chosen[axis]) axes_[to++] = axis;
    if (delaunay::orientation(corners, {axes_.data(), dimension_}) != 0) return;
  } while (std::prev_permutation(chosen.begin(), chosen.begin() + ambient));
  throw Error(codes::internal, "the points of a simplex are not affinely independent");
}

int SphereOrder::orientation(std::span<const Index> sites) const {
  if (dimension_ == 0) return 1;
  Rows rows{};
  const double* last = point(sites.back());
  for (Index i = 0; i < dimension_; ++i)
    for (Index k = 0; k < dimension_; ++k) rows[i][k] = point(sites[i])[axes_[k]] - last[axes_[k]];
  const int sign = sign_beyond_doubt(determinant(rows, dimension_));
  return sign == undecided ? exact_orientation(sites) : sign;
}

int SphereOrder::exact_orientation(std::span<const Index> sites) const {
  std::array<const double*, 4> points;
  std::ranges::transform(sites, points.begin(), [&](Index site) { return point(site); });
  return delaunay::orientation({points.data(), sites.size()}, {axes_.data(), dimension_});
}

/// The sign of the determinant of the rows (y_i - y, |x_i - x|^2), y being coordinates of the hull.
int SphereOrder::lifted_sign(std::span<const Index> sites, Index site) const {
  const double* query = point(site);
  Rows rows{};
  for (std::size_t i = 0; i < sites.size(); ++i) {
    if (place_of_[sites[i]] == place_of_[site]) return 0;
    const double* x = point(sites[i]);
    double squared = 0;
    for (Index axis = 0; axis < ambient_; ++axis) squared += (x[axis] - query[axis]) * (x[axis] - query[axis]);
    for (Index k = 0; k < dimension_; ++k) rows[i][k] = x[axes_[k]] - query[axes_[k]];
    rows[i][dimension_] = squared;
  }
  const int sign = sign_beyond_doubt(determinant(rows, dimension_ + 1));
  if (sign != undecided) return sign;
  std::array<const double*, 4> points;
  std::ranges::transform(sites, points.begin(), [&](Index s) { return point(s); });
  return delaunay::lifted_orientation({points.data(), sites.size()}, query, ambient_, {axes_.data(), dimension_});
}

/// With heights h over the hull, `site` is outside exactly when det [y 1 h] of all the sites and it has the sign of the
/// orientation. That determinant is minus the one of lifted_sign. It is linear in every height: the factor of h_i is
/// minus the orientation with `site` in the place of site i, and that of its own height the orientation itself.
bool SphereOrder::is_inside(std::span<const Index> sites, int orientation, Index site) const {
  if (const int sign = lifted_sign(sites, site); sign != 0) return sign == orientation;

  std::array<Index, 4> replaced{};
  std::ranges::copy(sites, replaced.begin());
  for (Index below = none;;) {  // the largest perturbation first
    std::size_t i = sites.size();
    for (std::size_t k = 0; k < sites.size(); ++k)
      if (sites[k] > site && sites[k] < below && (i == sites.size() || sites[k] > sites[i])) i = k;
    if (i == sites.size()) return false;
    replaced[i] = site;
    const int with_site = this->orientation({replaced.data(), sites.size()});
    if (with_site != 0) return with_site == orientation;
    replaced[i] = below = sites[i];
  }
}

}  // namespace tessera

#endif
