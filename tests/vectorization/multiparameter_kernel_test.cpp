// SPDX-License-Identifier: MIT
#include "tessera/vectorization/multiparameter_kernel.hpp"

#include "tessera/persistence/minimal_presentation.hpp"
#include "tessera/persistence/slice.hpp"
#include "tessera/persistence/wasserstein_distance.hpp"

#include "support/catch.hpp"
#include "support/collection_of.hpp"
#include "support/errors.hpp"
#include "support/least_eigenvalue.hpp"
#include "support/many_parameters.hpp"
#include "support/random_modules.hpp"
#include "support/regraded.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace tessera;

namespace {

constexpr double pi = std::numbers::pi;

SamplingGrid square(double side) { return {{{0, side}, {0, side}}}; }

/// One line of the quadrature in unscaled axes, by its definition: a point on the antidiagonal of [0, side]^2, an
/// angle.
struct QuadratureLine {
  Line<2> line;
  double weight;
};

std::vector<QuadratureLine> quadrature(Index directions, Index lines, double side) {
  std::vector<QuadratureLine> result;
  for (Index d = 0; d < directions; ++d)
    for (Index i = 0; i < lines; ++i) {
      const double angle = (2 * d + 1) * pi / (4 * directions), place = (2 * i + 1) * side / (2 * lines);
      const double c = std::cos(angle), s = std::sin(angle), longer = std::max(c, s);
      result.push_back({{{place, side - place}, {c / longer, s / longer}}, std::min(c, s) / longer});
    }
  return result;
}

/// The bars along a line, both ends clamped to where it is in [0, side]^2.
Barcode cut_slice(const Presentation<2>& module, const Line<2>& line, double side) {
  double begin = -infinity, end = infinity;
  for (int axis = 0; axis < 2; ++axis) {
    begin = std::max(begin, (0 - line.base[axis]) / line.direction[axis]);
    end = std::min(end, (side - line.base[axis]) / line.direction[axis]);
  }
  std::vector<Bar> bars;
  for (const Bar& bar : slice(module, line).bars)
    bars.push_back({std::clamp(bar.birth, begin, end), std::clamp(bar.death, begin, end), 0});
  return barcode_of(std::move(bars));
}

double naive_kernel(const Presentation<2>& m, const Presentation<2>& n, const MultiparameterKernelOptions& options,
                    double s, double side) {
  double sum = 0;
  for (const auto& [line, weight] : quadrature(options.directions, options.lines, side)) {
    const auto x = cut_slice(m, line, side), y = cut_slice(n, line, side);
    for (const Bar& p : x.bars)
      for (const Bar& q : y.bars) {
        const double beside = std::pow(p.birth - q.birth, 2) + std::pow(p.death - q.death, 2);
        const double across = std::pow(p.birth - q.death, 2) + std::pow(p.death - q.birth, 2);
        sum += weight * weight * (std::exp(-beside / (4 * s * s)) - std::exp(-across / (4 * s * s))) / (4 * pi * s * s);
      }
  }
  return sum / (double(options.directions) * options.lines);
}

Presentation<2> random_module(RandomStream& random) {
  return minimal_presentation(
      random_filtered_complex<2>(random, 2 + Index(random.below(5)), 1 + Index(random.below(4)), 8), {.degree = 0}, {});
}

double distance_of_features(const KernelMatrix& kernel, Index i, Index j) {
  return std::sqrt(std::max(0.0, kernel(i, i) + kernel(j, j) - 2 * kernel(i, j)));
}

}  // namespace

TEST_CASE("one bar on the diagonal gives the scale space kernel", "[vectorization][kernel]") {
  // Born at (1, 1), dead at (3, 1) and at (1, 3): on the diagonal [1, 3), which runs from -2 to 2 around the middle (2,
  // 2).
  const auto module = presentation_of(5, {{{1, 1}}}, {{{{3, 1}}, {0}}, {{{1, 3}}, {0}}});
  const auto kernel = multiparameter_kernel(
      collection_of<Presentation<2>>({module}),
      {.directions = 1, .lines = 1, .bandwidth = 0.5, .axis_scale = AxisScaling::unscaled, .fit = square(4)}, {});
  CHECK(kernel(0, 0) == Approx((1 - std::exp(-8)) / pi));  // |p - mirrored p|^2 = 8, 4 s^2 = 1
}

TEST_CASE("kernels of random modules are those of the definition", "[vectorization][kernel][oracle]") {
  RandomStream random(1, 0);
  for (int trial = 0; trial < 40; ++trial) {
    const auto m = random_module(random), n = random_module(random);
    const double s = 0.2 + random.uniform();
    const MultiparameterKernelOptions options{.directions = 1 + Index(random.below(4)),
                                              .lines = 1 + Index(random.below(4)),
                                              .bandwidth = s,
                                              .axis_scale = AxisScaling::unscaled,
                                              .fit = square(6)};
    const auto kernel = multiparameter_kernel(collection_of<Presentation<2>>({m, n}), options, {});
    REQUIRE(kernel(0, 1) == Approx(naive_kernel(m, n, options, s, 6)).epsilon(1e-10));
    REQUIRE(kernel(1, 1) == Approx(naive_kernel(n, n, options, s, 6)).epsilon(1e-10));
  }
}

TEST_CASE("the integral over lines is positive semidefinite, and does not depend on threads or units",
          "[vectorization][kernel][law]") {
  RandomStream random(2, 0);
  for (int trial = 0; trial < 8; ++trial) {
    std::vector<Presentation<2>> modules;
    for (int k = 0; k < 20; ++k) modules.push_back(random_module(random));
    const MultiparameterKernelOptions options{.directions = 3, .lines = 4, .bandwidth = 0.05 + random.uniform()};
    const auto kernel = multiparameter_kernel(collection_of(modules), options, {});
    REQUIRE(least_eigenvalue(kernel) > -1e-12);
    const Context four(ContextOptions{.threads = 4});
    REQUIRE(multiparameter_kernel(collection_of(modules), options, four).values() == kernel.values());
    for (auto& module : modules)
      for (double& value : module.grid.axes[1].values) value *= 1024;
    REQUIRE(multiparameter_kernel(collection_of(modules), options, {}).values() == kernel.values());
  }
}

TEST_CASE("the feature map moves by at most what its theorems say, line by line and in d_I",
          "[vectorization][kernel][stability][law]") {
  RandomStream random(3, 0);
  double by_lines = 0, by_interleaving = 0;
  const auto meet = [&](const Presentation<2>& m, const Presentation<2>& n, double e, double s, Index directions,
                        Index lines) {
    const MultiparameterKernelOptions options{.directions = directions,
                                              .lines = lines,
                                              .bandwidth = s,
                                              .axis_scale = AxisScaling::unscaled,
                                              .fit = square(8)};
    const auto kernel = multiparameter_kernel(collection_of<Presentation<2>>({m, n}), options, {});
    const double change = distance_of_features(kernel, 0, 1);
    const double rounding = std::sqrt(1e-15 * (kernel(0, 0) + kernel(1, 1)));
    double squares = 0;
    for (const auto& [line, weight] : quadrature(directions, lines, 8))
      squares += std::pow(weight * wasserstein_distance(cut_slice(m, line, 8), cut_slice(n, line, 8)), 2);
    const double bound = std::sqrt(squares / (directions * lines)) / (std::sqrt(2 * pi) * s * s);
    REQUIRE(change <= bound * (1 + 1e-9) + rounding);
    REQUIRE(change <= kernel.stability().constant * e * (1 + 1e-9) + rounding);
    if (change < 1e3 * rounding) return;
    by_lines = std::max(by_lines, change / bound);
    by_interleaving = std::max(by_interleaving, change / (kernel.stability().constant * e));
  };
  for (int trial = 0; trial < 10000; ++trial) {
    const auto complex = random_filtered_complex<2>(random, 1 + Index(random.below(4)), Index(random.below(3)), 8);
    const auto f = perturbed<2>(random, complex, values_of(complex), 0.5, 1);
    const auto g = perturbed<2>(random, complex, f, random.uniform(), random.uniform());
    double e = 0;
    for (std::size_t d = 0; d < f.size(); ++d)
      for (std::size_t cell = 0; cell < f[d].size(); ++cell)
        for (int axis = 0; axis < 2; ++axis) e = std::max(e, std::abs(f[d][cell][axis] - g[d][cell][axis]));
    const auto module = [&](const CellValues<2>& values) {
      return minimal_presentation(regraded<2>(complex, values), {.degree = 0}, {});
    };
    meet(module(f), module(g), e, 0.3 + 2 * random.uniform(), 1 + Index(random.below(3)), 1 + Index(random.below(3)));
  }
  // A short bar that grows at both ends, on the diagonal.
  auto before = presentation_of(9, {{{4, 4}}}, {{{{5, 4}}, {0}}, {{{4, 5}}, {0}}}), after = before;
  for (auto* module : {&before, &after}) {
    const double half = module == &before ? 0.01 : 0.02;
    for (auto& axis : module->grid.axes) axis.values = {0, 1, 2, 3, 4 - half, 4 + half, 6, 7, 8};
  }
  meet(before, after, 0.01, 1, 1, 1);
  INFO("line by line: largest ratio " << by_lines << "; in d_I: " << by_interleaving);
  CHECK(by_lines > 0.99);
  CHECK(by_interleaving > 0.45);  // one bar each is matched once, and counted twice
}

TEST_CASE("what cannot be integrated is refused", "[vectorization][kernel][error]") {
  const auto module = presentation_of(5, {{{1, 1}}}, {});
  const auto kernel = [&](const MultiparameterKernelOptions& options) {
    multiparameter_kernel(collection_of<Presentation<2>>({module}), options, {});
  };
  CHECK(reason_of([&] { kernel({.directions = 0}); }) == "needs one angle at least, got 0");
  CHECK(reason_of([&] { kernel({.lines = 0}); }) == "needs one line at least, got 0");
  CHECK(code_of([&] { kernel({.bandwidth = 0.0}); }) == "D106");
  auto other = module;
  other.degree = 1;
  CHECK(reason_of([&] {
          multiparameter_kernel(collection_of<Presentation<2>>({module, other}), {}, {});
        }) == "needs one degree, got 0 and 1");
  CHECK(multiparameter_kernel(Collection<Presentation<2>>{}, {}, {}).size() == 0);
}
