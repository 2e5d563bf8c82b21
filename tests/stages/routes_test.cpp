// SPDX-License-Identifier: MIT
// Small pipelines through stages that no file in pipelines/ takes.
#include "tessera/pipeline/run.hpp"

#include "support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>

#include <unistd.h>

using namespace tessera;
namespace fs = std::filesystem;

namespace {

/// A directory of its own, gone at the end of the test.
class Bench {
 public:
  Bench() : directory(fs::temp_directory_path() / ("tessera-routes-" + std::to_string(::getpid()))) {
    fs::create_directories(directory);
    std::string points;  // a ring of 24 points around a lone one
    for (int i = 0; i < 24; ++i)
      points += std::to_string(std::cos(i * 0.2618)) + "," + std::to_string(std::sin(i * 0.2618)) + "\n";
    put("points.csv", points + "0.1,0.05\n");
    put("labels.txt", "ring\n");
  }
  ~Bench() { fs::remove_all(directory); }

  void put(const std::string& name, const std::string& text) const { std::ofstream(directory / name) << text; }
  std::string get(const std::string& name) const {
    std::ifstream file(directory / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  /// "" when all went well.
  std::string run(const std::string& text) const {
    const Catalog catalog = builtin_catalog();
    auto result = plan(parse_pipeline(text, "route.toml", directory), catalog);
    if (!result.plan || !result.diagnostics.all().empty()) return result.diagnostics.text();
    try {
      RunOptions options;
      options.directory = directory;
      tessera::run(*result.plan, options);
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  }

  fs::path directory;
};

const char* const from_points = R"(
format = 1
[data.cloud]
use = "read.points"
path = "points.csv"
[data.kind]
use = "read.labels"
path = "labels.txt"
[stage.some]
use = "geometry.farthest_subsample"
in = "cloud"
count = 20
[stage.far]
use = "geometry.knn_codensity"
in = "some.points"
neighbors = 3
[stage.mass]
use = "geometry.distance_to_measure"
in = "some.points"
mass = 0.2
[stage.two]
use = "filtration.function_rips"
in = { points = "some.points", values = "far" }
[stage.three]
use = "filtration.function_rips"
in = { points = "some.points", values = ["far", "mass"] }
[stage.module]
use = "persistence.minimal_presentation"
in = "two"
[stage.betti]
use = "persistence.betti_table"
in = "module"
[stage.hilbert]
use = "persistence.hilbert_function"
in = "module"
[stage.fibers]
use = "persistence.slice"
in = "module"
lines = [0, 0, 1, 1]
[stage.summands]
use = "decomposition.summands"
in = "module"
[stage.image]
use = "vectorization.summand_image"
in = "summands"
resolution = [4, 4]
[output.module]
from = "module"
to = "module.scc"
[output.complex]
from = "three"
to = "three.scc"
[output.betti]
from = "betti"
to = "betti.csv"
[output.hilbert]
from = "hilbert"
to = "hilbert.csv"
[output.fibers]
from = "fibers"
to = "fibers.csv"
[output.image]
from = "image"
labels = "kind"
to = "image.svm"
)";

// In reverse order: outputs first, data last.
const char* const from_scc = R"(
[output.svg]
from = "wide_summands"
to = "wide.svg"
[output.again]
from = "module"
to = "again.scc"
[output.both]
from = "both"
to = "both.csv"
[stage.both]
use = "vectorization.concatenate"
in = ["fine", "coarse"]
[stage.fine]
use = "vectorization.summand_image"
in = "wide_summands"
resolution = 6
[stage.coarse]
use = "vectorization.summand_image"
in = "plain_summands"
resolution = [2, 3]
kernel = "volume"
p = 1
[stage.wide_summands]
use = "decomposition.summands"
in = "module"
[stage.plain_summands]
use = "decomposition.summands"
in = "module"
axis_scale = "none"
[data.module]
use = "read.scc"
path = "module.scc"
)";

}  // namespace

TEST_CASE("a cloud goes to invariants, and its module, written and read again, to features", "[stages][routes]") {
  const Bench bench;
  REQUIRE(bench.run(from_points).empty());
  for (const char* name : {"three.scc", "betti.csv", "hilbert.csv", "fibers.csv"}) CHECK(bench.get(name).size() > 20);
  CHECK(bench.get("image.svm").starts_with("0 "));

  REQUIRE(bench.run("format = 1\n" + std::string(from_scc)).empty());
  CHECK(bench.get("again.scc") == bench.get("module.scc"));
  const std::string both = bench.get("both.csv");
  CHECK(std::count(both.begin(), both.end(), '\n') == 2);
  const auto columns = std::count(both.begin(), both.begin() + std::ptrdiff_t(both.find('\n')), ',');
  CHECK(columns == 36 + 6);
  CHECK(both.find("fine.x00.y00") != std::string::npos);
  CHECK(both.find("coarse.x01.y02") != std::string::npos);
  CHECK(bench.get("wide.svg").find("<svg") != std::string::npos);
}

TEST_CASE("a module in three parameters is refused where two are needed, by its header alone", "[stages][routes]") {
  const Bench bench;
  REQUIRE(bench.run(from_points).empty());
  CHECK(bench.run("format = 1\n[data.complex]\nuse = \"read.scc\"\npath = \"three.scc\"\n[stage.m]\n"
                  "use = \"persistence.minimal_presentation\"\nin = \"complex\"\n[stage.s]\n"
                  "use = \"decomposition.summands\"\nin = \"m\"\n[output.s]\nfrom = \"s\"\nto = \"s.json\"\n") ==
        "route.toml:10:6: error P209: stage.s.in: needs Presentation<2>, 'm' gives Presentation<3>\n"
        "  tessera describe decomposition.summands says what it takes\n");
}

TEST_CASE("the sublevel sets of a recording have one to four parameters", "[stages][routes]") {
  const Bench bench;
  std::string recording = "left,right\n";
  for (int t = 0; t < 60; ++t)
    recording += std::to_string(std::sin(t * 0.4)) + "," + std::to_string(std::cos(t * 0.9)) + "\n";
  bench.put("recording.csv", recording);
  std::string text = R"(format = 1
[data.recording]
use = "read.series"
path = "recording.csv"
[stage.windows]
use = "geometry.sliding_windows"
in = "recording.series"
length = 25
[stage.times]
use = "geometry.series_graph"
in = "windows"
[stage.hilbert]
use = "persistence.hilbert_function"
in = "sublevels"
grid = "regular"
resolution = 3
[output.hilbert]
from = "hilbert"
sample = "recording/0025"
to = "hilbert.npz"
)";
  std::string values = "\"times.values\"", directions = "\"superlevel\"";  // peaks first
  for (const std::string function : {"", "channel = 1", "statistic = \"moving_deviation\"", "statistic = \"time\""}) {
    if (!function.empty()) {
      const std::string name = "of_" + std::to_string(values.size());
      text += "[stage." + name + "]\nuse = \"geometry.series_function\"\nin = \"windows\"\n" + function + "\n";
      values += ", \"" + name + '"';
      directions += ", \"sublevel\"";
    }
    INFO(values);
    CHECK(bench.run(text +
                    "[stage.sublevels]\nuse = \"filtration.lower_star\"\nin = { from = \"times.graph\", values = [" +
                    values + "] }\ndirection = [" + directions + "]\n") == "");
    CHECK(bench.get("hilbert.npz").size() > 100);
  }
}

TEST_CASE("a table of one of many samples is written with a warning, unless that one was chosen", "[stages]") {
  const Bench bench;
  bench.put("recording.csv", "1\n2\n3\n4\n5\n6\n");
  const std::string text = R"(format = 1
[data.recording]
use = "read.series"
path = "recording.csv"
[stage.windows]
use = "geometry.sliding_windows"
in = "recording.series"
length = 3
[stage.cloud]
use = "geometry.delay_embedding"
in = "windows"
dimension = 2
lag = 1
[output.cloud]
from = "cloud"
to = "cloud.csv"
)";
  const std::string warning = "holds the first of 2 samples alone";
  REQUIRE(bench.run(text) == "");
  CHECK(bench.get("run.json").find(warning) != std::string::npos);
  REQUIRE(bench.run(text + "sample = \"recording/0003\"\n") == "");
  CHECK(bench.get("run.json").find(warning) == std::string::npos);
}
