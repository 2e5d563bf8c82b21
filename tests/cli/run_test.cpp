// SPDX-License-Identifier: MIT
#include "cli/pipelines.hpp"
#include "cli/program.hpp"

#include "support/catch.hpp"
#include "support/scratch.hpp"

using namespace tessera;

namespace {

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// A cloud whose full Rips complex keeps one thread busy for minutes.
std::string long_pipeline(const TestDirectory& directory) {
  std::string rows;
  for (int i = 0; i < 900; ++i)
    rows += std::to_string((i * 7919) % 1009) + "," + std::to_string((i * 104729) % 1013) + "\n";
  directory.write("cloud.csv", rows);
  std::string text = cloud_pipeline();
  text.replace(text.find("in  = { points"), 0, "collapse = \"off\"\nmax_diameter = 1e6\n");
  return text;
}

}  // namespace

TEST_CASE("a run leaves its outputs and run.json, and says on stdout where they are", "[cli][run]") {
  const TestDirectory directory;
  directory.write("small.toml", cloud_pipeline());
  directory.write("cloud.csv", circle_csv());

  const auto outcome = tessera_program({"run", "small.toml", "--out", "result"}, directory.path());
  CHECK(outcome.status == 0);
  CHECK(outcome.out == "result/features.npz\n");
  CHECK(contains(outcome.err, "ran module"));
  CHECK(directory.names() ==
        std::vector<std::string>{"cloud.csv", "result", "result/features.npz", "result/run.json", "small.toml"});

  CHECK(tessera_program({"run", "small.toml", "--progress", "none"}, directory.path()).err.empty());
  CHECK(directory.read("out/small/features.npz") == directory.read("result/features.npz"));
}

TEST_CASE("the same bytes come out for every number of threads", "[cli][run][law]") {
  const TestDirectory directory;
  const std::string pipeline = TESSERA_SOURCE "/pipelines/quickstart.toml";
  REQUIRE(tessera_program({"run", pipeline, "--out", "one", "--threads", "1"}, directory.path()).status == 0);
  REQUIRE(tessera_program({"run", pipeline, "--out", "eight", "--threads", "8"}, directory.path()).status == 0);
  for (const char* file : {"/features.npz", "/summands.svg"})
    CHECK(directory.read("one" + std::string(file)) == directory.read("eight" + std::string(file)));
}

TEST_CASE("a setting on the command line changes the result, and --only leaves the rest out", "[cli][run]") {
  const TestDirectory directory;
  directory.write("small.toml", cloud_pipeline());
  directory.write("cloud.csv", circle_csv());
  directory.write("other.csv", "0,0\n1,0\n0,1\n1,1\n");
  const auto run = [&](std::vector<std::string> more) {
    std::vector<std::string> words{"run", "small.toml", "--progress", "none"};
    words.insert(words.end(), more.begin(), more.end());
    return tessera_program(words, directory.path()).status;
  };

  REQUIRE(run({"--out", "a"}) == 0);
  REQUIRE(run({"--out", "b", "--set", "features.kernel=volume"}) == 0);
  REQUIRE(run({"--out", "c", "--data", "cloud=other.csv"}) == 0);
  REQUIRE(run({"--out", "d", "--only", "module"}) == 0);
  CHECK(directory.read("a/features.npz") != directory.read("b/features.npz"));
  CHECK(directory.read("a/features.npz") != directory.read("c/features.npz"));
  CHECK(directory.read("d/features.npz").empty());
  CHECK(run({"--only", "nothing"}) == 64);
  CHECK(run({"--set", "features.colour=red"}) == 78);
}

TEST_CASE("a budget too small is exit 69 and names what needs the memory", "[cli][run][error]") {
  const TestDirectory directory;
  directory.write("long.toml", long_pipeline(directory));
  const auto outcome =
      tessera_program({"run", "long.toml", "--memory", "64 MiB", "--progress", "none"}, directory.path());
  CHECK(outcome.status == 69);
  CHECK(contains(outcome.err, "error R302: stage.bifiltration"));
  CHECK(directory.names() == std::vector<std::string>{"cloud.csv", "long.toml"});
}

TEST_CASE("a signal stops a run within a second and leaves nothing behind", "[cli][run][signal]") {
  const TestDirectory directory;
  directory.write("long.toml", long_pipeline(directory));
  for (const int signal : {2, 15}) {
    const auto outcome =
        signalled_program({"run", "long.toml", "--threads", "1", "--progress", "none"}, directory.path(), signal, 700);
    INFO("signal " << signal << ": " << outcome.err);
    CHECK(outcome.status == 128 + signal);
    CHECK(outcome.seconds_after_signal < 1.0);
    CHECK(contains(outcome.err, "nothing was written"));
    CHECK(directory.names() == std::vector<std::string>{"cloud.csv", "long.toml"});
  }
}

TEST_CASE("the first sign of progress comes within half a second, then one a second", "[cli][run][progress]") {
  const TestDirectory directory;
  directory.write("long.toml", long_pipeline(directory));
  const auto outcome =
      signalled_program({"run", "long.toml", "--threads", "1", "--progress", "json"}, directory.path(), 2, 2500);
  const auto lines = std::count(outcome.err.begin(), outcome.err.end(), '\n');
  CHECK(outcome.err.starts_with(R"({"event":"progress")"));
  CHECK(lines >= 4);

  const auto early =
      signalled_program({"run", "long.toml", "--threads", "1", "--progress", "plain"}, directory.path(), 9, 500);
  CHECK(early.err.starts_with("starting"));
}

TEST_CASE("apply and convert leave one file, and refuse to replace their input", "[cli][apply]") {
  const TestDirectory directory;
  directory.write("cloud.csv", circle_csv());
  const auto at = directory.path();

  REQUIRE(tessera_program({"convert", "cloud.csv", "cloud.npz", "--as=read.points"}, at).status == 0);
  REQUIRE(
      tessera_program({"apply", "filtration.function_rips", "cloud.csv", "-o", "rips.scc", "--max_diameter=1.5"}, at)
          .status == 0);
  CHECK(directory.names() == std::vector<std::string>{"cloud.csv", "cloud.npz", "rips.scc"});
  CHECK(tessera_program({"info", "cloud.npz"}, at).out.starts_with("cloud.npz: "));
  CHECK(tessera_program({"info", "rips.scc"}, at).out.find("FilteredComplex<1>") != std::string::npos);

  CHECK(tessera_program({"convert", "cloud.csv", "cloud.csv", "--as=read.points"}, at).status == 77);
  CHECK(tessera_program({"convert", "cloud.csv", "cloud.xyz"}, at).status == 64);
  CHECK(tessera_program({"convert", "cloud.csv", "new.npz"}, at).status == 64);  // three readers fit
  CHECK(tessera_program({"apply", "filtration.function_rip", "cloud.csv", "-o", "x.scc"}, at).status == 64);
  CHECK(tessera_program({"apply", "filtration.function_rips", "missing.csv", "-o", "x.scc"}, at).status == 66);
  CHECK(tessera_program({"apply", "filtration.function_rips", "cloud.csv", "-o", "x.scc", "--max_diameter=-1"}, at)
            .status == 78);
  CHECK(tessera_program({"apply", "filtration.function_rips", "cloud.csv", "-o", "none/x.scc"}, at).status == 73);
  CHECK(directory.names() == std::vector<std::string>{"cloud.csv", "cloud.npz", "rips.scc"});
}

TEST_CASE("info knows a set by the prefix of its files", "[cli][info]") {
  const TestDirectory directory;
  directory.write("TOY_A.txt", "1, 2\n");
  directory.write("TOY_graph_indicator.txt", "1\n1\n");
  const auto at = directory.path();
  const auto set = tessera_program({"info", "TOY"}, at);
  CHECK(set.status == 0);
  CHECK(set.out.starts_with("TOY: TU data set\n  read.graphs gives "));
  CHECK(tessera_program({"info", "."}, at).status == 64);
  CHECK(tessera_program({"info", "NONE"}, at).status == 66);
}

TEST_CASE("list, describe, explain and schema speak of every stage", "[cli]") {
  const auto list = tessera_program({"list"});
  CHECK(list.status == 0);
  CHECK(contains(list.out, "filtration.function_rips"));
  CHECK(tessera_program({"list", "geometri"}).err ==
        "error U101: there is no room 'geometri'\n  did you mean 'geometry'?\n");
  CHECK(contains(tessera_program({"list", "--markdown"}).out, "### vectorization.summand_image"));
  const ScratchFolder scratch;
  CHECK(tessera_program({"list", "--pages", scratch.path("reference")}).status == 0);
  CHECK(std::filesystem::file_size(scratch.path("reference/PointCloud.md")) > 1000);
  CHECK(tessera_program({"list", "--pages", scratch.path("reference"), "--json"}).status == 64);

  CHECK(contains(tessera_program({"describe", "geometry.kernel_density"}).out, "bandwidth = \"10 %diameter\""));
  CHECK(contains(tessera_program({"describe", "write.npz"}).out, "labels"));
  CHECK(tessera_program({"describe", "geometry.kernel_densty"}).err ==
        "error U101: 'geometry.kernel_densty' is no stage, reader or writer\n  did you mean "
        "'geometry.kernel_density'?\n");
  CHECK(contains(tessera_program({"schema"}).out, "draft-04"));
  CHECK(contains(tessera_program({"explain", TESSERA_SOURCE "/pipelines/digits.toml"}).out,
                 "hole_summands: decomposition.summands"));
}
