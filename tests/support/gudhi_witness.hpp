// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"
#include "tessera/data/point_cloud.hpp"

#include <vector>

namespace tessera {

/// Barcodes by GUDHI (its permissive part: simplex tree, Rips, persistent cohomology over Z/p): an outside witness.
struct WitnessBar {
  int degree;
  double birth, death;  // death may be +infinity
  friend auto operator<=>(const WitnessBar&, const WitnessBar&) = default;
};

struct WitnessSimplex {
  std::vector<Index> vertices;
  double value;
};

/// Bars of positive length in degrees below `degrees`, sorted. Every face must be listed with a value at most its
/// cofaces'.
std::vector<WitnessBar> gudhi_barcode(const std::vector<WitnessSimplex>& simplices, int degrees, int field = 2);

/// The same for the Rips complex with edges up to max_diameter and simplices of dimension up to `degrees`.
std::vector<WitnessBar> gudhi_rips_barcode(const PointCloud& points, double max_diameter, int degrees, int field = 2);

/// Extended persistence of the lower star filtration of values at vertices (of simplices of one vertex; those of others
/// do not count): bars as births and deaths, by kind, sorted. Values are integers from 0 to a power of two, both of
/// which occur: GUDHI scales them.
struct WitnessExtended {
  std::vector<WitnessBar> ordinary, relative, extended;
};
WitnessExtended gudhi_extended_barcode(const std::vector<WitnessSimplex>& simplices, int field = 2);

/// The number of bars of one degree alive at a value.
inline int betti(const std::vector<WitnessBar>& bars, int degree, double value) {
  int count = 0;
  for (const auto& bar : bars) count += bar.degree == degree && bar.birth <= value && value < bar.death;
  return count;
}

}  // namespace tessera
