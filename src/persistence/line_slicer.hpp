// SPDX-License-Identifier: MIT
#pragma once

#include "persistence/slice_reduction.hpp"
#include "tessera/core/context.hpp"
#include "tessera/persistence/barcode.hpp"
#include "tessera/persistence/line.hpp"
#include "tessera/persistence/presentation.hpp"

#include <array>
#include <functional>
#include <vector>

namespace tessera {

/// Throws Error D106 on a line that is none.
template <int N>
void require_line(const Line<N>& line);

/// Bars of a module along one line after another, neighbors preferably in a row.
template <int N>
class LineSlicer {
 public:
  explicit LineSlicer(const Presentation<N>& module);

  /// All bars along the line, those of length zero too, in no particular order; valid until the next call.
  /// Throws D106 on a line that is none.
  const std::vector<Bar>& bars(const Line<N>& line, SliceReduction::Start start = SliceReduction::Start::automatic);

 private:
  /// Grades in the order of each axis, and along a line.
  struct Order {
    const std::vector<Grade<N>>& grades;
    std::array<std::vector<Index>, N> by_axis;
    std::vector<double> times;
    std::vector<Index> along;

    explicit Order(const std::vector<Grade<N>>& of);
    void follow(const std::array<std::vector<double>, N>& pushes);
  };

  const Presentation<N>& module_;
  Order rows_, columns_;
  SliceReduction reduction_;
  std::array<std::vector<double>, N> pushes_;  // of every rank of an axis, along the line at hand
  std::vector<Bar> bars_;
};

/// body(i, bars along lines[i]) for every line, in parallel; neighbors are sliced one after another.
template <int N>
void for_each_slice(const Presentation<N>& module, const std::vector<Line<N>>& lines, const Context& context,
                    const std::function<void(std::size_t, const std::vector<Bar>&)>& body);

}  // namespace tessera
