// SPDX-License-Identifier: MIT
#include "tessera/exchange/decompositions.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/naive_ranks.hpp"
#include "support/random_modules.hpp"
#include "tessera/core/random.hpp"
#include "tessera/decomposition/interval_approximation.hpp"

#include <string>

using namespace tessera;
using namespace tessera::exchange;

TEST_CASE("a decomposition is written in the signs its user knows", "[exchange][decompositions]") {
  Decomposition<2> d;
  d.summands.push_back({{{{0, -3}, {1, -4}}, {{infinity, -1}}}, true});
  d.axis_scale = {1, 2};
  d.axes[1].direction = Direction::superlevel;
  d.axes[1].name = "ink";
  d.degree = 1;
  d.axes[0].values = {0, 1};
  d.axes[1].values = {-4, -3, -1};
  CHECK(decomposition_csv(d) == "summand,exact,births,deaths\n0,1,0 3;1 4,inf 1\n");
  CHECK(decomposition_json(d) == R"({
  "format": "tessera.decomposition/1",
  "degree": 1,
  "axes": [
    {"name": "", "unit": "", "direction": "sublevel", "scale": 1, "known_below": "inf", "values": [0, 1]},
    {"name": "ink", "unit": "", "direction": "superlevel", "scale": 2, "known_below": "inf", "values": [4, 3, 1]}
  ],
  "certificate": {"route": "indecomposables", "sweep": "not_needed", "line_gap": 0, "line_spacing": 0, "lines": 0, "exactness_decided": true, "bound": 0},
  "summands": [
    {"exact": true, "births": [[0, 3], [1, 4]], "deaths": [["inf", 1]]}
  ]
}
)");
  CHECK(parse_decomposition_json<2>({"d", decomposition_json(d)}) == d);
  CHECK(decomposition_parameters({"d", decomposition_json(d)}) == 2);
}

TEST_CASE("decompositions of random modules are read back as they were", "[exchange][decompositions][law]") {
  RandomStream random(91, 0);
  const Context context;
  for (int trial = 0; trial < 100; ++trial) {
    auto module = scrambled_sum(random, {random_staircase(random, 3, 9), random_staircase(random, 3, 9)}, 9);
    if (trial % 2)
      module = direct_sum(module, presentation_of(9, {{{0, 2}}, {{1, 1}}, {{2, 0}}}, {{{{2, 2}}, {0, 1, 2}}}));
    module.grid.axes[1].name = "density \"quoted\"";
    module.grid.axes[0].unit = "m";
    if (trial % 3 == 0) module.grid.axes[1].direction = Direction::superlevel;
    for (double& value : module.grid.axes[0].values) value = value / 3 - 1;
    const auto decomposition =
        summands(module, {.sweep = trial % 4 ? DiagonalSweep::events : DiagonalSweep::grid}, context);
    REQUIRE(parse_decomposition_json<2>({"d", decomposition_json(decomposition)}) == decomposition);
  }
}

TEST_CASE("approximations of three and four parameters are read back as they were", "[exchange][decompositions][law]") {
  RandomStream random(92, 0);
  const Context context;
  for_parameters<3, 4>([&](auto n) {
    const auto module = random_module<n()>(random, 6, 9, 5);
    auto decomposition = interval_approximation(module, IntervalApproximationOptions<n()>{}, context);
    CHECK(decomposition.certificate.bound() > 0);
    decomposition.certificate.monodromy = {1, 2, 3};
    CHECK(parse_decomposition_json<n()>({"d", decomposition_json(decomposition)}) == decomposition);
  });
}

TEST_CASE("what is no decomposition is refused with its place", "[exchange][decompositions][error]") {
  Decomposition<2> d;
  d.axes[0].values = d.axes[1].values = {0, 1};
  d.axis_scale = {1, 1};
  d.summands.push_back({{{{0, 0}}, {{infinity, 1}}}, true});
  const std::string good = decomposition_json(d);
  const auto reason_with = [&](const std::string& what, const std::string& instead) {
    std::string text = good;
    const auto place = text.find(what);
    REQUIRE(place != std::string::npos);
    text.replace(place, what.size(), instead);
    return reason_of([&] { parse_decomposition_json<2>({"d.json", text}); });
  };
  const auto says = [](const std::string& reason, const std::string& part) {
    INFO(reason);
    CHECK(reason.find(part) != std::string::npos);
  };
  says(reason_of([] { parse_decomposition_json<2>({"d.json", "{"}); }), "needs a JSON document");
  const std::string deep(1'000'000, '[');
  says(reason_of([&] { parse_decomposition_json<2>({"d.json", deep}); }), "lists in lists");
  says(reason_of([] { parse_decomposition_json<2>({"d.json", "[]"}); }), "needs an object with \"format\"");
  says(reason_with("tessera.decomposition/1", "other"), "needs one of \"tessera.decomposition/1\"");
  says(reason_with("\"degree\": 0", "\"degree\": -1"), "needs a whole number at the document.degree, got");
  says(reason_with("[0, 1]}", "[1, 1]}"), "needs values that run one way at the document.axes[0].values[1]");
  says(reason_with("\"scale\": 1", "\"scale\": 0"), "needs a number > 0 at the document.axes[0].scale");
  says(reason_with("\"exact\": true", "\"exact\": 1"), "needs true or false at the document.summands[0].exact");
  says(reason_with("[[0, 0]]", "[[0]]"), "needs 2 coordinates at the document.summands[0].births[0]");
  says(reason_with("[[0, 0]]", "[[0, 0], [1, 1]]"), "none precedes another");
  says(reason_with("[[0, 0]]", "[]"), "needs a corner at the document.summands[0].births");
  says(reason_of([&] { parse_decomposition_json<3>({"d.json", good}); }), "needs 3 axes");
}
