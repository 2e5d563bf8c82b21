// SPDX-License-Identifier: MIT
#include "filtration/cone.hpp"

#include "tessera/core/error.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tessera {
namespace {

constexpr Index cells_between_checks = 1 << 16;

[[noreturn]] void refuse(std::size_t dimension, Index cell, const char* what) {
  throw Error(codes::bad_complex,
              fmt::format("needs cells that enter with their last vertex, {}-cell {} {}", dimension, cell, what),
              "take a complex of filtration.lower_star, or of filtration.cubical with values on vertices");
}

/// Faces of the cells of one dimension: those that were there, then those of the cones over `bases`.
/// A cone's are its base, and the cones over the base's faces; a vertex's the vertex and the apex.
template <int N>
void put_faces(const CellBlock<N>* cells, const CellBlock<N>& bases, bool are_vertices, Index apex, Index first_cone,
               CellBlock<N>& out) {
  const Index count = cells ? cells->size() : 0;
  out.faces.reserve((cells ? cells->faces.size() : 0) + bases.faces.size() + bases.size() * (are_vertices ? 2 : 1));
  if (cells) out.faces = cells->faces;
  for (Index base = 0; base < bases.size(); ++base) {
    out.faces.push_back(base);
    if (are_vertices)
      out.faces.push_back(apex);
    else
      for (const Index face : bases.boundary(base)) out.faces.push_back(first_cone + face);
  }

  const Index width = are_vertices ? 2 : bases.stride + 1;
  if ((are_vertices || bases.offsets.empty()) && (count == 0 || (cells->offsets.empty() && cells->stride == width))) {
    out.stride = width;
    return;
  }
  out.offsets.assign(1, 0);
  for (Index cell = 0; cell < count; ++cell) out.offsets.push_back(out.offsets.back() + cells->boundary(cell).size());
  for (Index base = 0; base < bases.size(); ++base)
    out.offsets.push_back(out.offsets.back() + (are_vertices ? 2 : bases.boundary(base).size() + 1));
}

/// The apex is a point of its own, behind all others.
template <int N>
void put_provenance(const FilteredComplex<N>& complex, FilteredComplex<N>& out) {
  out.vertex_point = complex.vertex_point;
  if (!out.vertex_point.empty()) out.vertex_point.push_back(*std::ranges::max_element(complex.vertex_point) + 1);
  out.vertex_multiplicity = complex.vertex_multiplicity;
  if (!out.vertex_multiplicity.empty()) out.vertex_multiplicity.push_back(1);
}

}  // namespace

template <int N>
std::vector<std::vector<Index>> least_ranks(const FilteredComplex<N>& complex, Index axis, const Context& context) {
  if (complex.complete_dimension != none)
    throw Error(codes::bad_complex,
                fmt::format("needs a whole complex, got one without its cells of dimension above {}",
                            complex.complete_dimension));
  std::vector<std::vector<Index>> least(complex.blocks.size());
  std::vector<Index> largest;
  for (std::size_t d = 0; d < complex.blocks.size(); ++d) {
    const auto& block = complex.blocks[d];
    least[d].resize(block.size());
    for (Index cell = 0; cell < block.size(); ++cell) {
      if (cell % cells_between_checks == 0) context.check();
      const Index own = block.grades[cell][int(axis)];
      least[d][cell] = own;
      if (d == 0) continue;
      const auto faces = block.boundary(cell);
      if (faces.size() < 2 || (d == 1 && faces.size() > 2)) refuse(d, cell, "has no two ends");
      Index last = 0;
      for (const Index face : faces) {
        least[d][cell] = std::min(least[d][cell], least[d - 1][face]);
        last = std::max(last, complex.blocks[d - 1].grades[face][int(axis)]);  // the last vertex of the face
      }
      if (own != last) refuse(d, cell, "does not");
    }
  }
  return least;
}

template <int N>
FilteredComplex<N> coned(const FilteredComplex<N>& complex, Index axis, std::span<const Index> descent,
                         const Context& context) {
  std::uint64_t bytes = 0;
  for (const auto& block : complex.blocks)
    bytes += 2 * (block.size() * (sizeof(Grade<N>) + sizeof(Index)) + block.faces.size() * sizeof(Index) +
                  block.offsets.size() * sizeof(std::uint64_t)) +
             block.size() * 2 * sizeof(Index);
  context.require_memory(bytes, fmt::format("the cone over {} cells", complex.size()), "subsample the data");
  const auto least = least_ranks(complex, axis, context);

  FilteredComplex<N> cone;
  cone.grid = complex.grid;
  put_provenance(complex, cone);
  const std::size_t dimensions = complex.blocks.size();
  cone.blocks.resize(dimensions + 1);
  for (std::size_t d = 0; d <= dimensions; ++d) {
    context.check();
    auto& out = cone.blocks[d];
    if (d < dimensions) out.grades = complex.blocks[d].grades;
    if (d == 0) {
      out.grades.emplace_back();
      continue;
    }
    const auto& bases = complex.blocks[d - 1];
    if (std::uint64_t{bases.size()} + out.grades.size() >= none)
      throw Error(codes::over_cap, "needs fewer than 2^32 cells in a dimension", "subsample the data");
    for (Index base = 0; base < bases.size(); ++base) {
      auto grade = bases.grades[base];
      grade[int(axis)] = descent[least[d - 1][base]];
      out.grades.push_back(grade);
    }
    const Index first_cone = d >= 2 ? complex.blocks[d - 1].size() : 0;
    put_faces(d < dimensions ? &complex.blocks[d] : nullptr, bases, d == 1, complex.blocks[0].size(), first_cone, out);
  }
  return cone;
}

template std::vector<std::vector<Index>> least_ranks(const FilteredComplex<1>&, Index, const Context&);
template std::vector<std::vector<Index>> least_ranks(const FilteredComplex<2>&, Index, const Context&);
template std::vector<std::vector<Index>> least_ranks(const FilteredComplex<3>&, Index, const Context&);
template std::vector<std::vector<Index>> least_ranks(const FilteredComplex<4>&, Index, const Context&);
template FilteredComplex<1> coned(const FilteredComplex<1>&, Index, std::span<const Index>, const Context&);
template FilteredComplex<2> coned(const FilteredComplex<2>&, Index, std::span<const Index>, const Context&);
template FilteredComplex<3> coned(const FilteredComplex<3>&, Index, std::span<const Index>, const Context&);
template FilteredComplex<4> coned(const FilteredComplex<4>&, Index, std::span<const Index>, const Context&);

}  // namespace tessera
