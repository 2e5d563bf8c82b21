// SPDX-License-Identifier: MIT
#include "tessera/exchange/scc.hpp"

#include "exchange/place.hpp"
#include "exchange/scc_document.hpp"
#include "tessera/core/number.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

/// The blocks of a document as a complex: [0] the lowest. Every check that needs two blocks or three happens here.
template <int N>
class Builder {
 public:
  Builder(const SccDocument& document, Source source) : document_(document), source_(source) {
    if (document.header.parameters != N)
      refuse(codes::bad_request, source.name,
             fmt::format("needs a file of {} parameters, got {}", N, document.header.parameters));
    index_of(document.lines.size(), source.name, "cells");
    for (int axis = 0; axis < N; ++axis) {
      std::vector<double> values;
      values.reserve(document.lines.size());
      for (std::uint64_t cell = 0; cell < document.lines.size(); ++cell)
        values.push_back(document.grade(cell)[std::size_t(axis)]);
      grid_.axes[axis] = document.notes.axes[std::size_t(axis)];
      grid_.axes[axis].values = distinct_sorted(std::move(values));
    }
  }

  const Grid<N>& grid() const noexcept { return grid_; }

  /// Ranks of the cells of block `block`, counted as in the file.
  std::vector<Grade<N>> grades(std::size_t block) const {
    std::vector<Grade<N>> ranks;
    ranks.reserve(size(block));
    for (std::uint64_t cell = begin(block); cell < begin(block + 1); ++cell) {
      Grade<N> grade;
      for (int axis = 0; axis < N; ++axis)
        grade[axis] = rank_of(grid_.axes[axis].values, document_.grade(cell)[std::size_t(axis)] + 0.0);
      ranks.push_back(grade);
    }
    return ranks;
  }

  std::size_t blocks() const noexcept { return document_.block_begin.size() - 1; }
  std::uint64_t size(std::size_t block) const { return begin(block + 1) - begin(block); }
  std::uint64_t begin(std::size_t block) const { return document_.block_begin[block]; }

  /// Faces of `block` exist among `below` cells and, where those have lines, do not come after it.
  void check_faces(std::size_t block, std::uint64_t below) const {
    const bool has_grades = block + 1 < blocks();
    for (std::uint64_t cell = begin(block); cell < begin(block + 1); ++cell)
      for (const Index face : document_.boundary(cell)) {
        if (face >= below)
          fail(cell, below == 0 ? std::string("a cell of the lowest block has no faces")
                                : fmt::format("face {} does not exist: the block below has {} cells", face, below));
        if (has_grades && !precedes_in(document_.grade(begin(block + 1) + face), document_.grade(cell)))
          fail(cell, fmt::format("face {} (line {}) has a grade that is not below this one's", face,
                                 document_.lines[begin(block + 1) + face]));
      }
  }

  void check_boundary_of_boundary(std::size_t block) const {
    std::vector<Index> ridges;
    for (std::uint64_t cell = begin(block); cell < begin(block + 1); ++cell) {
      ridges.clear();
      for (const Index face : document_.boundary(cell))
        for (const Index ridge : document_.boundary(begin(block + 1) + face)) ridges.push_back(ridge);
      std::ranges::sort(ridges);
      for (std::size_t i = 0; i < ridges.size(); i += 2)
        if (i + 1 == ridges.size() || ridges[i] != ridges[i + 1])
          fail(cell, "the boundary of its boundary is not zero");
    }
  }

 private:
  [[noreturn]] void fail(std::uint64_t cell, const std::string& reason) const {
    refuse_line(codes::bad_complex, source_.name, document_.lines[cell], reason);
  }

  static bool precedes_in(std::span<const double> a, std::span<const double> b) noexcept {
    for (std::size_t axis = 0; axis < a.size(); ++axis)
      if (a[axis] > b[axis]) return false;
    return true;
  }

  const SccDocument& document_;
  Source source_;
  Grid<N> grid_;
};

/// Faces of the cells of one block; a stride where all cells have equally many.
template <int N>
CellBlock<N> cell_block(const SccDocument& document, std::uint64_t begin, std::uint64_t end) {
  CellBlock<N> block;
  block.faces.assign(document.faces.begin() + std::ptrdiff_t(document.offsets[begin]),
                     document.faces.begin() + std::ptrdiff_t(document.offsets[end]));
  bool is_uniform = true;
  for (std::uint64_t cell = begin; cell < end; ++cell)
    is_uniform = is_uniform && document.boundary(cell).size() == document.boundary(begin).size();
  if (is_uniform) {
    block.stride = begin < end ? Index(document.boundary(begin).size()) : 0;
    return block;
  }
  for (std::uint64_t cell = begin; cell <= end; ++cell)
    block.offsets.push_back(document.offsets[cell] - document.offsets[begin]);
  return block;
}

}  // namespace

template <int N>
FilteredComplex<N> parse_scc_complex(Source source) {
  const SccDocument document = parse_scc_document(source);
  if (document.header.kind == SccHeader::Kind::presentation)
    refuse(codes::bad_request, source.name, "needs a complex, got a presentation (two sizes and a final 0)");
  const Builder<N> builder(document, source);
  const auto& counts = document.header.counts;
  const std::uint64_t bare = document.lowest_has_grades ? 0 : counts.back();  // cells without lines
  const std::size_t blocks = builder.blocks();

  FilteredComplex<N> complex;
  complex.grid = builder.grid();
  if (bare > 0) {
    for (auto& axis : complex.grid.axes)
      if (axis.values.empty()) axis.values.push_back(0);
    CellBlock<N> lowest;
    lowest.grades.assign(bare, Grade<N>{});
    complex.blocks.push_back(std::move(lowest));
  }
  for (std::size_t block = blocks; block-- > 0;) {
    builder.check_faces(block, block + 1 < blocks ? builder.size(block + 1) : bare);
    if (block + 1 < blocks) builder.check_boundary_of_boundary(block);
    CellBlock<N> cells = cell_block<N>(document, builder.begin(block), builder.begin(block + 1));
    cells.grades = builder.grades(block);
    complex.blocks.push_back(std::move(cells));
  }
  complex.complete_dimension = document.notes.complete_dimension.value_or(Index(complex.blocks.size() - 1));
  while (!complex.blocks.empty() && complex.blocks.back().size() == 0) complex.blocks.pop_back();
  return complex;
}

template <int N>
Presentation<N> parse_scc_presentation(Source source) {
  const SccDocument document = parse_scc_document(source);
  if (document.header.kind == SccHeader::Kind::complex)
    refuse(codes::bad_request, source.name, "needs a presentation (two sizes and a final 0), got a complex",
           "persistence.minimal_presentation makes one from a complex");
  const Builder<N> builder(document, source);
  builder.check_faces(0, builder.size(1));
  builder.check_faces(1, 0);

  Presentation<N> presentation;
  presentation.grid = builder.grid();
  presentation.degree = document.notes.degree.value_or(0);
  presentation.matrix.row_grades = builder.grades(1);
  presentation.matrix.column_grades = builder.grades(0);
  const std::uint64_t relations = builder.size(0);
  presentation.matrix.offsets.assign(document.offsets.begin(),
                                     document.offsets.begin() + std::ptrdiff_t(relations) + 1);
  presentation.matrix.entries = document.faces;  // generators have none: these are the relations'
  return presentation;
}

#define TESSERA_SCC(N)                                      \
  template FilteredComplex<N> parse_scc_complex<N>(Source); \
  template Presentation<N> parse_scc_presentation<N>(Source);
TESSERA_SCC(1)
TESSERA_SCC(2)
TESSERA_SCC(3)
TESSERA_SCC(4)
#undef TESSERA_SCC

}  // namespace tessera::exchange
