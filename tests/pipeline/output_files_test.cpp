// SPDX-License-Identifier: MIT
#include "pipeline/output_files.hpp"

#include "toys.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"

#include <csignal>

#include <sys/resource.h>

using namespace tessera;
using toys::Workshop;

namespace {

/// Files of this process may grow to `bytes` and no further: the nearest thing to a full disk that needs no privilege.
class SmallFiles {
 public:
  explicit SmallFiles(rlim_t bytes) {
    old_handler_ = std::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &old_limit_);
    const rlimit small{bytes, old_limit_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
  }
  ~SmallFiles() {
    ::setrlimit(RLIMIT_FSIZE, &old_limit_);
    std::signal(SIGXFSZ, old_handler_);
  }

 private:
  rlimit old_limit_{};
  void (*old_handler_)(int);
};

}  // namespace

TEST_CASE("files appear at commit, all of them, and replace older ones", "[pipeline][output]") {
  const Workshop shop;
  std::filesystem::create_directories(shop.directory / "out");
  shop.put("out/a.txt", "old");
  OutputFiles files(shop.directory / "out");
  files.add("a.txt", "new");
  files.add("deep/er/b.txt", std::string(100000, 'b'));
  CHECK(shop.get("out/a.txt") == "old");
  CHECK(!shop.has("out/deep/er/b.txt"));

  files.commit();
  CHECK(shop.get("out/a.txt") == "new");
  CHECK(shop.get("out/deep/er/b.txt").size() == 100000);
  CHECK(shop.file_count("out") == 4);  // two files, two directories, no temporary one
}

TEST_CASE("without a commit nothing is left, not even a directory", "[pipeline][output]") {
  const Workshop shop;
  {
    OutputFiles files(shop.directory / "new/out");
    files.add("deep/a.txt", "text");
  }
  CHECK(!shop.has("new"));

  std::filesystem::create_directories(shop.directory / "out");
  shop.put("out/a.txt", "old");
  { OutputFiles(shop.directory / "out").add("a.txt", "new"); }
  CHECK(shop.get("out/a.txt") == "old");
  CHECK(shop.file_count("out") == 1);
}

TEST_CASE("a write that fails is an error, and the old file stays", "[pipeline][output][error]") {
  const Workshop shop;
  std::filesystem::create_directories(shop.directory / "out");
  shop.put("out/a.txt", "old");
  {
    OutputFiles files(shop.directory / "out");
    const SmallFiles limit(4096);
    files.add("small.txt", "fits");
    CHECK(code_of([&] { files.add("a.txt", std::string(5000, 'x')); }) == "I502");
  }
  CHECK(shop.get("out/a.txt") == "old");
  CHECK(shop.file_count("out") == 1);
}

TEST_CASE("a run whose output cannot be written leaves the earlier results whole", "[pipeline][output][error]") {
  const Workshop shop;
  const std::string text =
      Workshop::with_data("[stage.t]\nuse = \"toy.table\"\nin = \"data\"\n[output.t]\nfrom = \"t\"\nto = \"t.txt\"\n");
  shop.run(text);
  const auto before = shop.get("out/t.txt"), record = shop.get("out/run.json");

  std::string lines;
  for (int i = 0; i < 3000; ++i) lines += "s" + std::to_string(i) + " 1 x train\n";
  shop.put("project/numbers.txt", lines);
  {
    const SmallFiles limit(8192);
    CHECK(code_of([&] { shop.run(text); }) == "I502");
  }
  CHECK(shop.get("out/t.txt") == before);
  CHECK(shop.get("out/run.json") == record);
  CHECK(shop.file_count("out") == 2);
}

TEST_CASE("a directory without write permission is refused at once", "[pipeline][output][error]") {
  const Workshop shop;
  std::filesystem::create_directories(shop.directory / "out");
  std::filesystem::permissions(shop.directory / "out",
                               std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
  if (::geteuid() != 0) CHECK(code_of([&] { OutputFiles(shop.directory / "out"); }) == "I501");
  CHECK(code_of([] { OutputFiles("/proc/tessera"); }) == "I501");  // nobody may write there
  std::filesystem::permissions(shop.directory / "out", std::filesystem::perms::owner_all);
}

TEST_CASE("two runs may fill one directory at the same time", "[pipeline][output]") {
  const Workshop shop;
  OutputFiles one(shop.directory / "out"), two(shop.directory / "out");
  one.add("a.txt", "one");
  two.add("a.txt", "two");
  one.commit();
  CHECK(shop.get("out/a.txt") == "one");
  two.commit();
  CHECK(shop.get("out/a.txt") == "two");
  CHECK(shop.file_count("out") == 1);
}
