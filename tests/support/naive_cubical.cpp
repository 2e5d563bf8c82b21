// SPDX-License-Identifier: MIT
#include "support/naive_cubical.hpp"

#include <algorithm>
#include <iostream>  // Persistent_cohomology.h forgets it
#include <map>
#include <numeric>

#include <gudhi/Bitmap_cubical_complex.h>
#include <gudhi/Bitmap_cubical_complex_periodic_boundary_conditions_base.h>
#include <gudhi/Persistent_cohomology.h>

namespace tessera {
namespace {

Index inverse_modulo(Index a, Index p) {
  for (Index b = 1; b < p; ++b)
    if (std::uint64_t{a} * b % p == 1) return b;
  return 0;
}

/// Adds factor * from to `to`.
void add(std::map<std::size_t, Index>& to, const std::map<std::size_t, Index>& from, Index factor, Index p) {
  for (const auto& [row, coefficient] : from) {
    Index& here = to[row];
    here = Index((here + std::uint64_t{factor} * coefficient) % p);
    if (here == 0) to.erase(row);
  }
}

/// A lattice of points with two coordinates a pixel along every axis: cubes span the odd ones.
struct DoubledLattice {
  std::vector<Index> pixels, sides, vertices;
  std::vector<bool> wraps;
  bool is_dual;

  DoubledLattice(const std::vector<Index>& shape, const CubicalBarcodeOptions& options)
      : pixels(shape), wraps(shape.size()), is_dual(options.construction == CubicalConstruction::top_cells) {
    for (const Index axis : options.periodic) wraps[axis] = true;
    for (std::size_t axis = 0; axis < shape.size(); ++axis) {
      sides.push_back(wraps[axis] ? 2 * shape[axis] : is_dual ? 2 * shape[axis] + 1 : 2 * shape[axis] - 1);
      vertices.push_back((sides[axis] + 1) / 2);
    }
  }
  std::size_t size() const {
    return std::accumulate(sides.begin(), sides.end(), std::size_t{1}, std::multiplies<std::size_t>());
  }
  std::vector<Index> point(std::size_t number) const {
    std::vector<Index> point(sides.size());
    for (std::size_t axis = sides.size(); axis-- > 0; number /= sides[axis]) point[axis] = Index(number % sides[axis]);
    return point;
  }
  std::size_t number(const std::vector<Index>& point) const {
    std::size_t number = 0;
    for (std::size_t axis = 0; axis < sides.size(); ++axis) number = number * sides[axis] + point[axis];
    return number;
  }
  /// The pixels among the points around, as positions in the image: vertices of the cube, or full cubes it is a face
  /// of.
  std::vector<std::size_t> pixels_at(const std::vector<Index>& point) const {
    std::vector<std::size_t> found{0};
    for (std::size_t axis = 0; axis < sides.size(); ++axis) {
      std::vector<std::size_t> next;
      for (const long step : {-1L, 0L, 1L}) {
        if ((step != 0) != (bool(point[axis] & 1) != is_dual)) continue;
        long at = long(point[axis]) + step;
        if (wraps[axis]) at = (at + long(sides[axis])) % long(sides[axis]);
        if (at < 0 || at >= long(sides[axis])) continue;
        for (const std::size_t before : found) next.push_back(before * pixels[axis] + std::size_t(at) / 2);
      }
      found = next;
    }
    return found;
  }
};

}  // namespace

NaiveCubical::NaiveCubical(const Image& image, const CubicalBarcodeOptions& options) : field(options.field) {
  const DoubledLattice lattice(image.shape(), options);
  const double sign = options.direction == Direction::superlevel ? -1 : 1;
  std::vector<Cube> all(lattice.size());
  for (std::size_t number = 0; number < all.size(); ++number) {
    const auto point = lattice.point(number);
    Cube& cube = all[number];
    bool is_first = true;
    for (const std::size_t pixel : lattice.pixels_at(point)) {
      const double value = sign * image.values()[pixel];
      if (is_first || (lattice.is_dual ? value < cube.value : value > cube.value)) cube.value = value;
      is_first = false;
    }
    Index one = 1;
    for (std::size_t axis = 0; axis < point.size(); ++axis) {
      cube.lowest = cube.lowest * lattice.vertices[axis] + point[axis] / 2;
      cube.highest = cube.highest * lattice.vertices[axis] + (point[axis] + 1) / 2 % lattice.vertices[axis];
      if (!(point[axis] & 1)) continue;
      ++cube.dimension;
      auto lower = point, upper = point;
      lower[axis] -= 1;
      upper[axis] = (point[axis] + 1) % lattice.sides[axis];
      if (lower[axis] != upper[axis]) {
        cube.boundary.emplace_back(lattice.number(lower), field - one);
        cube.boundary.emplace_back(lattice.number(upper), one);
      }
      one = field - one;
    }
  }

  std::vector<std::size_t> order(all.size()), place(all.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return std::pair(all[i].value, all[i].dimension); });
  for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = i;
  for (const std::size_t number : order) {
    for (auto& [face, coefficient] : all[number].boundary) face = place[face];
    cubes.push_back(all[number]);
  }
}

Barcode NaiveCubical::barcode(Index max_degree) const {
  std::map<std::size_t, std::map<std::size_t, Index>> reduced;  // by pivot
  std::map<std::size_t, std::size_t> death;
  std::vector<bool> is_negative(cubes.size());
  for (std::size_t j = 0; j < cubes.size(); ++j) {
    std::map<std::size_t, Index> column;
    for (const auto& [face, coefficient] : cubes[j].boundary) add(column, {{face, coefficient}}, 1, field);
    while (!column.empty() && reduced.contains(column.rbegin()->first)) {
      const auto& other = reduced[column.rbegin()->first];
      const Index ratio =
          Index(std::uint64_t{column.rbegin()->second} * inverse_modulo(other.rbegin()->second, field) % field);
      add(column, other, field - ratio, field);
    }
    if (column.empty()) continue;
    is_negative[j] = true;
    death[column.rbegin()->first] = j;
    reduced[column.rbegin()->first] = column;
  }

  std::vector<Bar> bars;
  for (std::size_t i = 0; i < cubes.size(); ++i)
    if (!is_negative[i] && Index(cubes[i].dimension) <= max_degree)
      bars.push_back({cubes[i].value, death.contains(i) ? cubes[death[i]].value : infinity, Index(cubes[i].dimension)});
  return barcode_of(std::move(bars), field);
}

std::vector<Index> NaiveCubical::chain(const Cycle& cycle, int dimension) const {
  std::map<std::pair<Index, Index>, std::size_t> named;
  for (std::size_t i = 0; i < cubes.size(); ++i)
    if (cubes[i].dimension == dimension) named[{cubes[i].lowest, cubes[i].highest}] = i;

  std::vector<Index> chain(cubes.size(), 0);
  if (cycle.cell_size != 2) return {};
  for (Index i = 0; i < cycle.size(); ++i) {
    const auto cube = named.find({cycle.cell(i)[0], cycle.cell(i)[1]});
    const Index coefficient = cycle.coefficients[i];
    if (cube == named.end() || chain[cube->second] != 0 || coefficient == 0 || coefficient >= field) return {};
    chain[cube->second] = coefficient;
  }
  return chain;
}

std::vector<Index> NaiveCubical::boundary(const std::vector<Index>& chain) const {
  std::vector<Index> result(cubes.size(), 0);
  for (std::size_t i = 0; i < chain.size(); ++i)
    for (const auto& [face, coefficient] : cubes[i].boundary)
      result[face] = Index((result[face] + std::uint64_t{chain[i]} * coefficient) % field);
  return result;
}

std::size_t NaiveCubical::rank_with_boundaries(int degree, double value,
                                               const std::vector<std::vector<Index>>& chains) const {
  std::vector<std::map<std::size_t, Index>> columns;
  for (const Cube& cube : cubes)
    if (cube.dimension == degree + 1 && cube.value <= value) {
      columns.emplace_back();
      for (const auto& [face, coefficient] : cube.boundary) add(columns.back(), {{face, coefficient}}, 1, field);
    }
  for (const auto& chain : chains) {
    columns.emplace_back();
    for (std::size_t i = 0; i < chain.size(); ++i)
      if (chain[i] != 0) columns.back()[i] = chain[i];
  }

  std::map<std::size_t, std::map<std::size_t, Index>> reduced;
  for (auto& column : columns) {
    while (!column.empty() && reduced.contains(column.rbegin()->first)) {
      const auto& other = reduced[column.rbegin()->first];
      const Index ratio =
          Index(std::uint64_t{column.rbegin()->second} * inverse_modulo(other.rbegin()->second, field) % field);
      add(column, other, field - ratio, field);
    }
    if (!column.empty()) reduced[column.rbegin()->first] = column;
  }
  return reduced.size();
}

namespace {

template <class Complex>
Barcode gudhi_barcode_of(Complex& complex, Index field) {
  Gudhi::persistent_cohomology::Persistent_cohomology<Complex, Gudhi::persistent_cohomology::Field_Zp> cohomology(
      complex, true);
  cohomology.init_coefficients(int(field));
  cohomology.compute_persistent_cohomology(0);
  std::vector<Bar> bars;
  for (const auto& [birth, death, coefficient] : cohomology.get_persistent_pairs())
    bars.push_back({complex.filtration(birth), death == complex.null_simplex() ? infinity : complex.filtration(death),
                    Index(complex.dimension(birth))});
  return barcode_of(std::move(bars), field);
}

}  // namespace

Barcode gudhi_cubical_barcode(const Image& image, const CubicalBarcodeOptions& options) {
  // GUDHI's first axis is the fastest, ours the last.
  using Base = Gudhi::cubical_complex::Bitmap_cubical_complex_base<double>;
  using Periodic = Gudhi::cubical_complex::Bitmap_cubical_complex_periodic_boundary_conditions_base<double>;
  const auto& shape = image.shape();
  std::vector<unsigned> sides(shape.rbegin(), shape.rend());
  std::vector<bool> wraps(shape.size());
  for (const Index axis : options.periodic) wraps[shape.size() - 1 - axis] = true;
  std::vector<double> values = image.values();
  for (double& value : values) value = options.direction == Direction::superlevel ? -value : value;

  if (options.periodic.empty()) {
    Gudhi::cubical_complex::Bitmap_cubical_complex<Base> complex(sides, values);
    return gudhi_barcode_of(complex, options.field);
  }
  Gudhi::cubical_complex::Bitmap_cubical_complex<Periodic> complex(sides, values, wraps);
  return gudhi_barcode_of(complex, options.field);
}

}  // namespace tessera
