// SPDX-License-Identifier: MIT
#include "tessera/exchange/file.hpp"

#include "tessera/exchange/array.hpp"
#include "tessera/exchange/info.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/scratch.hpp"

#include <filesystem>
#include <fstream>

#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

using namespace tessera;
using namespace tessera::exchange;

namespace {

std::string gzip_of(std::string_view text, int level = 9) {
  z_stream stream{};
  deflateInit2(&stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string bytes(compressBound(text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = uInt(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_out = uInt(bytes.size());
  deflate(&stream, Z_FINISH);
  bytes.resize(stream.total_out);
  deflateEnd(&stream);
  return bytes;
}

}  // namespace

TEST_CASE("gzip is undone, also in several members", "[exchange][gzip]") {
  CHECK(gunzip({"a.gz", gzip_of("hello")}) == "hello");
  CHECK(gunzip({"a.gz", gzip_of("")}).empty());
  CHECK(gunzip({"a.gz", gzip_of("hello ") + gzip_of("world")}) == "hello world");
  const std::string large(300'000, 'x');
  CHECK(gunzip({"a.gz", gzip_of(large, 1)}) == large);
}

TEST_CASE("gzip cut at any byte, or followed by anything, is refused with a code", "[exchange][gzip][law]") {
  const std::string bytes = gzip_of("1,2\n3,4\n");
  for (std::size_t length = 2; length < bytes.size(); ++length) {
    INFO(length);
    REQUIRE(code_of([&] { gunzip({"a.gz", std::string_view(bytes).substr(0, length)}); }) == "D202");
  }
  CHECK(code_of([&] { gunzip({"a.gz", bytes + "x"}); }) == "D201");
  std::string damaged = bytes;
  damaged[damaged.size() - 6] ^= 1;  // in the checksum
  CHECK(code_of([&] { gunzip({"a.gz", damaged}); }) == "D201");
}

TEST_CASE("gzip that unfolds too far is refused", "[exchange][gzip][error]") {
  const std::string bomb = gzip_of(std::string(std::size_t{16} << 20, '0'));
  CHECK(reason_of([&] { gunzip({"a.gz", bomb}); }) == "a.gz: unfolds to more than 200 bytes per byte");
  CHECK(code_of([&] { gunzip({"a.gz", gzip_of(std::string(100'000, '0'))}, 99'999); }) == "R303");
  CHECK(gunzip({"a.gz", gzip_of(std::string(100'000, '0'))}, 100'000).size() == 100'000);
}

TEST_CASE("what is no file of data is refused with its own code", "[exchange][file][error]") {
  const ScratchFolder scratch;
  CHECK(code_of([&] { read_file(scratch.path("absent.csv")); }) == "I101");
  CHECK(code_of([&] { read_file(scratch.path("a/b")); }) == "I101");
  CHECK(code_of([&] { read_file(scratch.path("")); }) == "I102");
  CHECK(code_of([&] { read_file("/dev/zero"); }) == "I102");
  mkfifo(scratch.path("pipe").c_str(), 0600);
  CHECK(code_of([&] { read_file(scratch.path("pipe")); }) == "I102");

  scratch.write("locked.csv", "1\n");
  std::filesystem::permissions(scratch.path("locked.csv"), std::filesystem::perms::none);
  if (geteuid() != 0) CHECK(code_of([&] { read_file(scratch.path("locked.csv")); }) == "I102");

  scratch.write("large.csv", "12345");
  CHECK(code_of([&] { read_file(scratch.path("large.csv"), 4); }) == "R303");
  CHECK(read_file(scratch.path("large.csv"), 5).bytes == "12345");
}

TEST_CASE("a file is read plain or gzipped, whole or its start", "[exchange][file]") {
  const ScratchFolder scratch;
  scratch.write("a.csv.gz", gzip_of("x,y\n1,2\n"));
  CHECK(read_file(scratch.path("a.csv.gz")).bytes == "x,y\n1,2\n");
  CHECK(read_start(scratch.path("a.csv.gz"), 100).bytes == "x,y\n1,2\n");
  CHECK(read_start(scratch.path("a.csv.gz"), 100).is_whole);
  scratch.write("b.csv", "123456");
  CHECK(read_start(scratch.path("b.csv"), 3).bytes == "123");
  CHECK_FALSE(read_start(scratch.path("b.csv"), 3).is_whole);
  std::string noise;
  for (unsigned i = 0; i < 40'000; ++i) noise += std::to_string(i * 2654435761u) + "\n";
  scratch.write("c.gz", gzip_of(noise));
  const auto start = read_start(scratch.path("c.gz"), 1000);
  CHECK((!start.is_whole && noise.starts_with(start.bytes)));
  CHECK(file_stem("a/b/cloud.csv.gz") == "cloud");
  CHECK(file_stem("x.tar.npy") == "x.tar");
  CHECK(file_stem(".csv") == ".csv");
}

TEST_CASE("a file tells what it holds", "[exchange][info]") {
  const ScratchFolder scratch;
  scratch.write("t.csv", "x,y\n1,2\n3,4\n");
  CHECK(text(describe_file(scratch.path("t.csv"))) == "table, 12 bytes\n  (2, 2)\n  columns: x, y\n");
  scratch.write("m.scc", "scc2020\n2\n1 2 0\n1 1 ; 0 1\n0 1 ;\n1 0 ;\n");
  CHECK(brief(describe_file(scratch.path("m.scc"))) == "a presentation of 2 parameters, blocks of 1, 2, 0 cells");
  scratch.write("p.off", "OFF\n1 0 0\n0 1 2\n");
  CHECK(text(describe_file(scratch.path("p.off"))) == "OFF, 16 bytes\n  (1, 3)\n");
  CHECK(brief(describe_file(scratch.path("p.off"), Depth::headers)) == "OFF");

  NpzWriter npz;
  npz.add("X", npy_of({2, 3}, std::vector<double>(6)));
  npz.add("y", npy_of({2}, std::vector<std::int64_t>{0, 1}));
  scratch.write("a.npz", std::move(npz).finish());
  CHECK(brief(describe_file(scratch.path("a.npz"))) == "X <f8 (2, 3), y <i8 (2)");
  CHECK(header_brief(scratch.path("a.npz"), "y") == "y <i8 (2)");
  NpzWriter mixed;
  mixed.add("X", npy_of({1}, std::vector<double>{1}));
  mixed.add("o", "no array");
  scratch.write("m.npz", std::move(mixed).finish());
  CHECK(header_brief(scratch.path("m.npz"), "X") == "X <f8 (1)");
  CHECK(code_of([&] { header_brief(scratch.path("m.npz"), "o"); }) == "D201");
  CHECK(code_of([&] { header_brief(scratch.path("a.npz"), ""); }) == "D106");
  CHECK(code_of([&] { header_brief(scratch.path("a.npz"), "z"); }) == "D106");
  CHECK(code_of([&] { header_brief(scratch.path("b.npz"), "z"); }) == "I101");
}
