// SPDX-License-Identifier: MIT
// The spheres of (A, S) are a convex polyhedron of centers, with a facet for every (A, S + y) and (A - x, S + x); the
// squared radius is convex on it.
// 1. From small S up: the smallest sphere on S; and for every y in S the exact side of y against the smallest sphere on
//    S - y. Where y is on it, both have the same sphere, and S takes over the number.
// 2. From large S down: the smallest sphere on S is one of the polyhedron's unless an (A, S + y) has y strictly inside
//    it or an (A - x, S + x) has x strictly outside. Else the least is on a facet. A vertex (A, empty) has the least of
//    its facets: a smallest sphere around A has a member of A on it.
// 3. Rounding is repaired upwards: a rhomboid below a facet is raised to it.
// Equality in 2 counts as good: that is the limit of what a perturbation of the sites gives.
#ifdef TESSERA_WITH_CGAL

#include "filtration/rhomboid_radii.hpp"

#include "filtration/smallest_sphere.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace tessera {
namespace {

constexpr std::size_t rhomboids_together = 1 << 12;
/// Four times a squared radius below which products of it may underflow, as for alpha complexes.
constexpr double least_squared_length = 0x1p-1000;

class RhomboidRadii {
 public:
  RhomboidRadii(const RhomboidTiling& tiling, const SphereOrder& order, const DelaunayPoints& places, Index ambient,
                const Context& context)
      : tiling_(tiling),
        order_(order),
        places_(places),
        spheres_(places.coordinates, ambient),
        context_(context),
        radii_(tiling.blocks.size()),
        sides_(tiling.blocks.size()) {}

  std::vector<std::vector<double>> assign() {
    radii_[0].assign(tiling_.blocks[0].size(), infinity);
    radii_[1].assign(tiling_.blocks[1].size(), 0.0);
    for (std::size_t m = 2; m < radii_.size(); ++m) assign_spheres(m);
    for (std::size_t m = radii_.size() - 1; m > 1; --m) hand_down(m);
    const auto& edges = tiling_.blocks[1];
    radii_[0][0] = 0;  // the empty set
    for (Index edge = 0; edge < edges.size(); ++edge) {
      double& radius = radii_[0][edges.high[edge]];
      radius = std::min(radius, radii_[1][edge]);
    }
    for (std::size_t m = 1; m < radii_.size(); ++m) raise_to_facets(m);
    return std::move(radii_);
  }

 private:
  using Simplex = std::array<Index, 4>;  // of places

  Simplex simplex(std::size_t m, std::size_t rhomboid) const {
    Simplex result{};
    for (std::size_t i = 0; i < m; ++i) result[i] = order_.place_of(tiling_.blocks[m].sites[rhomboid * m + i]);
    return result;
  }

  /// Step 1, of |S| = m.
  void assign_spheres(std::size_t m) {
    const auto& block = tiling_.blocks[m];
    radii_[m].resize(block.size());
    sides_[m].resize(block.sites.size());
    parallel_for(context_, block.size(), rhomboids_together, [&](std::size_t rhomboid) {
      const Simplex all = simplex(m, rhomboid);
      double& radius = radii_[m][rhomboid];
      radius = -1;
      for (std::size_t i = 0; i < m; ++i) {
        Simplex rest{};
        std::copy_n(all.begin(), i, rest.begin());
        std::copy(all.begin() + i + 1, all.begin() + m, rest.begin() + i);
        std::int8_t& side = sides_[m][rhomboid * m + i];
        if (m == 2)
          side = 1;  // no two sites of a sphere are at one place
        else
          spheres_.sides(rest.data(), m - 1, {&all[i], 1}, &side);
        if (side == 0 && radius < 0) radius = radii_[m - 1][block.low[rhomboid * m + i]];
      }
      if (radius < 0) radius = spheres_.squared_radius(all.data(), m);
      if (m == 2 && !(4 * radius >= least_squared_length)) refuse_close(all);
      if (!std::isfinite(places_.radius(radius))) refuse_flat(all, m);
    });
  }

  /// Step 2, of |S| = m - 1.
  void hand_down(std::size_t m) {
    const auto& block = tiling_.blocks[m];
    auto& below = radii_[m - 1];
    std::vector<double> least(below.size(), -1.0);  // of the facets; -1: no facet speaks against the smallest sphere
    const auto speak_against = [&](Index facet) {
      if (facet != none) least[facet] = infinity;
    };
    for (std::size_t i = 0; i < block.sites.size(); ++i) {
      if (i % (1 << 16) == 0) context_.check();
      if (sides_[m][i] < 0) speak_against(block.low[i]);
      if (sides_[m][i] > 0) speak_against(block.high[i]);
    }
    const auto offer = [&](Index facet, double radius) {
      if (facet != none && least[facet] >= 0) least[facet] = std::min(least[facet], radius);
    };
    for (std::size_t i = 0; i < block.sites.size(); ++i) {
      if (i % (1 << 16) == 0) context_.check();
      offer(block.low[i], radii_[m][i / m]);
      offer(block.high[i], radii_[m][i / m]);
    }
    for (std::size_t rhomboid = 0; rhomboid < below.size(); ++rhomboid)
      if (least[rhomboid] >= 0) below[rhomboid] = least[rhomboid];
    sides_[m] = {};
  }

  /// Step 3.
  void raise_to_facets(std::size_t m) {
    const auto& block = tiling_.blocks[m];
    parallel_for(context_, block.size(), rhomboids_together, [&](std::size_t rhomboid) {
      double& radius = radii_[m][rhomboid];
      for (std::size_t i = rhomboid * m; i < (rhomboid + 1) * m; ++i) {
        radius = std::max(radius, radii_[m - 1][block.low[i]]);
        if (block.high[i] != none) radius = std::max(radius, radii_[m - 1][block.high[i]]);
      }
    });
  }

  [[noreturn]] void refuse_close(const Simplex& pair) const {
    throw Error(codes::bad_value,
                fmt::format("needs points no closer than 1e-150 times the largest coordinate, got points {} and {}",
                            places_.first_point[pair[0]], places_.first_point[pair[1]]),
                "merge points that close, or subtract the mean from the coordinates");
  }

  [[noreturn]] void refuse_flat(const Simplex& simplex, std::size_t width) const {
    std::string names;
    for (std::size_t i = 0; i < width; ++i)
      names += fmt::format("{}{}", i == 0 ? "" : i + 1 == width ? " and " : ", ", places_.first_point[simplex[i]]);
    throw Error(codes::bad_value,
                fmt::format("needs spheres through points whose radius does not overflow, got points {}", names),
                "rescale or round the coordinates, or project the points onto the plane they almost lie in");
  }

  const RhomboidTiling& tiling_;
  const SphereOrder& order_;
  const DelaunayPoints& places_;
  const SmallestSpheres spheres_;
  const Context& context_;
  std::vector<std::vector<double>> radii_;
  std::vector<std::vector<std::int8_t>> sides_;  // by |S|, as its sites: of each against the sphere of the others
};

}  // namespace

std::vector<std::vector<double>> rhomboid_radii(const RhomboidTiling& tiling, const SphereOrder& order,
                                                const DelaunayPoints& places, Index ambient, const Context& context) {
  return RhomboidRadii(tiling, order, places, ambient, context).assign();
}

}  // namespace tessera

#endif
