// SPDX-License-Identifier: MIT
// What vectors of one barcode cost, one thread: 10^5 bars, most of them short, on 1000 cells or 100 x 100 pixels; the
// same with long bars only. One JSON line a vectorizer: {"bench":"one_parameter_vectors", "vectorizer":..., "bars":...,
// "kind":..., "wall_ms":...}. With a number as argument: so many bars.
#include "tessera/vectorization/atol.hpp"
#include "tessera/vectorization/betti_curve.hpp"
#include "tessera/vectorization/entropy.hpp"
#include "tessera/vectorization/landscape_1d.hpp"
#include "tessera/vectorization/persistence_image.hpp"
#include "tessera/vectorization/persistence_statistics.hpp"
#include "tessera/vectorization/silhouette.hpp"

#include "measurement.hpp"
#include "tessera/core/random.hpp"

#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

using namespace tessera;

namespace {

/// Lengths of all sizes, as of noise with a few features, or about a third of the range each.
Barcode barcode(Index count, bool is_long) {
  RandomStream random(3, 0);
  std::vector<Bar> bars;
  for (Index k = 0; k < count; ++k) {
    const double birth = 0.6 * random.uniform();
    const double length = is_long ? 0.2 + 0.2 * random.uniform() : 0.4 * std::pow(random.uniform(), 8);
    bars.push_back({birth, birth + length, 1});
  }
  return barcode_of(std::move(bars));
}

}  // namespace

int main(int arguments, char** words) {
  const auto count = Index(arguments > 1 ? std::atoi(words[1]) : 100000);
  for (const bool is_long : {false, true}) {
    Collection<Barcode> one;
    one.add("bars", barcode(count, is_long));
    const auto report = [&](const char* vectorizer, const std::function<void()>& work) {
      fmt::print(
          "{{\"bench\":\"one_parameter_vectors\",\"vectorizer\":\"{}\",\"bars\":{},\"kind\":\"{}\",\"wall_ms\":{:.3f},"
          "\"cpu\":\"{}\"}}\n",
          vectorizer, count, is_long ? "long" : "short", 1000 * bench::median_seconds(5, work), bench::cpu_name());
    };
    report("landscape_1d", [&] { static_cast<void>(landscape_1d(one, {.resolution = 1000}, {})); });
    report("silhouette", [&] { static_cast<void>(silhouette(one, {.resolution = 1000}, {})); });
    report("betti_curve", [&] { static_cast<void>(betti_curve(one, {.resolution = 1000}, {})); });
    report("entropy", [&] { static_cast<void>(entropy(one, {}, {})); });
    report("entropy, curve",
           [&] { static_cast<void>(entropy(one, {.kind = EntropyKind::curve, .resolution = 1000}, {})); });
    report("persistence_statistics", [&] { static_cast<void>(persistence_statistics(one, {}, {})); });
    report("persistence_image", [&] { static_cast<void>(persistence_image(one, {.resolution = {100, 100}}, {})); });
    report("persistence_image, centres", [&] {
      static_cast<void>(persistence_image(one, {.value = PixelValue::centre, .resolution = {100, 100}}, {}));
    });
    const auto fit = fit_atol(one, {.restarts = 1}, {});
    report("atol", [&] { static_cast<void>(tessera::atol(one, {.fit = fit}, {})); });
    report("fit_atol, one start", [&] { static_cast<void>(fit_atol(one, {.restarts = 1}, {})); });
  }
}
