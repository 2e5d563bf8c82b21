// SPDX-License-Identifier: MIT
#include "tessera/core/context.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/parallel.hpp"
#include "tessera/core/quantity.hpp"

#include "support/catch.hpp"

#include <cmath>

using namespace tessera;

namespace {

Context with_threads(unsigned threads) { return Context({.threads = threads}); }

double sum_of_sines(const Context& context) {
  return parallel_reduce(
      context, 100000, 1000, 0.0,
      [](std::size_t begin, std::size_t end) {
        double sum = 0;
        for (std::size_t i = begin; i < end; ++i) sum += std::sin(double(i));
        return sum;
      },
      [](double a, double b) { return a + b; });
}

}  // namespace

TEST_CASE("a reduction has the same bits for every number of threads", "[core][parallel][law]") {
  const double one = sum_of_sines(with_threads(1));
  for (unsigned threads : {2u, 3u, 8u})
    for (int run = 0; run < 20; ++run) REQUIRE(sum_of_sines(with_threads(threads)) == one);
}

TEST_CASE("nested loops visit every pair once", "[core][parallel]") {
  const Context context = with_threads(4);
  std::vector<int> visits(50 * 60, 0);
  parallel_for(context, 50, 1,
               [&](std::size_t i) { parallel_for(context, 60, 7, [&](std::size_t j) { ++visits[i * 60 + j]; }); });
  CHECK(std::ranges::all_of(visits, [](int v) { return v == 1; }));
}

TEST_CASE("the error that surfaces is the one a single thread would meet first", "[core][parallel][error]") {
  for (unsigned threads : {1u, 4u})
    for (int run = 0; run < 20; ++run) {
      try {
        parallel_for(with_threads(threads), 1000, 1, [](std::size_t i) {
          if (i % 100 == 37) throw Error(codes::bad_value, std::to_string(i));
        });
        FAIL("no error");
      } catch (const Error& error) {
        REQUIRE(error.reason() == "37");
      }
    }
}

TEST_CASE("a requested stop is met at the next check", "[core][context]") {
  std::stop_source source;
  const Context context({.threads = 2, .stop = source.get_token()});
  CHECK_NOTHROW(context.check());
  source.request_stop();
  CHECK_THROWS_AS(context.check(), Cancelled);
  CHECK_THROWS_AS(parallel_for(context, 10, 1, [](std::size_t) {}), Cancelled);
}

TEST_CASE("memory over the budget is refused with the forecast, the budget and the remedy", "[core][context][error]") {
  const Context context({.memory_budget = 1 << 20});
  CHECK_NOTHROW(context.require_memory(1 << 20, "the complex", "lower max_diameter"));
  try {
    context.require_memory(3 << 20, "the complex", "lower max_diameter");
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.code() == codes::over_budget);
    CHECK(error.reason() == "the complex needs about 3.0 MiB, the budget is 1.0 MiB");
    CHECK(error.remedy() == "lower max_diameter");
  }
}

TEST_CASE("an error gathers its path from the inside out", "[core][error]") {
  const Error error = Error(codes::bad_value, "must be > 0").within("bandwidth").within("stage.density");
  CHECK(error.path() == "stage.density.bandwidth");
  CHECK(std::string(error.what()) == "stage.density.bandwidth: must be > 0");
  CHECK(exit_code(error.code().fault) == 65);
}

TEST_CASE("a quantity says what its number refers to", "[core][quantity]") {
  CHECK(Quantity::parse("0.5") == Quantity(0.5));
  CHECK(Quantity::parse(" 10 %diameter ") == Quantity(10, Relative::percent_diameter));
  CHECK(Quantity::parse("4 %range") == Quantity(4, Relative::percent_range));
  CHECK(Quantity::parse("p25") == Quantity(25, Relative::percentile));
  for (const char* wrong : {"", "10 %", "p101", "p", "ten", "5 %radius", "1,5"}) CHECK_FALSE(Quantity::parse(wrong));
  for (const char* text : {"0.5", "10 %diameter", "4 %range", "p25"}) CHECK(Quantity::parse(text)->text() == text);

  const QuantityReference reference{.diameter = 4, .range = 50, .values = {3, 1, 2, 5, 4}};
  CHECK(resolve({10, Relative::percent_diameter}, reference) == 0.4);
  CHECK(resolve({4, Relative::percent_range}, reference) == 2);
  CHECK(resolve({25, Relative::percentile}, reference) == 2);
  CHECK(resolve({0.25}, {}) == 0.25);
  CHECK_THROWS_AS(resolve({25, Relative::percentile}, {}), Error);
}

TEST_CASE("sizes are read with binary and decimal suffixes", "[core][quantity]") {
  CHECK(parse_bytes("8 GiB") == 8ull << 30);
  CHECK(parse_bytes("500 MB") == 500000000ull);
  CHECK(parse_bytes("1024") == 1024ull);
  for (const char* wrong : {"", "GiB", "-1 GiB", "nan", "1e30 GiB", "5 parsecs"}) CHECK_FALSE(parse_bytes(wrong));
}

TEST_CASE("numbers read back what was written, whatever the locale; huge ones are refused and tiny ones are zero",
          "[core][number]") {
  for (const double value : {0.1, -1e-300, 5e-324, 1.7976931348623157e308, 123456789.0})
    CHECK(parse_double(format_double(value)) == value);
  CHECK(parse_double("inf") == std::optional(std::numeric_limits<double>::infinity()));
  CHECK(parse_double("+2.5") == std::optional(2.5));
  CHECK(parse_double("1e-400") == std::optional(0.0));
  for (const char* wrong : {"", "1e400", "-1e999", "1,5", "0x10", "1 ", "+-1", "abc"}) CHECK_FALSE(parse_double(wrong));
}
