// SPDX-License-Identifier: MIT
#include "tessera/exchange/table.hpp"

#include "tessera/core/number.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"

#include <bit>
#include <cmath>
#include <random>

using namespace tessera;
using namespace tessera::exchange;

namespace {

std::vector<double> values_of(std::string_view text, TableOptions options = {}) {
  return numbers(parse_table({"t.csv", text}, options)).values;
}
std::string table_reason(std::string_view text, TableOptions options = {}) {
  return reason_of([&] { values_of(text, options); });
}
std::string table_code(std::string_view text) {
  return code_of([&] { values_of(text); });
}

}  // namespace

TEST_CASE("the same numbers come out of every spelling of a table", "[exchange][table]") {
  const std::vector<double> expected{1, -2.5, 3e-3, 4};
  for (const std::string_view text : {"1,-2.5\n0.003,4\n", "1,-2.5\n0.003,4", "1;-2.5\r\n3e-3;4\r\n",
                                      "1\t-2.5\n.003\t+4\n", "  1   -2.5 \n 0.003\t4\n",
                                      "\xEF\xBB\xBF"
                                      "1,-2.5\n0.003,4\n",
                                      "# a comment\n\n1, -2.5\n\n # another\n0.003 , 4.\n", "x,y\n1,-2.5\n0.003,4\n",
                                      "\"x;\ty\",\"the \"\"y\"\", quoted\"\n\"1\",-2.5\n0.003,\"4\" \n"}) {
    INFO(text);
    CHECK(values_of(text) == expected);
  }
}

TEST_CASE("a first row is a header when none of its cells is a number and the second row has one",
          "[exchange][table]") {
  CHECK(parse_table({"t", "a,b\n1,x\n"}).header == std::vector<std::string>{"a", "b"});
  CHECK(parse_table({"t", "a\nb\n"}).header.empty());
  CHECK(parse_table({"t", "1,b\n1,x\n"}).header.empty());
  CHECK(parse_table({"t", "a\nb\n"}, {.header = HeaderRow::present}).rows() == 1);
  CHECK(parse_table({"t", "a,b\n1,2\n"}, {.header = HeaderRow::absent}).rows() == 2);
}

TEST_CASE("a table is refused with file, line and column", "[exchange][table][error]") {
  CHECK(table_reason("1,2\n3,4,5\n") == "t.csv:2: needs 2 columns as line 1 has, got 3");
  CHECK(table_reason("# c\n1,2\n\n3\n") == "t.csv:4: needs 2 columns as line 2 has, got 1");
  CHECK(table_reason("1,2\n3,x\n") == "t.csv:2: needs a number in column 1, got 'x'");
  CHECK(table_reason("1,2\n3,nan\n") == "t.csv:2: needs a finite number in column 1, got 'nan'");
  CHECK(table_reason("1,2\n3,\n") == "t.csv:2: needs a finite number in column 1, got ''");
  CHECK(table_reason("1,2\n3,1e999\n") == "t.csv:2: needs a number in column 1, got '1e999'");
  CHECK(table_reason("1,2\n3,\"4\n") == "t.csv:2: a quoted cell does not end on its line");
  CHECK(table_reason("") == "t.csv: needs at least one row, got none");
  CHECK(table_reason("# nothing\n\n") == "t.csv: needs at least one row, got none");
  CHECK(table_reason("1,\x01\xff"
                     "bad\n") == "t.csv:1: needs a number in column 1, got '\\x01\\xffbad'");
  CHECK(table_code("1,2\n3,inf\n") == "D101");
  CHECK(table_code("1,2\n3\n") == "D201");
  CHECK(table_code("") == "D103");
}

TEST_CASE("decimal commas, UTF-16 and binary files are told apart and explained", "[exchange][table][error]") {
  try {
    values_of("1,5;2,5\n");
    FAIL("read");
  } catch (const Error& error) {
    CHECK(error.reason() == "t.csv:1: needs a number in column 0, got '1,5'");
    CHECK(error.remedy() == "decimal commas are not read: write 1.5 for 1,5");
  }
  CHECK(reason_of([] {
          parse_table({"t", std::string_view("\xFF\xFE"
                                             "1\0,\0",
                                             6)});
        }) == "t: byte 0: needs UTF-8 text, got UTF-16");
  CHECK(reason_of([] {
          parse_table({"t", std::string_view("1,2\n3\0,4\n", 9)});
        }) == "t:2: needs text, got a zero byte at column 2");
}

TEST_CASE("a line of 16 MiB is read and one byte more is refused", "[exchange][table][error]") {
  std::string line((std::size_t{16} << 20) - 1, ' ');
  line += '1';
  CHECK(values_of(line) == std::vector<double>{1});
  CHECK(reason_of([&] { values_of(" " + line); }) == "t.csv:1: needs lines of at most 16 MiB, got 16777217 bytes");
}

TEST_CASE("rows that are not finite are dropped when asked, and known", "[exchange][table]") {
  const auto block = numbers(parse_table({"t", "1,2\nnan,3\n4,NA\n5,6\n-inf,1\n"}), {}, OnNonfinite::drop_row);
  CHECK(block.values == std::vector<double>{1, 2, 5, 6});
  CHECK(block.kept == std::vector<Index>{0, 3});
  CHECK(reason_of([] {
          numbers(parse_table({"t", "nan,1\n"}), {}, OnNonfinite::drop_row);
        }) == "t: needs at least one row of finite numbers, got none");
}

TEST_CASE("columns are chosen by name, by number and from the end", "[exchange][table]") {
  const auto table = parse_table({"t", "x,y,kind\n1,2,CD8\n3,4,CD68\n"});
  CHECK(numbers(table, {table.column("y"), table.column("0")}).values == std::vector<double>{2, 1, 4, 3});
  CHECK(table.cell(1, table.column("-1")) == "CD68");
  CHECK(reason_of([&] { table.column("z"); }) == "t: has no column 'z'");
  CHECK(code_of([&] { table.column("3"); }) == "D106");
  CHECK(code_of([&] { table.column("-4"); }) == "D106");
}

TEST_CASE("every double survives being written and read as text", "[exchange][table][law]") {
  std::mt19937_64 gen(11);
  std::vector<double> values;
  std::string text;
  while (values.size() < 20'000) {
    const double value = std::bit_cast<double>(gen());
    if (!std::isfinite(value)) continue;
    values.push_back(value);
    text += format_double(value) + "\n";
  }
  CHECK(values_of(text) == values);
}

TEST_CASE("a table cut anywhere is read or refused with a code, never more than it held", "[exchange][table][law]") {
  const std::string text = "x,\"a \"\"q\"\"\"\n1.25,2\r\n3,4e-3\n#c\n5,6\n";
  for (std::size_t length = 0; length < text.size(); ++length) {
    const auto prefix = std::string_view(text).substr(0, length);
    INFO(length);
    std::size_t values = 0;
    const auto found = code_of([&] {
      values = numbers(parse_table({"t", prefix}, {.header = HeaderRow::present})).values.size();
    });
    CHECK((found.empty() ? values % 2 == 0 && values <= 6 : found.starts_with('D')));
  }
}
