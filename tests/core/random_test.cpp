// SPDX-License-Identifier: MIT
#include "tessera/core/random.hpp"

#include "support/catch.hpp"

#include <set>
#include <vector>

using namespace tessera;

TEST_CASE("a stream is a function of its key alone", "[core][random]") {
  RandomStream a(7, 1, 2, 3), b(7, 1, 2, 3);
  for (int i = 0; i < 100; ++i) REQUIRE(a() == b());
}

TEST_CASE("streams that differ in any part of the key differ", "[core][random]") {
  std::set<std::uint32_t> firsts;
  for (std::uint64_t seed : {0, 1})
    for (std::uint64_t stage : {0, 1})
      for (std::uint32_t sample : {0, 1})
        for (std::uint32_t replicate : {0, 1}) firsts.insert(RandomStream(seed, stage, sample, replicate)());
  CHECK(firsts.size() == 16);
}

TEST_CASE("uniform numbers have mean 1/2 and variance 1/12, normal ones 0 and 1", "[core][random][law]") {
  RandomStream stream(1, 0);
  const int n = 200000;
  double mean = 0, square = 0, normal_mean = 0, normal_square = 0;
  for (int i = 0; i < n; ++i) {
    const double u = stream.uniform(), z = stream.normal();
    REQUIRE((u >= 0 && u < 1));
    mean += u / n;
    square += u * u / n;
    normal_mean += z / n;
    normal_square += z * z / n;
  }
  CHECK(mean == Approx(0.5).margin(0.005));
  CHECK(square - mean * mean == Approx(1.0 / 12).margin(0.003));
  CHECK(normal_mean == Approx(0).margin(0.01));
  CHECK(normal_square == Approx(1).margin(0.02));
}

TEST_CASE("below(n) meets every value and no other", "[core][random][law]") {
  RandomStream stream(2, 0);
  std::vector<int> count(7);
  for (int i = 0; i < 7000; ++i) ++count.at(stream.below(7));
  for (const int c : count) CHECK(c == Approx(1000).margin(150));
}
