// SPDX-License-Identifier: MIT
// Every way an input can be bad: its exit code, one clear diagnostic for each fault, and nothing half-written.
#include "cli/pipelines.hpp"
#include "cli/program.hpp"

#include "support/catch.hpp"

#include <sys/stat.h>

#include <algorithm>

using namespace tessera;

namespace {

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

/// Runs `pipeline` on one file; checks that it refuses with `status`, one diagnostic, and leaves nothing.
void refuses(const std::string& pipeline, const std::string& file, const std::string& bytes, int status,
             const std::string& says) {
  const TestDirectory directory;
  directory.write("test.toml", pipeline);
  directory.write(file, bytes);
  const auto outcome = tessera_program({"run", "test.toml", "--progress", "none"}, directory.path());
  INFO(file << " gave exit " << outcome.status << ": " << outcome.err);
  CHECK(outcome.status == status);
  CHECK(outcome.out.empty());
  CHECK(count_of(outcome.err, "error ") == 1);
  CHECK(contains(outcome.err, "test.toml:"));
  CHECK(contains(outcome.err, says));
  CHECK(directory.names() == std::vector<std::string>{file, "test.toml"});
}

void accepts(const std::string& cloud, const std::string& filtration) {
  const TestDirectory directory;
  directory.write("test.toml", cloud_pipeline(filtration));
  directory.write("cloud.csv", cloud);
  const auto outcome = tessera_program({"run", "test.toml", "--progress", "none"}, directory.path());
  INFO(filtration << ": " << outcome.err);
  CHECK(outcome.status == 0);
  CHECK_FALSE(directory.read("out/small/features.npz").empty());
}

std::string npy(const std::string& dictionary, const std::string& data) {
  std::string header = dictionary;
  while ((10 + header.size() + 1) % 64 != 0) header += ' ';
  header += '\n';
  return std::string("\x93NUMPY\x01\x00", 8) + char(header.size() & 255) + char(header.size() >> 8) + header + data;
}

}  // namespace

TEST_CASE("numbers that are none, rows of other lengths and empty files are exit 65 with the line", "[cli][error]") {
  const auto cloud = [](const std::string& bytes, const std::string& says) {
    refuses(cloud_pipeline(), "cloud.csv", bytes, 65, says);
  };
  cloud("0,1\nnan,2\n", "cloud.csv:2: needs");
  cloud("0,1\n1,inf\n", "cloud.csv:2: needs");
  cloud("0,1\n1,2,3\n", "cloud.csv:2: needs");
  cloud("0,1\n1,two\n", "cloud.csv:2: needs");
  cloud("0,1\n1,\n", "cloud.csv:2: needs");
  cloud("", "cloud.csv");
  cloud("# nothing\n\n", "cloud.csv");
}

TEST_CASE("degenerate clouds have features too", "[cli]") {
  for (const char* filtration : {"filtration.function_rips", "filtration.function_alpha"}) {
#ifndef TESSERA_WITH_CGAL
    if (std::string(filtration) == "filtration.function_alpha") continue;
#endif
    accepts("0,0\n", filtration);                             // one point
    accepts("0,0\n0,0\n0,0\n", filtration);                   // one point three times
    accepts("1,2\n3,4\n1,2\n5,0\n3,4\n", filtration);         // duplicates
    accepts("0,0\n1,1\n2,2\n3,3\n4,4\n", filtration);         // collinear
    accepts(circle_csv(), filtration);                        // cocircular, and an all-equal density
    accepts("-0.0,1e-60\n1e-60,0\n1e60,1e60\n", filtration);  // mixed scales
  }
  accepts("-0.0,1e-100\n1e-100,0\n1e100,1e100\n", "filtration.function_rips");
#ifdef TESSERA_WITH_CGAL  // squares of lengths this far apart have no common scale
  refuses(cloud_pipeline("filtration.function_alpha"), "cloud.csv", "-0.0,1e-100\n1e-100,0\n1e100,1e100\n", 65,
          "needs points no closer than 1e-150 times the largest coordinate, got points 0 and 1");
#endif
}

TEST_CASE("distances that are none are exit 65 and name the pair", "[cli][error]") {
  const auto matrix = [](const std::string& bytes, const std::string& says) {
    refuses(distances_pipeline(), "matrix.csv", bytes, 65, says);
  };
  matrix("0,1\n2,0\n", "symmetric");
  matrix("0,-1\n-1,0\n", ">= 0");
  matrix("0,1\n1,5\n", "diagonal");
  matrix("0,nan\nnan,0\n", "nan");
}

TEST_CASE("an array cut off at any byte is exit 65 and allocates nothing from its header", "[cli][error]") {
  const std::string whole = npy("{'descr': '<f8', 'fortran_order': False, 'shape': (3, 2), }", std::string(48, '\0'));
  std::string pipeline = cloud_pipeline();
  pipeline.replace(pipeline.find("cloud.csv"), 9, "cloud.npy");

  for (std::size_t kept = 0; kept < whole.size(); kept += kept < 12 ? 1 : 13)
    refuses(pipeline, "cloud.npy", whole.substr(0, kept), 65, kept == 0 ? "error D103" : "error D2");
  refuses(pipeline, "cloud.npy",
          npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000000000, 2), }", std::string(48, '\0')),
          65, "error D2");
  refuses(pipeline, "cloud.npy",
          npy("{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296), }", std::string(48, '\0')),
          65, "error D2");
  refuses(pipeline, "cloud.npy",
          npy("{'descr': '|O', 'fortran_order': False, 'shape': (3, 2), }", std::string(48, '\0')), 65, "error D203");
}

TEST_CASE("an archive cut off at any byte is exit 65", "[cli][error]") {
  const TestDirectory directory;
  directory.write("cloud.csv", circle_csv());
  REQUIRE(tessera_program({"convert", "cloud.csv", "cloud.npz", "--as=read.points"}, directory.path()).status == 0);
  const std::string whole = directory.read("cloud.npz");
  std::string pipeline = cloud_pipeline();
  pipeline.replace(pipeline.find("path = \"cloud.csv\""), 18, "path = \"cloud.npz\"\narray = \"points\"");

  for (std::size_t kept = 0; kept < whole.size(); kept += 97)
    refuses(pipeline, "cloud.npz", whole.substr(0, kept), 65, kept == 0 ? "error D106" : "error D2");
}

TEST_CASE("a pipe or a directory is neither an output nor a manifest", "[cli][error]") {
  const TestDirectory directory;
  directory.write("test.toml", cloud_pipeline());
  directory.write("cloud.csv", circle_csv());
  std::filesystem::create_directory(directory.path() / "folder.csv");
  REQUIRE(::mkfifo((directory.path() / "pipe.csv").c_str(), 0600) == 0);
  for (const char* name : {"folder.csv", "pipe.csv"}) {
    const auto converted = tessera_program({"convert", "cloud.csv", name}, directory.path());
    CHECK(converted.status == 73);
    CHECK(contains(converted.err, "is not a regular file"));
    const std::string fit = std::string("features.fit=manifest:") + name;
    const auto fitted = tessera_program({"validate", "test.toml", "--set", fit}, directory.path());
    CHECK(fitted.status == 74);
    CHECK(contains(fitted.err, "is not a regular file"));
  }
  CHECK(std::filesystem::is_fifo(directory.path() / "pipe.csv"));
}

TEST_CASE("missing files, forbidden paths and directories that cannot be written have codes of their own",
          "[cli][error]") {
  const TestDirectory directory;
  directory.write("project/test.toml", cloud_pipeline());
  const auto at = directory.path() / "project";
  const auto missing = tessera_program({"run", "test.toml"}, at);
  CHECK(missing.status == 66);
  CHECK(contains(missing.err, "error I101"));

  directory.write("secret.csv", circle_csv());
  directory.write("project/.tessera-root", "");
  std::string outside = cloud_pipeline();
  outside.replace(outside.find("cloud.csv"), 9, "../secret.csv");
  directory.write("project/outside.toml", outside);
  const auto forbidden = tessera_program({"run", "outside.toml"}, at);
  CHECK(forbidden.status == 77);
  CHECK(contains(forbidden.err, "outside.toml:6:8: error S401"));
  CHECK(tessera_program({"run", "outside.toml", "--data", "cloud=../secret.csv", "--progress", "none"}, at).status ==
        0);

  std::string upwards = cloud_pipeline();
  upwards.replace(upwards.find("\"features.npz\""), 14, "\"../features.npz\"");
  directory.write("project/upwards.toml", upwards);
  directory.write("project/cloud.csv", circle_csv());
  CHECK(tessera_program({"run", "upwards.toml"}, at).status == 77);

  CHECK(tessera_program({"run", "nowhere.toml"}, at).status == 66);
  const auto unwritable = tessera_program({"run", "test.toml", "--out", "/proc/tessera", "--progress", "none"}, at);
  CHECK(unwritable.status == 73);
  CHECK(contains(unwritable.err, "error I501"));
  CHECK(tessera_program({"run", "test.toml", "--out", "cloud.csv", "--progress", "none"}, at).status == 73);  // a file
}

TEST_CASE("ten mistakes in one file are ten diagnostics, each with line, column, code and remedy", "[cli][error]") {
  const TestDirectory directory;
  directory.write("cloud.csv", circle_csv());
  directory.write("ten.toml", R"(format = 2
colour = "red"

[data.cloud]
use  = "read.pionts"
path = "cloud.csv"

[data.points]
use  = "read.points"
path = "cloud.csv"

[stage.density]
use       = "geometry.kernel_density"
in        = "pionts"
bandwith  = 0.1

[stage.rips]
use          = "filtration.function_rips"
in           = { points = "points" }
max_diameter = -3
collapse     = "some"

[stage.module]
use = "persistence.minimal_presentation"

[stage.summands]
use = "decomposition.summands"
in  = "points"

[output.table]
from = "module"
to   = "module.docx"
)");
  const auto outcome = tessera_program({"validate", "ten.toml"}, directory.path());
  INFO(outcome.err);
  CHECK(outcome.status == 78);
  CHECK(outcome.out.empty());
  CHECK(count_of(outcome.err, ": error P2") == 10);
  CHECK(count_of(outcome.err, "\n  ") == 10);
  for (const char* place : {":1:", ":2:", ":5:", ":14:", ":15:", ":20:", ":21:", ":23:", ":28:", ":32:"})
    CHECK(contains(outcome.err, place));
  CHECK(directory.names() == std::vector<std::string>{"cloud.csv", "ten.toml"});
}
