// SPDX-License-Identifier: MIT
#include "persistence/cubical_star.hpp"

#include <algorithm>
#include <bit>

namespace tessera {
namespace {

constexpr std::size_t most_tabled = 12;  // bits of an index into a table

/// All vectors of {-1, 0, 1}^d with k nonzero entries, in lexicographic order.
std::vector<std::array<int, CubicalStar::max_level>> offsets_of_level(int dimension, int k) {
  std::vector<std::array<int, CubicalStar::max_level>> offsets;
  std::size_t count = 1;
  for (int axis = 0; axis < dimension; ++axis) count *= 3;
  for (std::size_t code = 0; code < count; ++code) {
    std::array<int, CubicalStar::max_level> offset{};
    std::size_t rest = code;
    for (int axis = dimension; axis-- > 0; rest /= 3) offset[std::size_t(axis)] = int(rest % 3) - 1;
    if (std::ranges::count(offset, 0) == CubicalStar::max_level - k) offsets.push_back(offset);
  }
  return offsets;
}

}  // namespace

CubicalStar::CubicalStar(int dimension) : dimension_(dimension) {
  for (int k = 1; k <= dimension; ++k) {
    std::vector<Cube> cubes;
    for (const auto& offset : offsets_of_level(dimension, k)) {
      Cube cube{.offset = offset};
      std::size_t slot = 0;
      for (int axis = 0; axis < dimension; ++axis)
        if (offset[std::size_t(axis)] != 0) cube.axes[slot++] = std::uint8_t(axis);
      for (std::size_t i = 0; k > 1 && i < slot; ++i) {
        auto facet = offset;
        facet[cube.axes[i]] = 0;
        const auto& below = levels_.back();
        const auto place = std::ranges::find(below, facet, &Cube::offset) - below.begin();
        cube.facets[i] = std::uint8_t(place);
        cube.facet_set |= 1u << place;
        levels_.back()[std::size_t(place)].cofacet_set |= 1u << cubes.size();
      }
      cubes.push_back(cube);
    }
    levels_.push_back(std::move(cubes));
  }

  closed_.resize(std::size_t(dimension));
  matchings_.resize(std::size_t(dimension));
  for (int k = 2; k <= dimension; ++k) {
    const std::size_t i = std::size_t(k) - 1, below = levels_[i - 1].size(), here = levels_[i].size();
    if (below <= most_tabled)
      for (std::uint32_t facets = 0; facets < 1u << below; ++facets)
        closed_[i].push_back(closed_slowly(k, ~std::uint32_t{0}, facets));
    if (here <= most_tabled)
      for (std::uint32_t cubes = 0; cubes < 1u << here; ++cubes) matchings_[i].push_back(collapse(k, cubes));
  }
}

std::uint32_t CubicalStar::closed_slowly(int k, std::uint32_t candidates, std::uint32_t facets) const {
  const auto& cubes = level(k);
  std::uint32_t closed = 0;
  for (std::size_t cube = 0; cube < cubes.size(); ++cube)
    if ((candidates >> cube & 1) && (cubes[cube].facet_set & ~facets) == 0) closed |= 1u << cube;
  return closed;
}

CubicalStar::Matching CubicalStar::collapse(int k, std::uint32_t cubes) const {
  const auto& here = level(k);
  const auto& below = level(k - 1);
  Matching matching;
  matching.partner.fill(unmatched);

  while (cubes != 0) {
    bool is_stuck = true;
    for (std::uint32_t rest = cubes; rest != 0; rest &= rest - 1) {
      const int cube = std::countr_zero(rest);
      for (std::uint8_t i = 0; i < k; ++i) {
        const std::uint8_t facet = here[std::size_t(cube)].facets[i];
        if ((below[facet].cofacet_set & cubes) != 1u << cube) continue;
        matching.partner[std::size_t(cube)] = i;
        matching.taken |= 1u << facet;
        cubes &= ~(1u << cube);
        is_stuck = false;
        break;
      }
    }
    if (is_stuck) cubes &= cubes - 1;  // the first one stays unmatched
  }
  return matching;
}

}  // namespace tessera
