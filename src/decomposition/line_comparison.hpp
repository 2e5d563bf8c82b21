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

  /// Goes to a line of the box.
  void go_to(const LineBox& box, double slope, double offset);
  /// Is the bottleneck distance along the line at most `limit`?
  bool is_at_most(double limit);
  /// The bottleneck distance along the line.
  double distance() const;

  /// From here on `is_certified` speaks of this box, which holds the line.
  void bound(const LineBox& box);
  /// True only if the bottleneck distance is at most `limit` along every line of the box.
  bool is_certified(double limit);

 private:
  enum class Where { line, box };
  template <Where where>
  bool is_covered(double limit);
  template <Where where>
  bool is_one_side_covered(CertifiedSlice& from, CertifiedSlice& to, double limit);

  std::array<CertifiedSlice, 2> slices_;
  double rounding_;
  std::vector<std::vector<Index>> neighbors_;
};

}  // namespace tessera
