// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

#include <array>
#include <span>
#include <vector>

namespace tessera {

/// Exact predicates on spheres through sites, within the affine hull of the sites. Several sites may lie at one place.
///
/// Ties are broken as if site i were raised by an infinitesimal e_i above the paraboloid, e_0 << e_1 << ...: a site
/// exactly on a sphere then counts as inside or outside, consistently over all spheres (the arrangement of the lifted
/// sites' dual hyperplanes is simple). Of two sites at one place the first is the nearer.
/// Source: Devillers and Teillaud 2011, Perturbations for Delaunay and weighted Delaunay 3D triangulations,
/// doi:10.1016/j.comgeo.2010.09.010.
class SphereOrder {
 public:
  /// Places are distinct points in lexicographic order, row-major, in [-1, 1]^ambient, ambient <= 3. `place_of` of
  /// every site increases. `hull_simplex`: affinely independent places that span the affine hull of all.
  SphereOrder(std::span<const double> places, Index ambient, std::vector<Index> place_of,
              std::span<const Index> hull_simplex);

  /// Of the affine hull.
  Index dimension() const noexcept { return dimension_; }
  Index place_of(Index site) const noexcept { return place_of_[site]; }
  Index site_count() const noexcept { return Index(place_of_.size()); }
  std::span<const Index> place_of() const noexcept { return place_of_; }

  /// -1, 0, 1: the orientation of dimension() + 1 sites within the hull. 0: they lie in a flat of lower dimension.
  int orientation(std::span<const Index> sites) const;
  /// Is `site` inside the sphere through dimension() + 1 other sites, of this orientation, not 0? On it: see above.
  bool is_inside(std::span<const Index> sites, int orientation, Index site) const;

 private:
  using Rows = std::array<std::array<double, 4>, 4>;

  const double* point(Index site) const { return places_.data() + std::size_t{place_of_[site]} * ambient_; }
  int exact_orientation(std::span<const Index> sites) const;
  int lifted_sign(std::span<const Index> sites, Index site) const;

  std::span<const double> places_;
  Index ambient_, dimension_;
  std::vector<Index> place_of_;
  std::array<Index, 3> axes_{0, 1, 2};  // the first `dimension_` are coordinates of the hull
};

}  // namespace tessera
