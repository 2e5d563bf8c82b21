// SPDX-License-Identifier: MIT
// Simplices are grouped by their first vertex by counting, then sorted within the group: a Delaunay triangulation has a
// handful in each. A facet is sorted with the number of the simplex and of the facet it came from, so that the run of
// its copies *is* the list of its cofaces, and writing the facet's position back to them gives their faces.
#include "filtration/simplex_closure.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include <fmt/format.h>

namespace tessera {
namespace {

using Block = RadiusComplex::Block;

constexpr std::size_t vertices_together = 1 << 11;  // of a parallel task

/// The vertices of a facet after its first, in words that sort lexicographically, and where it came from: `none` for a
/// simplex that was given, which sorts behind its copies.
template <std::size_t Dimension>
struct Facet {
  std::array<Index, Dimension> rest;
  Index source;
  static Facet of(const Index* rest, Index source) {
    Facet facet{{}, source};
    std::copy_n(rest, Dimension, facet.rest.begin());
    return facet;
  }
  bool is_copy_of(const Facet& other) const { return rest == other.rest; }
  void write_rest(Index* out) const { std::ranges::copy(rest, out); }
  Index from() const { return source; }
  friend auto operator<=>(const Facet&, const Facet&) = default;
};
struct TetrahedronFacet {
  std::uint64_t rest;
  Index last, source;
  static TetrahedronFacet of(const Index* rest, Index source) {
    return {std::uint64_t{rest[0]} << 32 | rest[1], rest[2], source};
  }
  bool is_copy_of(const TetrahedronFacet& other) const { return rest == other.rest && last == other.last; }
  void write_rest(Index* out) const { out[0] = Index(rest >> 32), out[1] = Index(rest), out[2] = last; }
  Index from() const { return source; }
  friend auto operator<=>(const TetrahedronFacet&, const TetrahedronFacet&) = default;
};
struct TriangleFacet {
  std::uint64_t rest;
  Index source;
  static TriangleFacet of(const Index* rest, Index source) { return {std::uint64_t{rest[0]} << 32 | rest[1], source}; }
  bool is_copy_of(const TriangleFacet& other) const { return rest == other.rest; }
  void write_rest(Index* out) const { out[0] = Index(rest >> 32), out[1] = Index(rest); }
  Index from() const { return source; }
  friend auto operator<=>(const TriangleFacet&, const TriangleFacet&) = default;
};
struct EdgeFacet {
  std::uint64_t word;
  static EdgeFacet of(const Index* rest, Index source) { return {std::uint64_t{rest[0]} << 32 | source}; }
  bool is_copy_of(const EdgeFacet& other) const { return word >> 32 == other.word >> 32; }
  void write_rest(Index* out) const { out[0] = Index(word >> 32); }
  Index from() const { return Index(word); }
  friend auto operator<=>(const EdgeFacet&, const EdgeFacet&) = default;
};

/// Items grouped by a vertex: group v is items[begin[v] .. begin[v + 1]).
template <class Item>
struct Groups {
  std::vector<Index> begin;
  std::vector<Item> items;
};

[[noreturn]] void refuse_size(std::size_t count) {
  throw Error(codes::over_cap, fmt::format("needs fewer than 2^32 faces in a dimension, got {}", count),
              "subsample the points");
}

/// `each(emit)` calls emit(vertex, item) for every item, the same ones on every call.
template <class Item, class Each>
Groups<Item> grouped(Index vertex_count, std::size_t count, const Each& each) {
  if (count >= none) refuse_size(count);
  Groups<Item> groups{std::vector<Index>(std::size_t{vertex_count} + 1, 0), std::vector<Item>(count)};
  each([&](Index vertex, const auto&) { ++groups.begin[vertex + 1]; });
  std::partial_sum(groups.begin.begin(), groups.begin.end(), groups.begin.begin());
  auto next = groups.begin;
  each([&](Index vertex, const auto& make) { groups.items[next[vertex]++] = make(); });
  return groups;
}

template <std::size_t Width>
void sort_simplices(std::vector<Index>& flat, Index vertex_count, const Context& context) {
  using Rest = std::array<Index, Width - 1>;
  const auto groups = [&] {
    return grouped<Rest>(vertex_count, flat.size() / Width, [&](const auto& emit) {
      for (const Index* at = flat.data(); at != flat.data() + flat.size(); at += Width)
        emit(*at, [&] {
          Rest rest;
          std::copy_n(at + 1, Width - 1, rest.begin());
          return rest;
        });
    });
  };
  auto [begin, items] = groups();
  parallel_for_blocks(context, vertex_count, vertices_together, [&](std::size_t first, std::size_t last) {
    for (std::size_t v = first; v < last; ++v) {
      std::sort(items.begin() + begin[v], items.begin() + begin[v + 1]);
      for (std::size_t i = begin[v]; i < begin[v + 1]; ++i) {
        flat[i * Width] = Index(v);
        std::ranges::copy(items[i], &flat[i * Width + 1]);
      }
    }
  });
}

/// Facet i omits the (i + 1)-th vertex from the end, so that the facets of a simplex come in lexicographic order.
template <std::size_t Width, class Face>
Groups<Face> grouped_facets(const std::vector<Index>& simplices, const std::vector<Index>& given, Index vertex_count) {
  constexpr std::size_t facet_width = Width - 1;
  return grouped<Face>(vertex_count, simplices.size() + given.size() / facet_width, [&](const auto& emit) {
    for (std::size_t at = 0; at < simplices.size(); at += Width)
      for (std::size_t i = 0; i < Width; ++i) {
        const Index* simplex = &simplices[at];
        emit(simplex[i + 1 == Width ? 1 : 0], [&] {
          std::array<Index, Width> facet{};
          for (std::size_t k = 0, to = 0; k < Width; ++k)
            if (k != Width - 1 - i) facet[to++] = simplex[k];
          return Face::of(facet.data() + 1, Index(at + i));
        });
      }
    for (std::size_t at = 0; at < given.size(); at += facet_width)
      emit(given[at], [&] { return Face::of(&given[at + 1], none); });
  });
}

/// Facets of the simplices, and the given ones.
template <std::size_t Width, class Face>
void add_facets(Block& simplices, const std::vector<Index>& given, Block& facets, Index vertex_count,
                const Context& context) {
  auto [begin, items] = grouped_facets<Width, Face>(simplices.vertices, given, vertex_count);
  const std::size_t tasks = (vertex_count + vertices_together - 1) / vertices_together;
  std::vector<std::size_t> facet_of(tasks + 1, 0), coface_of(tasks + 1, 0);  // the first of each task
  parallel_for_blocks(context, vertex_count, vertices_together, [&](std::size_t first, std::size_t last) {
    std::size_t distinct = 0, cofaces = 0;
    for (std::size_t v = first; v < last; ++v) {
      std::sort(items.begin() + begin[v], items.begin() + begin[v + 1]);
      for (std::size_t i = begin[v]; i < begin[v + 1]; ++i) {
        distinct += i == begin[v] || !items[i].is_copy_of(items[i - 1]);
        cofaces += items[i].from() != none;
      }
    }
    facet_of[first / vertices_together + 1] = distinct;
    coface_of[first / vertices_together + 1] = cofaces;
  });
  std::partial_sum(facet_of.begin(), facet_of.end(), facet_of.begin());
  std::partial_sum(coface_of.begin(), coface_of.end(), coface_of.begin());

  constexpr std::size_t width = Width - 1;
  facets.vertices.resize(facet_of.back() * width);
  facets.coface_offsets.resize(facet_of.back() + 1);
  facets.coface_offsets.back() = Index(coface_of.back());
  facets.cofaces.resize(coface_of.back());
  simplices.faces.resize(coface_of.back());
  parallel_for_blocks(context, vertex_count, vertices_together, [&](std::size_t first, std::size_t last) {
    std::size_t next = facet_of[first / vertices_together], coface = coface_of[first / vertices_together];
    for (std::size_t v = first; v < last; ++v)
      for (std::size_t i = begin[v]; i < begin[v + 1]; ++i) {
        if (i == begin[v] || !items[i].is_copy_of(items[i - 1])) {
          facets.coface_offsets[next] = Index(coface);
          facets.vertices[next * width] = Index(v);
          items[i].write_rest(&facets.vertices[next * width + 1]);
          ++next;
        }
        if (items[i].from() == none) continue;
        facets.cofaces[coface++] = items[i].from();
        simplices.faces[items[i].from()] = Index(next - 1);
      }
  });
}

/// Positions of simplices by their vertices: rows by first vertex, then a binary search.
class Positions {
 public:
  Positions(const std::vector<Index>& vertices, std::size_t width, Index vertex_count)
      : vertices_(vertices), width_(width), row_(std::size_t{vertex_count} + 1, 0) {
    for (std::size_t at = 0; at < vertices.size(); at += width) ++row_[vertices[at] + 1];
    std::partial_sum(row_.begin(), row_.end(), row_.begin());
  }

  Index operator()(const Index* simplex) const {
    Index low = row_[simplex[0]], high = row_[simplex[0] + 1];
    while (low < high) {
      const Index middle = low + (high - low) / 2;
      const Index* at = vertices_.data() + std::size_t{middle} * width_;
      if (std::lexicographical_compare(at, at + width_, simplex, simplex + width_))
        low = middle + 1;
      else
        high = middle;
    }
    return low;
  }

 private:
  const std::vector<Index>& vertices_;
  std::size_t width_;
  std::vector<Index> row_;
};

/// The cofaces of the faces of a block, from the faces.
void link_cofaces(const Block& block, std::size_t face_count, Block& below) {
  if (block.faces.size() >= none) refuse_size(block.faces.size());
  below.coface_offsets.assign(face_count + 1, 0);
  for (const Index face : block.faces) ++below.coface_offsets[face + 1];
  std::partial_sum(below.coface_offsets.begin(), below.coface_offsets.end(), below.coface_offsets.begin());
  auto next = below.coface_offsets;
  below.cofaces.resize(block.faces.size());
  for (Index source = 0; source < block.faces.size(); ++source) below.cofaces[next[block.faces[source]]++] = source;
}

}  // namespace

RadiusComplex simplex_closure(SimplexLists given, Index vertex_count, const Context& context) {
  RadiusComplex complex;
  auto& blocks = complex.blocks;
  std::size_t top = given.size() - 1;
  while (top > 0 && given[top].empty()) --top;
  blocks.resize(top + 1);
  blocks[0].vertices.resize(vertex_count);
  std::iota(blocks[0].vertices.begin(), blocks[0].vertices.end(), Index{0});
  if (top == 0) return complex;

  if (top == 1) sort_simplices<2>(given[1], vertex_count, context);
  if (top == 2) sort_simplices<3>(given[2], vertex_count, context);
  if (top == 3) sort_simplices<4>(given[3], vertex_count, context);
  if (top == 4) sort_simplices<5>(given[4], vertex_count, context);
  if (top == 5) sort_simplices<6>(given[5], vertex_count, context);
  if (top == 6) sort_simplices<7>(given[6], vertex_count, context);
  if (top == 7) sort_simplices<8>(given[7], vertex_count, context);
  if (top == 8) sort_simplices<9>(given[8], vertex_count, context);
  if (top == 9) sort_simplices<10>(given[9], vertex_count, context);
  blocks[top].vertices = std::move(given[top]);
  if (top == 9) add_facets<10, Facet<8>>(blocks[9], given[8], blocks[8], vertex_count, context);
  if (top >= 8) add_facets<9, Facet<7>>(blocks[8], given[7], blocks[7], vertex_count, context);
  if (top >= 7) add_facets<8, Facet<6>>(blocks[7], given[6], blocks[6], vertex_count, context);
  if (top >= 6) add_facets<7, Facet<5>>(blocks[6], given[5], blocks[5], vertex_count, context);
  if (top >= 5) add_facets<6, Facet<4>>(blocks[5], given[4], blocks[4], vertex_count, context);
  if (top >= 4) add_facets<5, TetrahedronFacet>(blocks[4], given[3], blocks[3], vertex_count, context);
  if (top >= 3) add_facets<4, TriangleFacet>(blocks[3], given[2], blocks[2], vertex_count, context);
  if (top >= 2) add_facets<3, EdgeFacet>(blocks[2], given[1], blocks[1], vertex_count, context);
  blocks[1].faces = blocks[1].vertices;
  link_cofaces(blocks[1], vertex_count, blocks[0]);
  return complex;
}

void link_faces(RadiusComplex& complex) {
  const Index vertex_count = Index(complex.blocks[0].vertices.size());
  std::vector<Index> facet;
  for (std::size_t d = 1; d < complex.blocks.size(); ++d) {
    auto& below = complex.blocks[d - 1];
    const Positions position(below.vertices, d, vertex_count);
    auto& [vertices, faces, offsets, cofaces, radii] = complex.blocks[d];
    faces.reserve(vertices.size());
    for (auto simplex = vertices.begin(); simplex != vertices.end(); simplex += std::ptrdiff_t(d) + 1)
      for (std::size_t i = 0; i <= d; ++i) {
        facet.assign(simplex, simplex + std::ptrdiff_t(d) + 1);
        facet.erase(facet.end() - 1 - std::ptrdiff_t(i));
        faces.push_back(position(facet.data()));
      }
    link_cofaces(complex.blocks[d], below.vertices.size() / d, below);
  }
}

}  // namespace tessera
