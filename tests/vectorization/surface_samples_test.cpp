// SPDX-License-Identifier: MIT
#include "tessera/vectorization/surface_samples.hpp"

#include "tessera/persistence/minimal_presentation.hpp"
#include "tessera/vectorization/landscape_samples.hpp"

#include "support/catch.hpp"
#include "support/collection_of.hpp"
#include "support/errors.hpp"
#include "support/many_parameters.hpp"
#include "support/regraded.hpp"

#include <algorithm>
#include <cmath>

using namespace tessera;

namespace {

template <int N>
SamplingGrid even_grid(int values, double step) {
  SamplingGrid grid{std::vector<std::vector<double>>(N)};
  for (auto& axis : grid.axes)
    for (int k = 0; k < values; ++k) axis.push_back(k * step);
  return grid;
}

template <class Options, int N>
Options on_grid(int values, double step) {
  Options options;
  options.grid = GridKind::regular;
  options.fit = even_grid<N>(values, step);
  return options;
}

}  // namespace

TEST_CASE("samples of surfaces are the numbers of the invariants, in their order", "[vectorization][surface]") {
  RandomStream random(1, 0);
  std::vector<FilteredComplex<2>> complexes;
  for (int k = 0; k < 4; ++k) complexes.push_back(random_filtered_complex<2>(random, 6, 5, 6));
  std::vector<HilbertFunction<2>> functions;
  std::vector<EulerSurface<2>> surfaces;
  std::vector<RankInvariant<2>> ranks;
  for (const auto& complex : complexes) {
    functions.push_back(hilbert_function(complex, on_grid<HilbertFunctionOptions, 2>(4, 1.5), {}));
    surfaces.push_back(euler_surface(complex, on_grid<EulerSurfaceOptions, 2>(3, 2), {}));
    auto options = on_grid<RankInvariantOptions, 2>(3, 2);
    options.degree = 0;
    ranks.push_back(rank_invariant(complex, options, {}));
  }

  const auto hilbert = surface_samples(collection_of(functions), {}, Context().for_stage("h"));
  CHECK(hilbert.shape() == std::vector<Index>{4, 4});
  CHECK(hilbert.columns[6] == "h.x01.y02");
  CHECK(hilbert.axes[1].values == std::vector<double>{0, 1.5, 3, 4.5});
  CHECK(hilbert.values[16 + 6] == double(functions[1](Grade<2>{{1, 2}})));
  const auto euler = surface_samples(collection_of(surfaces), {}, {});
  CHECK(euler.values[2 * 9 + 5] == double(surfaces[2](Grade<2>{{1, 2}})));
  const auto pairs = surface_samples(collection_of(ranks), {}, {});
  CHECK(pairs.width() == 36);
  for (std::size_t k = 0; k < 36; ++k) REQUIRE(pairs.row(3)[k] == double(ranks[3].ranks[k]));
  const auto place = ranks[0].place(Grade<2>{{0, 1}}, Grade<2>{{2, 1}});
  CHECK(pairs.columns[place] == "x00_02.y01_01");
  CHECK(std::isnan(hilbert.stability.constant));
  CHECK(std::isnan(euler.stability.constant));
  CHECK(pairs.stability.statement.starts_with("No theorem: because ranks are whole numbers"));
  CHECK(surface_samples(Collection<HilbertFunction<2>>{}, {}, {}).rows() == 0);
}

TEST_CASE("the integral of the change of an Euler surface is at most what its theorem says",
          "[vectorization][surface][stability][law]") {
  // On a grid as fine as the values both surfaces are constant from one value to the next: the integral is a sum.
  RandomStream random(2, 0);
  double largest = 0;
  for (int trial = 0; trial < 10000; ++trial) {
    const auto complex = random_filtered_complex<2>(random, 1 + Index(random.below(4)), Index(random.below(3)), 6);
    const auto f = perturbed<2>(random, complex, values_of(complex), 0.5, 1);
    const auto g = perturbed<2>(random, complex, f, random.uniform(), random.uniform());
    SamplingGrid grid{std::vector<std::vector<double>>(2)};
    for (std::size_t axis = 0; axis < 2; ++axis) {
      std::vector<double> all{-1, 8};
      for (const auto& values : {f, g})
        for (const auto& block : values)
          for (const auto& value : block) all.push_back(std::min(8.0, value[axis]));
      grid.axes[axis] = distinct_sorted(all);
    }
    EulerSurfaceOptions options;
    options.grid = GridKind::regular;
    options.fit = grid;
    const auto features =
        surface_samples(collection_of<EulerSurface<2>>({euler_surface(regraded<2>(complex, f), options, {}),
                                                        euler_surface(regraded<2>(complex, g), options, {})}),
                        {}, {});
    const auto &x = grid.axes[0], &y = grid.axes[1];
    double integral = 0;
    for (std::size_t i = 0; i + 1 < x.size(); ++i)
      for (std::size_t j = 0; j + 1 < y.size(); ++j)
        integral += std::abs(features.row(0)[i * y.size() + j] - features.row(1)[i * y.size() + j]) *
                    (x[i + 1] - x[i]) * (y[j + 1] - y[j]);
    const double bound = total_change<2>(f, g, {1, 1}) * 9;  // both sides of the box
    REQUIRE(integral <= bound * (1 + 1e-9) + 1e-12);
    if (bound > 0) largest = std::max(largest, integral / bound);
  }
  INFO("largest ratio " << largest);
  CHECK(largest >= 0.3);
}

TEST_CASE("samples of landscapes stand in rows, the first landscape first", "[vectorization][landscape]") {
  RandomStream random(3, 0);
  std::vector<Landscape<2>> landscapes;
  auto options = on_grid<LandscapeOptions, 2>(5, 1);
  options.count = 3;
  for (int k = 0; k < 3; ++k)
    landscapes.push_back(
        landscape(minimal_presentation(random_filtered_complex<2>(random, 5, 3, 6), {.degree = 0}, {}), options, {}));
  const auto features = landscape_samples(collection_of(landscapes), {}, {});
  CHECK(features.shape() == std::vector<Index>{3, 5, 5});
  CHECK(features.columns.front() == "l01.x00.y00");
  CHECK(features.columns.back() == "l03.x04.y04");
  for (std::size_t k = 0; k < 75; ++k) REQUIRE(features.row(2)[k] == landscapes[2].values[k]);
  CHECK(features.stability.constant == 1);
}

TEST_CASE("a landscape moves by at most the largest change of a filtration value, end to end",
          "[vectorization][landscape][stability][law]") {
  RandomStream random(4, 0);
  double largest = 0;
  auto options = on_grid<LandscapeOptions, 2>(8, 1);
  options.count = 2;
  options.axis_scale = AxisScaling::unscaled;
  for (int trial = 0; trial < 10000; ++trial) {
    const auto complex = random_filtered_complex<2>(random, 2 + Index(random.below(4)), 1 + Index(random.below(3)), 8);
    const auto f = perturbed<2>(random, complex, values_of(complex), 0.5, 1);
    const auto g = perturbed<2>(random, complex, f, 2 * random.uniform() * random.uniform(), random.uniform());
    double e = 0;
    for (std::size_t d = 0; d < f.size(); ++d)
      for (std::size_t cell = 0; cell < f[d].size(); ++cell)
        for (int axis = 0; axis < 2; ++axis) e = std::max(e, std::abs(f[d][cell][axis] - g[d][cell][axis]));
    std::vector<Landscape<2>> both;
    for (const auto& values : {f, g})
      both.push_back(landscape(minimal_presentation(regraded<2>(complex, values), {.degree = 0}, {}), options, {}));
    const auto features = landscape_samples(collection_of(std::move(both)), {}, {});
    double change = 0;
    for (Index k = 0; k < features.width(); ++k)
      change = std::max(change, std::abs(features.row(0)[k] - features.row(1)[k]));
    REQUIRE(change <= features.stability.constant * e * (1 + 1e-9) + 1e-12);
    if (e > 0) largest = std::max(largest, change / e);
  }
  INFO("largest ratio " << largest);
  CHECK(largest >= 0.9);
}

TEST_CASE("samples on different grids are refused, and it is said how to fit one", "[vectorization][surface][error]") {
  HilbertFunction<1> one, other;
  one.grid.axes[0].values = {1, 2};
  one.dimensions = {1, 0};
  other.grid.axes[0].values = {1, 3};
  other.dimensions = {1, 0};
  const auto together = [&] { surface_samples(collection_of<HilbertFunction<1>>({one, other}), {}, {}); };
  CHECK(reason_of(together) == "needs one grid for all samples, got 2 and 2 values on axis 0 that are not the same");
  CHECK(remedy_of(together).starts_with("sample the invariants of the whole collection with grid = \"regular\""));
  other = one;
  other.degree = 1;
  CHECK(reason_of(together) == "needs one degree, got 0 and 1");

  Landscape<1> low, high;
  low.grid = high.grid = one.grid;
  low.axis_scale = high.axis_scale = {1};
  low.count = high.count = 1;
  low.values = high.values = {0, 1};
  high.axis_scale = {2};
  CHECK(reason_of([&] {
          landscape_samples(collection_of<Landscape<1>>({low, high}), {}, {});
        }) == "needs one axis scale for the collection, got two");
}
