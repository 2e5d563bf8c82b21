// SPDX-License-Identifier: MIT
// Points, labels and distances from the formats of other fields.
#include "tessera/exchange/distances.hpp"
#include "tessera/exchange/labels.hpp"
#include "tessera/exchange/points.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"

#include <string>

using namespace tessera;
using namespace tessera::exchange;
using Catch::Contains;

namespace {

const Context context;

Collection<PointCloud> points(const std::string& text, const PointsOptions& options = {}) {
  return parse_points({"cloud", text}, options, context);
}

Labels labels(const std::string& text, const LabelsOptions& options = {}) {
  return parse_labels({"cloud", text}, options, context);
}

}  // namespace

TEST_CASE("an XYZ of chemistry gives a cloud a frame, a plain one a cloud", "[exchange][points][example]") {
  const auto frames = points("2\nwater, in part\nO 0 0 0.5\nH 1 -1e0 0 0.3\n2\n\n8 1 2 3\n1 4 5 6\n\n");
  REQUIRE(frames.size() == 2);
  CHECK(frames.id(1) == "0001");
  CHECK(frames[0] == PointCloud(2, 3, {0, 0, 0.5, 1, -1, 0}));
  CHECK(frames[1] == PointCloud(2, 3, {1, 2, 3, 4, 5, 6}));  // elements by their numbers
  CHECK(points("1\n# a comment\n1 2 3\n")[0] == PointCloud(1, 3, {1, 2, 3}));
  CHECK(points("1 2 3\n4 5 6\n")[0] == PointCloud(2, 3, {1, 2, 3, 4, 5, 6}));
  CHECK(points("5\n6\n7\n")[0] == PointCloud(3, 1, {5, 6, 7}));

  CHECK(code_of([] { points("3\n\nO 0 0 0\nH 1 1 1\n"); }) == "D202");
  CHECK_THAT(reason_of([] { points("2\n\nO 0 0 0\nH 1 one 1\n"); }),
             Contains("cloud:4: needs three finite coordinates, got 'one'"));
  CHECK_THAT(reason_of([] { points("1\n\nO 0 0 0\nH 1 1 1\n"); }), Contains("cloud:4: needs the number of atoms"));
  CHECK(code_of([] { points("2\n\nO 0 0 0\nH 1 inf 1\n"); }) == "D101");
}

TEST_CASE("svmlight gives points and labels, features left out are zero", "[exchange][points][example]") {
  const std::string text = "# by hand\n+1 1:0.5 3:2 # first\n-1 qid:3 2:-1\n1\n";
  CHECK(points(text)[0] == PointCloud(3, 3, {0.5, 0, 2, 0, -1, 0, 0, 0, 0}));
  CHECK(points(text, {.first_feature = 0})[0].dimension() == 4);
  CHECK(points(text, {.columns = {"-1"}})[0] == PointCloud(3, 1, {2, 0, 0}));
  const Labels classes = labels(text);
  CHECK(classes.names() == std::vector<std::string>{"-1", "1"});
  CHECK(classes.classes() == std::vector<Index>{1, 0, 1});
  CHECK(code_of([&] { labels(text, {.column = "0"}); }) == "D106");  // it says itself where they are
  CHECK(points("1 1:nan 2:1\n2 1:3 2:4\n", {.on_nonfinite = OnNonfinite::drop_row})[0] == PointCloud(1, 2, {3, 4}));

  const auto reason = [](const std::string& bad) { return reason_of([&] { points(bad); }); };
  CHECK_THAT(reason("1 1:2\n1 0:1\n"), Contains("cloud:2: needs features from 1 to 4294967295, got 0"));
  CHECK_THAT(reason("1 2:2 2:1\n"), Contains("features that increase along the line, got 2 after 2"));
  CHECK_THAT(reason("1 2:2 x\n"), Contains("needs an index, a colon and a value, got 'x'"));
  CHECK_THAT(reason("1 2:x\n"), Contains("needs a number, got 'x'"));
  CHECK(code_of([] { points("1 1:nan\n"); }) == "D101");
  const Context small({.memory_budget = 1 << 20});
  CHECK(code_of([&] { parse_points({"wide", "1 4000000000:1\n2 1:1\n"}, {}, small); }) == "R302");
}

TEST_CASE("an .arff gives its numeric attributes as points and its nominal one as labels",
          "[exchange][points][example]") {
  const std::string text =
      "@relation iris\n@attribute 'petal length' real\n@attribute kind {a,'b c'}\n@attribute width integer\n@data\n"
      "1.5,a,2\n?,'b c',3\n4,a,5\n";
  CHECK(points(text, {.on_nonfinite = OnNonfinite::drop_row})[0] == PointCloud(2, 2, {1.5, 2, 4, 5}));
  CHECK(points(text, {.columns = {"width"}})[0] == PointCloud(3, 1, {2, 3, 5}));
  CHECK_THAT(reason_of([&] { points(text); }), Contains("cloud:7: needs a finite number in column 0, got '?'"));
  CHECK(labels(text).names() == std::vector<std::string>{"a", "b c"});
  CHECK(labels(text, {.column = "width"}).names() == std::vector<std::string>{"2", "3", "5"});
  CHECK(labels("@classLabel true u v\n@data\n1,2:v\n3:u\n").classes() == std::vector<Index>{1, 0});
}

TEST_CASE("an array of Matrix Market is points, or distances", "[exchange][points][example]") {
  const std::string general = "%%MatrixMarket matrix array real general\n%\n2 3\n1\n4\n2\n5\n3\n6\n";
  CHECK(points(general)[0] == PointCloud(2, 3, {1, 2, 3, 4, 5, 6}));
  const std::string symmetric = "%%matrixmarket MATRIX array real symmetric\n3 3\n0\n1\n2\n0\n3\n0\n";
  const auto distances = [](const std::string& text) { return parse_distances({"d.mtx", text}, {}, context); };
  CHECK(distances(symmetric)[0] == DistanceMatrix(3, {1, 2, 3}));
  CHECK(distances(symmetric).id(0) == "d");
  CHECK(code_of([&] { distances(general); }) == "D102");
  CHECK(code_of([&] { points(symmetric); }) == "D106");
  CHECK(code_of([&] { distances("%%MatrixMarket matrix coordinate real general\n1 1 0\n"); }) == "D106");
  CHECK(code_of([&] { distances("%%MatrixMarket matrix array real symmetric\n2 2\n0\n1\n1\n"); }) == "D104");
}
