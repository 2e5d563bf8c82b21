// SPDX-License-Identifier: MIT
// Files as other programs write them: fixtures/README.md says which.
#include "tessera/exchange/distances.hpp"
#include "tessera/exchange/graphs.hpp"
#include "tessera/exchange/images.hpp"
#include "tessera/exchange/info.hpp"
#include "tessera/exchange/labels.hpp"
#include "tessera/exchange/meshes.hpp"
#include "tessera/exchange/points.hpp"
#include "tessera/exchange/series.hpp"

#include "support/catch.hpp"

using namespace tessera;
using namespace tessera::exchange;

namespace {

const Context context;

std::string fixture(const std::string& name) { return TESSERA_SOURCE_DIR "/tests/exchange/fixtures/" + name; }

}  // namespace

TEST_CASE("graphs of networkx are read", "[exchange][peers][reference]") {
  const auto data = read_graphs({.path = fixture("networkx.graphml")}, context);
  CHECK(data.graphs.id(0) == "networkx");
  CHECK(data.graphs[0] == WeightedGraph(3, {{0, 1, 0.5}, {1, 2, 2.25}}, {"ann", "bob", "eve & co"}));
  REQUIRE(data.vertex_attribute);
  CHECK((*data.vertex_attribute)[0] == ScalarField({1.5, 2, -0.25}, "height"));

  const auto directed = read_graphs({.path = fixture("networkx_directed.graphml"), .weight = "cost"}, context);
  CHECK(directed.graphs[0] == WeightedGraph(3, {{0, 1, 3}, {1, 2, 4}}, {"0", "1", "2"}));
  const auto listed = read_graphs({.path = fixture("networkx.edges")}, context);
  CHECK(listed.graphs[0] == WeightedGraph(3, {{0, 1, 0.5}, {1, 2, 2.25}}, {"ann", "bob", "eve"}));
  CHECK(graphs_brief(fixture("networkx.graphml")) == "GraphML");
}

TEST_CASE("meshes of meshio are read", "[exchange][peers][reference]") {
  const Mesh square(PointCloud(4, 3, {0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0.5}), {{0, 1, 2}, {0, 2, 3}});
  for (const char* name : {"meshio_ascii.ply", "meshio_binary.ply", "meshio.obj", "meshio.off"}) {
    INFO(name);
    CHECK(read_mesh({.path = fixture(name)}, context) == square);
  }
  CHECK(header_brief(fixture("meshio_binary.ply"), "") == "PLY vertex (4), face (2)");
  CHECK(header_brief(fixture("meshio.obj"), "") == "OBJ");
}

TEST_CASE("matrices of scipy are read as graphs, distances and points", "[exchange][peers][reference]") {
  const WeightedGraph path(3, {{0, 1, 0.5}, {1, 2, 2.25}});
  CHECK(read_graphs({.path = fixture("scipy_symmetric.mtx")}, context).graphs[0] == path);
  CHECK(read_graphs({.path = fixture("scipy_general.mtx")}, context).graphs[0] == path);
  CHECK(read_distances({.path = fixture("scipy_distances.mtx")}, context)[0] == DistanceMatrix(3, {3, 4, 5}));
  CHECK(read_points({.path = fixture("scipy_points.mtx")}, context)[0] == PointCloud(3, 2, {1.5, 2, 3, 4, 5, 6.25}));
  CHECK(header_brief(fixture("scipy_symmetric.mtx"), "") == "Matrix Market symmetric coordinates (3, 3), entries (2)");
}

TEST_CASE("half precision and archives of numpy are read as series", "[exchange][peers][reference]") {
  const auto recording =
      read_series({.path = fixture("numpy.npz"), .array = "X", .rows = SeriesRows::times}, context).series;
  REQUIRE(recording.size() == 1);
  CHECK(recording[0] == TimeSeries(6, 2, {0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.25, 2.5, 2.75}));
  const auto signals = read_series({.path = fixture("numpy.npz"), .array = "data", .labels = "y"}, context);
  CHECK(signals.series[1] == TimeSeries({4, 5, 6, 7}));
  CHECK(signals.labels->classes() == std::vector<Index>{1, 0});
}

TEST_CASE("svmlight of scikit-learn is read", "[exchange][peers][reference]") {
  CHECK(read_points({.path = fixture("sklearn.svm")}, context)[0] ==
        PointCloud(3, 3, {0.5, 0, 2, 0, -1, 0, 0, 0, 0.125}));
  CHECK(read_points({.path = fixture("sklearn_zero.svm"), .first_feature = 0}, context)[0] ==
        PointCloud(2, 3, {0.5, 0, 2, 0, -1, 0}));
  CHECK(read_labels({.path = fixture("sklearn.svm")}, context).classes() == std::vector<Index>{1, 0, 1});
}

TEST_CASE("volumes of nibabel are read", "[exchange][peers][reference]") {
  const Image whole = read_images({.path = fixture("nibabel.nii")}, context).images[0];
  CHECK(whole.shape() == std::vector<Index>{4, 3, 2});
  CHECK(whole.values()[0] == 0);
  CHECK(whole.values()[1] == 12);  // one step along the first axis of the file
  CHECK(whole.values().back() == 23);
  const Image halves = read_images({.path = fixture("nibabel.nii.gz")}, context).images[0];
  CHECK(halves.values()[1] == 6);
}

TEST_CASE("a .ts and an .arff by hand are read as their descriptions say", "[exchange][peers][reference]") {
  const auto data = read_series({.path = fixture("by_hand.ts")}, context);
  REQUIRE(data.series.size() == 3);
  CHECK(data.series[0] == TimeSeries(3, 2, {1.5, 4, -2, 5, 0.3, 6}));
  CHECK(data.series[2] == TimeSeries(2, 2, {1, 3, 2, 4}));
  CHECK(data.labels->names() == std::vector<std::string>{"2", "rest"});
  CHECK(data.labels->classes() == std::vector<Index>{1, 0, 0});

  const PointsOptions complete{.path = fixture("by_hand.arff"), .on_nonfinite = OnNonfinite::drop_row};
  CHECK(read_points(complete, context)[0] == PointCloud(1, 2, {5.1, 3.5}));
  CHECK(read_labels({.path = fixture("by_hand.arff")}, context).names() ==
        std::vector<std::string>{"Iris versicolor", "Iris-setosa"});
}
