// SPDX-License-Identifier: MIT
// Parameters that can be judged without data are judged by `validate`; remedies that a user can follow.
#include "cli/program.hpp"

#include "support/catch.hpp"

using namespace tessera;

namespace {

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// What `validate` says of one stage, fed from a file, with some lines of parameters; its exit code first.
std::string verdict(const std::string& reader, const std::string& stage, const std::string& parameters,
                    const std::string& file = "in.csv") {
  const TestDirectory directory;
  directory.write("in.csv", "0,0\n1,0\n0,1\n");
  directory.write("in.scc", "scc2020\n2\n1 1 0\n1 1 ; 0\n0 0 ;\n");
  directory.write("test.toml", "format = 1\n[data.d]\nuse = \"" + reader + "\"\npath = \"" + file +
                                   "\"\n[stage.s]\nuse = \"" + stage + "\"\nin = \"d\"\n" + parameters +
                                   "\n[output.o]\nfrom = \"s\"\nto = \"o.json\"\n");
  const auto outcome = tessera_program({"validate", "test.toml"}, directory.path());
  return std::to_string(outcome.status) + " " + outcome.err;
}
std::string rips(const std::string& parameters) {
  return verdict("read.points", "persistence.rips_barcode", parameters);
}

const std::string solid = "scc2020\n1\n0 1 3 3\n2 ; 0 1 2\n1 ; 0 1\n1 ; 0 2\n1 ; 1 2\n0 ;\n0 ;\n0 ;\n";

}  // namespace

TEST_CASE("a field that is none is refused by validate", "[cli][error]") {
  CHECK(rips("field = 65521").starts_with("0 "));
  CHECK(contains(rips("field = 4"), "error P211: stage.s.field: needs a prime below 65536, got 4\n"));
  CHECK(rips("field = 4").starts_with("78 test.toml:8:"));
  for (const char* bad : {"-3", "0", "1", "65537"})
    CHECK(contains(rips("field = " + std::string(bad)), "in [2, 65521]"));
  for (const char* stage : {"persistence.barcode", "persistence.cubical_barcode"})
    CHECK(contains(verdict("read.points", stage, "field = 9"), "needs a prime below 65536, got 9"));
}

TEST_CASE("a grid with a resolution that it does not take, and lines that are none, are refused by validate",
          "[cli][error]") {
  const auto hilbert = [](const std::string& parameters) {
    return verdict("read.scc", "persistence.hilbert_function", parameters, "in.scc");
  };
  CHECK(contains(hilbert("resolution = [10, 10]"), "error P211: stage.s.resolution: an exact grid takes every value"));
  CHECK(contains(hilbert("grid = \"regular\"\nresolution = [9, 9, 9]"), "one for each of 2 axes, got 3"));

  const auto slice = [](const std::string& parameters) {
    return verdict("read.scc", "persistence.slice", parameters, "in.scc");
  };
  CHECK(contains(slice("lines = [0, 0, 1, -1]"),
                 "error P211: stage.s.lines: a line needs a direction >= 0 in every axis, got -1"));
  CHECK(
      contains(slice("lines = [0, 0, 0, 0]"), "error P211: stage.s.lines: a line needs a direction that is not zero"));
  CHECK(contains(slice("lines = [0, 0, 1]"), "error P211: stage.s.lines: needs 4 numbers a line"));
}

TEST_CASE("degrees have bounds, and no limit may be said as infinity", "[cli][error]") {
  const auto of_module = [](const std::string& stage) {
    return verdict("read.scc", stage, "degree = 4294967295", "in.scc");
  };
  for (const char* stage : {"persistence.minimal_presentation", "persistence.rank_invariant",
                            "persistence.hilbert_function", "persistence.signed_barcode"})
    CHECK(contains(of_module(stage), "error P211: stage.s.degree: must be in [0, 16], got 4294967295"));
  CHECK(contains(rips("max_degree = -1"), "must be in [0, 16], got -1"));

  CHECK(rips("max_diameter = inf").starts_with("0 "));
  CHECK(contains(rips("max_diameter = 0"), "must be in (0, inf], got 0"));
  CHECK(contains(verdict("read.points", "geometry.kernel_density", "bandwidth = inf"),
                 "must be finite and > 0, got inf"));
}

TEST_CASE("infinity as max_diameter keeps every edge", "[cli]") {
  const TestDirectory directory;
  directory.write("t.csv", "0,0\n3,0\n0,4\n");
  const auto apply = [&](const char* to, const std::vector<std::string>& flags) {
    std::vector<std::string> words{"apply", "persistence.rips_barcode", "t.csv", "-o", to};
    words.insert(words.end(), flags.begin(), flags.end());
    CHECK(tessera_program(words, directory.path()).status == 0);
    return directory.read(to);
  };
  CHECK(apply("a.csv", {"--max_diameter=inf"}) == apply("b.csv", {}));
}

TEST_CASE("the top homology of a file's complex is known once an empty block says so", "[cli]") {
  const TestDirectory directory;
  directory.write("open.scc", "scc2020\n1\n1 3 3 0\n" + solid.substr(solid.find("2 ;")));
  directory.write("whole.scc", "scc2020\n1\n0 1 3 3 0\n" + solid.substr(solid.find("2 ;")));
  const auto homology = [&](const char* file) {
    return tessera_program({"apply", "persistence.barcode", file, "-o", "b.csv", "--max_degree=2"}, directory.path());
  };
  const auto refused = homology("open.scc");
  CHECK(refused.status == 65);
  CHECK(contains(refused.err, "an .scc of a whole complex says so with an empty first block"));
  CHECK(homology("whole.scc").status == 0);
}

TEST_CASE("cycles that a file cannot hold are left out with a warning", "[cli]") {
  const TestDirectory directory;
  directory.write("t.csv", "0,0\n1,0\n0,1\n1,1\n");
  const auto apply = [&](const char* to, const char* flag) {
    return tessera_program({"apply", "persistence.rips_barcode", "t.csv", "-o", to, flag}, directory.path());
  };
  for (const char* to : {"b.csv", "b.pers"}) {
    const auto outcome = apply(to, "--cycles=true");
    CHECK(outcome.status == 0);
    CHECK(contains(outcome.err, "warning: "));
    CHECK(contains(outcome.err, "holds no cycles: they are left out; write.barcodes_json (.json) keeps them"));
    CHECK(apply(to, "--cycles=false").err.empty());
  }
  CHECK(apply("b.json", "--cycles=true").err.empty());
}

TEST_CASE("images that a writer stored are read back without naming their array", "[cli]") {
  const TestDirectory directory;
  directory.write("i.csv", "1,2,3\n2,9,2\n3,2,1\n");
  CHECK(tessera_program({"convert", "i.csv", "i.npz", "--as=read.images", "--dimension=2"}, directory.path()).status ==
        0);
  const auto outcome =
      tessera_program({"apply", "persistence.cubical_barcode", "i.npz", "-o", "b.csv"}, directory.path());
  CHECK(outcome.err.empty());
  CHECK(outcome.status == 0);
}

TEST_CASE("where one bigrade a simplex is needed, the stage that gives it is named", "[cli][error]") {
  const TestDirectory directory;
  directory.write("m.rivet", "--datatype bifiltration\n0 ; 0 1 1 0\n");
  const auto outcome =
      tessera_program({"apply", "persistence.minimal_presentation", "m.rivet", "-o", "m.scc"}, directory.path());
  CHECK(outcome.status == 78);
  CHECK(contains(outcome.err, "filtration.one_critical makes a FilteredComplex<2> of it"));
}
