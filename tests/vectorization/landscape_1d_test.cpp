// SPDX-License-Identifier: MIT
#include "tessera/vectorization/landscape_1d.hpp"

#include "tessera/persistence/landscape.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/random_barcodes.hpp"

#include <functional>

using namespace tessera;

namespace {

std::vector<double> naive_landscapes(const Barcode& barcode, Index count, const std::vector<double>& times) {
  std::vector<double> values;
  for (Index k = 0; k < count; ++k)
    for (const double t : times) {
      std::vector<double> heights;
      for (const Bar& bar : barcode.bars) heights.push_back(std::max(0.0, std::min(t - bar.birth, bar.death - t)));
      heights.resize(std::max<std::size_t>(heights.size(), count), 0.0);
      std::ranges::sort(heights, std::greater{});
      values.push_back(heights[k]);
    }
  return values;
}

}  // namespace

TEST_CASE("two bars give the landscapes drawn by hand", "[vectorization][landscape_1d]") {
  const auto features =
      landscape_1d(collection_of({barcode_of({{0, 8, 1}, {2, 6, 1}})}), {.count = 2, .resolution = 8}, {});
  CHECK(features.values == std::vector<double>{0.5, 1.5, 2.5, 3.5, 3.5, 2.5, 1.5, 0.5,  // the long bar
                                               0, 0, 0.5, 1.5, 1.5, 0.5, 0, 0});
  CHECK(features.columns.front() == "lambda1.t00");
  CHECK(features.columns.back() == "lambda2.t07");
  CHECK(features.shape() == std::vector<Index>{2, 8});
  CHECK(features.axes[1] == FeatureAxis{"scale", "", {0, 8}, {0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5}});
  CHECK(features.stability.constant == 1);
}

TEST_CASE("landscapes by sweeps are those of the definition, to the bit", "[vectorization][landscape_1d][oracle]") {
  RandomStream random(31, 0);
  for (int trial = 0; trial < 300; ++trial) {
    const double low = trial % 3 == 0 ? -1e3 : 0;
    auto barcode = random_barcode(random, Index(random.below(40)), low);
    if (trial % 2 == 0)  // ends on the centres, and ties
      for (Bar& bar : barcode.bars)
        bar = {std::round(bar.birth), std::round(bar.birth) + std::round(bar.death - bar.birth), 1};
    barcode = barcode_of(std::move(barcode.bars));
    const Landscape1dOptions options{.count = Index(1 + random.below(6)),
                                     .resolution = Index(1 + random.below(30)),
                                     .fit = BarRange{low + 2 * random.uniform(), low + 4 + 8 * random.uniform()}};
    const auto features = landscape_1d(collection_of({barcode}), options, {});
    INFO("trial " << trial);
    REQUIRE(features.values == naive_landscapes(barcode, options.count, features.axes[1].values));
  }
}
