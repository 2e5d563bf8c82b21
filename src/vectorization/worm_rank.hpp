// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/grid.hpp"
#include "tessera/persistence/presentation.hpp"

#include <cstdint>
#include <vector>

namespace tessera {

/// Generalized ranks of one module over worms, in scaled units. Not for use by two threads at once.
class WormRank {
 public:
  WormRank(const Presentation<2>& module, const std::array<double, 2>& scale);

  /// The rank of the limit over the worm of p, width d > 0 and length l in the colimit.
  Index operator()(const Point<2>& p, double d, Index l);

 private:
  using Bits = std::vector<std::uint64_t>;  // a vector of generators

  void start(const Point<2>& p, double d, double reach);
  void keep_without(Index generator);
  Index rank_above(const Point<2>& p, double d, double reach);

  std::size_t words_;
  std::vector<Point<2>> generators_, relations_;
  std::vector<Bits> columns_;
  Point<2> known_below_;
  std::vector<Bits> kept_;  // spans the vectors at the sweep's place that come from the limit
  struct Event {
    double at;
    bool is_leaving;
    Index number;  // of a relation that enters, of a generator that leaves
  };
  std::vector<Event> events_;
};

}  // namespace tessera
