// SPDX-License-Identifier: MIT
#include "decomposition/line_lattice.hpp"

#include "decomposition/bar_matching.hpp"
#include "decomposition/lattice_tracks.hpp"
#include "support/catch.hpp"
#include "support/naive_ranks.hpp"
#include "tessera/persistence/minimal_presentation.hpp"
#include "tessera/persistence/slice.hpp"

#include <algorithm>
#include <cmath>

using namespace tessera;

namespace {

const Context context;

/// How much later, at most and at least, points meet one line than the other: max - min of the offsets' differences.
template <int N>
double distance_of_lines(const Point<N>& one, const Point<N>& other) {
  double low = 0, high = 0;
  for (int axis = 1; axis < N; ++axis) {
    low = std::min(low, one[axis] - other[axis]);
    high = std::max(high, one[axis] - other[axis]);
  }
  return high - low;
}

template <int N>
void require_cover(RandomStream& random, const LineLattice<N>& lattice) {
  for (int trial = 0; trial < 300; ++trial) {
    Point<N> foot;  // on the boundary of the quadrant above `low`, no higher than `high`
    for (int axis = 0; axis < N; ++axis)
      foot[axis] = lattice.low()[axis] + random.uniform() * (lattice.high()[axis] - lattice.low()[axis]);
    const auto side = random.below(N);
    foot[side] = lattice.low()[side];
    Point<N> offset{};
    for (int axis = 1; axis < N; ++axis) offset[axis] = foot[axis] - foot[0];
    double nearest = infinity;
    for (Index line = 0; line < lattice.size(); ++line)
      nearest = std::min(nearest, distance_of_lines<N>(offset, lattice.offset(line)));
    REQUIRE(nearest <= lattice.spacing() * (1 - 1.0 / N) + 1e-12);
  }
}

std::array<std::vector<double>, 3> values_of(const Grid<3>& grid) {
  return {grid.axes[0].values, grid.axes[1].values, grid.axes[2].values};
}

}  // namespace

TEST_CASE("every diagonal line that a module can tell is within (1 - 1/N) spacings of a line of the lattice",
          "[decomposition][approximation][law]") {
  RandomStream random(41, 0);
  require_cover(random, LineLattice<3>({0, 0, 0}, {1, 1, 1}, 0.06, 20000));
  require_cover(random, LineLattice<3>({-1, 5, 0}, {2, 5, 0.4}, 0.1, 20000));
  require_cover(random, LineLattice<3>({0, 0, 0}, {1, 2, 3}, 0.001, 3000));
  require_cover(random, LineLattice<4>({0, 0, 0, 0}, {1, 2, 1, 1}, 0.25, 20000));
}

TEST_CASE("lines are numbered in the order of their offsets, and know the next ones",
          "[decomposition][approximation]") {
  const LineLattice<3> lattice({0, 0, 0}, {1, 1, 1}, 0.2, 20000);
  const auto rows = lattice.rows();
  CHECK(std::ranges::is_sorted(rows));
  CHECK(rows.back() == lattice.size());
  for (Index line = 0; line < lattice.size(); ++line) {
    if (line > 0) REQUIRE(lattice.offset(line - 1) < lattice.offset(line));
    for (int axis = 1; axis < 3; ++axis) {
      const Index next = lattice.next(line, axis);
      if (next == none) continue;
      REQUIRE(lattice.offset(next)[axis] - lattice.offset(line)[axis] == Approx(0.2));
      REQUIRE(lattice.offset(next)[3 - axis] == lattice.offset(line)[3 - axis]);
    }
  }
}

TEST_CASE("bars on a lattice are those of slices, with the grades they come from",
          "[decomposition][approximation][oracle]") {
  RandomStream random(42, 0);
  for (int trial = 0; trial < 10; ++trial) {
    const auto module = minimal_presentation(random_module<3>(random, 12, 15, 6), {}, context);
    const LineLattice<3> lattice({0, 0, 0}, {5, 5, 5}, 0.7, 20000);
    const auto values = values_of(module.grid);
    const auto lines = bars_on_lattice<3>(DiagonalSlicer<3>(module.matrix, values), lattice, context);
    for (Index line = 0; line < lattice.size(); ++line) {
      const auto expected = slice(module, {lattice.offset(line), {1, 1, 1}});
      REQUIRE(lines[line].bars.size() == expected.bars.size());
      for (std::size_t bar = 0; bar < expected.bars.size(); ++bar) {
        REQUIRE(lines[line].bars[bar].birth == expected.bars[bar].birth);
        REQUIRE(lines[line].bars[bar].death == expected.bars[bar].death);
      }
    }
  }
}

TEST_CASE("bars followed over the space between lines obey the rule of matchings",
          "[decomposition][approximation][law]") {
  RandomStream random(43, 0);
  for (int trial = 0; trial < 30; ++trial) {
    const auto module = minimal_presentation(random_module<3>(random, 12, 15, 6), {}, context);
    const auto values = values_of(module.grid);
    DiagonalSlicer<3> slicer(module.matrix, values);
    const double h = 0.1 + random.uniform();
    const Point<3> start{0, 8 * random.uniform() - 4, 8 * random.uniform() - 4};
    for (int axis = 1; axis < 3; ++axis) {
      Point<3> end = start;
      end[axis] += h;
      const auto from = slicer.bars(start), to = slicer.bars(end);
      const auto partner = followed_bars<3>(from, start, to, end, h, 5, slicer);
      std::vector<bool> is_taken(to.bars.size(), false);
      for (std::size_t bar = 0; bar < partner.size(); ++bar) {
        if (partner[bar] == none) {
          REQUIRE(may_stay_alone(from.bars[bar], h));
          continue;
        }
        REQUIRE(may_match(from.bars[bar], to.bars[partner[bar]], h));
        REQUIRE(!is_taken[partner[bar]]);
        is_taken[partner[bar]] = true;
      }
      for (std::size_t bar = 0; bar < is_taken.size(); ++bar)
        REQUIRE((is_taken[bar] || may_stay_alone(to.bars[bar], h)));
    }
  }
}
