// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace tessera {

/// Columns appended one after another into one array; replacing a column appends anew and leaves the old one behind.
class ColumnArena {
 public:
  struct Slot {
    std::uint64_t offset = 0;
    Index length = 0;
  };

  std::span<const Index> operator[](Slot slot) const noexcept { return {data_.data() + slot.offset, slot.length}; }

  template <class Rows>
  Slot append(const Rows& rows) {
    const Slot slot{data_.size(), Index(std::size(rows))};
    data_.insert(data_.end(), std::begin(rows), std::end(rows));
    return slot;
  }

  /// Appends what `fill` pushes onto the array.
  template <class Fill>
  Slot append_with(const Fill& fill) {
    const std::uint64_t offset = data_.size();
    fill(data_);
    return {offset, Index(data_.size() - offset)};
  }

 private:
  std::vector<Index> data_;
};

}  // namespace tessera
