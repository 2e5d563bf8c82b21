// SPDX-License-Identifier: MIT
#include "tessera/persistence/hilbert_function.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/naive_ranks.hpp"
#include "tessera/persistence/coarsening.hpp"
#include "tessera/persistence/euler_surface.hpp"

#include <algorithm>
#include <map>

using namespace tessera;

namespace {

const Context context;

const std::vector<std::pair<GridKind, std::vector<Index>>> grids{
    {GridKind::exact, {}}, {GridKind::regular, {4}}, {GridKind::quantile, {3}}, {GridKind::regular, {1}}};

/// The last rank of the integer grid at or below every coordinate; nothing below 0.
template <int N>
std::optional<Grade<N>> floor_of(const Point<N>& point) {
  Grade<N> grade;
  for (int axis = 0; axis < N; ++axis) {
    if (point[axis] < 0) return {};
    grade[axis] = Index(point[axis]);
  }
  return grade;
}

/// The sampled grade whose entry holds at an integer grade; nothing before the first.
template <int N>
std::optional<Grade<N>> holder(const Grid<N>& grid, const Grade<N>& z) {
  Grade<N> grade;
  for (int axis = 0; axis < N; ++axis) {
    const auto& values = grid.axes[axis].values;
    const auto after = std::ranges::upper_bound(values, double(z[axis])) - values.begin();
    if (after == 0) return {};
    grade[axis] = Index(after - 1);
  }
  return grade;
}

}  // namespace

TEST_CASE("the Hilbert function of a complex is the dimension of its homology, on every grid",
          "[persistence][hilbert][oracle]") {
  int compared = 0;
  for_parameters<1, 4>([&](auto n) {
    constexpr int N = n();
    RandomStream random(51, N);
    for (int trial = 0; trial < (N < 3 ? 60 : 12); ++trial) {
      const auto complex = random_filtered_complex<N>(random, 6, 6, N < 4 ? 4 : 3);
      for (Index degree = 0; degree < 3; ++degree)
        for (const auto& [kind, resolution] : grids) {
          auto options = sampled(HilbertFunctionOptions{}, kind, resolution);
          options.degree = degree;
          const auto hilbert = hilbert_function(complex, options, context);
          CHECK(hilbert.degree == degree);
          for (const auto& z : grades_of(hilbert.grid)) {
            const auto at = floor_of<N>(hilbert.grid(z));
            REQUIRE(hilbert(z) == (at ? naive_homology(complex, degree, *at) : 0));
            ++compared;
          }
        }
    }
  });
  CHECK(compared > 20000);
}

TEST_CASE("an exact Hilbert function tells the dimension at every grade", "[persistence][hilbert][oracle]") {
  for_parameters<1, 4>([&](auto n) {
    constexpr int N = n();
    RandomStream random(52, N);
    for (int trial = 0; trial < 40; ++trial) {
      const auto module = random_module<N>(random, 5, 6, N < 4 ? 5 : 3);
      const auto hilbert = hilbert_function(module, {}, context);
      for (const auto& z : grades_of(module.grid)) {
        const auto at = holder(hilbert.grid, z);
        REQUIRE((at ? hilbert(*at) : 0) == naive_cokernel(module.matrix, z));
      }
    }
  });
}

TEST_CASE("the Euler surface is the alternating sum of the homology, and of the cells",
          "[persistence][euler][oracle]") {
  for_parameters<1, 4>([&](auto n) {
    constexpr int N = n();
    RandomStream random(53, N);
    for (int trial = 0; trial < 10; ++trial) {
      const auto complex = random_filtered_complex<N>(random, 6, 6, 3);
      for (const auto& [kind, resolution] : grids) {
        const auto surface = euler_surface(complex, sampled(EulerSurfaceOptions{}, kind, resolution), context);
        for (const auto& z : grades_of(surface.grid)) {
          std::int64_t sum = 0;
          if (const auto at = floor_of<N>(surface.grid(z)))
            for (Index degree = 0; degree < 4; ++degree)
              sum += (degree % 2 ? -1 : 1) * std::int64_t(naive_homology(complex, degree, *at));
          REQUIRE(surface(z) == sum);
        }
      }
    }
  });
}

TEST_CASE("a module of two free generators and one relation, on three grids", "[persistence][hilbert][example]") {
  Presentation<2> module;
  for (auto& axis : module.grid.axes) axis.values = {0, 1, 2, 6};
  module.matrix.row_grades = {{{0, 0}}, {{1, 1}}};
  module.matrix.append({{3, 2}}, std::vector<Index>{0});

  const auto exact = hilbert_function(module, {}, context);
  CHECK(exact.grid.axes[0].values == std::vector<double>{0, 1, 6});
  CHECK(exact.dimensions == std::vector<Index>{1, 1, 1, 1, 2, 2, 1, 2, 1});

  const auto regular = hilbert_function(module, sampled(HilbertFunctionOptions{}, GridKind::regular, {3, 2}), context);
  CHECK(regular.grid.axes[0].values == std::vector<double>{0, 3, 6});
  CHECK(regular.grid.axes[1].values == std::vector<double>{0, 2});
  CHECK(regular.dimensions == std::vector<Index>{1, 1, 1, 2, 1, 1});

  // Ranks of the grades along axis 0: 0, 1, 6; along axis 1: 0, 1, 2.
  const auto quantiles = hilbert_function(module, sampled(HilbertFunctionOptions{}, GridKind::quantile, {2}), context);
  CHECK(quantiles.grid.axes[0].values == std::vector<double>{0, 6});
  CHECK(quantiles.grid.axes[1].values == std::vector<double>{0, 2});
}

TEST_CASE("samples of a collection share a fitted grid", "[persistence][grid]") {
  RandomStream random(54, 0);
  Collection<Presentation<2>> modules;
  for (int k = 0; k < 4; ++k) modules.add(std::to_string(k), random_module<2>(random, 4, 5, Index(3 + 2 * k)));

  for (const auto kind : {GridKind::regular, GridKind::quantile}) {
    auto options = sampled(HilbertFunctionOptions{}, kind, {5});
    options.fit = fit_sampling_grid(modules, options, context);
    CHECK(SamplingGrid::from_values(options.fit->values()) == *options.fit);
    for (Index k = 0; k < modules.size(); ++k) {
      const auto hilbert = hilbert_function(modules[k], options, context);
      for (int axis = 0; axis < 2; ++axis) REQUIRE(hilbert.grid.axes[axis].values == options.fit->axes[axis]);
      for (const auto& z : grades_of(hilbert.grid))
        REQUIRE(hilbert(z) == naive_rank(modules[k], hilbert.grid(z), hilbert.grid(z)));
    }
  }
  // A grid fitted elsewhere may end below the grades of a sample.
  auto elsewhere = sampled(HilbertFunctionOptions{}, GridKind::regular, {5});
  elsewhere.fit = SamplingGrid{{{-1, 0.5, 1}, {0, 1.5}}};
  for (Index k = 0; k < modules.size(); ++k) {
    const auto hilbert = hilbert_function(modules[k], elsewhere, context);
    for (const auto& z : grades_of(hilbert.grid))
      REQUIRE(hilbert(z) == naive_rank(modules[k], hilbert.grid(z), hilbert.grid(z)));
  }
  // Regular: the range of all grades together. Exact: no grid is shared.
  const auto regular = fit_sampling_grid(modules, sampled(SamplingOptions{}, GridKind::regular, {2}), context);
  double largest = 0;
  for (Index k = 0; k < modules.size(); ++k)
    for (const auto& grade : modules[k].matrix.column_grades) largest = std::max(largest, double(grade[0]));
  CHECK(regular.axes[0].back() == largest);
  CHECK(fit_sampling_grid(modules, SamplingOptions{}, context).axes.empty());
  CHECK(SamplingGrid::from_values({}) == SamplingGrid{});
}

TEST_CASE("zero modules and axes without range have grids too", "[persistence][grid]") {
  Presentation<2> zero;
  CHECK(hilbert_function(zero, {}, context).dimensions.empty());
  const auto sampled_zero = hilbert_function(zero, sampled(HilbertFunctionOptions{}, GridKind::regular, {3}), context);
  CHECK(sampled_zero.dimensions == std::vector<Index>(9, 0));
  CHECK(sampled_zero.grid.axes[1].values == std::vector<double>{0, 0.5, 1});

  Presentation<2> point;
  for (auto& axis : point.grid.axes) axis.values = {4};
  point.matrix.row_grades = {{{0, 0}}};
  const auto flat = hilbert_function(point, sampled(HilbertFunctionOptions{}, GridKind::regular, {3}), context);
  CHECK(flat.grid.axes[0].values == std::vector<double>{4, 4.5, 5});
  CHECK(flat.dimensions == std::vector<Index>(9, 1));
  const auto one = hilbert_function(point, sampled(HilbertFunctionOptions{}, GridKind::quantile, {7}), context);
  CHECK(one.dimensions == std::vector<Index>{1});
}

TEST_CASE("grids that do not fit are refused", "[persistence][grid][error]") {
  RandomStream random(55, 0);
  auto module = random_module<2>(random, 4, 5, 5);
  const auto reason = [&](const HilbertFunctionOptions& options, const Context& with = context) {
    return reason_of([&] { hilbert_function(module, options, with); });
  };
  const auto regular = [&](std::vector<Index> resolution) {
    return sampled(HilbertFunctionOptions{}, GridKind::regular, std::move(resolution));
  };
  CHECK(reason(regular({0})) == "needs one point at least on each axis, got 0");
  CHECK(reason(regular({2, 3, 4})) == "needs one number, or one for each of 2 axes, got 3");
  CHECK(reason(sampled(HilbertFunctionOptions{}, GridKind::exact, {5})) ==
        "an exact grid takes every value, got a resolution");
  const auto small = [&] { hilbert_function(module, regular({3000}), Context({.memory_budget = 1 << 20})); };
  CHECK(code_of(small) == "R302");

  auto fitted = regular({4});
  fitted.fit = SamplingGrid{{{0, 1}}};
  CHECK(reason(fitted) == "needs values for 2 axes, got 1");
  fitted.fit = SamplingGrid{{{0, 1}, {2, 2}}};
  CHECK(reason(fitted) == "needs finite, strictly increasing values, got others on axis 1");
  fitted.fit = SamplingGrid{{{0, 9}, {0, 1}}};
  module.grid.axes[0].known_below = 5;
  module.grid.axes[0].name = "scale";
  CHECK(reason(fitted) == "reaches 9 on axis 'scale', but the module is known below 5 only");
  CHECK(code_of([] { SamplingGrid::from_values({{"axis1", {0, 1}}}); }) == "D106");
}

TEST_CASE("coarsening rounds up, says by how much, and changes nothing on the grid", "[persistence][coarsening]") {
  std::map<std::string, double> seen;
  ContextOptions sinks;
  sinks.resolved = [&](const ResolvedValue& value) { seen[value.name] = value.value; };
  const Context listening(sinks);

  Presentation<2> module;
  module.grid.axes[0].values = {0, 1, 2, 6};
  module.grid.axes[1].values = {0, 10};
  module.matrix.row_grades = {{{0, 0}}, {{1, 1}}};
  module.matrix.append({{3, 1}}, std::vector<Index>{0});
  module.is_minimal = true;
  const auto coarse = coarsen(module, sampled(CoarseningOptions{}, GridKind::regular, {3}), listening);
  CHECK(coarse.grid.axes[0].values == std::vector<double>{0, 3, 6});
  CHECK(coarse.matrix.row_grades == std::vector<Grade<2>>{{{0, 0}}, {{1, 2}}});
  CHECK(coarse.matrix.column_grades == std::vector<Grade<2>>{{{2, 2}}});
  CHECK(!coarse.is_minimal);
  CHECK(seen.at("rounding.axis0") == 2);  // 1 -> 3; the value 2 is no grade's
  CHECK(seen.at("rounding.axis1") == 0);

  auto elsewhere = sampled(CoarseningOptions{}, GridKind::regular, {3});
  elsewhere.fit = SamplingGrid{{{0, 4}, {5}}};
  const auto reached = coarsen(module, elsewhere, listening);
  CHECK(reached.grid.axes[0].values == std::vector<double>{0, 4, 6});
  CHECK(reached.grid.axes[1].values == std::vector<double>{5, 10});
  CHECK_NOTHROW(check(reached));

  for_parameters<1, 4>([&](auto n) {
    constexpr int N = n();
    RandomStream random(56, N);
    for (int trial = 0; trial < 20; ++trial) {
      const auto complex = random_filtered_complex<N>(random, 6, 6, 5);
      const auto rounded = coarsen(complex, sampled(CoarseningOptions{}, GridKind::quantile, {3}), listening);
      CHECK_NOTHROW(check(rounded));
      for (const auto& z : grades_of(rounded.grid))
        REQUIRE(naive_homology(rounded, 1, z) == naive_homology(complex, 1, *floor_of<N>(rounded.grid(z))));
      const auto exact = coarsen(complex, sampled(CoarseningOptions{}, GridKind::exact), listening);
      for (std::size_t d = 0; d < complex.blocks.size(); ++d)
        for (Index cell = 0; cell < complex.blocks[d].size(); ++cell)
          REQUIRE(exact.grid(exact.blocks[d].grades[cell]) == complex.grid(complex.blocks[d].grades[cell]));
      REQUIRE(seen.at("rounding.axis0") == 0);
    }
  });
}
