// SPDX-License-Identifier: MIT
#include "tessera/vectorization/concatenate.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"

#include <cmath>

using namespace tessera;

namespace {

FeatureMatrix matrix(std::vector<std::string> ids, std::vector<std::string> columns, std::vector<double> values,
                     double constant) {
  FeatureMatrix features;
  features.ids = std::move(ids);
  features.columns = std::move(columns);
  features.units.assign(features.columns.size(), "length");
  features.values = std::move(values);
  features.axes = {pixel_axis("scale", "", 0, 1, Index(features.columns.size()))};
  features.stability = {constant, "proved."};
  return features;
}

}  // namespace

TEST_CASE("branches are joined side by side and their names go before the columns, once",
          "[vectorization][concatenate]") {
  const auto h0 = matrix({"a", "b"}, {"h0.x", "h0.y"}, {1, 2, 3, 4}, 2);
  const auto h1 = matrix({"a", "b"}, {"x"}, {5, 6}, 7);
  const auto all = concatenate({{"h0", &h0}, {"h1", &h1}}, {}, {});
  CHECK(all.ids == h0.ids);
  CHECK(all.columns == std::vector<std::string>{"h0.x", "h0.y", "h1.x"});
  CHECK(all.values == std::vector<double>{1, 2, 5, 3, 4, 6});
  CHECK(all.units == std::vector<std::string>(3, "length"));
  CHECK(all.shape() == std::vector<Index>{3});
  CHECK(all.axes.empty());
  CHECK(all.stability.constant == 7);

  const auto alone = concatenate({{"h0", &h0}}, {}, {});
  CHECK(alone.axes == h0.axes);
  CHECK(alone.stability.constant == 2);
}

TEST_CASE("one branch without a theorem leaves the whole without one", "[vectorization][concatenate]") {
  const auto proved = matrix({"a"}, {"x"}, {1}, 2), open = matrix({"a"}, {"x"}, {1}, std::nan(""));
  CHECK(std::isnan(concatenate({{"p", &proved}, {"q", &open}}, {}, {}).stability.constant));
  CHECK(std::isnan(concatenate({{"q", &open}, {"p", &proved}}, {}, {}).stability.constant));
}

TEST_CASE("branches over other samples are refused", "[vectorization][concatenate][error]") {
  const auto first = matrix({"a", "b"}, {"x"}, {1, 2}, 1), swapped = matrix({"b", "a"}, {"x"}, {1, 2}, 1);
  const auto shorter = matrix({"a"}, {"x"}, {1}, 1);
  CHECK(reason_of([&] {
          concatenate({{"p", &first}, {"q", &swapped}}, {}, {});
        }) == "needs the same samples in the same order, got 'a' in 'p' and 'b' in 'q' as row 0");
  CHECK(reason_of([&] {
          concatenate({{"p", &first}, {"q", &shorter}}, {}, {});
        }) == "needs the same samples in every input, got 2 in 'p' and 1 in 'q'");
  CHECK(reason_of([&] { concatenate({{"p", &first}, {"p", &first}}, {}, {}); }) == "column 'p.x' is named twice");
  CHECK(code_of([] { concatenate({}, {}, {}); }) == "D103");
}
