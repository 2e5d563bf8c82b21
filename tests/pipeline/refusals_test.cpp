// SPDX-License-Identifier: MIT
#include "toys.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"

#include <algorithm>

using namespace tessera;
using namespace tessera::toys;

namespace {

/// The faults of a file with the numbers (lines 1 to 4) and an output `x.num` of step x (the last three lines).
std::string faults(const std::string& steps) {
  return Workshop().faults(Workshop::with_data(steps + "\n[output.x]\nfrom = \"x\"\nto = \"x.num\"\n"));
}
std::string faults_of_file(const std::string& text) { return Workshop().faults(text); }

const std::string good_x = "[stage.x]\nuse = \"toy.scaled\"\nin = \"data.numbers\"\n";

}  // namespace

TEST_CASE("a sound pipeline has no faults", "[pipeline][refusals]") { CHECK(faults(good_x).empty()); }

TEST_CASE("what is not TOML is refused at its place", "[pipeline][refusals]") {
  CHECK(faults_of_file("format = 1\nname = \n").starts_with("toy.toml:2:"));
  CHECK(faults_of_file("format = 1\nname = \n").find(": error P201: ") != std::string::npos);
  CHECK(faults_of_file("format = 1\nformat = 1\n") ==
        "toy.toml:2:10: error P201: cannot redefine existing integer 'format'\n"
        "  tables, keys and values are written as TOML 1.0 has them\n");
  CHECK(faults_of_file("format = 1\n [#x]\n") ==
        "toy.toml:2:2: error P201: needs the name of a table after '['\n"
        "  tables, keys and values are written as TOML 1.0 has them\n");
  CHECK(faults_of_file("format = 1\nseed = 2020-01-01\n") ==
        "toy.toml:2:8: error P201: dates and times mean nothing here\n  write text, in quotes\n");
}

TEST_CASE("an unknown key is refused with the nearest known one", "[pipeline][refusals]") {
  CHECK(faults(good_x + "facto = 3\n") ==
        "toy.toml:8:1: error P202: stage.x: 'facto' is no parameter of toy.scaled\n  did you mean 'factor'?\n");
  CHECK(faults(good_x + "colour = 3\n") ==
        "toy.toml:8:1: error P202: stage.x: 'colour' is no parameter of toy.scaled\n"
        "  tessera describe toy.scaled says what it takes\n");
  CHECK(faults_of_file("format = 1\nsed = 3\n") ==
        "toy.toml:2:1: error P202: 'sed' is no key of a pipeline\n  did you mean 'seed'?\n");
  CHECK(faults_of_file("format = 1\n[stages.x]\n") ==
        "toy.toml:2:2: error P202: 'stages' is no key of a pipeline\n  did you mean 'stage'?\n");
  CHECK(faults_of_file("format = 1\n[limits]\nmemori = \"1 GiB\"\n") ==
        "toy.toml:3:1: error P202: limits: 'memori' is no limit\n  did you mean 'memory'?\n");
}

TEST_CASE("an unknown stage is refused with the nearest known one", "[pipeline][refusals]") {
  CHECK(faults("[stage.x]\nuse = \"toy.scale\"\nin = \"data\"\n") ==
        "toy.toml:6:7: error P203: stage.x.use: there is no stage 'toy.scale'\n  did you mean 'toy.scaled'?\n");
  CHECK(faults("[stage.x]\nin = \"data\"\n") ==
        "toy.toml:5:8: error P207: stage.x: needs a key 'use'\n  add: use = \"ROOM.STAGE\"\n");
  CHECK(faults("[stage.x]\nuse = \"read.number\"\npath = \"lone.txt\"\n") ==
        "toy.toml:6:7: error P203: stage.x.use: 'read.number' is a reader\n  declare it as [data.x]\n");
  CHECK(faults("[stage.x]\nuse = \"toy.absent\"\nin = \"data\"\n") ==
        "toy.toml:6:7: error P219: stage.x.use: 'toy.absent' is not in this build: built without toys\n"
        "  tessera list names the stages\n");
}

TEST_CASE("a reference to nothing is refused with the nearest name and its line", "[pipeline][refusals]") {
  CHECK(faults("[stage.x]\nuse = \"toy.added\"\nin = { a = \"dta.numbers\", b = \"data.numbers\" }\n") ==
        "toy.toml:7:12: error P204: stage.x.in.a: 'dta' names no stage or data\n  did you mean 'data' (line 2)?\n");
  CHECK(faults("[stage.x]\nuse = \"toy.scaled\"\nin = \"data.number\"\n") ==
        "toy.toml:7:6: error P204: stage.x.in: 'data' has no output 'number'\n"
        "  it has data.numbers, data.labels, data.split, data.title\n");
}

TEST_CASE("names are well-formed and unique over data and stages", "[pipeline][refusals]") {
  CHECK(faults(good_x + "[stage.data]\nuse = \"toy.scaled\"\nin = \"x\"\n") ==
        "toy.toml:8:8: error P205: stage.data: 'data' is the name of data.data already\n"
        "  line 2 has the other; names are unique over data and stages\n");
  CHECK(faults(good_x +
               "[stage.\"My stage\"]\nuse = \"toy.mean\"\nin = \"t\"\n[stage.t]\nuse = \"toy.table\"\nin = \"x\"\n") ==
        "toy.toml:8:8: error P205: stage.My stage: needs a name of a-z, 0-9 and _ that begins with a letter, got 'My "
        "stage'\n"
        "  choose another, such as my_stage\n");
}

TEST_CASE("a missing input or parameter is named", "[pipeline][refusals]") {
  CHECK(faults("[stage.x]\nuse = \"toy.scaled\"\n") ==
        "toy.toml:5:8: error P206: stage.x: needs an input (Number)\n  add: in = \"NAME\"\n");
  CHECK(faults("[stage.x]\nuse = \"toy.added\"\nin = { a = \"data\" }\n") ==
        "toy.toml:7:6: error P206: stage.x: needs an input for 'b' (Number)\n  add: in = { b = \"NAME\" }\n");
  CHECK(faults("[stage.x]\nuse = \"toy.added\"\nin = \"data\"\n") ==
        "toy.toml:7:6: error P206: stage.x.in: has the inputs a, b: say which is which\n  in = { a = \"...\", ... }\n");
  CHECK(faults("[stage.x]\nuse = \"toy.added\"\nin = { a = \"data\", b = \"data\", c = \"data\" }\n") ==
        "toy.toml:7:32: error P202: stage.x.in: 'c' is no input\n  the inputs are a, b\n");
  CHECK(faults_of_file("format = 1\n[data.x]\nuse = \"read.number\"\n[output.x]\nfrom = \"x\"\nto = \"x.num\"\n") ==
        "toy.toml:2:7: error P207: data.x: needs the parameter 'path': a file with a number\n"
        "  tessera describe read.number says what it takes\n");
}

TEST_CASE("a cycle is named in full", "[pipeline][refusals]") {
  CHECK(faults("[stage.x]\nuse = \"toy.scaled\"\nin = \"z\"\n[stage.y]\nuse = \"toy.scaled\"\nin = \"x\"\n"
               "[stage.z]\nuse = \"toy.added\"\nin = { a = \"y\", b = \"data\" }\n") ==
        "toy.toml:7:6: error P208: stage.x.in: stages wait for each other: x -> y -> z -> x\n"
        "  one of them must take its input from elsewhere\n");
}

TEST_CASE("ports of different types are told apart, and labels in words", "[pipeline][refusals]") {
  CHECK(faults("[stage.t]\nuse = \"toy.table\"\nin = \"data\"\n[stage.x]\nuse = \"toy.scaled\"\nin = \"t\"\n") ==
        "toy.toml:10:6: error P209: stage.x.in: needs Number, 't' gives Table\n"
        "  tessera describe toy.scaled says what it takes\n");
  CHECK(faults("[stage.x]\nuse = \"toy.scaled\"\nin = \"data.labels\"\n") ==
        "toy.toml:7:6: error P213: stage.x.in: needs Number, 'data.labels' gives Labels\n"
        "  labels are for outputs and for supervised figures: no unsupervised stage may see them\n");
  CHECK(faults("[stage.x]\nuse = \"toy.power\"\nin = [\"data\", \"data\", \"data\"]\n") ==
        "toy.toml:7:6: error P209: stage.x.in: toy.power does not take (factors: 3 x Collection<Number>)\n"
        "  it takes (factors: 2 x Number) or (factors: 1 x Number)\n");
  CHECK(faults("[stage.x]\nuse = \"toy.parts\"\nin = \"data\"\n") ==
        "toy.toml:10:8: error P218: output.x.from: 'x' has several outputs that fit\n  its outputs are x.whole, "
        "x.fraction\n");
  CHECK(faults("[stage.x]\nuse = \"toy.centred\"\nin = \"data\"\nsplit = \"data.labels\"\n") ==
        "toy.toml:8:9: error P209: stage.x.split: needs a split into training and test samples, 'data.labels' is none\n"
        "  tessera describe toy.centred says what it takes\n");
}

TEST_CASE("parameters that do not fit each other are refused before the run, at the one at fault",
          "[pipeline][refusals]") {
  const std::string checked = "[stage.x]\nuse = \"toy.checked\"\nin = \"data.numbers\"\n";
  CHECK(faults(checked + "repeat = 2\nfactor = 20\n").empty());
  CHECK(faults(checked + "repeat = 2\nfactor = 21\n") ==
        "toy.toml:9:10: error P211: stage.x.factor: needs a factor of at most ten times repeat\n  raise repeat\n");
  CHECK(faults(checked + "repeat = 7\n") ==
        "toy.toml:8:10: error P211: stage.x.repeat: seven is too many\n"
        "  tessera describe toy.checked says what it takes\n");
  CHECK(faults(checked + "repeat = 0\nfactor = 21\n").find("ten times") == std::string::npos);  // repeat is at fault
}

TEST_CASE("values of the wrong type or outside their bounds are refused", "[pipeline][refusals]") {
  CHECK(faults(good_x + "factor = \"two\"\n") ==
        "toy.toml:8:10: error P210: stage.x.factor: needs a number, got \"two\"\n"
        "  tessera describe toy.scaled says what it takes\n");
  CHECK(faults(good_x + "factor = -2\n") ==
        "toy.toml:8:10: error P211: stage.x.factor: must be in [0, 1000], got -2\n"
        "  tessera describe toy.scaled says what it takes\n");
  CHECK(faults(good_x + "factor = nan\n") ==
        "toy.toml:8:10: error P211: stage.x.factor: must be in [0, 1000], got nan\n"
        "  tessera describe toy.scaled says what it takes\n");
  CHECK(faults(good_x + "repeat = 1.5\n") ==
        "toy.toml:8:10: error P210: stage.x.repeat: needs a whole number, got 1.5\n"
        "  tessera describe toy.scaled says what it takes\n");
  CHECK(faults(good_x + "repeat = 5000000000\n") ==
        "toy.toml:8:10: error P211: stage.x.repeat: must be in [0, 4294967295], got 5000000000\n"
        "  tessera describe toy.scaled says what it takes\n");
}

TEST_CASE("a stage that nothing uses is a warning, and an estimate is an end", "[pipeline][refusals]") {
  const Workshop shop;
  auto result = shop.plan(Workshop::with_data(good_x));
  CHECK(result.plan.has_value());
  CHECK(
      result.diagnostics.text() ==
      "toy.toml:2:7: warning P212: data.data: nothing uses its result\n  write it with an [output.NAME], or remove it\n"
      "toy.toml:5:8: warning P212: stage.x: nothing uses its result\n  write it with an [output.NAME], or remove it\n");
  CHECK(shop.faults(Workshop::with_data(
                        "[stage.t]\nuse = \"toy.table\"\nin = \"data\"\n[stage.m]\nuse = \"toy.mean\"\nin = \"t\"\n"))
            .empty());
}

TEST_CASE("the format is stated, and a random stage needs a seed", "[pipeline][refusals]") {
  CHECK(faults_of_file("name = \"x\"\n") ==
        "toy.toml:1:1: error P214: format: the version of the file's format is missing\n  begin with: format = 1\n");
  CHECK(faults_of_file("format = 2\n") ==
        "toy.toml:1:10: error P214: format: this program reads format 1, got 2\n"
        "  write: format = 1\n");
  CHECK(faults("[stage.x]\nuse = \"toy.noisy\"\nin = \"data\"\n") ==
        "toy.toml:5:8: error P215: stage.x: 'toy.noisy' is random and needs a seed\n  add a line at the top of the "
        "file: seed = 1\n");
  CHECK(faults_of_file("format = 1\nseed = -1\n") ==
        "toy.toml:2:8: error P211: seed: needs a whole number >= 0, got -1\n"
        "  write: seed = 7, or another whole number\n");
}

TEST_CASE("what a later version will read is recognised", "[pipeline][refusals]") {
  CHECK(faults_of_file("format = 1\n[sweep]\nmode = \"grid\"\n") ==
        "toy.toml:2:2: error P220: sweep: [sweep] is reserved for a later version of the program\n"
        "  leave it out\n");
  CHECK(faults_of_file("format = 1\n[shard]\n").find("P220") != std::string::npos);
}

TEST_CASE("an output has a known suffix and a place of its own below the output directory", "[pipeline][refusals]") {
  const auto output = [](const std::string& to, const std::string& more = {}) {
    return faults_of_file(Workshop::with_data("[output.x]\nfrom = \"data.numbers\"\nto = \"" + to + "\"\n" + more));
  };
  CHECK(output("x.numb") ==
        "toy.toml:7:6: error P216: output.x.to: no writer makes 'x.numb'\n"
        "  the suffix chooses it: .txt, .num, .bad, .lossy\n");
  CHECK(output("../x.num") ==
        "toy.toml:7:6: error S401: output.x.to: needs a path without '.' and '..', got '../x.num'\n"
        "  the directory is chosen with --out\n");
  CHECK(
      output("/tmp/x.num").find("error S401: output.x.to: needs a path below the output directory, got '/tmp/x.num'") !=
      std::string::npos);
  CHECK(output("x.num", "[output.y]\nfrom = \"data.numbers\"\nto = \"x.num\"\n") ==
        "toy.toml:10:6: error P217: output.y.to: 'x.num' is written by output.x already\n  line 7 has the other\n");
  CHECK(output("run.json") ==
        "toy.toml:7:6: error P217: output.x.to: 'run.json' is written by every run\n"
        "  choose another name\n");
  CHECK(output("x.txt") ==
        "toy.toml:6:8: error P209: output.x.from: needs Table or Word for a file 'x.txt', "
        "'data.numbers' gives Collection<Number>\n"
        "  tessera list write names the writers and their suffixes\n");
  CHECK(output("x.num", "sample = true\n") ==
        "toy.toml:8:10: error P210: output.x.sample: needs the id of a sample or its index, got true\n"
        "  tessera list write names the writers and their suffixes\n");
  CHECK(output("x.num", "size = 3\n") ==
        "toy.toml:8:1: error P202: output.x: 'size' is no parameter of this table\n"
        "  tessera list write names the writers and their suffixes\n");
}

TEST_CASE("inputs stay below the project directory; the command line may point elsewhere", "[pipeline][refusals]") {
  Workshop shop;
  std::filesystem::create_directories(shop.directory / "project/.git");
  const auto with_path = [&](const std::string& path) {
    return shop.faults("format = 1\n[data.x]\nuse = \"read.number\"\npath = \"" + path +
                       "\"\n[output.x]\nfrom = \"x\"\nto = \"x.num\"\n");
  };
  CHECK(with_path("lone.txt").empty());
  CHECK(with_path("absent.txt") ==
        "toy.toml:4:8: error I101: data.x.path: there is no file 'absent.txt'\n"
        "  give it on the command line: --data NAME=PATH\n");
  shop.put("outside.txt", "3\n");
  CHECK(with_path("../outside.txt") ==
        "toy.toml:4:8: error S401: data.x.path: '../outside.txt' leaves the project directory\n"
        "  give it on the command line: --data NAME=PATH\n");
  CHECK(with_path("/etc/hostname")
            .find("error S401: data.x.path: needs a path relative to this file, got '/etc/hostname'") !=
        std::string::npos);
  std::filesystem::create_symlink(shop.directory / "outside.txt", shop.directory / "project/link.txt");
  CHECK(with_path("link.txt").find("S401") != std::string::npos);

  shop.plan_options.data["x"] = shop.directory / "outside.txt";
  CHECK(with_path("absent.txt").empty());
  shop.plan_options.data["y"] = shop.directory / "outside.txt";
  CHECK(with_path("absent.txt") ==
        "toy.toml: error U101: --data y=...: there is no data of that name\n"
        "  tessera explain FILE names what the file holds\n");
}

TEST_CASE("caps hold at their edge", "[pipeline][refusals]") {
  const auto is_over_cap = [](const std::string& text) {
    const auto all = Workshop().plan(text).diagnostics.all();
    return std::ranges::any_of(all, [](const Diagnostic& one) { return one.code == codes::over_cap; });
  };
  CHECK(!is_over_cap("format = 1\n#" + std::string((1 << 20) - 12, 'x')));
  CHECK(is_over_cap("format = 1\n#" + std::string((1 << 20) - 11, 'x')));

  const auto nested = [](int depth) {
    return "format = 1\nx = " + std::string(depth, '[') + std::string(depth, ']') + "\n";
  };
  CHECK(!is_over_cap(nested(30)));
  CHECK(is_over_cap(nested(33)));
  CHECK(is_over_cap(nested(200000)));
  std::string dotted = "a";
  for (int i = 0; i < 200000; ++i) dotted += ".a";
  CHECK(is_over_cap("format = 1\n" + dotted + " = 1\n"));
  CHECK(is_over_cap("format = 1\n[" + dotted + "]\n"));
  CHECK(!is_over_cap("format = 1\nname = \"" + std::string(60, '.') + "\"\n# " + std::string(60, '[') + "\n"));

  std::string keys = "format = 1\n[limits]\n";
  for (int i = 0; i < 9998; ++i) keys += "k" + std::to_string(i) + " = 1\n";
  CHECK(!is_over_cap(keys));
  CHECK(is_over_cap(keys + "more = 1\n"));

  std::string stages = "format = 1\n";
  for (int i = 0; i < 1000; ++i) stages += "[stage.s" + std::to_string(i) + "]\n";
  CHECK(!is_over_cap(stages));
  CHECK(is_over_cap(stages + "[stage.more]\n"));
}

TEST_CASE("ten mistakes are found in one go, in the order of the lines", "[pipeline][refusals]") {
  const std::string text = R"(format = 2
sede = 1
[data.data]
use = "read.numbers"
path = "absent.txt"
[stage.a]
use = "toy.scald"
in = "data.numbers"
[stage.b]
use = "toy.scaled"
in = "dota.numbers"
factor = "much"
repeat = 0
[stage.c]
use = "toy.added"
in = { a = "data.numbers" }
[stage.d]
use = "toy.scaled"
in = "data.labels"
[stage.e]
use = "toy.noisy"
in = "data.numbers"
[output.a]
from = "d"
to = "../d.num"
)";
  const Workshop shop;
  const auto result = shop.plan(text);
  CHECK(!result.plan);
  std::string found;
  for (const auto& one : result.diagnostics.all())
    if (one.severity == Severity::error)
      found +=
          std::to_string(one.at.line) + ":" + std::to_string(one.at.column) + " " + std::string(one.code.text) + "\n";
  CHECK(found ==
        "1:10 P214\n2:1 P202\n5:8 I101\n7:7 P203\n11:6 P204\n12:10 P210\n13:10 P211\n16:6 P206\n19:6 P213\n20:8 "
        "P215\n25:6 S401\n");
  CHECK(result.diagnostics.fault() == Fault::invalid_pipeline);
}

TEST_CASE("after twenty errors only their number is given", "[pipeline][refusals]") {
  std::string text = "format = 1\n";
  for (int i = 0; i < 25; ++i) text += "wrong" + std::to_string(i) + " = 1\n";
  const auto all = faults_of_file(text);
  CHECK(std::count(all.begin(), all.end(), '\n') == 41);
  CHECK(all.ends_with("and 5 more errors\n"));
}

TEST_CASE("control bytes of a file do not reach the terminal", "[pipeline][refusals]") {
  CHECK(faults_of_file("format = 1\n\"a\\u001b[2J\" = 1\n") ==
        "toy.toml:2:1: error P202: 'a\\x1b[2J' is no key of a pipeline\n"
        "  a file holds format, name, seed, [limits], [data.NAME], [stage.NAME] and [output.NAME]\n");
}

TEST_CASE("a parameter can be set from outside, and its faults are found too", "[pipeline][refusals]") {
  const Workshop shop;
  auto parsed = parse_pipeline(Workshop::with_data(good_x + "factor = 3\n[output.x]\nfrom = \"x\"\nto = \"x.num\"\n"),
                               "toy.toml", shop.directory / "project");
  assign(parsed.pipeline, "x.factor", parse_setting("-1"));
  const Catalog toys = catalog();
  CHECK(plan(parsed, toys).diagnostics.text() ==
        "toy.toml: error P211: stage.x.factor: must be in [0, 1000], got -1\n"
        "  tessera describe toy.scaled says what it takes\n");
  CHECK(reason_of([&] { assign(parsed.pipeline, "y.factor", parse_setting("1")); }) ==
        "needs NAME.PARAMETER=VALUE with the name of a stage, got 'y.factor'");
  CHECK(reason_of([&] { assign(parsed.pipeline, "x.in", parse_setting("1")); }) ==
        "'in' is part of the graph, not a parameter");

  CHECK(text(parse_setting("[50, 50]")) == "[50, 50]");
  CHECK(text(parse_setting("10 %diameter")) == "\"10 %diameter\"");
  CHECK(text(parse_setting("true")) == "true");
  CHECK(text(parse_setting("1\ny = 2")) == "\"1\\u000ay = 2\"");
}

TEST_CASE("the order of the tables does not matter", "[pipeline][refusals]") {
  const Workshop shop;
  const std::string data = "[data.data]\nuse = \"read.numbers\"\npath = \"numbers.txt\"\n";
  const std::string output = "[output.x]\nfrom = \"x\"\nto = \"x.num\"\n";
  auto forth = shop.plan("format = 1\n" + data + good_x + output);
  auto back = shop.plan("format = 1\n" + output + good_x + data);
  REQUIRE((forth.plan && back.plan));
  CHECK(canonical_json(*forth.plan) == canonical_json(*back.plan));
}

TEST_CASE("a file cut at any byte, or with bytes changed, is planned or refused and nothing else",
          "[pipeline][refusals][law]") {
  const Workshop shop;
  const std::string whole = "seed = 1\n" + Workshop::with_data(R"([limits]
memory = "1 GiB"
[stage.x]
use = "toy.power"
in = ["data.numbers", "data.numbers"] # twice
[stage.y]
use = "toy.centred"
in = { in = "x", split = "data.split" }
scale = 2.5
[output.y]
from = "y"
sample = 1
to = "y.num"
)");
  const auto is_settled = [&](const std::string& text) {
    const auto result = shop.plan(text);
    return result.plan.has_value() != result.diagnostics.has_errors();
  };
  CHECK(shop.plan(whole).plan.has_value());
  for (std::size_t cut = 0; cut < whole.size(); ++cut) REQUIRE(is_settled(whole.substr(0, cut)));

  RandomStream random(11, 2);
  for (int trial = 0; trial < 2000; ++trial) {
    std::string text = whole;
    for (std::uint64_t change = 0; change <= random.below(3); ++change)
      text[random.below(text.size())] = "[]{}=\"'.,#\\\n\0ax1-"[random.below(18)];
    INFO(text);
    REQUIRE(is_settled(text));
  }
}

TEST_CASE("a bare name means data or a stage before an output, wherever they stand", "[pipeline]") {
  const std::string text = "format = 1\n[output.x]\nfrom = \"x\"\nto = \"x.num\"\n" + good_x;
  auto parsed = parse_pipeline(text, "toy.toml", ".");
  assign(parsed.pipeline, "x.factor", parse_setting("3"));
  assign(parsed.pipeline, "output.x.to", parse_setting("y.num"));
  CHECK(find(parsed.pipeline.find("x")->settings, "factor") != nullptr);
  CHECK(*find(parsed.pipeline.entries[0].settings, "to")->as<std::string>() == "y.num");
}
