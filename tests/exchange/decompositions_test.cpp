// SPDX-License-Identifier: MIT
#include "tessera/exchange/decompositions.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/json_schema.hpp"
#include "support/naive_ranks.hpp"
#include "support/random_modules.hpp"
#include "tessera/core/random.hpp"
#include "tessera/decomposition/interval_approximation.hpp"
#include "tessera/decomposition/summands.hpp"
#include "tessera/exchange/array.hpp"
#include "tessera/exchange/indecomposables.hpp"
#include "tessera/persistence/minimal_presentation.hpp"

#include <cmath>
#include <fstream>
#include <string>

using namespace tessera;
using namespace tessera::exchange;

namespace {

const Context context;

JsonSchema published_schema() {
  std::ifstream file(TESSERA_SOURCE_DIR "/src/exchange/schemas/decomposition.schema.json");
  return JsonSchema(nlohmann::json::parse(file));
}

/// Decompositions of random modules, exact and swept, with and without cycles, in odd units and signs.
Collection<Decomposition<2>> random_decompositions(std::uint64_t seed, int count) {
  RandomStream random(seed, 0);
  Collection<Decomposition<2>> result;
  for (int trial = 0; trial < count; ++trial) {
    auto module = trial % 3 == 1 ? minimal_presentation(random_bifiltered_complex(random, 8, 6),
                                                        {.degree = 1, .cycles = true}, context)
                                 : scrambled_sum(random, {random_staircase(random, 3, 9)}, 9);
    if (trial % 3 == 2)
      module = direct_sum(module, presentation_of(9, {{{0, 2}}, {{1, 1}}, {{2, 0}}}, {{{{2, 2}}, {0, 1, 2}}}));
    module.grid.axes[1].name = "density \"quoted\", \xc3\xa4";
    module.grid.axes[0].unit = "m";
    if (trial % 2) module.grid.axes[1].direction = Direction::superlevel;
    if (trial % 4) module.grid.axes[0].known_below = 7.5;
    for (double& value : module.grid.axes[0].values) value = value / 3 - 1;
    result.add(
        "sample " + std::to_string(trial),
        summands(module, {.sweep = trial % 5 ? DiagonalSweep::events : DiagonalSweep::grid, .cycles = trial % 3 == 1},
                 context));
  }
  return result;
}

template <int N>
void require_equal(const Collection<Decomposition<N>>& read, const Collection<Decomposition<N>>& written) {
  REQUIRE(read.ids() == written.ids());
  for (Index i = 0; i < read.size(); ++i) REQUIRE(read[i] == written[i]);
}

/// The archive with one array replaced, or left out where `npy` is empty.
std::string with_array(const std::string& bytes, const std::string& name, const std::string& npy) {
  const Source source{"d.npz", bytes};
  NpzWriter archive;
  for (const Member& member : list_npz(source)) {
    if (member.name == name) {
      if (!npy.empty()) archive.add(name, npy);
      continue;
    }
    const Array array = read_npz(source, member.name);
    if (array.is_text())
      archive.add(member.name, npy_of(array.shape, array.text));
    else
      archive.add(member.name, npy_of(array.shape, array.values));
  }
  return std::move(archive).finish();
}

}  // namespace

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
  const JsonSchema schema = published_schema();
  for_parameters<3, 4>([&](auto n) {
    const auto module = random_module<n()>(random, 6, 9, 5);
    auto decomposition = interval_approximation(module, IntervalApproximationOptions<n()>{}, context);
    CHECK(decomposition.certificate.bound() > 0);
    decomposition.certificate.monodromy = {1, 2, 3};
    const auto json = decomposition_json(decomposition);
    CHECK(parse_decomposition_json<n()>({"d", json}) == decomposition);
    CHECK(!schema.fault(nlohmann::json::parse(json)));
    Collection<Decomposition<n()>> samples;
    samples.add("one", decomposition);
    require_equal(parse_decompositions_npz<n()>({"d.npz", decompositions_npz(samples)}), samples);
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

TEST_CASE("cycles are written as lists of cells, each a list of points, and read back",
          "[exchange][decompositions][example]") {
  Decomposition<2> d;
  d.axes[0].values = d.axes[1].values = {0, 1};
  d.axis_scale = {1, 1};
  d.summands.push_back({{{{0, 1}, {1, 0}}, {{infinity, infinity}}}, true, {}});
  d.summands[0].cycles = {{2, {0, 1, 0, 2, 1, 2}, {1, 1, 1}}, {2, {3, 7, 3, 9, 7, 9}, {1, 1, 1}}};
  const std::string text = decomposition_json(d);
  CHECK(text.find(R"("deaths": [["inf", "inf"]], "cycles": [[[0, 1], [0, 2], [1, 2]], [[3, 7], [3, 9], [7, 9]]]})") !=
        std::string::npos);
  CHECK(parse_decomposition_json<2>({"d", text}) == d);

  const auto reason_with = [&](const std::string& what, const std::string& instead) {
    std::string broken = text;
    broken.replace(broken.find(what), what.size(), instead);
    return reason_of([&] { parse_decomposition_json<2>({"d.json", broken}); });
  };
  CHECK(reason_with(", [[3, 7], [3, 9], [7, 9]]", "").find("needs 2 cycles, one a birth") != std::string::npos);
  CHECK(reason_with("[0, 2]", "[0]").find("needs as many numbers as the cells before") != std::string::npos);
  CHECK(reason_with("[0, 2]", "[0, -2]").find("needs a whole number") != std::string::npos);
  CHECK(reason_with("[0, 2]", "[0, 4294967295]").find("needs the number of a point or cell") != std::string::npos);
}

TEST_CASE("indecomposables list the cycles of their generators", "[exchange][indecomposables][example]") {
  auto module = presentation_of(2, {{{0, 0}}}, {});
  module.cycles = {{2, {0, 1, 0, 2, 1, 2}, {1, 1, 1}}};
  const auto text = indecomposables_json(indecomposables(module, {.cycles = true}, context));
  CHECK(text.find(R"("relations": [], "cycles": [[[0, 1], [0, 2], [1, 2]]]})") != std::string::npos);
  CHECK(indecomposables_json(indecomposables(module, {}, context)).find("cycles") == std::string::npos);
}

TEST_CASE("what is written conforms to the published schema", "[exchange][decompositions][law]") {
  const JsonSchema schema = published_schema();
  const auto samples = random_decompositions(92, 30);
  for (Index i = 0; i < samples.size(); ++i) {
    const auto fault = schema.fault(nlohmann::json::parse(decomposition_json(samples[i])));
    INFO(fault.value_or(""));
    CHECK(!fault);
  }
  CHECK(!schema.fault(nlohmann::json::parse(decomposition_json(Decomposition<3>{.axis_scale = {1, 1, 1}}))));
}

TEST_CASE("what breaks the published schema is refused by the reader too", "[exchange][decompositions][error]") {
  const JsonSchema schema = published_schema();
  Decomposition<2> d;
  d.axes[0].values = d.axes[1].values = {0, 1};
  d.axis_scale = {1, 1};
  d.summands.push_back({{{{0, 0}}, {{infinity, 1}}}, true, {{2, {0, 1, 0, 2, 1, 2}, {1, 1, 1}}}});
  const auto good = nlohmann::json::parse(decomposition_json(d));
  REQUIRE(!schema.fault(good));
  const auto broken = [&](const char* pointer, const nlohmann::json& value) {
    auto document = good;
    document[nlohmann::json::json_pointer(pointer)] = value;
    INFO(document.dump());
    CHECK(schema.fault(document));
    CHECK(!reason_of([&] { parse_decomposition_json<2>({"d.json", document.dump()}); }).empty());
  };
  broken("/format", "other");
  broken("/degree", -1);
  broken("/axes/0/direction", "up");
  broken("/axes/0/scale", 0);
  broken("/axes/1/values/0", "zero");
  broken("/certificate/route", "other");
  broken("/certificate/lines", 0.5);
  broken("/summands/0/exact", 1);
  broken("/summands/0/births", nlohmann::json::array());
  broken("/summands/0/births/0/0", nullptr);
  broken("/summands/0/deaths/0", {1});
  broken("/summands/0/cycles/0/0/0", 0.5);
  broken("/summands/0/cycles/0/0", nlohmann::json::array());
}

TEST_CASE("collections of decompositions are read back from arrays as they were", "[exchange][decompositions][law]") {
  for (const std::uint64_t seed : {93, 94, 95}) {
    const auto samples = random_decompositions(seed, 24);
    const auto bytes = decompositions_npz(samples);
    CHECK(decomposition_parameters({"d.npz", bytes}) == 2);
    require_equal(parse_decompositions_npz<2>({"d.npz", bytes}), samples);
    CHECK(decompositions_npz(parse_decompositions_npz<2>({"d.npz", bytes})) == bytes);
  }
  const Collection<Decomposition<2>> empty;
  CHECK(parse_decompositions_npz<2>({"d.npz", decompositions_npz(empty)}).empty());

  Decomposition<3> three{.axis_scale = {1, 2, 3}};
  three.summands.push_back({{{{0, 1, 2}, {0, 2, 1}}, {{1, infinity, 5}}}, false});
  Collection<Decomposition<3>> threes;
  threes.add("zero", Decomposition<3>{.axis_scale = {1, 1, 1}});
  threes.add("one", three);
  const auto bytes = decompositions_npz(threes);
  CHECK(decomposition_parameters({"d.npz", bytes}) == 3);
  require_equal(parse_decompositions_npz<3>({"d.npz", bytes}), threes);
}

TEST_CASE("arrays that are no decompositions are refused with their place", "[exchange][decompositions][error]") {
  Decomposition<2> d;
  d.axes[0].values = d.axes[1].values = {0, 1};
  d.axis_scale = {1, 1};
  d.summands.push_back({{{{0, 1}, {1, 0}}, {{infinity, 2}}}, true, {{1, {4}, {1}}, {1, {6}, {1}}}});
  Collection<Decomposition<2>> samples;
  samples.add("one", d);
  samples.add("two", d);
  const std::string good = decompositions_npz(samples);
  const auto reason_with = [&](const std::string& name, const std::string& npy) {
    const auto bytes = with_array(good, name, npy);
    return reason_of([&] { parse_decompositions_npz<2>({"d.npz", bytes}); });
  };
  const auto says = [](const std::string& reason, const std::string& part) {
    INFO(reason);
    CHECK(reason.find(part) != std::string::npos);
  };
  using Reals = std::vector<double>;
  using Texts = std::vector<std::string>;
  require_equal(parse_decompositions_npz<2>({"d.npz", with_array(good, "none of them", "")}), samples);
  says(reason_with("format", ""), "needs an array 'format', got none");
  says(reason_with("format", npy_of({}, Texts{"other"})), "needs the format 'tessera.decompositions/1'");
  says(reason_with("ids", npy_of({2}, Texts{"one", "one"})), "ids[1] needs an id that no other sample has");
  says(reason_with("ids", npy_of({1}, Texts{"one"})), "'degrees' needs shape (1), got (2)");
  says(reason_with("deaths", ""), "needs an array 'deaths', got none");
  says(reason_with("axes", npy_of({2, 2}, Reals{1, 2, 3, 4})), "'axes' needs text");
  says(reason_with("births", npy_of({4}, Reals{0, 1, 1, 0})), "'births' needs shape (any, 2), got (4)");
  says(reason_with("births", npy_of({4, 2}, Reals{0, 1, 1, 0, 0, 1, 0.5, 2})),
       "births[3] needs corners of which none precedes another");
  says(reason_with("births", npy_of({4, 2}, Reals{0, 1, 1, 0, 0, 1, 1, infinity})), "births[3] needs finite numbers");
  says(reason_with("births", npy_of({4, 2}, Reals{0, 1, 1, 0, 0, 1, 1, std::nan("")})), "births[7] needs a number");
  says(reason_with("births_offsets", npy_of({3}, Reals{0, 5, 4})),
       "births_offsets[1] needs a whole number from 0 to 4, got 5");
  says(reason_with("births_offsets", npy_of({3}, Reals{0, 0, 4})),
       "births_offsets[1] needs a corner for every summand");
  says(reason_with("deaths_offsets", npy_of({3}, Reals{0, 1, 1})),
       "deaths_offsets[2] needs offsets that grow from 0 to 2");
  says(reason_with("summands", npy_of({3}, Reals{1, 1, 2})), "summands[0] needs offsets that grow from 0 to 2");
  says(reason_with("exact", npy_of({2}, Reals{0, 0.5})), "exact[1] needs a whole number from 0 to 1, got 0.5");
  says(reason_with("axis1", npy_of({4}, Reals{0, 1, 1, 1})), "axis1[3] needs finite values that run one way");
  says(reason_with("axis_scale", npy_of({2, 2}, Reals{1, 1, 0, 1})), "axis_scale[2] needs a number > 0, got 0");
  says(reason_with("cycles", npy_of({3}, Reals{0, 1, 4})), "cycles[0] needs none or one cycle a birth");
  says(reason_with("cell_size", npy_of({4}, Reals{1, 1, 2, 1})), "cells_offsets[3] needs whole cells");
  says(reason_of([&] { parse_decompositions_npz<3>({"d.npz", good}); }), "'axes' needs shape (2, 3), got (2, 2)");
  says(reason_of([&] { decomposition_parameters({"d.npz", good.substr(0, good.size() / 2)}); }), "d.npz");
}
