// SPDX-License-Identifier: MIT
// Distances of two random barcodes of k bars each, k = 100 .. 10,000: `uniform` (births and lengths uniform), `short`
// (exponential lengths, as of noise, and 20 long bars), `near` (the same bars, moved by 1e-3 of the range). One JSON
// line a distance, kind and size; seconds are medians of three, on one thread.
//   barcode_distances [largest size]
#include "measurement.hpp"
#include "tessera/core/random.hpp"
#include "tessera/persistence/bottleneck_distance.hpp"
#include "tessera/persistence/sliced_wasserstein_distance.hpp"
#include "tessera/persistence/wasserstein_distance.hpp"

#include <array>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <string>

#include <fmt/format.h>

using namespace tessera;

namespace {

Barcode barcode(const std::string& kind, Index size, RandomStream random, RandomStream noise) {
  std::vector<Bar> bars;
  for (Index k = 0; k < size; ++k) {
    const double birth = random.uniform(), u = random.uniform();
    bars.push_back({birth, birth + (kind == "short" && k >= 20 ? -std::log(1 - u) / 1000 : u), 0});
    if (kind == "near") bars.back().death += 1e-3 * noise.uniform();
  }
  return barcode_of(std::move(bars));
}

SignedBarcode<2> measure(const Barcode& barcode) {
  SignedBarcode<2> result;
  for (const Bar& bar : barcode.bars) {
    result.grid.axes[0].values.push_back(bar.birth);
    result.grid.axes[1].values.push_back(bar.death);
  }
  for (auto& axis : result.grid.axes) axis.values = distinct_sorted(axis.values);
  for (Index k = 0; k < barcode.bars.size(); ++k)
    result.bars.push_back({{{rank_of(result.grid.axes[0].values, barcode.bars[k].birth),
                             rank_of(result.grid.axes[1].values, barcode.bars[k].death)}},
                           {},
                           k % 2 == 0 ? 1 : -1});
  return result;
}

}  // namespace

int main(int argc, char** argv) {
  const Index largest = argc > 1 ? Index(std::atoi(argv[1])) : 10000;
  bool good = true;
  for (const std::string kind : {"uniform", "short", "near"})
    for (const Index size : {100u, 1000u, 3000u, 10000u}) {
      if (size > largest) continue;
      const bool is_near = kind == "near";
      const auto a = barcode(kind, size, {1, size}, {3, size}),
                 b = barcode(kind, size, {is_near ? 1u : 2u, size}, {4, size});
      const auto mu = measure(a), nu = measure(b);
      const auto wasserstein = [&](double order, double error) {
        return wasserstein_distance(
            a, b, {.degree = {}, .infinite_bars = InfiniteBars::match, .order = order, .relative_error = error});
      };
      const std::array<std::pair<const char*, std::function<double()>>, 6> distances{{
          {"bottleneck", [&] { return bottleneck_distance(a, b); }},
          {"wasserstein 1", [&] { return wasserstein(1, 0); }},
          {"wasserstein 1, error 1 %", [&] { return wasserstein(1, 0.01); }},
          {"wasserstein 2", [&] { return wasserstein(2, 0); }},
          {"signed wasserstein", [&] { return signed_wasserstein_distance(mu, nu); }},
          {"sliced wasserstein", [&] { return sliced_wasserstein_distance(a, b); }},
      }};
      for (const auto& [name, distance] : distances)
        good = bench::in_own_process([&, name = name, &distance = distance] {
                 double value = 0;
                 const double seconds = bench::median_seconds(3, [&] { value = distance(); });
                 fmt::print(
                     "{{\"bench\":\"barcode_distances\",\"distance\":\"{}\",\"input\":\"{}\",\"bars\":{},\"value\":{:."
                     "12g},"
                     "\"wall_s\":{:.5f},\"peak_mb\":{:.1f},\"cpu\":\"{}\"}}\n",
                     name, kind, size, value, seconds, bench::peak_mb(), bench::cpu_name());
                 std::fflush(stdout);
               }) &&
               good;
    }
  return good ? 0 : 1;
}
