// SPDX-License-Identifier: MIT
#include "tessera/exchange/array.hpp"

#include "tessera/core/index.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"

#include <cmath>

#include <zip.h>

using namespace tessera;
using namespace tessera::exchange;

namespace {

/// A .npy whose header is `dictionary`, padded as NumPy pads it.
std::string npy(std::string dictionary, std::string_view data, int version = 1) {
  const std::size_t start = version == 1 ? 10 : 12;
  dictionary.append((64 - (start + dictionary.size() + 1) % 64) % 64, ' ');
  dictionary += '\n';
  std::string bytes = std::string("\x93NUMPY") + char(version) + '\0';
  for (std::size_t i = 0; i < start - 8; ++i) bytes += char(dictionary.size() >> 8 * i & 0xFF);
  return bytes + dictionary + std::string(data);
}

std::string header(std::string_view dtype, std::string_view shape, bool fortran = false) {
  return "{'descr': '" + std::string(dtype) + "', 'fortran_order': " + (fortran ? "True" : "False") +
         ", 'shape': " + std::string(shape) + ", }";
}

std::vector<double> values_of(std::string_view dtype, std::string_view shape, std::string_view data,
                              bool fortran = false) {
  return parse_npy({"a.npy", npy(header(dtype, shape, fortran), data)}).values;
}
std::string reason(const std::string& bytes) {
  return reason_of([&] { parse_npy({"a.npy", bytes}); });
}
std::string code(const std::string& bytes) {
  return code_of([&] { parse_npy({"a.npy", bytes}); });
}

/// A zip made by libzip, from names and contents.
std::string zip_of(const std::vector<std::pair<std::string, std::string>>& members, bool compress,
                   const char* password = nullptr) {
  zip_error_t error;
  zip_source_t* buffer = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(buffer);
  zip_t* archive = zip_open_from_source(buffer, ZIP_CREATE | ZIP_TRUNCATE, &error);
  for (const auto& [name, content] : members) {
    const auto index =
        zip_file_add(archive, name.c_str(), zip_source_buffer(archive, content.data(), content.size(), 0), 0);
    zip_set_file_compression(archive, zip_uint64_t(index), compress ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0);
    if (password) zip_file_set_encryption(archive, zip_uint64_t(index), ZIP_EM_AES_256, password);
  }
  zip_close(archive);
  zip_stat_t status;
  zip_source_stat(buffer, &status);
  std::string bytes(status.size, '\0');
  zip_source_open(buffer);
  zip_source_read(buffer, bytes.data(), bytes.size());
  zip_source_close(buffer);
  zip_source_free(buffer);
  return bytes;
}

}  // namespace

TEST_CASE("numbers of every width and both byte orders are read", "[exchange][npy]") {
  using V = std::vector<double>;
  using namespace std::string_view_literals;
  CHECK(values_of("|i1", "(2,)", "\x80\x7f"sv) == V{-128, 127});
  CHECK(values_of("|u1", "(2,)", "\x80\xff"sv) == V{128, 255});
  CHECK(values_of("|b1", "(2,)", "\x00\x01"sv) == V{0, 1});
  CHECK(values_of("<i2", "(1,)", "\xfe\xff"sv) == V{-2});
  CHECK(values_of(">i2", "(1,)", "\xff\xfe"sv) == V{-2});
  CHECK(values_of("<u4", "(1,)", "\xff\xff\xff\xff"sv) == V{4294967295});
  CHECK(values_of(">i4", "(1,)", "\xff\xff\xff\xff"sv) == V{-1});
  CHECK(values_of("<i8", "(1,)", "\x00\x00\x00\x00\x00\x00\x20\x00"sv) == V{9007199254740992});
  CHECK(values_of(">f4", "(1,)", "\x3f\x80\x00\x00"sv) == V{1});
  CHECK(values_of("<f4", "(1,)", "\xcd\xcc\xcc\x3d"sv) == V{double(0.1f)});
  CHECK(values_of(">f8", "(1,)", "\x40\x09\x21\xfb\x54\x44\x2d\x18"sv) == V{3.141592653589793});
  CHECK(values_of("<f2", "(4,)", "\x00\x3c\x00\xc0\x01\x00\xff\x7b"sv) == V{1, -2, std::ldexp(1, -24), 65504});
  CHECK(std::isinf(values_of("<f2", "()", "\x00\x7c"sv)[0]));
  CHECK(std::isnan(values_of(">f2", "()", "\x7e\x00"sv)[0]));
}

TEST_CASE("Fortran order is turned into rows", "[exchange][npy]") {
  CHECK(values_of("|u1", "(2, 3)", "\x01\x02\x03\x04\x05\x06", true) == std::vector<double>{1, 3, 5, 2, 4, 6});
  CHECK(values_of("|u1", "(2, 1, 2)", "\x01\x02\x03\x04", true) == std::vector<double>{1, 3, 2, 4});
  CHECK(values_of("|u1", "(2, 0)", "", true).empty());
}

TEST_CASE("text arrays become UTF-8", "[exchange][npy]") {
  using namespace std::string_view_literals;
  const auto array = parse_npy({"a", npy(header("<U2", "(2,)"), "a\0\0\0\xe9\0\0\0\x00\xf6\x01\0\0\0\0\0"sv)});
  CHECK(array.text == std::vector<std::string>{"a\xc3\xa9", "\xf0\x9f\x98\x80"});
  CHECK(reason(npy(header("<U1", "(1,)"), "\x00\xd8\0\0"sv)) ==
        "a.npy: needs Unicode text, got an invalid code point in item 0");
}

TEST_CASE("headers are read strictly", "[exchange][npy][error]") {
  CHECK(parse_npy({"a", npy("{\"shape\":(1,),\"descr\":\"|u1\",\"fortran_order\":False}", "\x05", 2)}).values ==
        std::vector<double>{5});
  for (const char* wrong :
       {"{'descr': '|u1', 'fortran_order': False}", "{'descr': '|u1', 'fortran_order': False, 'shape': (1)}",
        "{'descr': '|u1', 'fortran_order': 0, 'shape': (1,)}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (-1,)}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (1,), 'x': 1}",
        "{'descr': '|u1', 'descr': '|u1', 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (1,)} + exit()",
        "{'descr': __import__('os'), 'fortran_order': False, 'shape': (1,)}",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (99999999999999999999,)}", "", "{", "{'descr'"}) {
    INFO(wrong);
    CHECK(code(npy(wrong, "\x05")) == "D201");
  }
  CHECK(reason(npy(header("|O", "(1,)"), "x")) ==
        "a.npy: arrays of dtype '|O' are not read: they hold Python objects, which would have to be executed");
  for (const char* dtype :
       {"<c16", "<f16", "|S4", "<M8[ns]", "f8", "=f8", "|f8", "<u3", "<U-1", "", "<", "<f", "<f8x", "|V8"})
    CHECK(code(npy(header(dtype, "(1,)"), "12345678")) == "D203");
  CHECK(code(npy("{'descr': [('x', '<f8')], 'fortran_order': False, 'shape': (1,)}", "12345678")) == "D203");
  CHECK(code(npy(header("|u1", "(1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1)"), "1")) == "D203");
  CHECK(code(npy(header("|u1", "(1,)"), "1", 4)) == "D203");
}

TEST_CASE("a shape is only a claim", "[exchange][npy][error]") {
  CHECK(reason(npy(header("<f8", "(1000000000000000000,)"), "12345678")) ==
        "a.npy: byte 136: the header claims 1000000000000000000 items of 8 bytes, but 8 bytes follow it");
  CHECK(code(npy(header("<f8", "(4294967296, 4294967296)"), "12345678")) == "D201");
  CHECK(code(npy(header("<f8", "(2305843009213693952,)"), "")) == "D202");
  CHECK(code(npy(header("|u1", "(1,)"), "12")) == "D201");
  CHECK(code(npy(header("<U0", "(1000000000000000000,)"), "")) == "D203");
  std::string long_header = npy(header("|u1", "(1,)"), "1", 2);
  long_header[8] = long_header[9] = long_header[10] = long_header[11] = '\xff';
  CHECK(code(long_header) == "D201");
}

TEST_CASE("integers a double cannot hold are refused", "[exchange][npy][error]") {
  using namespace std::string_view_literals;
  CHECK(reason(npy(header("<i8", "(1,)"), "\x01\x00\x00\x00\x00\x00\x20\x00"sv)) ==
        "a.npy: needs integers within 2^53, got a larger one at item 0");
  CHECK(code(npy(header("<u8", "(1,)"), "\xff\xff\xff\xff\xff\xff\xff\xff"sv)) == "D101");
}

TEST_CASE("an array cut at any byte is refused with a code", "[exchange][npy][law]") {
  for (const std::string& bytes :
       {npy_of({2, 3}, std::vector<double>{1, 2, 3, 4, 5, 6}), npy_of({2}, std::vector<std::string>{"ab", "c"}),
        npy(header(">i2", "(3,)"), "123456", 3)})
    for (std::size_t length = 0; length < bytes.size(); ++length) {
      INFO(length);
      const std::string found = code(bytes.substr(0, length));
      REQUIRE((found == "D202" || found == "D201"));
    }
}

TEST_CASE("what is written as .npy is read again", "[exchange][npy][law]") {
  const std::vector<double> values{0, -0.0, 5e-324, 1.7976931348623157e308, 0.1};
  CHECK(parse_npy({"a", npy_of({5}, values)}).values == values);
  CHECK(parse_npy({"a", npy_of({}, std::vector<std::int64_t>{-7})}).values == std::vector<double>{-7});
  CHECK(parse_npy({"a", npy_of({3}, std::vector<std::uint8_t>{0, 1, 255})}).shape == std::vector<std::uint64_t>{3});
  const std::vector<std::string> text{"", "x\xc3\xa9", "\xf0\x9f\x98\x80!"};
  CHECK(parse_npy({"a", npy_of({3}, text)}).text == text);
  CHECK(parse_npy({"a", npy_of({0, 2}, std::vector<double>{})}).shape == std::vector<std::uint64_t>{0, 2});
  CHECK(npy_of({5}, values).size() % 64 == 5 * 8);
  CHECK(code_of([] { npy_of({1}, std::vector<std::string>{"\xff"}); }) == "D101");
}

TEST_CASE("an archive gives its arrays by name", "[exchange][npz]") {
  NpzWriter writer;
  writer.add("X", npy_of({2}, std::vector<double>{1, 2}));
  writer.add("ids", npy_of({2}, std::vector<std::string>{"a", "b"}));
  const std::string bytes = std::move(writer).finish();
  CHECK(is_npz(bytes));
  CHECK(list_npz({"f.npz", bytes}).size() == 2);
  CHECK(read_npz({"f.npz", bytes}, "X").values == std::vector<double>{1, 2});
  CHECK(read_npz({"f.npz", bytes}, "ids").text == std::vector<std::string>{"a", "b"});
  CHECK(read_npz_header({"f.npz", bytes}, "ids").dtype == "<U1");
  CHECK(reason_of([&] { read_npz({"f.npz", bytes}, ""); }) == "f.npz: holds 2 arrays, so one must be named");
  CHECK(reason_of([&] { read_npz({"f.npz", bytes}, "Y"); }) == "f.npz: holds no array called 'Y'");

  const std::string compressed = zip_of({{"only.npy", npy_of({2}, std::vector<double>{3, 4})}}, true);
  CHECK(read_npz({"f.npz", compressed}, "").values == std::vector<double>{3, 4});
}

TEST_CASE("an archive cut at any byte is refused with a code", "[exchange][npz][law]") {
  NpzWriter writer;
  writer.add("X", npy_of({2}, std::vector<double>{1, 2}));
  const std::string stored = std::move(writer).finish(),
                    deflated = zip_of({{"X.npy", npy_of({2}, std::vector<double>{1, 2})}}, true);
  for (const std::string& bytes : {stored, deflated})
    for (std::size_t length = 0; length < bytes.size(); ++length) {
      INFO(length);
      REQUIRE(code_of([&] {
                read_array({"f.npz", std::string_view(bytes).substr(0, length)}, "");
              }).starts_with("D20"));
    }
}

TEST_CASE("a flipped bit in an archive is noticed, or changes nothing that is read", "[exchange][npz][law]") {
  const std::string bytes = zip_of({{"X.npy", npy_of({3}, std::vector<double>{1, 2, 3})}}, true);
  for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    std::string flipped = bytes;
    flipped[bit / 8] = char(flipped[bit / 8] ^ (1 << bit % 8));
    try {
      const auto array = read_array({"f.npz", flipped}, "");
      REQUIRE(array.values == std::vector<double>{1, 2, 3});
    } catch (const Error&) {
      SUCCEED();
    }
  }
}

TEST_CASE("bombs, doubles, secrets and strangers in an archive are refused", "[exchange][npz][error]") {
  const std::string zeros(std::size_t{8} << 20, '\0');
  const std::string bomb = zip_of({{"X.npy", zeros}}, true);
  CHECK(bomb.size() < 20'000);
  CHECK(code_of([&] { read_npz({"f.npz", bomb}, "X"); }) == "R303");
  CHECK(code_of([&] { read_npz({"f.npz", zip_of({{"X.npy", zeros}}, false)}, "X", 1 << 20); }) == "R303");
  const std::string one = npy_of({1}, std::vector<double>{1});
  CHECK(reason_of([&] {
          read_npz({"f.npz", zip_of({{"X.npy", one}, {"X", one}}, false)}, "X");
        }) == "f.npz: two members are called 'X'");
  CHECK(reason_of([&] {
          read_npz({"f.npz", zip_of({{"X.npy", one}}, false, "secret")}, "X");
        }) == "f.npz: member 'X.npy' is encrypted");
  CHECK(code_of([&] { read_npz({"f.npz", zip_of({{"notes.txt", "hello"}}, false)}, ""); }) == "D201");
  CHECK(code_of([&] { list_npz({"f.npz", std::string("PK\x05\x06") + std::string(18, '\0')}); }) == "D103");
}

TEST_CASE("equal arrays give equal archives", "[exchange][npz]") {
  const auto make = [] {
    NpzWriter writer;
    writer.add("X", npy_of({1}, std::vector<double>{1}));
    return std::move(writer).finish();
  };
  CHECK(make() == make());
  CHECK(make().substr(10, 4) == std::string("\x00\x00\x21\x00", 4));  // 1980-01-01 00:00
}
