// SPDX-License-Identifier: MIT
#include "toys.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"

#include <nlohmann/json.hpp>

using namespace tessera;
using namespace tessera::toys;

namespace {

/// What `text` writes to all.txt: the numbers of step `x`, one line a sample.
std::string table_of(const Workshop& shop, const std::string& steps, RunOptions options = {}) {
  shop.run(
      Workshop::with_data(
          steps + "\n[stage.all]\nuse = \"toy.table\"\nin = \"x\"\n[output.all]\nfrom = \"all\"\nto = \"all.txt\"\n"),
      std::move(options));
  return shop.get("out/all.txt");
}

/// The text of the error that running throws.
std::string failure(const Workshop& shop, const std::string& text) {
  try {
    shop.run(text);
  } catch (const PipelineError& error) {
    return error.diagnostics().text();
  } catch (const Error& error) {
    return std::string(error.code().text) + " " + error.reason();
  }
  return "no error";
}

}  // namespace

TEST_CASE("a stage on one value maps over a collection, and ids are carried along", "[pipeline][run]") {
  const Workshop shop;
  CHECK(table_of(shop, "[stage.x]\nuse = \"toy.scaled\"\nin = \"data.numbers\"\nfactor = 10\n") ==
        "a 10\nb 20\nc 60\n");
}

TEST_CASE("inputs of a mapped stage are zipped by sample; a single value serves every sample", "[pipeline][run]") {
  const Workshop shop;
  CHECK(table_of(shop, R"(
[stage.ten]
use = "toy.scaled"
in = "data.numbers"
factor = 10
[stage.x]
use = "toy.added"
in = { a = "data.numbers", b = "ten" }
)") == "a 11\nb 22\nc 66\n");
  CHECK(table_of(shop, R"(
[data.five]
use = "read.number"
path = "lone.txt"
[stage.x]
use = "toy.added"
in = { b = "data.numbers", a = "five" }
)") == "a 6\nb 7\nc 11\n");
}

TEST_CASE("a barrier sees the whole collection, and mapping goes on behind it", "[pipeline][run]") {
  const Workshop shop;
  shop.put("project/numbers.txt", "a -1 x train\nb 2 y test\nc 6 x train\n");
  CHECK(table_of(shop, R"(
[stage.some]
use = "toy.positive"
in = "data.numbers"
[stage.x]
use = "toy.scaled"
in = "some"
)") == "b 4\nc 12\n");
}

TEST_CASE("samples that do not correspond are refused with both names", "[pipeline][run][error]") {
  const Workshop shop;
  shop.put("project/numbers.txt", "a -1 x train\nb 2 y test\nc 6 x train\n");
  CHECK(failure(shop, Workshop::with_data(R"([stage.some]
use = "toy.positive"
in = "data.numbers"
[stage.x]
use = "toy.added"
in = { a = "data.numbers", b = "some" }
[output.x]
from = "x"
to = "x.num"
)")) == "toy.toml:8:8: error D102: stage.x: needs the same samples from 'data.numbers' and 'some', got 3 and 2 of "
        "them\n");
  CHECK(!shop.has("out"));
}

TEST_CASE("two branches of one level may go along different collections", "[pipeline][run]") {
  const Workshop shop;
  shop.put("project/numbers.txt", "a -1 x train\nb 2 y test\nc 6 x train\n");
  shop.put("project/more.txt", "p 3 x train\n");
  shop.run(Workshop::with_data(R"(
[data.more]
use = "read.numbers"
path = "more.txt"
[stage.u]
use = "toy.scaled"
in = "data.numbers"
[stage.v]
use = "toy.scaled"
in = "more.numbers"
[stage.tu]
use = "toy.table"
in = "u"
[stage.tv]
use = "toy.table"
in = "v"
[output.u]
from = "tu"
to = "u.txt"
[output.v]
from = "tv"
to = "v.txt"
)"));
  CHECK(shop.get("out/u.txt") == "a -2\nb 4\nc 12\n");
  CHECK(shop.get("out/v.txt") == "p 6\n");
}

TEST_CASE("an overload is chosen by the number of inputs, or by their type", "[pipeline][run]") {
  const Workshop shop;
  CHECK(table_of(shop, "[stage.x]\nuse = \"toy.power\"\nin = \"data.numbers\"\n") == "a 1\nb 8\nc 216\n");
  CHECK(table_of(shop, "[stage.x]\nuse = \"toy.power\"\nin = [\"data.numbers\", \"data.numbers\"]\n") ==
        "a 1\nb 4\nc 36\n");
  shop.run(Workshop::with_data(R"(
[stage.word]
use = "toy.spelled"
in = "data.numbers"
[stage.twice]
use = "toy.spelled"
in = "word"
[output.twice]
from = "twice"
to = "twice.txt"
sample = "c"
)"));
  CHECK(shop.get("out/twice.txt") == "66\n");
}

TEST_CASE("the elements of a variadic port go by the names they were referred to", "[pipeline][run]") {
  const Workshop shop;
  shop.run(Workshop::with_data(R"(
[stage.ten]
use = "toy.scaled"
in = "data.numbers"
[stage.all]
use = "toy.names"
in = ["data.numbers", "ten"]
[output.all]
from = "all"
to = "all.txt"
)"));
  CHECK(shop.get("out/all.txt") == "data.numbers ten \n");
}

TEST_CASE("one of several outputs is taken by its name, or alone when its type decides", "[pipeline][run]") {
  const Workshop shop;
  shop.put("project/numbers.txt", "a 1.5 x train\n");
  CHECK(table_of(
            shop,
            "[stage.p]\nuse = \"toy.parts\"\nin = \"data\"\n[stage.x]\nuse = \"toy.scaled\"\nin = \"p.fraction\"\n") ==
        "a 1\n");
}

TEST_CASE("an optional input may be left open", "[pipeline][run]") {
  const Workshop shop;
  CHECK(table_of(shop, "[stage.x]\nuse = \"toy.limited\"\nin = \"data.numbers\"\n") == "a 1\nb 2\nc 6\n");
  CHECK(table_of(shop, R"(
[data.five]
use = "read.number"
path = "lone.txt"
[stage.x]
use = "toy.limited"
in = { in = "data.numbers", limit = "five" }
)") == "a 1\nb 2\nc 5\n");
}

TEST_CASE("a fitted stage learns from all samples, from the training part, or takes a recorded fit",
          "[pipeline][run]") {
  const Workshop shop;
  const std::string centred = "[stage.x]\nuse = \"toy.centred\"\nin = \"data.numbers\"\n";
  CHECK(table_of(shop, centred) == "a -2\nb -1\nc 3\n");
  CHECK(table_of(shop, centred + "split = \"data.split\"\n") == "a -2.5\nb -1.5\nc 2.5\n");

  const auto record = nlohmann::json::parse(shop.get("out/run.json"));
  CHECK(record["stages"][1]["fit"]["centre"][0] == 3.5);

  shop.put("project/numbers.txt", "d 7 x test\n");
  std::filesystem::copy_file(shop.directory / "out/run.json", shop.directory / "project/run.json");
  CHECK(table_of(shop, centred + "fit = \"manifest:run.json\"\n") == "d 3.5\n");
  CHECK(failure(shop, Workshop::with_data(
                          "[stage.y]\nuse = \"toy.centred\"\nin = \"data.numbers\"\nfit = \"manifest:run.json\"\n"
                          "[output.y]\nfrom = \"y\"\nto = \"y.num\"\n")) ==
        "toy.toml:8:7: error D106: stage.y.fit: 'run.json' records no fit of a stage 'y'\n  tessera describe "
        "toy.centred says what it takes\n");
}

TEST_CASE("a fit on one value that holds all samples sees the rows of training samples alone", "[pipeline][run]") {
  const Workshop shop;
  const auto centred = [&](const std::string& split) {
    shop.run(
        Workshop::with_data("[stage.t]\nuse = \"toy.table\"\nin = \"data.numbers\"\n[stage.x]\nuse = "
                            "\"toy.centred_table\"\nin = \"t\"\n" +
                            split + "[output.x]\nfrom = \"x\"\nto = \"x.txt\"\n"));
    return shop.get("out/x.txt");
  };
  CHECK(centred("") == "a -2\nb -1\nc 3\n");
  CHECK(centred("split = \"data.split\"\n") == "a -2.5\nb -1.5\nc 2.5\n");
}

TEST_CASE("an output that the data do not have is missed only where it is needed", "[pipeline][run][error]") {
  const Workshop shop;
  const std::string title =
      "[stage.w]\nuse = \"toy.spelled\"\nin = \"data.title\"\n[output.w]\nfrom = \"w\"\nto = \"w.txt\"\n";
  CHECK(failure(shop, Workshop::with_data(title)) ==
        "toy.toml:5:8: error D106: stage.w: 'data.title' is not in this data\n");
  shop.put("project/numbers.txt", "# hey\n");
  CHECK(failure(shop, Workshop::with_data(title)) == "no error");
  CHECK(shop.get("out/w.txt") == "heyhey\n");
}

TEST_CASE("a reader's header decides the type of its port", "[pipeline][run]") {
  const Workshop shop;
  const std::string text =
      "format = 1\n[data.d]\nuse = \"read.either\"\npath = \"lone.txt\"\n[stage.s]\nuse = \"toy.spelled\"\n"
      "in = \"d\"\n[output.s]\nfrom = \"s\"\nto = \"s.txt\"\n";
  shop.run(text);
  CHECK(shop.get("out/s.txt") == "5\n");
  shop.put("project/lone.txt", "word");
  shop.run(text);
  CHECK(shop.get("out/s.txt") == "toldtold\n");
}

TEST_CASE("the sample that failed is named, and nothing is left behind", "[pipeline][run][error]") {
  const Workshop shop;
  shop.put("project/numbers.txt", "a 1 x train\nb -2 y test\nc -6 x train\n");
  const std::string text = Workshop::with_data(R"([stage.x]
use = "toy.refusing"
in = "data.numbers"
factor = 3
[output.x]
from = "x"
to = "deep/x.num"
)");
  for (const unsigned threads : {1u, 3u}) {
    RunOptions options;
    options.context.threads = threads;
    try {
      shop.run(text, options);
      FAIL("no error");
    } catch (const PipelineError& error) {
      CHECK(error.diagnostics().text() ==
            "toy.toml:8:10: error D101: stage.x.factor: needs a number >= 0, got -2 (sample b)\n");
    }
  }
  CHECK(!shop.has("out"));
}

TEST_CASE("a writer that fails leaves no output at all, also not the others", "[pipeline][run][error]") {
  const Workshop shop;
  CHECK(failure(shop, Workshop::with_data(R"([output.good]
from = "data.numbers"
to = "good.num"
[output.not]
from = "data.numbers"
to = "not.bad"
)")) == "toy.toml:8:9: error D101: output.not: needs a number that can be drawn (sample a)\n");
  CHECK(!shop.has("out"));
}

TEST_CASE("a directory that cannot be made or written is refused before anything runs", "[pipeline][run][error]") {
  const Workshop shop;
  shop.put("out", "a file");
  CHECK(failure(shop, Workshop::with_data("[output.x]\nfrom = \"data.numbers\"\nto = \"x.num\"\n"))
            .find("I501 cannot make the directory '") == 0);
  CHECK(shop.get("out") == "a file");

  std::filesystem::remove(shop.directory / "out");
  std::filesystem::create_directories(shop.directory / "out/x.num");
  CHECK(failure(shop, Workshop::with_data("[output.x]\nfrom = \"data.numbers\"\nto = \"x.num\"\n")).find("I501") == 0);
  CHECK(shop.file_count("out") == 1);
}

TEST_CASE("an output never replaces an input", "[pipeline][run][error]") {
  const Workshop shop;
  std::filesystem::create_directory_symlink(shop.directory / "project", shop.directory / "out");
  CHECK(failure(shop, Workshop::with_data("[stage.x]\nuse = \"toy.table\"\nin = \"data.numbers\"\n[output.x]\nfrom = "
                                          "\"x\"\nto = \"numbers.txt\"\n")) ==
        "S402 'numbers.txt' is an input of this run");
  CHECK(shop.get("project/numbers.txt").size() > 0);
}

TEST_CASE("one sample of a collection is picked by id, by index, or written each to its own file", "[pipeline][run]") {
  const Workshop shop;
  shop.put("project/numbers.txt", "train/1 1 x train\n0 2 y test\n");
  shop.run(Workshop::with_data(R"(
[output.first]
from = "data.numbers"
to = "first.num"
[output.id]
from = "data.numbers"
to = "id.num"
sample = "0"
[output.each]
from = "data.numbers"
to = "each/{id}.num"
)"));
  CHECK(shop.get("out/first.num") == "train/1=1\n");
  CHECK(shop.get("out/id.num") == "0=2\n");
  CHECK(shop.get("out/each/train_1.num") == "train/1=1\n");
  CHECK(shop.get("out/each/0.num") == "0=2\n");
  CHECK(failure(shop, Workshop::with_data("[output.x]\nfrom = \"data.numbers\"\nto = \"x.num\"\nsample = 7\n")) ==
        "toy.toml:8:10: error D106: output.x.sample: there is no sample '7' among 2\n  the first is 'train/1'\n");
}

TEST_CASE("a single value is a collection of one, named after its file", "[pipeline][run]") {
  const Workshop shop;
  shop.run(
      "format = 1\n[data.d]\nuse = \"read.number\"\npath = \"lone.txt\"\n[stage.t]\nuse = \"toy.table\"\nin = \"d\"\n"
      "[output.t]\nfrom = \"t\"\nto = \"t.txt\"\n");
  CHECK(shop.get("out/t.txt") == "lone 5\n");
}

TEST_CASE("labels reach a writer by the key of their name", "[pipeline][run]") {
  const Workshop shop;
  shop.run(
      Workshop::with_data("[stage.t]\nuse = \"toy.table\"\nin = \"data\"\n[output.t]\nfrom = \"t\"\nlabels = \"data\"\n"
                          "to = \"t.txt\"\nseparator = \";\"\n"));
  CHECK(shop.get("out/t.txt") == "a;1;x\nb;2;y\nc;6;x\n");
}

TEST_CASE("results have the same bytes for every number of threads", "[pipeline][run][law]") {
  const Workshop shop;
  std::string lines;
  for (int i = 0; i < 300; ++i) lines += "s" + std::to_string(i) + " " + std::to_string(i * 0.37) + " x train\n";
  shop.put("project/numbers.txt", lines);
  const std::string steps =
      "seed = 5\n[stage.n]\nuse = \"toy.noisy\"\nin = \"data.numbers\"\n"
      "[stage.l]\nuse = \"toy.long_sum\"\nin = \"n\"\n[stage.x]\nuse = \"toy.centred\"\nin = \"l\"\n";
  const auto text = [&](unsigned threads) {
    RunOptions options;
    options.context.threads = threads;
    shop.run("seed = 5\n" +
                 Workshop::with_data(
                     steps.substr(9) +
                     "[stage.all]\nuse = \"toy.table\"\nin = \"x\"\n[output.all]\nfrom = \"all\"\nto = \"all.txt\"\n"),
             options);
    return shop.get("out/all.txt");
  };
  const std::string one = text(1);
  CHECK(one.size() > 3000);
  CHECK(text(2) == one);
  CHECK(text(7) == one);
}

TEST_CASE("each sample draws random numbers of its own, and the seed names them", "[pipeline][run]") {
  const Workshop shop;
  shop.put("project/numbers.txt", "a 0 x train\nb 0 y test\n");
  const auto draw = [&](const std::string& seed) {
    shop.run("seed = " + seed + "\n" +
             Workshop::with_data(
                 "[stage.x]\nuse = \"toy.noisy\"\nin = \"data\"\n[stage.t]\nuse = \"toy.table\"\nin = \"x\"\n"
                 "[output.t]\nfrom = \"t\"\nto = \"t.txt\"\n"));
    return shop.get("out/t.txt");
  };
  const std::string five = draw("5");
  const auto second = five.find('\n') + 1;
  CHECK(five.substr(2, second - 3) != five.substr(second + 2, five.size() - second - 3));
  CHECK(draw("5") == five);
  CHECK(draw("6") != five);
}

TEST_CASE("a stop ends the run with Cancelled and leaves nothing", "[pipeline][run]") {
  const Workshop shop;
  std::stop_source stop;
  RunOptions options;
  options.context.stop = stop.get_token();
  std::vector<std::string> events;
  options.context.progress = [&](const ProgressEvent& event) {
    events.push_back(event.stage);
    if (event.stage == "x" && event.done == 1) stop.request_stop();
  };
  CHECK_THROWS_AS(
      shop.run(Workshop::with_data(
                   "[stage.x]\nuse = \"toy.scaled\"\nin = \"data\"\n[output.x]\nfrom = \"x\"\nto = \"x.num\"\n"),
               options),
      Cancelled);
  CHECK(events.front() == "data");
  CHECK(!shop.has("out"));
}

TEST_CASE("the record says what ran, on what, and what came out", "[pipeline][run][record]") {
  const Workshop shop;
  shop.put("project/numbers.txt", "a 1 x train\nb 13 y test\n");
  const std::string text = Workshop::with_data(R"(
[stage.x]
use = "toy.scaled"
in = "data.numbers"
[stage.t]
use = "toy.table"
in = "x"
[stage.m]
use = "toy.mean"
in = "t"
[output.t]
from = "t"
to = "t.txt"
)");
  const RunRecord result = shop.run(text);
  REQUIRE(result.estimates.size() == 1);
  CHECK(result.estimates[0].summary == "mean 14");
  CHECK(result.warnings.size() == 1);

  const auto record = nlohmann::json::parse(shop.get("out/run.json"));
  CHECK(record["tessera"]["version"] == "0.1.0");
  CHECK(record["pipeline"]["stage"]["x"] ==
        nlohmann::json{{"use", "toy.scaled"}, {"in", {{"in", "data.numbers"}}}, {"factor", 2.0}, {"repeat", 1}});
  CHECK(record["inputs"][0]["path"] == "numbers.txt");
  CHECK(record["inputs"][0]["bytes"] == 24);
  CHECK(record["outputs"][0]["bytes"] == 9);
  CHECK(record["outputs"][0]["sha256"].get<std::string>().size() == 64);
  CHECK(record["estimates"][0]["figures"]["mean"][0] == 14.0);
  CHECK(record["resolved"][0]["sample"] == "a");
  CHECK(record["resolved"][1]["value"] == 2.0);
  CHECK(record["warnings"][0]["text"] == "thirteen");
  CHECK(record["stages"][1]["name"] == "x");
  CHECK(record["stages"][1]["samples"] == 2);
  CHECK(record["stages"][1]["result"] == "2 samples, the first: the number 2");
}

TEST_CASE("what a writer warns of is told and recorded, with the output and the sample", "[pipeline][run]") {
  const Workshop shop;
  RunOptions options;
  std::vector<std::string> told;
  options.context.warning = [&](const Warning& warning) { told.push_back(warning.stage + "/" + warning.sample); };
  const RunRecord result =
      shop.run(Workshop::with_data("[output.all]\nfrom = \"data.numbers\"\nto = \"{id}.lossy\"\n"), options);
  REQUIRE(result.warnings.size() == 3);
  CHECK(result.warnings[0].text == "the number lost its name");
  CHECK(told == std::vector<std::string>{"all/a", "all/b", "all/c"});
}

TEST_CASE("a stage's key depends on what its result depends on, and on nothing else", "[pipeline][run][record]") {
  const Workshop shop;
  const auto key = [&](const std::string& before, const std::string& after) {
    const auto record = shop.run(before + Workshop::with_data("[stage.x]\nuse = \"toy.scaled\"\nin = \"data\"\n" +
                                                              after + "\n[output.x]\nfrom = \"x\"\nto = \"x.num\"\n"));
    return record.stages.back().key;
  };
  const std::string plain = key("", "");
  CHECK(plain.size() == 64);
  CHECK(key("# a comment\nseed = 8\n", "factor = 2") == plain);
  CHECK(key("", "factor = 3") != plain);
  shop.put("project/numbers.txt", "a 1 x train\n");
  CHECK(key("", "") != plain);
}

TEST_CASE("only the steps that lead to one stage run when asked for", "[pipeline][run]") {
  const Workshop shop;
  RunOptions options;
  options.only = "x";
  const auto record = shop.run(Workshop::with_data(R"(
[stage.x]
use = "toy.scaled"
in = "data"
[stage.y]
use = "toy.scaled"
in = "x"
[output.x]
from = "x"
to = "x.num"
[output.y]
from = "y"
to = "y.num"
)"),
                               options);
  CHECK(record.stages.size() == 2);
  CHECK((shop.has("out/x.num") && !shop.has("out/y.num")));
}
