// SPDX-License-Identifier: MIT
#include "algebra/matrix_algebra.hpp"

#include "support/catch.hpp"
#include "tessera/core/random.hpp"

#include <bit>
#include <map>

using namespace tessera;

namespace {

/// Rows of a matrix of size up to 5, one after another in bits.
struct Small {
  int size;
  std::uint32_t bits;
};

bool entry(const Small& a, int row, int column) { return a.bits >> (row * a.size + column) & 1; }

Small times(const Small& a, const Small& b) {
  Small result{a.size, 0};
  for (int i = 0; i < a.size; ++i)
    for (int j = 0; j < a.size; ++j) {
      bool sum = false;
      for (int k = 0; k < a.size; ++k) sum ^= entry(a, i, k) && entry(b, k, j);
      result.bits |= std::uint32_t{sum} << (i * a.size + j);
    }
  return result;
}

Small one(int size) {
  Small result{size, 0};
  for (int i = 0; i < size; ++i) result.bits |= 1u << (i * size + i);
  return result;
}

bool is_nilpotent(const Small& a) {
  Small power = a;
  for (int i = 0; i < a.size; ++i) power = times(power, a);
  return power.bits == 0;
}

bool is_invertible(const Small& a) {  // its powers come round to 1
  Small power = a;
  for (int i = 0; i < 4096; ++i, power = times(power, a))
    if (power.bits == one(a.size).bits) return true;
  return false;
}

BitMatrix as_bits(const Small& a) {
  BitMatrix result(a.size, BitVector(a.size));
  for (int i = 0; i < a.size; ++i)
    for (int j = 0; j < a.size; ++j)
      if (entry(a, i, j)) result[j].toggle(i);
  return result;
}

/// A basis of the algebra that the matrices and 1 generate.
std::vector<std::uint32_t> generated(int size, std::vector<std::uint32_t> generators) {
  std::vector<std::uint32_t> basis, echelon;
  const auto add = [&](std::uint32_t bits) {
    std::uint32_t rest = bits;
    for (const std::uint32_t e : echelon) rest = std::min(rest, rest ^ e);
    if (rest == 0) return false;
    echelon.push_back(rest);
    std::ranges::sort(echelon, std::greater());
    basis.push_back(bits);
    return true;
  };
  add(one(size).bits);
  for (std::size_t i = 0; i < basis.size(); ++i)
    for (const std::uint32_t g : generators) add(times({size, basis[i]}, {size, g}).bits);
  return basis;
}

std::vector<Small> all_elements(int size, const std::vector<std::uint32_t>& basis) {
  std::vector<Small> result;
  for (std::uint32_t set = 0; set < 1u << basis.size(); ++set) {
    Small sum{size, 0};
    for (std::size_t i = 0; i < basis.size(); ++i)
      if (set >> i & 1) sum.bits ^= basis[i];
    result.push_back(sum);
  }
  return result;
}

Small sum_of(int size, const std::vector<std::uint32_t>& basis, const BitVector& set) {
  Small sum{size, 0};
  set.for_each([&](Index i) { sum.bits ^= basis[i]; });
  return sum;
}

}  // namespace

TEST_CASE("The radical and the idempotents of a matrix algebra are those that trying all its elements finds",
          "[algebra][law]") {
  RandomStream random(31, 0);
  const Context context;
  std::map<std::pair<bool, bool>, int> seen;  // local, commutative
  for (int trial = 0; trial < 1500; ++trial) {
    const int size = 1 + int(random.below(5));
    std::vector<std::uint32_t> generators;
    const std::uint32_t mask = (1u << size * size) - 1;
    for (std::size_t g = random.below(3) + 1; g > 0; --g) {
      Small drawn{size, std::uint32_t(random.below(std::uint64_t{mask} + 1))};
      if (trial % 3 < 2)  // triangular: large radicals; strictly: local
        for (int i = 0; i < size; ++i)
          for (int j = 0; j < i + (trial % 3 == 0); ++j) drawn.bits &= ~(1u << (i * size + j));
      generators.push_back(drawn.bits);
    }
    const auto basis = generated(size, generators);
    if (basis.size() > 10) continue;
    const auto elements = all_elements(size, basis);
    std::vector<BitMatrix> matrices;
    for (const std::uint32_t bits : basis) matrices.push_back(as_bits({size, bits}));

    std::size_t in_radical = 0;
    bool is_local = true;
    for (const Small& x : elements) {
      bool is_in = true;
      for (const Small& y : elements) is_in = is_in && is_nilpotent(times(x, y));
      in_radical += is_in;
      is_local = is_local && (is_nilpotent(x) || is_invertible(x));
    }
    INFO("trial " << trial << ", size " << size << ", dimension " << basis.size());
    const auto ideal = radical(matrices, context);
    REQUIRE(std::size_t{1} << ideal.size() == in_radical);
    for (const BitVector& set : ideal) {
      const Small x = sum_of(size, basis, set);
      for (const Small& y : elements) REQUIRE(is_nilpotent(times(x, y)));
    }

    const auto found = idempotent_search(
        matrices, [](double) {}, context);
    REQUIRE(found.is_local == is_local);
    REQUIRE(found.element.has_value() == !is_local);
    if (found.element) {
      const Small x = sum_of(size, basis, *found.element);
      REQUIRE_FALSE(is_nilpotent(x));
      REQUIRE_FALSE(is_invertible(x));
    }
    bool is_commutative = true;
    for (const Small& x : elements)
      for (const Small& y : elements) is_commutative = is_commutative && times(x, y).bits == times(y, x).bits;
    ++seen[{is_local, is_commutative}];
  }
  REQUIRE(seen.size() == 4);
  for (const auto& [kind, count] : seen) REQUIRE(count > 20);
}

TEST_CASE("Local algebras of large dimension are proven local", "[algebra]") {
  // Z/2[x] / x^n, and with a field of 4 elements below: x is a Jordan block of companion matrices of y^2 + y + 1
  const Context context;
  for (const std::size_t n : {15, 40}) {
    BitMatrix shift(n, BitVector(n));
    for (std::size_t i = 0; i + 1 < n; ++i) shift[i].toggle(i + 1);
    std::vector<BitMatrix> powers{identity(n)};
    while (powers.size() < n) powers.push_back(product(powers.back(), shift));
    REQUIRE(radical(powers, context).size() == n - 1);
    REQUIRE(idempotent_search(
                powers, [](double) {}, context)
                .is_local);
  }
  const std::size_t n = 20;
  BitMatrix field(n, BitVector(n)), shift(n, BitVector(n));
  for (std::size_t i = 0; i < n; i += 2) {
    field[i].toggle(i + 1);
    field[i + 1].toggle(i);
    field[i + 1].toggle(i + 1);
    if (i + 2 < n) {
      shift[i].toggle(i + 2);
      shift[i + 1].toggle(i + 3);
    }
  }
  std::vector<BitMatrix> basis;
  for (BitMatrix power = identity(n); basis.size() < n; power = product(power, shift)) {
    basis.push_back(power);
    basis.push_back(product(power, field));
  }
  REQUIRE(radical(basis, context).size() == n - 2);
  REQUIRE(idempotent_search(
              basis, [](double) {}, context)
              .is_local);
}
