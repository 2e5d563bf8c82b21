// SPDX-License-Identifier: MIT
#include "tessera/core/error.hpp"
#include "tessera/data/distance_matrix.hpp"
#include "tessera/data/feature_matrix.hpp"
#include "tessera/data/feature_rows.hpp"
#include "tessera/data/image.hpp"
#include "tessera/data/labels.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/data/scalar_field.hpp"
#include "tessera/data/time_series.hpp"
#include "tessera/data/weighted_graph.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"

#include <limits>

using namespace tessera;

TEST_CASE("a point cloud refuses what is not finite and names the place", "[data][error]") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(reason_of([&] {
          PointCloud(2, 2, {0, 1, nan, 3});
        }) == "needs finite coordinates, got nan at point 1, coordinate 0");
  CHECK(reason_of([&] {
          PointCloud(1, 2, {0, -infinity});
        }) == "needs finite coordinates, got -inf at point 0, coordinate 1");
  CHECK(reason_of([&] { PointCloud(2, 2, {0, 1, 2}); }) == "2 points in dimension 2 need 4 coordinates, got 3");
  CHECK(PointCloud(0, 3, {}).size() == 0);
}

TEST_CASE("a distance matrix is symmetric, non-negative and zero on the diagonal", "[data][error]") {
  CHECK(DistanceMatrix::from_full(2, {0, 3, 3, 0})(1, 0) == 3);
  CHECK(reason_of([] {
          DistanceMatrix::from_full(2, {0, 3, 4, 0});
        }) == "needs a symmetric matrix, got 4 at (1, 0) and 3 at (0, 1)");
  CHECK(reason_of([] {
          DistanceMatrix::from_full(2, {0, -1, -1, 0});
        }) == "needs distances >= 0, got -1 between points 1 and 0");
  CHECK(reason_of([] {
          DistanceMatrix::from_full(2, {0, 1, 1, 2});
        }) == "needs zeros on the diagonal, got 2 at point 1");
  CHECK(reason_of([] { DistanceMatrix(3, {1, 2}); }) == "3 points need 3 pairwise distances, got 2");
  const DistanceMatrix d(3, {1, 2, 3});
  CHECK((d(0, 1) == 1 && d(2, 0) == 2 && d(1, 2) == 3 && d(1, 1) == 0));
}

TEST_CASE("classes are numbered in the order of numbers, or of text", "[data]") {
  const Labels numbers({"10", "9", "-1", "10"});
  CHECK(numbers.names() == std::vector<std::string>{"-1", "9", "10"});
  CHECK(numbers.classes() == std::vector<Index>{2, 1, 0, 2});
  CHECK(Labels({"b", "a", "10"}).names() == std::vector<std::string>{"10", "a", "b"});
  const Labels unordered({"2", "nan", "1", "3"});  // nan is a word here: no order places the number
  CHECK(unordered.names() == std::vector<std::string>{"1", "2", "3", "nan"});
  CHECK((unordered[0] == 1 && unordered[1] == 3 && unordered[2] == 0 && unordered[3] == 2));
}

TEST_CASE("images and series know their shape and refuse NaN", "[data][error]") {
  CHECK(reason_of([] { Image({2, 2}, {1, 2, 3}); }) == "an image of shape (2, 2) needs 4 values, got 3");
  CHECK(reason_of([] { Image({1, 1}, {infinity}); }) == "needs finite pixels, got inf at pixel 0");
  CHECK(reason_of([] {
          TimeSeries(std::vector<double>{1, infinity});
        }) == "needs finite values, got inf at time 1, channel 0");
  CHECK(reason_of([] { ScalarField({1, infinity}); }) == "needs finite values, got inf at position 1");
}

TEST_CASE("a weighted graph has no loop and no edge twice", "[data][error]") {
  CHECK(WeightedGraph(3, {{2, 0, 1.0}, {1, 0, 2.0}}).edges() == std::vector<WeightedEdge>{{0, 1, 2.0}, {0, 2, 1.0}});
  CHECK(reason_of([] { WeightedGraph(2, {{1, 1, 1.0}}); }) == "vertex 1 has an edge to itself");
  CHECK(reason_of([] { WeightedGraph(2, {{0, 1, 1.0}, {1, 0, 2.0}}); }) == "edge (0, 1) is given twice");
  CHECK(reason_of([] { WeightedGraph(2, {{0, 2, 1.0}}); }) == "edge (0, 2) names a vertex outside 0..1");
}

TEST_CASE("a feature matrix never holds NaN and names its columns once", "[data][error]") {
  FeatureMatrix features{.ids = {"a"}, .columns = {"x", "y"}, .units = {"", ""}, .values = {1, 2}};
  CHECK_NOTHROW(check(features));
  features.values[1] = std::numeric_limits<double>::quiet_NaN();
  CHECK(reason_of([&] { check(features); }) == "feature 'y' of sample 'a' is nan");
  features.columns[1] = "x";
  CHECK(reason_of([&] { check(features); }) == "column 'x' is named twice");
}

TEST_CASE("labels and features of kept samples keep their classes, columns and grid", "[data]") {
  const Labels labels({"b", "a", "c", "a"});
  const auto kept = labels.selected({true, false, false, true});
  CHECK(kept.classes() == std::vector<Index>{1, 0});
  CHECK(kept.names() == labels.names());
  CHECK(reason_of([&] { labels.selected({true}); }) == "needs one entry a label, 4 of them, got 1");

  FeatureMatrix features{.ids = {"p", "q"}, .columns = {"x", "y"}, .units = {"", "m"}, .values = {1, 2, 3, 4}};
  features.axes = {pixel_axis("scale", "", 0, 2, 2)};
  const auto row = features.selected({false, true});
  CHECK(row.ids == std::vector<std::string>{"q"});
  CHECK(row.values == std::vector<double>{3, 4});
  CHECK(row.axes == features.axes);
  CHECK(reason_of([&] { features.selected({true}); }) == "needs one entry a row, 2 of them, got 1");
  features.axes = {pixel_axis("scale", "", 0, 2, 3)};
  CHECK(reason_of([&] { check(features); }) == "a grid of 3 features needs as many columns, got 2");
}

TEST_CASE("points and rows of features are one another's image", "[data]") {
  const PointCloud points(2, 3, {1, 2, 3, 4, 5, 6});
  const auto rows = points_as_rows(points, {"a", "b"}, "pc");
  CHECK(rows.columns == std::vector<std::string>{"pc1", "pc2", "pc3"});
  CHECK(points_as_rows(PointCloud(1, 10, std::vector<double>(10)), {"a"}, "x").columns.front() == "x01");
  CHECK_NOTHROW(check(rows));
  CHECK(rows_as_points(rows) == points);
  CHECK(reason_of([&] { points_as_rows(points, {"a"}, "pc"); }) == "needs an id a point, 2 of them, got 1");
}
