// SPDX-License-Identifier: MIT
// 1. Map every value to an integer of the same order, and count from the smallest.
// 2. Radix sort (least significant digit first) by the leading bits that tell the values apart in a few passes.
// 3. Sort the runs that agree in those bits by the whole key.
#include "persistence/cubical_order.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace tessera {
namespace {

constexpr int digit_bits = 11, digits = 3;

struct Keyed {
  std::uint64_t key;
  Index place;
};

/// An integer that grows with the value.
std::uint64_t key_of(double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value);
  return bits >> 63 ? ~bits : bits | std::uint64_t{1} << 63;
}

/// Step 2: by `digits` digits above `low_bit`.
void radix_sort(std::vector<Keyed>& items, int low_bit) {
  constexpr std::size_t size = std::size_t{1} << digit_bits;
  std::vector<std::array<Index, size>> counts(digits);
  for (auto& count : counts) count.fill(0);
  for (const Keyed& item : items)
    for (int digit = 0; digit < digits; ++digit)
      ++counts[std::size_t(digit)][item.key >> (low_bit + digit * digit_bits) & (size - 1)];

  std::vector<Keyed> target(items.size());
  for (int digit = 0; digit < digits; ++digit) {
    auto& count = counts[std::size_t(digit)];
    if (std::ranges::find(count, items.size()) != count.end()) continue;  // all agree in this digit
    Index start = 0;
    for (Index& bucket : count) start += std::exchange(bucket, start);
    for (const Keyed& item : items) target[count[item.key >> (low_bit + digit * digit_bits) & (size - 1)]++] = item;
    items.swap(target);
  }
}

/// Step 3.
void finish_runs(std::vector<Keyed>& items, int low_bit) {
  for (std::size_t begin = 0, end; begin < items.size(); begin = end) {
    end = begin + 1;
    while (end < items.size() && items[end].key >> low_bit == items[begin].key >> low_bit) ++end;
    if (end - begin > 1)
      std::stable_sort(items.begin() + std::ptrdiff_t(begin), items.begin() + std::ptrdiff_t(end),
                       [](const Keyed& a, const Keyed& b) { return a.key < b.key; });
  }
}

}  // namespace

RankedCells ranked(std::span<const CriticalCell> cells, const CubicalFrame& frame, bool with_arrival) {
  std::vector<Keyed> items(cells.size());
  std::uint64_t least = ~std::uint64_t{0}, most = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    items[i] = {key_of(frame.values[cells[i].owner]), Index(i)};
    least = std::min(least, items[i].key);
    most = std::max(most, items[i].key);
  }
  if (least < most) {
    for (Keyed& item : items) item.key -= least;
    const int low_bit = std::max(0, 64 - std::countl_zero(most - least) - digits * digit_bits);
    radix_sort(items, low_bit);
    if (low_bit > 0) finish_runs(items, low_bit);
  }

  RankedCells result;
  result.cell.resize(cells.size());
  result.value.resize(cells.size());
  if (with_arrival) result.arrival.resize(cells.size());
  for (std::size_t rank = 0; rank < cells.size(); ++rank) {
    const CriticalCell& cell = cells[items[rank].place];
    result.cell[rank] = cell.cell;
    result.value[rank] = frame.values[cell.owner];
    if (with_arrival) result.arrival[rank] = items[rank].place;
  }
  return result;
}

}  // namespace tessera
