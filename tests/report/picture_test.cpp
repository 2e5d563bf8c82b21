// SPDX-License-Identifier: MIT
#include "tessera/report/picture.hpp"

#include "report/frame.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/random_intervals.hpp"

#include <algorithm>
#include <cmath>

using namespace tessera;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

/// Tags open and close in order, attributes are quoted, and no raw < or & is left in the words.
bool is_well_formed(const std::string& text) {
  std::vector<std::string> open;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '&') {
      const auto end = text.find(';', at);
      if (end == std::string::npos || end - at > 6) return false;
      at = end + 1;
      continue;
    }
    if (text[at] != '<') {
      ++at;
      continue;
    }
    const auto end = text.find('>', at);
    if (end == std::string::npos) return false;
    const auto tag = text.substr(at + 1, end - at - 1);
    if (has(tag, "<") || count(tag, "\"") % 2 != 0) return false;
    const auto name = tag.substr(tag[0] == '/' ? 1 : 0, tag.find_first_of(" />", 1) - (tag[0] == '/' ? 1 : 0));
    if (tag[0] == '/') {
      if (open.empty() || open.back() != name) return false;
      open.pop_back();
    } else if (tag.back() != '/') {
      open.push_back(name);
    }
    at = end + 1;
  }
  return open.empty();
}

Decomposition<2> two_summands() {
  auto decomposition = decomposition_of({{{{0, 1}, {2, 0}}, {{3, 6}, {5, 4}}}, {{{1, 2}}, {{infinity, 8}}}});
  decomposition.summands[1].is_exact = false;
  return decomposition;
}

Decomposition<3> three_parameters() {
  Decomposition<3> decomposition;
  decomposition.summands = {{{{{0, 0, 0}}, {{5, 4, 6}}}, true},
                            {{{{1, 6, 0}, {4, 4, 2}, {6, 1, 0}}, {{5, 9, infinity}, {9, 5, infinity}}}, false}};
  decomposition.axis_scale = {1, 1, 1};
  decomposition.axes[2].name = "z";
  decomposition.axes[2].values = {0, 6};
  return decomposition;
}

}  // namespace

TEST_CASE("ticks are round numbers inside the axis", "[report]") {
  const auto labels = [](double low, double high, int number) {
    std::string all;
    for (const auto& tick : report::ticks(low, high, number)) all += tick.label + " ";
    return all;
  };
  CHECK(labels(0, 1, 5) == "0.0 0.2 0.4 0.6 0.8 1.0 ");
  CHECK(labels(-0.3, 0.3, 4) == "-0.2 0.0 0.2 ");
  CHECK(labels(16, 0, 4) == "0 5 10 15 ");
  CHECK(labels(3, 47, 5) == "10 20 30 40 ");
  CHECK(labels(0, 5e-7, 5) == "0 1e-07 2e-07 3e-07 4e-07 5e-07 ");
  CHECK(labels(2, 2, 5) == "2 ");
  for (const double high : {1e-300, 0.017, 3.3, 12345.0, 1e300})
    for (const auto& tick : report::ticks(0, high, 6)) CHECK((tick.value >= 0 && tick.value <= high * (1 + 1e-9)));
}

TEST_CASE("words are escaped and pages are well formed", "[report]") {
  CHECK(report::escaped("a<b & \"c\"\n") == "a&lt;b &amp; &quot;c&quot; ");
  const PictureOptions options{.title = "8 < 9 & \"ten\""};
  const PointCloud points(3, 2, {0, 0, 1, 2, 3, 1});
  const ScalarField values({1, 2, 3}, "ink");
  CHECK(is_well_formed(svg(points, &values, options)));
  CHECK(is_well_formed(svg(two_summands(), options)));
  CHECK(is_well_formed(svg(Barcode{{{0, infinity, 0}, {0.5, 2, 1}}}, options)));
  CHECK(has(svg(points, &values, options), "8 &lt; 9 &amp; &quot;ten&quot;"));
}

TEST_CASE("every point is a circle, coloured by its value", "[report]") {
  const PointCloud points(3, 2, {0, 0, 1, 2, 3, 1});
  const ScalarField values({1, 2, 3}, "ink");
  const auto picture = svg(points, &values, {});
  CHECK(count(picture, "<circle") == 3);
  CHECK(has(picture, "fill=\"" + report::ramp_colour(1) + "\""));
  CHECK(has(picture, ">ink</text>"));
  CHECK(!has(svg(points, nullptr, {}), "id=\"ramp\""));
  CHECK(has(svg(PointCloud(1, 3, {1, 2, 3}), nullptr, {}), "coordinates 0 and 1 are shown"));
  CHECK(has(svg(PointCloud(2, 1, {1, 2}), nullptr, {}), "<circle"));
  CHECK(count(svg(PointCloud(), nullptr, {}), "<circle") == 0);
}

TEST_CASE("summands are outlined corner by corner, exact and approximate told apart", "[report]") {
  const auto picture = svg(two_summands(), {});
  CHECK(has(picture, "1 exact"));
  CHECK(has(picture, "1 approximate"));
  CHECK(has(picture, "1 infinite"));
  CHECK(count(picture, "<path") == 2);
  CHECK(has(picture, ">2 summands in H1<"));
  CHECK(has(svg(two_summands(), {.subject = "0008"}), ">2 summands in H1 of &#39;0008&#39;<"));
  CHECK(count(picture, "url(#hatch") == 2);  // its region and its swatch
  CHECK(has(picture, "fade-right"));
  CHECK(!has(picture, "fade-top"));
  CHECK(has(picture, "Every diagonal barcode is that of the module."));

  auto twice = two_summands();
  twice.summands.push_back(twice.summands.back());
  CHECK(count(svg(twice, {}), "<path") == 2);
  CHECK(has(svg(twice, {}), "2 different"));

  auto approximate = two_summands();
  approximate.certificate = {
      .sweep = DecompositionCertificate::Sweep::grid, .line_gap = 0.25, .line_spacing = 0.5, .lines = 100};
  CHECK(has(svg(approximate, {}), "by 0.5 at most (gap 0.25, line spacing 0.5)"));
  CHECK(has(svg(decomposition_of({}), {}), "The zero module."));
}

TEST_CASE("the cycles of the heaviest summands are drawn over the points, that of the longest birth boldly",
          "[report]") {
  const PointCloud square(4, 2, {0, 0, 1, 0, 1, 1, 0, 1});
  auto loops = decomposition_of({{{{0, 1}, {2, 0}}, {{9, 9}}}, {{{1, 2}}, {{infinity, infinity}}}});
  loops.degree = 1;
  loops.axes[0].name = "scale";
  loops.axes[1].name = "a name that is too long";
  loops.axes[1].direction = Direction::superlevel;
  loops.summands[0].cycles = {{2, {0, 1, 0, 2, 1, 2}, {1, 1, 1}}, {2, {0, 1, 0, 3, 1, 3}, {1, 1, 1}}};
  loops.summands[1].cycles = {{2, {1, 2, 1, 3, 2, 3}, {1, 1, 1}}};
  const std::string all = svg(square, nullptr, loops, {});
  CHECK(is_well_formed(all));
  CHECK(has(all, "Cycles of 2 summands in H1"));
  CHECK(has(all, "born at (scale, axis 1)"));
  CHECK(has(all, ">(0, -1)<"));  // lasts 8 on the diagonal; from (2, 0) it is 7
  CHECK(has(all, ">infinite<"));
  CHECK(count(all, "stroke=\"#ffffff\" stroke-width=\"6\"") == 2);  // below bold loops
  CHECK(count(all, "stroke-opacity=\"0.5\"") == 1);                 // a thin one
  CHECK(count(all, "<circle") == 4);

  const std::string one = svg(square, nullptr, loops, {.count = 1});
  CHECK(has(one, "Cycles of 1 of 2 summands in H1"));
  CHECK(count(one, "stroke=\"#ffffff\" stroke-width=\"6\"") == 1);
  const ScalarField values({1, 2, 3, 4}, "ink");
  CHECK(has(svg(square, &values, loops, {}), ">ink<"));
}

TEST_CASE("cycles of degree 0 are rings around points, of degree 2 triangles", "[report]") {
  const PointCloud square(4, 2, {0, 0, 1, 0, 1, 1, 0, 1});
  auto points = decomposition_of({{{{0, 0}}, {{1, 1}}}});
  points.degree = 0;
  points.summands[0].cycles = {{1, {0, 3}, {1, 1}}};
  CHECK(count(svg(square, nullptr, points, {}), "<circle") == 6);

  auto shells = points;
  shells.degree = 2;
  shells.summands[0].cycles = {{3, {0, 1, 2, 0, 1, 3, 0, 2, 3, 1, 2, 3}, {1, 1, 1, 1}}};
  const std::string shell = svg(square, nullptr, shells, {});
  CHECK(is_well_formed(shell));
  CHECK(has(shell, "fill-opacity=\"0.16\""));
}

TEST_CASE("summands without cycles, or with cycles of something else, are not drawn over points", "[report][error]") {
  const PointCloud square(4, 2, {0, 0, 1, 0, 1, 1, 0, 1});
  auto loops = decomposition_of({{{{0, 0}}, {{1, 1}}}});
  loops.degree = 1;
  CHECK(reason_of([&] { svg(square, nullptr, loops, {}); }).find("needs summands with cycles, got none") !=
        std::string::npos);
  loops.summands[0].cycles = {{1, {0, 3}, {1, 1}}};
  CHECK(reason_of([&] { svg(square, nullptr, loops, {}); }).find("needs cells that are named by their points") !=
        std::string::npos);
  loops.summands[0].cycles = {{2, {0, 1, 0, 4, 1, 4}, {1, 1, 1}}};
  CHECK(reason_of([&] { svg(square, nullptr, loops, {}); }).find("needs cycles of 4 points, got one on point 4") !=
        std::string::npos);
  loops.summands.clear();
  CHECK(is_well_formed(svg(square, nullptr, loops, {})));
}

TEST_CASE("summands of three parameters are drawn slice by slice, in one colour each", "[report]") {
  // One box for z in [0, 6), exact, and a region of two pieces below z = 3, approximate and infinite in z.
  auto decomposition = three_parameters();
  auto picture = svg(decomposition, {.slices = 3});
  CHECK(is_well_formed(picture));
  CHECK(has(picture, ">z = 1<"));
  CHECK(has(picture, ">z = 3<"));
  CHECK(has(picture, ">z = 5<"));
  CHECK(count(picture, "<clipPath") == 3);
  CHECK(count(picture, "<path") == 6);
  CHECK(count(picture, "url(#hatch") == 4);  // its regions and its swatch
  CHECK(count(picture, "<pattern") == 1);    // one definition serves both
  CHECK(count(picture, "ZM") == 1);          // in two pieces once, joined by the third birth after
  CHECK(has(picture, ">1 exact<"));
  CHECK(!has(picture, "Monodromy"));

  decomposition.certificate.monodromy.squares = 7;
  CHECK(has(svg(decomposition, {}), "Monodromy: bars change places around 7 squares"));
  CHECK(has(svg(decomposition, {}), ">z = 0.5<"));
  CHECK(count(svg(decomposition, {}), "<clipPath") == 6);
  decomposition.axes[2].direction = Direction::superlevel;
  CHECK(has(svg(decomposition, {}), ">z = -0.5<"));
  decomposition.summands[0].is_exact = false;
  decomposition.certificate.is_exactness_decided = false;
  CHECK(!has(svg(decomposition, {}), "0 exact"));
  CHECK(has(svg(Decomposition<3>{}, {}), "The zero module."));
  CHECK(is_well_formed(svg(Decomposition<3>{}, {})));
  CHECK(code_of([&] { svg(decomposition, {.slices = 0}); }) == "D106");
  CHECK(reason_of([&] { svg(decomposition, {.slices = 90}); }) ==
        "needs room for 90 slices, got a page too small for them");
}

TEST_CASE("a superlevel axis is shown with its sign and runs down", "[report]") {
  auto decomposition = decomposition_of({{{{0, -9}}, {{4, -3}}}});
  decomposition.axes[1].name = "ink";
  decomposition.axes[1].direction = Direction::superlevel;
  const auto picture = svg(decomposition, {});
  CHECK(has(picture, "ink, decreasing"));
  CHECK(has(picture, ">9</text>"));
  CHECK(!has(picture, ">-9</text>"));
  CHECK(picture.find(">4</text>", picture.find("rotate")) == std::string::npos);
  CHECK(picture.find(">3</text>", picture.find("text-anchor=\"end\"")) < picture.find(">9</text>"));
}

TEST_CASE("a feature image has one colour a pixel, other features are a curve", "[report]") {
  FeatureMatrix features{.ids = {"a"}, .columns = {}, .units = {}, .values = {}};
  for (int k = 0; k < 6; ++k) {
    features.columns.push_back(std::to_string(k));
    features.units.emplace_back();
    features.values.push_back(k);
  }
  features.axes = {pixel_axis("scale", "length", 0, 2, 2), pixel_axis("density", "", 0, 3, 3)};
  const auto picture = svg(features, 0, {});
  CHECK(count(picture, "<rect") == 6 + 3);  // page, edge and colour bar
  CHECK(has(picture, "density"));
  features.axes.clear();
  CHECK(count(svg(features, 0, {}), "<path") == 1);
  CHECK(reason_of([&] { svg(features, 1, {}); }) == "needs a sample below 1, got 1");
}

TEST_CASE("bars are drawn by degree, the infinite ones to the frame", "[report]") {
  const auto picture = svg(Barcode{{{0, infinity, 0}, {0, 1, 0}, {0.5, 2, 1}}}, {});
  CHECK(has(picture, "H0: 2"));
  CHECK(has(picture, "H1: 1"));
  CHECK(has(picture, "fade-right"));
  CHECK(has(svg(Barcode{}, {}), "0 bars"));
}

TEST_CASE("extreme numbers draw without NaN, and pages that are too small are refused", "[report][error]") {
  for (const double size : {1e-300, 1e-9, 1e9, 1e300}) {
    const auto picture = svg(decomposition_of({{{{0, -size}}, {{size, size}}}}), {});
    CHECK(!has(picture, "nan"));
    CHECK(!has(picture, "inf"));
    CHECK(is_well_formed(picture));
  }
  CHECK(reason_of([] { svg(Barcode{}, {.width = 100}); }) == "needs a picture of 240 x 180 at least, got 100 x 560");
  CHECK(code_of([] {
          const ScalarField one({1});
          svg(PointCloud(2, 1, {1, 2}), &one, {});
        }) == "D102");
}

TEST_CASE("the same value gives the same bytes", "[report][law]") {
  RandomStream random(6, 0);
  for (int trial = 0; trial < 20; ++trial) {
    const auto decomposition = random_decomposition(random, 40, 30, 5, 0.2);
    const auto picture = svg(decomposition, {});
    REQUIRE(picture == svg(decomposition, {}));
    REQUIRE(is_well_formed(picture));
  }
}

TEST_CASE("a table's columns are curves over its rows, with their names", "[report]") {
  const FeatureMatrix table{.ids = {"e0", "e1", "e2"},
                            .columns = {"s.value", "s.smooth <1>"},
                            .units = {"", ""},
                            .values = {0, 0, 2, 1, 2, 1.5}};
  const auto picture = svg_of_curves(table, {});
  CHECK(is_well_formed(picture));
  CHECK(count(picture, "stroke-linejoin=\"round\"") == 2);
  CHECK(count(picture, "<circle") == 6);
  CHECK(count(picture, ">smooth &lt;1&gt;<") == 1);
  CHECK(count(picture, "row, from &#39;e0&#39; to &#39;e2&#39;") == 1);
  CHECK(svg_of_curves(table, {}) == picture);
  const FeatureMatrix lone{.ids = {"a"}, .columns = {"x"}, .units = {""}, .values = {3}};
  CHECK_FALSE(has(svg_of_curves(lone, {}), "nan"));
  CHECK(reason_of([] { svg_of_curves(FeatureMatrix(), {}); }) == "needs a row and a column, got 0 x 0");
}
