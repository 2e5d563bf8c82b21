// SPDX-License-Identifier: MIT
#include "cli/program.hpp"

#include "support/catch.hpp"

using namespace tessera;

namespace {

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("an unknown command or flag is exit 64 and the nearest one is named", "[cli][error]") {
  const auto command = tessera_program({"rnu", "x.toml"});
  CHECK(command.status == 64);
  CHECK(command.out.empty());
  CHECK(command.err == "error U101: 'rnu' is no command\n  did you mean 'run'?\n");

  const auto flag = tessera_program({"run", "x.toml", "--thread", "2"});
  CHECK(flag.status == 64);
  CHECK(flag.err == "error U101: '--thread' is no flag of run\n  did you mean '--threads'?\n");

  CHECK(tessera_program({}).err == "error U101: needs a command\n  tessera --help lists them\n");
  CHECK(tessera_program({"run"}).status == 64);
  CHECK(tessera_program({"run", "x.toml", "--threads", "many"}).status == 64);
  CHECK(tessera_program({"run", "x.toml", "--progress", "loud"}).status == 64);
}

TEST_CASE("what comes in a later version is refused in a plain sentence", "[cli][error]") {
  for (const char* command : {"shard", "merge", "sweep", "report"})
    CHECK(contains(tessera_program({command}).err, "comes in a later version"));
  for (const char* flag : {"--store=x", "--no-store", "--shard=1/2"}) {
    const auto outcome = tessera_program({"run", "x.toml", flag});
    CHECK(outcome.status == 64);
    CHECK(contains(outcome.err, "comes in a later version"));
  }
}

TEST_CASE("help and version are exit 0 and go to stdout", "[cli]") {
  const auto help = tessera_program({"--help"});
  CHECK(help.status == 0);
  CHECK(help.err.empty());
  for (const char* command : {"run", "validate", "explain", "list", "describe", "schema", "apply", "convert", "info"})
    CHECK(contains(help.out, command));

  CHECK(contains(help.out, "Exit codes:\n  0    done\n"));
  CHECK(contains(help.out, "  78   invalid pipeline\n"));
  CHECK_FALSE(contains(tessera_program({"run", "--help"}).out, "Exit codes"));

  const auto version = tessera_program({"--version"});
  CHECK(version.status == 0);
  CHECK(contains(version.out, "tessera 0."));
#ifdef TESSERA_WITH_CGAL
  CHECK(contains(version.out, "this binary: GPL-3.0-or-later"));
#else
  CHECK(contains(version.out, "this binary: MIT"));
#endif
}

TEST_CASE("a setting that is not of its form is exit 64", "[cli][error]") {
  const TestDirectory directory;
  directory.write("empty.toml", "format = 1\n");
  const auto outcome = tessera_program({"validate", "empty.toml", "--set", "density.bandwidth"}, directory.path());
  CHECK(outcome.status == 64);
  CHECK(outcome.err == "error U101: --set needs stage.param=VALUE, got 'density.bandwidth'\n");
  CHECK(tessera_program({"validate", "empty.toml", "--data", "archive"}, directory.path()).status == 64);
  CHECK(tessera_program({"run", "empty.toml", "--memory", "plenty"}, directory.path()).status == 64);
}
