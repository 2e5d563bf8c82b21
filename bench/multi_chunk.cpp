// SPDX-License-Identifier: MIT
// Function-Rips complexes with two functions (N = 3: scale, codensity, height) of a noisy circle, collapsed, one
// thread: chunk reduction, the exact Hilbert measure of H1, its minimal presentation and minimal free resolution. One
// JSON line a size: {"n":..., "is_collapsed":..., "cells":..., "chunked":..., "bars":..., "betti":[...], "chunk_s":...,
// ...}.
#include "tessera/filtration/function_rips.hpp"
#include "tessera/persistence/chunk_reduction.hpp"
#include "tessera/persistence/minimal_presentation.hpp"
#include "tessera/persistence/resolution.hpp"
#include "tessera/persistence/signed_measures.hpp"

#include "measurement.hpp"
#include "tessera/core/random.hpp"

#include <cmath>
#include <numbers>

#include <fmt/format.h>
#include <fmt/ranges.h>

using namespace tessera;

namespace {

FilteredComplex<3> noisy_circle(Index count, Collapse collapse) {
  RandomStream random(1, count);
  std::vector<double> coordinates, heights;
  for (Index point = 0; point < count; ++point) {
    const double angle = 2 * std::numbers::pi * random.uniform();
    coordinates.push_back(std::cos(angle) + 0.1 * random.normal());
    coordinates.push_back(std::sin(angle) + 0.1 * random.normal());
    heights.push_back(coordinates.back());
  }
  const PointCloud points(count, 2, std::move(coordinates));

  std::vector<double> codensities(count, 0);  // minus a Gaussian kernel density of bandwidth 0.2, without its constant
  for (Index i = 0; i < count; ++i)
    for (Index j = 0; j < count; ++j)
      codensities[i] -=
          std::exp(-(std::pow(points[i][0] - points[j][0], 2) + std::pow(points[i][1] - points[j][1], 2)) / 0.08);
  const ScalarField codensity(std::move(codensities)), height(std::move(heights));
  return function_rips<3>(points, {{"codensity", &codensity}, {"height", &height}}, {.collapse = collapse}, Context());
}

void measure(Index count, Collapse collapse) {
  const Context context;
  const auto complex = noisy_circle(count, collapse);
  FilteredComplex<3> chunked;
  SignedBarcode<3> hilbert;
  Presentation<3> module;
  FreeResolution<3> resolution;
  const double chunk_seconds = bench::median_seconds(3, [&] { chunked = chunk_reduced(complex, {}, context); });
  const double hilbert_seconds = bench::median_seconds(3, [&] { hilbert = hilbert_measure(complex, 1, context); });
  const double module_seconds = bench::median_seconds(3, [&] { module = minimal_presentation(complex, {}, context); });
  const double resolution_seconds =
      bench::median_seconds(3, [&] { resolution = minimal_free_resolution(module, {}, context); });

  std::vector<std::size_t> ranks;
  for (const auto& grades : betti_numbers(resolution)) ranks.push_back(grades.size());
  fmt::print(
      "{{\"bench\":\"multi_chunk\",\"n\":{},\"is_collapsed\":{},\"cells\":{},\"chunked\":{},\"bars\":{},\"betti\":{},"
      "\"chunk_s\":{:.4f},"
      "\"hilbert_s\":{:.4f},\"presentation_s\":{:.4f},\"resolution_s\":{:.4f},\"peak_mb\":{:.1f},\"cpu\":\"{}\"}}\n",
      count, collapse != Collapse::off, complex.size(), chunked.size(), hilbert.bars.size(), ranks, chunk_seconds,
      hilbert_seconds, module_seconds, resolution_seconds, bench::peak_mb(), bench::cpu_name());
  std::fflush(stdout);
}

}  // namespace

int main() {
  for (const Index count : {30, 50, 70, 100})
    if (!bench::in_own_process([&] { measure(count, Collapse::off); })) return 1;
  for (const Index count : {30, 100, 400, 800})
    if (!bench::in_own_process([&] { measure(count, Collapse::full); })) return 1;
}
