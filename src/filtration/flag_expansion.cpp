// SPDX-License-Identifier: MIT
// The cofaces of a simplex s = (v_0 < ... < v_d) that add a vertex w > v_d are the w that extend every facet of s: a
// set of d + 2 >= 3 vertices is a clique as soon as its facets are. Simplices of one dimension are kept in
// lexicographic order, so those that extend one facet ("children") are consecutive and sorted by last vertex, and
//   1. the children of (v_0, ..., v_{d-1}) after s itself are the candidates w;
//   2. w is kept when each other facet of s has a child with last vertex w, found by a merge;
//   3. these children and s are the facets of the new simplex: no look-up of faces is needed.
#include "filtration/flag_expansion.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include <fmt/format.h>

namespace tessera {
namespace {

constexpr Index largest_dimension = 8;
constexpr std::size_t grain = 512;

/// The cells of one dimension as a forest: last vertices, and for each cell one dimension below the range of its
/// children.
struct Level {
  std::vector<Index> last;
  std::vector<Index> first_child;  // one a cell below, and the end
};

/// Calls found(w, facets) for every coface of `cell` by a later vertex; facets are those of the coface, in order.
template <int N, class Found>
void for_each_coface(const CellBlock<N>& block, const Level& level, Index cell, const Found& found) {
  const auto facets = block.boundary(cell);
  const std::size_t others = facets.size() - 1;
  std::array<Index, largest_dimension + 2> coface_facets;
  std::array<Index, largest_dimension + 1> at, end;
  for (std::size_t i = 0; i < others; ++i) {
    at[i] = level.first_child[facets[i + 1]];
    end[i] = level.first_child[facets[i + 1] + 1];
  }

  coface_facets[0] = cell;
  const Index siblings_end = level.first_child[facets[0] + 1];
  for (Index sibling = cell + 1; sibling < siblings_end; ++sibling) {
    const Index w = level.last[sibling];
    coface_facets[1] = sibling;
    bool extends_all = true;
    for (std::size_t i = 0; i < others; ++i) {
      while (at[i] < end[i] && level.last[at[i]] < w) ++at[i];
      if (at[i] == end[i]) return;  // no later w either
      extends_all &= level.last[at[i]] == w;
      coface_facets[i + 2] = at[i];
    }
    if (extends_all) found(w, coface_facets);
  }
}

/// For an edge, facets are its ends: the children of v are the edges to later vertices. Facets of (u, v) in
/// lexicographic order are u, v, so the general step applies from edges on.
Level edges_as_level(const std::vector<std::pair<Index, Index>>& ends, Index vertex_count) {
  Level level{std::vector<Index>(ends.size()), std::vector<Index>(std::size_t{vertex_count} + 1, 0)};
  for (std::size_t e = 0; e < ends.size(); ++e) {
    level.last[e] = ends[e].second;
    ++level.first_child[ends[e].first + 1];
  }
  for (Index v = 0; v < vertex_count; ++v) level.first_child[v + 1] += level.first_child[v];
  return level;
}

/// Triangles u < v < w on each edge uv, as bits of row u & row v: for dense graphs 64 times fewer steps than a merge.
std::vector<Index> triangle_counts_by_bits(const std::vector<std::pair<Index, Index>>& ends, Index vertex_count,
                                           const Context& context) {
  const std::size_t words = (std::size_t{vertex_count} + 63) / 64;
  std::vector<std::uint64_t> later(words * vertex_count, 0);
  for (const auto& [u, v] : ends) later[words * u + v / 64] |= std::uint64_t{1} << (v % 64);

  std::vector<Index> counts(ends.size() + 1, 0);
  parallel_for(context, ends.size(), grain, [&](std::size_t e) {
    const std::uint64_t* of_u = later.data() + words * ends[e].first;
    const std::uint64_t* of_v = later.data() + words * ends[e].second;
    Index count = 0;
    for (std::size_t word = ends[e].second / 64; word < words; ++word)
      count += Index(std::popcount(of_u[word] & of_v[word]));
    counts[e] = count;
  });
  return counts;
}

template <int N>
std::vector<Index> coface_counts(const CellBlock<N>& block, const Level& level, const Context& context) {
  std::vector<Index> counts(std::size_t{block.size()} + 1, 0);
  parallel_for(context, block.size(), grain, [&](std::size_t cell) {
    for_each_coface(block, level, Index(cell), [&](Index, const auto&) { ++counts[cell]; });
  });
  return counts;
}

/// Turns counts, and a last 0, into the starts of the ranges they fill, and the end. The total is exact in 64 bits.
std::uint64_t prefix_sums(std::vector<Index>& counts) {
  std::uint64_t total = 0;
  for (Index& count : counts) {
    const Index here = count;
    count = Index(total);
    total += here;
  }
  return total;
}

/// Beside the complex there are the ends of the edges and the values of their axis, and the children of the cells that
/// the next dimension grows from.
template <int N>
void require_room(const FilteredComplex<N>& complex, std::uint64_t count, Index dimension, bool is_top,
                  std::string_view remedy, const Context& context) {
  if (count >= none)
    throw Error(codes::over_cap,
                fmt::format("needs fewer than {} simplices of dimension {}, got {}", none, dimension, count),
                std::string(remedy));
  std::uint64_t bytes = (4 * (N + dimension + 1) + (is_top ? 0 : 8)) * count;
  bytes += 16 * std::uint64_t{complex.blocks[1].size()} + 8 * std::uint64_t{complex.blocks[dimension - 1].size()};
  std::string sizes;
  for (std::size_t d = 0; d < complex.blocks.size(); ++d) {
    bytes += std::uint64_t{complex.blocks[d].size()} * 4 * (N + d + 1);
    sizes += fmt::format("{}, ", complex.blocks[d].size());
  }
  context.require_memory(
      bytes, fmt::format("a complex of {}{} simplices of dimension 0 to {}", sizes, count, dimension), remedy);
}

/// The first touch of gigabytes takes seconds: in steps, so that a stop is answered meanwhile.
template <class T>
void grow(std::vector<T>& values, std::size_t size, const Context& context) {
  constexpr std::size_t step = std::size_t{1} << 22;
  values.reserve(size);
  while (values.size() < size) {
    context.check();
    values.resize(std::min(size, values.size() + step));
  }
}

template <int N>
CellBlock<N> cofaces(const CellBlock<N>& block, const Level& level, const std::vector<Index>& first, bool is_top,
                     std::vector<Index>& last, const Context& context) {
  CellBlock<N> above;
  above.stride = block.stride + 1;
  grow(above.grades, first.back(), context);
  grow(above.faces, std::size_t{first.back()} * above.stride, context);
  if (!is_top) grow(last, first.back(), context);

  parallel_for(context, block.size(), grain, [&](std::size_t cell) {
    Index next = first[cell];
    for_each_coface(block, level, Index(cell), [&](Index w, const auto& facets) {
      Grade<N> grade = block.grades[cell];
      for (Index i = 1; i < above.stride; ++i) grade = join(grade, block.grades[facets[i]]);
      above.grades[next] = grade;
      std::copy_n(facets.begin(), above.stride, above.faces.begin() + std::ptrdiff_t(std::size_t{next} * above.stride));
      if (!is_top) last[next] = w;
      ++next;
    });
  });
  return above;
}

}  // namespace

template <int N>
void expand_flag(FilteredComplex<N>& complex, const std::vector<std::pair<Index, Index>>& ends, Index max_dimension,
                 std::string_view remedy, const Context& context) {
  TESSERA_ASSERT(max_dimension <= largest_dimension);
  const Index n = complex.blocks[0].size();
  const bool is_dense =
      std::uint64_t{n} * n / 64 <= 4 * std::uint64_t{ends.size()};  // bit rows: at most 32 bytes an edge
  Level level = edges_as_level(ends, n);

  for (Index dimension = 2; dimension <= max_dimension; ++dimension) {
    const CellBlock<N>& below = complex.blocks[dimension - 1];
    auto first =
        dimension == 2 && is_dense ? triangle_counts_by_bits(ends, n, context) : coface_counts(below, level, context);
    const std::uint64_t count = prefix_sums(first);
    require_room(complex, count, dimension, dimension == max_dimension, remedy, context);

    Level next;
    CellBlock<N> block = cofaces(below, level, first, dimension == max_dimension, next.last, context);
    next.first_child = std::move(first);
    level = std::move(next);
    complex.blocks.push_back(std::move(block));
  }
}

template void expand_flag(FilteredComplex<1>&, const std::vector<std::pair<Index, Index>>&, Index, std::string_view,
                          const Context&);
template void expand_flag(FilteredComplex<2>&, const std::vector<std::pair<Index, Index>>&, Index, std::string_view,
                          const Context&);
template void expand_flag(FilteredComplex<3>&, const std::vector<std::pair<Index, Index>>&, Index, std::string_view,
                          const Context&);
template void expand_flag(FilteredComplex<4>&, const std::vector<std::pair<Index, Index>>&, Index, std::string_view,
                          const Context&);

}  // namespace tessera
