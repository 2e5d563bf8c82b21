// SPDX-License-Identifier: MIT
#pragma once

#include "decomposition/certified_slice.hpp"
#include "tessera/persistence/presentation.hpp"

#include <array>
#include <vector>

namespace tessera {

/// Two modules compared along lines, one line after another, and on boxes of lines around them. Distances are weighted.
class LineComparison {
 public:
  /// Minimal presentations; see CertifiedSlice. `rounding` is what comparisons forgive.
  LineComparison(const Presentation<2>& first, const Presentation<2>& second, const std::array<double, 2>& scale,
                 const std::array<double, 2>& centre, double rounding);

  /// Goes to the line of a slope and an offset in the box, and finds what bounds the bars on the whole box.
  void go_to(const LineBox& box, double slope, double offset);
  /// Is the bottleneck distance along the line at most `limit`?
  bool is_at_most(double limit);
  /// The bottleneck distance along the line.
  double distance() const;
  /// True only if the bottleneck distance is at most `limit` along every line of the box.
  bool is_certified(double limit);

 private:
  enum class Where { line, box };
  /// A bar by its side and its row: its place among the bars changes from line to line.
  struct BarName {
    int side = 0;
    Index row = none;
  };

  template <Where where>
  bool is_covered(double limit);
  template <Where where>
  bool is_long(int side, Index bar, double limit) const;
  template <Where where>
  bool are_close(Index first_bar, Index second_bar, double limit) const;
  template <Where where>
  bool is_alone(const BarName& name, double limit) const;

  std::array<CertifiedSlice, 2> slices_;
  double rounding_;
  std::array<std::vector<double>, 2> births_, deaths_;  // of the bars, along the line
  BarName alone_;  // the last one that no bar was close to: likely so in boxes nearby
  std::array<std::vector<Index>, 2> long_bars_;
  std::array<std::vector<Index>, 2> long_place_;  // of a bar among the long ones; none: it is short
  std::array<std::vector<std::vector<Index>>, 2> neighbors_;
};

}  // namespace tessera
