// SPDX-License-Identifier: MIT
#include "tessera/exchange/array.hpp"
#include "tessera/exchange/distances.hpp"
#include "tessera/exchange/images.hpp"
#include "tessera/exchange/info.hpp"
#include "tessera/exchange/labels.hpp"
#include "tessera/exchange/points.hpp"
#include "tessera/exchange/results.hpp"
#include "tessera/exchange/ucr.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/scratch.hpp"

#include <filesystem>
#include <random>

using namespace tessera;
using namespace tessera::exchange;

namespace {

const Context context;

PointCloud cloud(std::string_view text, PointsOptions options = {}) {
  return parse_points({"cloud.csv", text}, options, context)[0];
}
DistanceMatrix matrix(std::string_view text, DistanceFormat format = DistanceFormat::automatic) {
  return parse_distances({"d.txt", text}, {.format = format}, context)[0];
}
std::string matrix_reason(std::string_view text) {
  return reason_of([&] { matrix(text); });
}
std::string off_reason(std::string_view text) {
  return reason_of([&] { parse_off({"p.off", text}); });
}

std::string ragged_npz(const std::vector<double>& offsets) {
  NpzWriter writer;
  writer.add("points", npy_of({3, 2}, std::vector<double>{0, 1, 2, 3, 4, 5}));
  writer.add("starts", npy_of({offsets.size()}, offsets));
  return std::move(writer).finish();
}

}  // namespace

TEST_CASE("a table is one cloud, called like its file", "[exchange][points]") {
  const auto clouds = parse_points({"a/cloud.csv.gz", "x,y,kind\n1,2,a\n3,4,b\n"}, {.columns = {"x", "1"}}, context);
  REQUIRE(clouds.size() == 1);
  CHECK(clouds.id(0) == "cloud");
  CHECK(clouds[0] == PointCloud(2, 2, {1, 2, 3, 4}));
  CHECK(reason_of([] { cloud("1,2\n3,inf\n"); }) == "cloud.csv:2: needs a finite number in column 1, got 'inf'");
  CHECK(cloud("1,2\n3,inf\n", {.on_nonfinite = OnNonfinite::drop_row}) == PointCloud(1, 2, {1, 2}));
}

TEST_CASE("arrays are one cloud, many of one size, or many of any size", "[exchange][points]") {
  const auto lone = parse_points({"c.npy", npy_of({2, 2}, std::vector<double>{1, 2, 3, 4})}, {}, context);
  CHECK((lone.size() == 1 && lone.id(0) == "c" && lone[0].dimension() == 2));
  const auto many = parse_points({"c.npy", npy_of({2, 1, 2}, std::vector<double>{1, 2, 3, 4})}, {}, context);
  CHECK((many.size() == 2 && many.id(1) == "0001" && many[1] == PointCloud(1, 2, {3, 4})));
  const auto ragged = parse_points({"c.npz", ragged_npz({0, 1, 1, 3})},
                                   {.array = "points", .offsets = "starts", .columns = {"1"}}, context);
  CHECK((ragged.size() == 3 && ragged[1].size() == 0 && ragged[2] == PointCloud(2, 1, {3, 5})));

  const auto reason = [](const std::vector<double>& offsets) {
    return reason_of([&] {
      parse_points({"c.npz", ragged_npz(offsets)}, {.array = "points", .offsets = "starts"}, context);
    });
  };
  CHECK(reason({0, 2, 1, 3}) == "c.npz: offsets need to increase from 0 to 3, got 1 at position 2");
  CHECK(reason({0, 0.5, 3}) == "c.npz: offsets need to increase from 0 to 3, got 0.5 at position 1");
  CHECK(reason({0, 2}) == "c.npz: offsets need to run from 0 to 3, got 0 to 2");
  CHECK(code_of([] { parse_points({"c.npy", npy_of({4}, std::vector<double>{1, 2, 3, 4})}, {}, context); }) == "D102");
  CHECK(code_of([] {
          parse_points({"c.npy", npy_of({1'000'000'000, 0, 2}, std::vector<double>{})}, {}, context);
        }) == "D103");
  CHECK(reason_of([] {
          parse_points({"c.npy", npy_of({1, 2}, std::vector<double>{1, infinity})}, {}, context);
        }) == "c.npy: needs finite numbers, got inf at row 0, column 1");
}

TEST_CASE("clouds written are read again", "[exchange][points][law]") {
  Collection<PointCloud> clouds;
  clouds.add("a", PointCloud(2, 2, {0.1, -0.0, 5e-324, 1e300}));
  clouds.add("b", PointCloud(1, 2, {1.0 / 3, 2}));
  const auto again = parse_points({"c.npz", points_npz(clouds)}, {.array = "points", .offsets = "offsets"}, context);
  CHECK((again.size() == 2 && again[0] == clouds[0] && again[1] == clouds[1]));
  CHECK(cloud(points_csv(clouds[0])) == clouds[0]);
  clouds.add("c", PointCloud(1, 1, {1}));
  CHECK(reason_of([&] { points_npz(clouds); }) == "needs samples of one shape, got (2) and, at 'c', (1)");
}

TEST_CASE("what a writer puts into an archive is read back without a name", "[exchange][npz]") {
  Collection<PointCloud> clouds;
  clouds.add("a", PointCloud(2, 1, {0, 1}));
  clouds.add("b", PointCloud(1, 1, {2}));
  const std::string points = points_npz(clouds);
  const auto again = parse_points({"c.npz", points}, {}, context);
  REQUIRE(again.size() == 2);
  CHECK(again[0] == clouds[0]);
  CHECK(again[1] == clouds[1]);
  CHECK(parse_points({"c.npz", points}, {.array = "points"}, context).size() == 1);

  Collection<Image> images;
  for (const char* id : {"a", "b"}) images.add(id, Image({1, 2}, {3, 4}));
  CHECK(parse_images({"i.npz", images_npz(images)}, {}, context).images.size() == 2);
  Collection<DistanceMatrix> matrices;
  for (const char* id : {"a", "b"}) matrices.add(id, DistanceMatrix(2, {5}));
  CHECK(parse_distances({"d.npz", distances_npz(matrices)}, {}, context).size() == 2);

  const ScratchFolder scratch;
  scratch.write("c.npz", points);
  const std::string file = scratch.path("c.npz");
  CHECK(header_brief(file, "", "points") == "points <f8 (3, 1)");
  CHECK(reason_of([&] { header_brief(file, "", "images"); }).ends_with("holds 3 arrays, so one must be named"));
  CHECK(remedy_of([&] { header_brief(file, "", "images"); }).starts_with("name it, as in array = \"points\"; its "));
  CHECK(remedy_of([&] {
          read_npz({"c.npz", points}, "");
        }) == "name it, as in array = \"points\"; its arrays are 'points', 'offsets', 'ids'");
}

TEST_CASE("OFF and nOFF give their points", "[exchange][off]") {
  CHECK(parse_off({"p", "# c\nOFF\n2 1 0\n0 0 1\n1,0,0\n3 0 1 1 255 0 0\n"}) == PointCloud(2, 3, {0, 0, 1, 1, 0, 0}));
  CHECK(parse_off({"p", "OFF 1 0\n0 0 1"}) == PointCloud(1, 3, {0, 0, 1}));
  CHECK(parse_off({"p", "OFF 2 0\n0 1\n2 3"}) == PointCloud(2, 2, {0, 1, 2, 3}));
  CHECK(parse_off({"p", "nOFF\n2\n1 0 0\n5\t6\n"}) == PointCloud(1, 2, {5, 6}));
  CHECK(off_reason("nOFF 2\n3 0 0\n1 2\n") == "p.off:3: the header claims 3 points, the file ends after 1");
  CHECK(off_reason("OFF\n1000000000000000000 0 0\n1 2 3\n") ==
        "p.off:3: the header claims 1000000000000000000 points, the file ends after 1");
  CHECK(off_reason("OFF\n1 1 0\n1 2 3\n3 0 0 1\n") ==
        "p.off:4: needs a face: the number of its corners, then points below 1");
  CHECK(off_reason("OFF\n2 0 0\n1 2 3\n1 2\n") == "p.off:4: needs 3 coordinates, got 2");
  CHECK(off_reason("OFF\n1 0 0\n1 2 nan\n") == "p.off:3: needs finite coordinates, got 'nan'");
  CHECK(off_reason("OFF\n1 0 0\n1 2 3\n4 5 6\n") == "p.off:4: text follows the 1 points and 0 faces");
  CHECK(off_reason("OFF\n") == "p.off: the file ends within the header of OFF");
}

TEST_CASE("a triangle or a square of distances is known by the lengths of its rows", "[exchange][distances]") {
  const DistanceMatrix expected(3, {1, 2, 3});  // d(1,0) d(2,0) d(2,1)
  for (const std::string_view text :
       {"\n1,\n2,3,\n", "1\n2 3\n", "0\n1 0\n2 3 0\n", "1,2\n3\n", "0 1 2\n0 3\n0\n", "0;1;2\n1;0;3\n2;3;0\n"}) {
    INFO(text);
    CHECK(matrix(text) == expected);
  }
  CHECK(matrix("1 2 3", DistanceFormat::lower) == expected);
  CHECK(matrix("1 2 3", DistanceFormat::upper) == expected);
  CHECK(matrix("1 2 3 4 5 6", DistanceFormat::upper)(2, 1) == 4);
  CHECK(matrix("1 2 3 4 5 6", DistanceFormat::lower)(2, 1) == 3);
  CHECK(matrix("5\n") == DistanceMatrix(2, {5}));
  CHECK(matrix("0\n") == DistanceMatrix(1, {}));
}

TEST_CASE("distances are refused by line or by pair", "[exchange][distances][error]") {
  CHECK(matrix_reason("1\n2 3\n4 5\n") == "d.txt:3: needs 3 distances to go on as the rows before, got 2");
  CHECK(matrix_reason("0 1\n1 0\n2 2\n") == "d.txt:3: needs a square or a triangle, got 3 rows of 2 to 2 distances");
  CHECK(matrix_reason("0 1\n2 0\n") == "d.txt: needs a symmetric matrix, got 2 at (1, 0) and 1 at (0, 1)");
  CHECK(matrix_reason("1\n-2 3\n") == "d.txt: needs distances >= 0, got -2 between points 2 and 0");
  CHECK(matrix_reason("1\nx 3\n") == "d.txt:2: needs a distance, got 'x'");
  CHECK(matrix_reason("1\ninf 3\n") == "d.txt:2: needs finite distances, got 'inf'");
  CHECK(matrix_reason("1 2 3\n") == "d.txt: one row of 3 distances may be a lower or an upper triangle");
  CHECK(matrix_reason("\n") == "d.txt: needs at least one distance, got none");
  CHECK(code_of([] { matrix("1 2 3 4", DistanceFormat::lower); }) == "D102");
}

TEST_CASE("arrays of distances are full, many or condensed", "[exchange][distances]") {
  const auto read = [](const std::string& bytes) { return parse_distances({"d.npy", bytes}, {}, context); };
  CHECK(read(npy_of({2, 2}, std::vector<double>{0, 3, 3, 0}))[0] == DistanceMatrix(2, {3}));
  CHECK(read(npy_of({2, 2, 2}, std::vector<double>{0, 3, 3, 0, 0, 4, 4, 0}))[1] == DistanceMatrix(2, {4}));
  const auto condensed = read(npy_of({6}, std::vector<double>{1, 2, 3, 4, 5, 6}))[0];  // 01 02 03 12 13 23
  CHECK((condensed(0, 3) == 3 && condensed(1, 2) == 4 && condensed(2, 3) == 6));
  CHECK(code_of([&] { read(npy_of({2, 3}, std::vector<double>(6))); }) == "D102");

  Collection<DistanceMatrix> matrices;
  matrices.add("a", DistanceMatrix(3, {1, 2, 3}));
  CHECK(parse_distances({"d.npz", distances_npz(matrices)}, {.array = "distances"}, context)[0] == matrices[0]);
  CHECK(matrix(distances_text(matrices[0])) == matrices[0]);

  // Names of the points, where all have some.
  Collection<DistanceMatrix> named;
  named.add("a", DistanceMatrix(2, {1}, {"left", "right"}));
  named.add("b", DistanceMatrix(2, {2}, {"up", "down"}));
  const auto again = parse_distances({"d.npz", distances_npz(named)}, {}, context);
  CHECK((again[0] == named[0] && again[1] == named[1]));
  CHECK(again[1].names() == std::vector<std::string>{"up", "down"});
  CHECK(code_of([] { DistanceMatrix(2, {1}, {"alone"}); }) == "D102");
  NpzWriter odd;
  odd.add("distances", npy_of({2, 2}, std::vector<double>{0, 1, 1, 0}));
  odd.add("names", npy_of({3}, std::vector<std::string>{"a", "b", "c"}));
  CHECK(code_of([&] { parse_distances({"d.npz", std::move(odd).finish()}, {}, context); }) == "D102");
}

TEST_CASE("images come from arrays and from flat rows, with their labels", "[exchange][images]") {
  const auto stack = parse_images({"i.npy", npy_of({2, 1, 2}, std::vector<double>{1, 2, 3, 4})}, {}, context);
  CHECK((stack.images.size() == 2 && stack.images[1] == Image({1, 2}, {3, 4}) && !stack.labels));
  const std::string_view table = "p0,p1,p2,p3,kind\n1,2,3,4,seven\n5,6,7,8,one\n";
  const auto labelled = parse_images({"i.csv", table}, {.shape = {2, 2}, .labels = "kind"}, context);
  CHECK(labelled.images[1] == Image({2, 2}, {5, 6, 7, 8}));
  CHECK(labelled.labels->names() == std::vector<std::string>{"one", "seven"});
  CHECK(parse_images({"i.csv", table}, {.shape = {2, 2}, .labels = "-1", .first = 1}, context).labels->size() == 1);
  CHECK(reason_of([] {
          parse_images({"i.csv", "1 2 3 4\n"}, {}, context);
        }) == "i.csv: its images are flat rows of 4 pixels, so their shape must be given");
  CHECK(reason_of([] {
          parse_images({"i.csv", "1 2 3 4\n"}, {.shape = {3, 2}}, context);
        }) == "i.csv: an image of shape (3, 2) needs 6 pixels, got 4");
  CHECK(code_of([] {
          parse_images({"i.csv", "1 2 3 4\n"}, {.shape = {65536, 65536, 65536, 65536}}, context);
        }) == "D102");

  NpzWriter writer;
  writer.add("X", npy_of({2, 2}, std::vector<double>{1, 2, 3, 4}));
  writer.add("y", npy_of({3}, std::vector<std::int64_t>{1, 2, 3}));
  const std::string bytes = std::move(writer).finish();
  CHECK(reason_of([&] {
          parse_images({"i.npz", bytes}, {.array = "X", .shape = {1, 2}, .labels = "y"}, context);
        }) == "i.npz: 2 images need as many labels, got 3");
}

TEST_CASE("a volume is one image, and one axis more is a stack of volumes", "[exchange][images]") {
  const std::vector<double> values{1, 2, 3, 4, 5, 6, 7, 8};
  const auto read = [&](const std::vector<std::uint64_t>& shape, const ImagesOptions& options) {
    return parse_images({"v.npy", npy_of(shape, values)}, options, context).images;
  };
  CHECK(read({2, 2, 2}, {}).size() == 2);
  CHECK(read({2, 2, 2}, {.dimension = 2})[1] == Image({2, 2}, {5, 6, 7, 8}));
  CHECK((read({2, 2, 2}, {.dimension = 3}).size() == 1 &&
         read({2, 2, 2}, {.dimension = 3})[0] == Image({2, 2, 2}, values)));
  CHECK(read({2, 1, 2, 2}, {.dimension = 3})[1] == Image({1, 2, 2}, {5, 6, 7, 8}));
  CHECK(read({2, 1, 2, 2}, {.dimension = 4})[0] == Image({2, 1, 2, 2}, values));
  CHECK(read({1, 2, 2, 1, 2}, {.dimension = 4})[0] == Image({2, 2, 1, 2}, values));
  CHECK(read({8}, {.dimension = 1})[0] == Image({8}, values));
  CHECK(read({2, 4}, {.dimension = 1})[1] == Image({4}, {5, 6, 7, 8}));
  CHECK(read({2, 4}, {.dimension = 2})[0] == Image({2, 4}, values));
  CHECK(read({1, 8}, {.shape = {2, 2, 2}, .dimension = 3})[0] == Image({2, 2, 2}, values));
  CHECK(read({2, 2, 2}, {.dimension = 2, .first = 1}).size() == 1);

  CHECK(reason_of([&] {
          read({2, 4}, {.dimension = 3});
        }) == "v.npy: images of 3 axes: one, or a stack of them, needs an array of 3 or 4 axes, got shape (2, 4)");
  CHECK(reason_of([&] {
          read({2, 4}, {.shape = {2, 2}, .dimension = 3});
        }) == "v.npy: images of 3 axes need a shape of as many numbers, got (2, 2)");
  CHECK(reason_of([&] { read({8}, {}); }) == "v.npy: images needs an array of 2 or 3 or 4 or 5 axes, got shape (8)");
  CHECK(code_of([&] { read({2, 4}, {.shape = {3, 1, 1}, .dimension = 3}); }) == "D102");
}

TEST_CASE("a table is one picture where images have two axes and no shape", "[exchange][images]") {
  const auto one = parse_images({"i.csv", "1 2 3\n4 5 6\n"}, {.dimension = 2}, context);
  CHECK((one.images.size() == 1 && one.images[0] == Image({2, 3}, {1, 2, 3, 4, 5, 6})));
  CHECK(code_of([] { parse_images({"i.csv", "1 2\n"}, {.labels = "0", .dimension = 2}, context); }) == "D106");
  CHECK(code_of([] { parse_images({"i.csv", "1 2\n"}, {.dimension = 3}, context); }) == "D106");
}

TEST_CASE("labels are numbers or text, and numbers have one spelling", "[exchange][labels]") {
  const auto labels = [](std::string_view text, LabelsOptions options = {}) {
    return parse_labels({"l.txt", text}, options, context);
  };
  CHECK(labels("1\n1.0\n-1\n1e0\n") == Labels({"1", "1", "-1", "1"}));
  CHECK(labels("b\na\nb\n").names() == std::vector<std::string>{"a", "b"});
  CHECK(labels("id,kind\n1,x\n2,y\n", {.column = "kind"}) == Labels({"x", "y"}));
  CHECK(parse_labels({"l.npy", npy_of({2}, std::vector<std::string>{"u", "v"})}, {}, context) == Labels({"u", "v"}));
  CHECK(parse_labels({"l.npy", npy_of({2}, std::vector<std::int64_t>{7, 3})}, {}, context) == Labels({"7", "3"}));
  CHECK(reason_of([&] { labels("1,2\n"); }) == "l.txt: has 2 columns, so the one with the labels must be named");
  CHECK(code_of([] { parse_labels({"l.npy", npy_of({1, 1}, std::vector<double>{1})}, {}, context); }) == "D102");
}

TEST_CASE("a set of the UCR archive has its training series first", "[exchange][ucr]") {
  const auto data = parse_ucr({"A_TRAIN.tsv", "2\t1.5\t2.5\tNaN\n-1.0\t1\t2\t3\n"}, {"A_TEST.tsv", "2\t4\t5\t6\n"});
  CHECK(data.series.ids() == std::vector<std::string>{"train/0000", "train/0001", "test/0000"});
  CHECK(data.series[0] == TimeSeries(std::vector<double>{1.5, 2.5}));
  CHECK(data.labels == Labels({"2", "-1", "2"}));
  CHECK(data.split.is_training == std::vector<bool>{true, true, false});
  CHECK(reason_of([] {
          parse_ucr({"A_TRAIN.tsv", "2\t1\tNaN\t3\n"}, {"A_TEST.tsv", "2\t4\t5\t6\n"});
        }) == "A_TRAIN.tsv:1: needs finite values, got 'NaN' in column 2");
  CHECK(code_of([] { parse_ucr({"a", "1\tNaN\n"}, {"b", "1\t2\n"}); }) == "D103");
  const auto filled = parse_ucr({"a", "1\tNaN\t1\tNaN\t3\tNaN\n"}, {"b", "1\t2\n"}, MissingValues::interpolate);
  CHECK(filled.series[0] == TimeSeries({1, 1, 2, 3}));
  CHECK(code_of([] { parse_ucr({"a", "1\tinf\t1\n"}, {"b", "1\t2\n"}, MissingValues::hold); }) == "D101");
  CHECK(code_of([] { ucr_files("/nowhere/A"); }) == "I101");
}

TEST_CASE("the shared data are read with the shapes their list states", "[exchange][data]") {
  const std::string data = data_folder();
  if (data.empty()) {
    WARN("TESSERA_DATA names no folder: skipped");
    return;
  }
  const auto points = [&](const std::string& file, PointsOptions options = {}) {
    options.path = data + "/" + file;
    return read_points(options, context);
  };
  CHECK(points("pointclouds/KleinBottle5D.off.gz")[0].size() == 15876);
  CHECK(points("pointclouds/human.off.gz")[0].size() == 4706);
  CHECK(points("pointclouds/grid_5_5_5_in_0_1.off")[0].size() == 125);
  CHECK(points("pointclouds/sphere2D_80.off")[0].dimension() == 2);
  CHECK(points("pointclouds/bunny.npz")[0].size() == 35947);
  CHECK(points("pointclouds/fd_noisy_torus.txt.gz")[0].dimension() == 2);
  CHECK(points("pointclouds/tda_tutorial_ElongatedTorus.txt.gz")[0].dimension() == 3);
  CHECK(points("tic/LargeHypoxicRegion.csv.gz", {.columns = {"x", "y"}})[0].dimension() == 2);
  CHECK(points("tic/tic_odd.npz", {.array = "points", .offsets = "offsets"}).size() == 107);
  CHECK(points("chaos/walkers_acc.npz", {.array = "A"}).size() == 100);
  CHECK(points("chaos/EEG_64ch.npz")[0].dimension() == 64);
  CHECK(code_of([&] { points("pointclouds/tda_tutorial_crater_tuto.txt.gz"); }) == "D201");  // a pickle

  const auto distances = [&](const std::string& file) {
    return read_distances({.path = data + "/" + file}, context)[0].size();
  };
  CHECK(distances("ripser_examples/random16.lower_distance_matrix") == 16);
  CHECK(distances("ripser_examples/projective_plane.csv") == 13);
  CHECK(distances("ripser_examples/sphere_3_192.lower_distance_matrix.gz") == 192);
  CHECK(distances("distmats/fd_circle_100_lower.txt.gz") == 100);
  CHECK(distances("distmats/senate104.npz") == 103);

  const auto digits =
      read_images({.path = data + "/tabular/digits.npz", .array = "X", .shape = {8, 8}, .labels = "y"}, context);
  CHECK((digits.images.size() == 1797 && digits.labels->names().size() == 10));

  for (const auto& entry : std::filesystem::directory_iterator(data + "/ucr")) {
    const std::string path = entry.path();
    const auto at = path.find("_TRAIN.tsv");
    if (at == std::string::npos) continue;
    INFO(path);
    const auto set = read_ucr({.path = path.substr(0, at)}, context);
    CHECK(set.series.size() == set.labels.size());
    CHECK(set.labels.names().size() >= 2);
  }
}
