// SPDX-License-Identifier: MIT
#include "tessera/exchange/invariants.hpp"

#include "support/catch.hpp"
#include "support/naive_ranks.hpp"
#include "tessera/exchange/array.hpp"
#include "tessera/persistence/signed_decomposition.hpp"

using namespace tessera;
using namespace tessera::exchange;

namespace {

const Context context;

/// A generator at (1, 0), killed at (2, 3), on axes of which the second is superlevel.
Presentation<2> module() {
  Presentation<2> result;
  result.grid.axes[0] = {{1, 2}, "scale", "length"};
  result.grid.axes[1] = {{0, 3}, "density", "", Direction::superlevel};
  result.matrix.row_grades = {{{0, 0}}};
  result.matrix.append({{1, 1}}, std::vector<Index>{0});
  result.degree = 1;
  return result;
}

template <class T>
Collection<T> alone(T sample) {
  Collection<T> one;
  one.add("a", std::move(sample));
  return one;
}

}  // namespace

TEST_CASE("tables of invariants show values as the user knows them", "[exchange][invariants][example]") {
  CHECK(hilbert_csv(alone(hilbert_function(module(), {}, context))) ==
        "sample,axis0,axis1,dimension\na,1,0,1\na,1,-3,1\na,2,0,1\na,2,-3,0\n");
  CHECK(signed_csv(alone(signed_barcode(module(), {}, context))) ==
        "sample,kind,degree,birth0,birth1,death0,death1,multiplicity\n"
        "a,free,1,1,0,inf,-inf,1\na,free,1,2,-3,inf,-inf,-1\n");
  auto hooks = sampled(SignedBarcodeOptions{}, GridKind::exact);
  hooks.kind = SignedDecomposition::hooks;
  CHECK(signed_csv(alone(signed_barcode(module(), hooks, context))) ==
        "sample,kind,degree,birth0,birth1,death0,death1,multiplicity\na,hook,1,1,0,2,-3,1\n");
  CHECK(fibered_csv(alone(slices(module(), {.lines = {0, 0, 1, 1}}, context))) ==
        "sample,line,base0,base1,direction0,direction1,degree,birth,death\na,0,0,0,1,1,1,1,3\n");

  FilteredComplex<3> point;
  for (auto& axis : point.grid.axes) axis.values = {5};
  point.blocks = {{.grades = {{{0, 0, 0}}}}};
  CHECK(euler_csv(alone(euler_surface(point, {}, context))) == "sample,axis0,axis1,axis2,characteristic\na,5,5,5,1\n");
}

TEST_CASE("a signed barcode as JSON names its kind, its axes and its ends", "[exchange][invariants][example]") {
  CHECK(signed_json(signed_barcode(module(), {}, context)) == R"({
  "format": "tessera.signed_barcode/1",
  "kind": "free",
  "degree": 1,
  "axes": [
    {"name": "scale", "unit": "length", "direction": "sublevel", "known_below": "inf"},
    {"name": "density", "unit": "", "direction": "superlevel", "known_below": "inf"}
  ],
  "bars": [
    {"birth": [1, 0], "death": ["inf", "-inf"], "multiplicity": 1},
    {"birth": [2, -3], "death": ["inf", "-inf"], "multiplicity": -1}
  ]
}
)");
}

TEST_CASE("arrays of invariants hold their axes", "[exchange][invariants][example]") {
  const auto numbers = [](const std::string& archive, std::string_view name) {
    return read_npz({"x.npz", archive}, name).values;
  };
  const auto hilbert = hilbert_npz(hilbert_function(module(), {}, context));
  CHECK(read_npz({"x.npz", hilbert}, "dimensions").shape == std::vector<std::uint64_t>{2, 2});
  CHECK(numbers(hilbert, "dimensions") == std::vector<double>{1, 1, 1, 0});
  CHECK(numbers(hilbert, "axis1") == std::vector<double>{0, -3});
  CHECK(numbers(hilbert, "degree") == std::vector<double>{1});
  CHECK(read_npz({"x.npz", hilbert}, "axes").text == std::vector<std::string>{"scale", "density"});
  CHECK(read_npz({"x.npz", hilbert}, "units").text == std::vector<std::string>{"length", ""});

  const auto ranks = rank_npz(rank_invariant(module(), sampled(RankInvariantOptions{}, GridKind::exact), context));
  CHECK(read_npz({"x.npz", ranks}, "ranks").shape == std::vector<std::uint64_t>{3, 3});
  CHECK(numbers(ranks, "pairs0") == std::vector<double>{0, 0, 0, 1, 1, 1});
  // Rows: 1 -> 1, 1 -> 2, 2 -> 2 along the scale; columns the same along the density.
  CHECK(numbers(ranks, "ranks") == std::vector<double>{1, 1, 1, 1, 0, 0, 1, 0, 0});

  const auto heights = landscape_npz(landscape(module(), sampled(LandscapeOptions{}, GridKind::regular, {3}), context));
  CHECK(read_npz({"x.npz", heights}, "landscapes").shape == std::vector<std::uint64_t>{5, 3, 3});
  CHECK(numbers(heights, "axis_scale") == std::vector<double>{1, 3});
  CHECK(numbers(heights, "landscapes")[4] == 0.5);  // the middle of the box

  EulerSurface<1> surface;
  surface.grid.axes[0].values = {0, 1};
  surface.characteristics = {1, -4};
  CHECK(numbers(euler_npz(surface), "characteristics") == std::vector<double>{1, -4});
}
