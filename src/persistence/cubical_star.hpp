// SPDX-License-Identifier: MIT
#pragma once

#include "persistence/cubical_frame.hpp"

#include <array>
#include <vector>

namespace tessera {

/// The cubes around a pixel, and how those that enter with it are matched.
///
/// Around a pixel of `vertices` lie the cubes that have it as a vertex, around one of `top_cells` its faces. Both are
/// the nonzero vectors of {-1, 0, 1}^d; their *level* is the number of nonzero entries, so that a cube of level k has
/// dimension k in the first case and d - k in the second. A cube enters with the pixel exactly if every pixel that it
/// touches comes before (`vertices`) or after it (`top_cells`). The cubes that enter form the cone of a subcomplex of
/// the boundary of the cross-polytope; a matching that collapses it is acyclic, and matchings of different pixels
/// together are a discrete gradient (Robins, Wood, Sheppard 2011, theorem 11).
class CubicalStar {
 public:
  static constexpr int max_level = CubicalFrame::max_dimension;
  static constexpr std::size_t max_size = 32;  // most cubes of one level
  static constexpr std::uint8_t unmatched = 0xFF;

  /// One cube; numbers of cubes count within their level.
  struct Cube {
    std::array<int, max_level> offset{};
    std::array<std::uint8_t, max_level> axes{};    // where it is not zero, increasing
    std::array<std::uint8_t, max_level> facets{};  // the cube one level down with that axis zero
    std::uint32_t facet_set = 0;
    std::uint32_t cofacet_set = 0;
  };

  /// The matching of the cubes of one level with cubes a level below.
  struct Matching {
    std::array<std::uint8_t, max_size> partner{};  // which of the facets of a cube, or unmatched
    std::uint32_t taken = 0;                       // the facets that have a partner
  };

  explicit CubicalStar(int dimension);

  int dimension() const noexcept { return dimension_; }
  const std::vector<Cube>& level(int k) const noexcept { return levels_[std::size_t(k) - 1]; }

  /// Of `candidates` of level k, those all of whose facets are among `facets`.
  std::uint32_t closed(int k, std::uint32_t candidates, std::uint32_t facets) const {
    const auto& table = closed_[std::size_t(k) - 1];
    if (!table.empty()) return candidates & table[facets];
    return closed_slowly(k, candidates, facets);
  }

  /// Collapses the cubes of level k through their free facets; where none is free, the first cube stays unmatched.
  /// In levels up to three the number of unmatched cubes is the least possible.
  const Matching& collapsed(int k, std::uint32_t cubes, Matching& scratch) const {
    const auto& table = matchings_[std::size_t(k) - 1];
    if (!table.empty()) return table[cubes];
    scratch = collapse(k, cubes);
    return scratch;
  }

 private:
  std::uint32_t closed_slowly(int k, std::uint32_t candidates, std::uint32_t facets) const;
  Matching collapse(int k, std::uint32_t cubes) const;

  int dimension_;
  std::vector<std::vector<Cube>> levels_;
  std::vector<std::vector<std::uint32_t>> closed_;  // by the set of facets, where that has few bits
  std::vector<std::vector<Matching>> matchings_;    // by the set of cubes, where that has few bits
};

}  // namespace tessera
