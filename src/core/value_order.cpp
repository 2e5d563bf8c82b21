// SPDX-License-Identifier: MIT
#include "core/value_order.hpp"

#include "core/large_vector.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

namespace tessera {
namespace {

constexpr int digit_bits = 11, passes = 3;

/// An integer that grows with the value; -0 becomes 0.
std::uint64_t key_of(double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value + 0.0);
  return bits >> 63 ? ~bits : bits | std::uint64_t{1} << 63;
}

/// Sorts words by their upper half, stably.
void radix_sort(LargeVector<std::uint64_t>& words) {
  LargeVector<std::uint64_t> scratch(words.size());
  for (int pass = 0; pass < passes; ++pass) {
    const int shift = 32 + pass * digit_bits;
    std::array<Index, (1 << digit_bits) + 1> next{};
    const auto digit = [&](std::uint64_t word) { return word >> shift & ((1 << digit_bits) - 1); };
    for (const auto word : words) ++next[digit(word) + 1];
    for (std::size_t i = 1; i < next.size(); ++i) next[i] += next[i - 1];
    for (const auto word : words) scratch[next[digit(word)]++] = word;
    words.swap(scratch);
  }
}

}  // namespace

std::vector<Index> order_by_value(std::span<const double> values) {
  if (values.empty()) return {};
  const auto [least, largest] = std::ranges::minmax(values);
  const std::uint64_t base = key_of(least);
  const int shift = std::max(0, int(std::bit_width(key_of(largest) - base)) - 32);

  LargeVector<std::uint64_t> words(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) words[i] = (key_of(values[i]) - base) >> shift << 32 | i;
  radix_sort(words);

  std::vector<Index> order(values.size());
  for (std::size_t begin = 0, end = 0; begin < words.size(); begin = end) {
    for (; end < words.size() && words[end] >> 32 == words[begin] >> 32; ++end) order[end] = Index(words[end]);
    if (end - begin == 1 || shift == 0) continue;
    const auto run = std::span(order).subspan(begin, end - begin);  // most often equal numbers, in order already
    const auto is_before = [&](Index a, Index b) { return values[a] != values[b] ? values[a] < values[b] : a < b; };
    if (!std::ranges::is_sorted(run, is_before)) std::ranges::sort(run, is_before);
  }
  return order;
}

}  // namespace tessera
