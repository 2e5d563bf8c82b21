// SPDX-License-Identifier: MIT
#include "exchange/simplex_list.hpp"

#include "exchange/place.hpp"
#include "tessera/core/number.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

constexpr std::size_t most_vertices = 64;  // a simplex of more has more faces than any file has lines

/// The simplices of one dimension in lexicographic order, to be found by their vertices.
class SortedBlock {
 public:
  SortedBlock(const SimplexList& list, const std::vector<std::uint64_t>& cells) : list_(list), cells_(cells) {
    order_.resize(cells.size());
    std::iota(order_.begin(), order_.end(), Index{0});
    std::ranges::stable_sort(order_, [&](Index a, Index b) { return precedes(simplex(a), simplex(b)); });
  }

  /// The position of a simplex among the cells; none: it is not there.
  Index find(std::span<const Index> vertices) const {
    const auto found = std::ranges::lower_bound(
        order_, vertices, [](auto a, auto b) { return precedes(a, b); }, [&](Index cell) { return simplex(cell); });
    return found != order_.end() && std::ranges::equal(simplex(*found), vertices) ? *found : none;
  }

  void refuse_repeated(std::string_view file) const {
    for (std::size_t i = 1; i < order_.size(); ++i)
      if (std::ranges::equal(simplex(order_[i - 1]), simplex(order_[i])))
        refuse_line(codes::bad_complex, file, list_.lines[cells_[order_[i]]],
                    fmt::format("the simplex {} is given twice, already on line {}", shown_simplex(simplex(order_[i])),
                                list_.lines[cells_[order_[i - 1]]]));
  }

 private:
  static bool precedes(std::span<const Index> a, std::span<const Index> b) {
    return std::ranges::lexicographical_compare(a, b);
  }
  std::span<const Index> simplex(Index cell) const { return list_.simplex(cells_[cell]); }

  const SimplexList& list_;
  const std::vector<std::uint64_t>& cells_;
  std::vector<Index> order_;
};

bool precedes(std::span<const double> a, std::span<const double> b) {
  return std::ranges::equal(a, b, std::less_equal<>{});
}

/// "(0.5, 2)", as the file has it.
std::string shown_grade(const SimplexList& list, std::span<const double> grade) {
  std::string text;
  for (std::size_t axis = 0; axis < grade.size(); ++axis)
    (text += axis > 0 ? ", " : "(") += format_double(list.axes[axis].shown(grade[axis]));
  return text + ")";
}

}  // namespace

std::string shown_simplex(std::span<const Index> simplex) { return fmt::format("{}", fmt::join(simplex, " ")); }

void SimplexList::finish(std::string_view file, std::uint64_t line) {
  const auto begin = vertices.begin() + std::ptrdiff_t(offsets.back());
  if (const auto count = vertices.end() - begin; count > std::ptrdiff_t(most_vertices))
    refuse_line(codes::unsupported, file, line,
                fmt::format("needs simplices of at most {} vertices, got {}", most_vertices, count));
  std::sort(begin, vertices.end());
  if (const auto twice = std::adjacent_find(begin, vertices.end()); twice != vertices.end())
    refuse_line(codes::bad_complex, file, line, fmt::format("vertex {} is given twice", *twice));
  offsets.push_back(vertices.size());
  first_grade.push_back(grades.size() / axes.size());
  lines.push_back(line);
}

SimplexBlocks simplex_blocks(const SimplexList& list, std::string_view file) {
  index_of(list.size(), file, "simplices");
  SimplexBlocks blocks;
  for (std::uint64_t cell = 0; cell < list.size(); ++cell) {
    const std::size_t dimension = list.simplex(cell).size() - 1;
    if (blocks.cells.size() <= dimension) blocks.cells.resize(dimension + 1);
    blocks.cells[dimension].push_back(cell);
  }

  std::vector<SortedBlock> sorted;
  for (const auto& cells : blocks.cells) {
    sorted.emplace_back(list, cells);
    sorted.back().refuse_repeated(file);
  }

  blocks.faces.resize(blocks.cells.size());
  std::vector<Index> face;
  for (std::size_t dimension = 1; dimension < blocks.cells.size(); ++dimension) {
    auto& faces = blocks.faces[dimension];
    faces.reserve(blocks.cells[dimension].size() * (dimension + 1));
    for (const std::uint64_t cell : blocks.cells[dimension]) {
      const auto simplex = list.simplex(cell);
      for (std::size_t left_out = 0; left_out <= dimension; ++left_out) {
        face.assign(simplex.begin(), simplex.end());
        face.erase(face.begin() + std::ptrdiff_t(left_out));
        const Index position = sorted[dimension - 1].find(face);
        if (position == none)
          refuse_line(codes::bad_complex, file, list.lines[cell],
                      fmt::format("needs every face of the simplex {}, but {} is not in the file",
                                  shown_simplex(simplex), shown_simplex(face)));
        faces.push_back(position);
      }
      std::ranges::sort(faces.end() - std::ptrdiff_t(dimension) - 1, faces.end());
    }
  }
  return blocks;
}

void check_monotone(const SimplexList& list, const SimplexBlocks& blocks, std::string_view file) {
  // The grades of a cell increase in the last axis and decrease in the one before: of those that are below in the last,
  // the last one is the least in the other.
  const auto has_appeared = [&](std::uint64_t cell, std::span<const double> grade) {
    std::uint64_t first = list.first_grade[cell], count = list.grade_count(cell);
    while (count > 0) {
      const std::uint64_t half = count / 2;
      const bool is_below = list.grade(first + half).back() <= grade.back();
      first = is_below ? first + half + 1 : first;
      count = is_below ? count - half - 1 : half;
    }
    return first > list.first_grade[cell] && precedes(list.grade(first - 1), grade);
  };
  for (std::size_t dimension = 1; dimension < blocks.cells.size(); ++dimension)
    for (std::size_t i = 0; i < blocks.cells[dimension].size(); ++i) {
      const std::uint64_t cell = blocks.cells[dimension][i];
      for (std::size_t f = i * (dimension + 1); f < (i + 1) * (dimension + 1); ++f) {
        const std::uint64_t face = blocks.cells[dimension - 1][blocks.faces[dimension][f]];
        for (std::uint64_t g = list.first_grade[cell]; g < list.first_grade[cell + 1]; ++g)
          if (!has_appeared(face, list.grade(g)))
            refuse_line(codes::bad_complex, file, list.lines[cell],
                        fmt::format("the simplex {} appears at {}, before its face {} (line {})",
                                    shown_simplex(list.simplex(cell)), shown_grade(list, list.grade(g)),
                                    shown_simplex(list.simplex(face)), list.lines[face]));
      }
    }
}

std::vector<Index> vertex_numbers(const SimplexList& list, const SimplexBlocks& blocks) {
  std::vector<Index> numbers;
  bool is_identity = true;
  if (!blocks.cells.empty())
    for (const std::uint64_t cell : blocks.cells[0]) {
      numbers.push_back(list.simplex(cell)[0]);
      is_identity = is_identity && numbers.back() == numbers.size() - 1;
    }
  return is_identity ? std::vector<Index>{} : numbers;
}

template <int N>
Grid<N> grid_of(const SimplexList& list) {
  Grid<N> grid;
  for (std::size_t axis = 0; axis < N; ++axis) {
    std::vector<double> values;
    values.reserve(list.first_grade.back());
    for (std::uint64_t g = 0; g < list.first_grade.back(); ++g) values.push_back(list.grade(g)[axis]);
    grid.axes[axis] = list.axes[axis];
    grid.axes[axis].values = distinct_sorted(std::move(values));
  }
  return grid;
}

template <int N>
Grade<N> ranks_of(std::span<const double> grade, const Grid<N>& grid) {
  Grade<N> ranks;
  for (int axis = 0; axis < N; ++axis)
    ranks[axis] = rank_of(grid.axes[axis].values, grade[std::size_t(axis)] + 0.0);  // -0 is 0
  return ranks;
}

template <int N>
FilteredComplex<N> complex_of(const SimplexList& list, std::string_view file) {
  SimplexBlocks blocks = simplex_blocks(list, file);
  check_monotone(list, blocks, file);

  FilteredComplex<N> complex;
  complex.grid = grid_of<N>(list);
  complex.vertex_point = vertex_numbers(list, blocks);
  for (std::size_t dimension = 0; dimension < blocks.cells.size(); ++dimension) {
    CellBlock<N>& block = complex.blocks.emplace_back();
    block.stride = dimension == 0 ? 0 : Index(dimension + 1);
    block.faces = std::move(blocks.faces[dimension]);
    block.grades.reserve(blocks.cells[dimension].size());
    for (const std::uint64_t cell : blocks.cells[dimension])
      block.grades.push_back(ranks_of(list.grade(list.first_grade[cell]), complex.grid));
  }
  return complex;
}

#define TESSERA_SIMPLEX_LIST(N)                                           \
  template Grid<N> grid_of<N>(const SimplexList&);                        \
  template Grade<N> ranks_of<N>(std::span<const double>, const Grid<N>&); \
  template FilteredComplex<N> complex_of<N>(const SimplexList&, std::string_view);
TESSERA_SIMPLEX_LIST(1)
TESSERA_SIMPLEX_LIST(2)
#undef TESSERA_SIMPLEX_LIST

}  // namespace tessera::exchange
