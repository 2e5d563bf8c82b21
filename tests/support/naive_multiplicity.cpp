// SPDX-License-Identifier: MIT
#include "support/naive_multiplicity.hpp"

#include "support/dense_rank.hpp"

#include <algorithm>
#include <bit>
#include <stdexcept>

namespace tessera {
namespace {

/// A basis of the vectors of the given length that every equation sends to zero.
template <class Vector>
std::vector<Vector> null_space(std::vector<Vector> equations, std::size_t length) {
  std::vector<std::size_t> pivots;
  for (std::size_t column = 0; column < length; ++column) {
    const std::size_t rank = pivots.size();
    const auto pivot = std::find_if(equations.begin() + std::ptrdiff_t(rank), equations.end(),
                                    [&](const Vector& equation) { return equation[column]; });
    if (pivot == equations.end()) continue;
    std::swap(equations[rank], *pivot);
    for (std::size_t row = 0; row < equations.size(); ++row)
      if (row != rank && equations[row][column]) equations[row] ^= equations[rank];
    pivots.push_back(column);
  }

  std::vector<Vector> solutions;
  for (std::size_t free = 0; free < length; ++free) {
    if (std::ranges::binary_search(pivots, free)) continue;
    Vector solution;
    solution[free] = true;
    for (std::size_t row = 0; row < pivots.size(); ++row) solution[pivots[row]] = equations[row][free];
    solutions.push_back(solution);
  }
  return solutions;
}

/// Appends all regions that continue `lower` and `upper`, the ends of the columns from `first` on.
void continue_region(int size, int first, std::vector<int>& lower, std::vector<int>& upper,
                     std::vector<GridRegion>& regions) {
  GridRegion region{std::vector(std::size_t(size), std::vector<bool>(std::size_t(size), false))};
  for (std::size_t k = 0; k < lower.size(); ++k)
    for (int y = lower[k]; y < upper[k]; ++y) region.has[std::size_t(first) + k][std::size_t(y)] = true;
  regions.push_back(region);

  if (first + int(lower.size()) == size) return;
  for (int low = 0; low <= lower.back(); ++low)
    for (int high = lower.back() + 1; high <= upper.back(); ++high) {  // ends do not rise, and neighbors overlap
      lower.push_back(low);
      upper.push_back(high);
      continue_region(size, first, lower, upper, regions);
      lower.pop_back();
      upper.pop_back();
    }
}

}  // namespace

std::vector<GridRegion> all_interval_regions(int size) {
  std::vector<GridRegion> regions;
  for (int first = 0; first < size; ++first)
    for (int low = 0; low < size; ++low)
      for (int high = low + 1; high <= size; ++high) {
        std::vector<int> lower{low}, upper{high};
        continue_region(size, first, lower, upper, regions);
      }
  return regions;
}

NaiveRepresentation::NaiveRepresentation(const GradedMatrix<2>& matrix, int size) : size_(std::size_t(size)) {
  if (matrix.row_count() > 64) throw std::logic_error("more than 64 generators");
  for (Index x = 0; x < size_; ++x)
    for (Index y = 0; y < size_; ++y) spaces_.push_back(space_at(matrix, {{x, y}}));
  for (std::size_t x = 0; x < size_; ++x)
    for (std::size_t y = 0; y < size_; ++y) {
      Space& here = spaces_[x * size_ + y];
      if (x + 1 < size_) here.steps[0] = step(here, spaces_[(x + 1) * size_ + y]);
      if (y + 1 < size_) here.steps[1] = step(here, spaces_[x * size_ + y + 1]);
    }
}

NaiveRepresentation::Space NaiveRepresentation::space_at(const GradedMatrix<2>& matrix, const Grade<2>& z) const {
  Space space;
  for (Index column = 0; column < matrix.column_count(); ++column) {
    if (!precedes(matrix.column_grades[column], z)) continue;
    Chain chain = 0;
    for (const Index row : matrix.column(column)) chain |= Chain{1} << row;
    for (const Chain relation : space.relations)
      chain = std::min(chain, chain ^ relation);  // clears what it leads with
    if (chain == 0) continue;
    for (Chain& relation : space.relations)
      if (relation & std::bit_floor(chain)) relation ^= chain;
    space.relations.push_back(chain);
  }
  for (Index row = 0; row < matrix.row_count(); ++row) {
    const bool is_led =
        std::ranges::any_of(space.relations, [&](Chain r) { return std::bit_floor(r) == Chain{1} << row; });
    if (!is_led && precedes(matrix.row_grades[row], z)) space.basis.push_back(int(row));
  }
  return space;
}

NaiveRepresentation::Columns NaiveRepresentation::step(const Space& from, const Space& to) {
  Columns columns;
  for (const int source : from.basis) {
    Chain chain = Chain{1} << source;
    for (const Chain relation : to.relations) chain = std::min(chain, chain ^ relation);
    columns.emplace_back();
    for (const int target : to.basis) columns.back().push_back(chain >> target & 1);
  }
  return columns;
}

/// Families m_z in V_z (into the module) or functionals f_z on V_z (out of it) over the points of the region that
/// commute with every step of the grid.
std::vector<NaiveRepresentation::Unknowns> NaiveRepresentation::solutions(const GridRegion& region,
                                                                          bool is_into_module) const {
  std::vector<std::size_t> first(spaces_.size(), 0);  // number of the first coordinate at a point of the region
  std::size_t length = 0;
  for (std::size_t x = 0; x < size_; ++x)
    for (std::size_t y = 0; y < size_; ++y) {
      first[x * size_ + y] = length;
      if (region(x, y)) length += dimension(x, y);
    }
  if (length > Unknowns{}.size()) throw std::logic_error("more unknowns than bits");

  std::vector<Unknowns> equations;
  for (std::size_t x = 0; x < size_; ++x)
    for (std::size_t y = 0; y < size_; ++y)
      for (const int axis : {0, 1}) {
        const std::size_t to_x = x + (axis == 0), to_y = y + (axis == 1);
        if (to_x == size_ || to_y == size_) continue;
        const bool is_from = region(x, y), is_to = region(to_x, to_y);
        const auto& columns = spaces_[x * size_ + y].steps[std::size_t(axis)];
        const std::size_t from = first[x * size_ + y], to = first[to_x * size_ + to_y];
        const std::size_t sources = dimension(x, y), targets = dimension(to_x, to_y);
        if (is_into_module && is_from)  // step m_z = m_z', which is zero outside
          for (std::size_t t = 0; t < targets; ++t) {
            Unknowns equation;
            for (std::size_t s = 0; s < sources; ++s) equation[from + s] = columns[s][t];
            if (is_to) equation.flip(to + t);
            equations.push_back(equation);
          }
        if (!is_into_module && is_to)  // f_z' step = f_z, which is zero outside
          for (std::size_t s = 0; s < sources; ++s) {
            Unknowns equation;
            for (std::size_t t = 0; t < targets; ++t) equation[to + t] = columns[s][t];
            if (is_from) equation.flip(from + s);
            equations.push_back(equation);
          }
      }
  return null_space(std::move(equations), length);
}

std::size_t NaiveRepresentation::multiplicity(const GridRegion& region) const {
  std::vector<Unknowns> points;  // per point of the region, the mask of its coordinates
  std::size_t length = 0;
  for (std::size_t x = 0; x < size_; ++x)
    for (std::size_t y = 0; y < size_; ++y) {
      if (!region(x, y)) continue;
      points.emplace_back();
      for (std::size_t k = 0; k < dimension(x, y); ++k) points.back().set(length++);
    }

  const auto maps_in = solutions(region, true), maps_out = solutions(region, false);
  std::vector<std::vector<bool>> pairing;
  for (const auto& m : maps_in) {
    pairing.emplace_back();
    for (const auto& f : maps_out) {
      const auto value = [&](const Unknowns& point) { return (m & f & point).count() % 2 == 1; };
      pairing.back().push_back(value(points.front()));
      if (std::ranges::any_of(points, [&](const auto& point) { return value(point) != pairing.back().back(); }))
        throw std::logic_error("a composition is not a scalar");
    }
  }
  return dense_rank(std::move(pairing));
}

std::optional<bool> NaiveRepresentation::is_indecomposable(std::size_t most) const {
  using Entries = std::bitset<1024>;  // of all maps: first[z] + column * dimension + row
  std::vector<std::size_t> first;
  std::size_t length = 0;
  for (const Space& space : spaces_) {
    first.push_back(length);
    length += space.basis.size() * space.basis.size();
  }
  if (length > Entries{}.size()) return std::nullopt;

  std::vector<Entries> equations;  // step f_z = f_z' step, entry by entry
  for (std::size_t z = 0; z < spaces_.size(); ++z)
    for (const int axis : {0, 1}) {
      const std::size_t x = z / size_, y = z % size_;
      if ((axis == 0 ? x : y) + 1 == size_) continue;
      const std::size_t next = axis == 0 ? z + size_ : z + 1;
      const auto& step = spaces_[z].steps[std::size_t(axis)];
      const std::size_t here = spaces_[z].basis.size(), there = spaces_[next].basis.size();
      for (std::size_t column = 0; column < here; ++column)
        for (std::size_t row = 0; row < there; ++row) {
          Entries equation;
          for (std::size_t k = 0; k < here; ++k)
            if (step[k][row]) equation.flip(first[z] + column * here + k);
          for (std::size_t k = 0; k < there; ++k)
            if (step[column][k]) equation.flip(first[next] + k * there + row);
          equations.push_back(equation);
        }
    }
  const auto ring = null_space(std::move(equations), length);
  if (ring.size() > most) return std::nullopt;

  const auto power_is = [&](const Entries& map, bool zero_everywhere) {  // else: invertible everywhere
    for (std::size_t z = 0; z < spaces_.size(); ++z) {
      const std::size_t n = spaces_[z].basis.size();
      std::vector<std::vector<bool>> matrix(n, std::vector<bool>(n));
      for (std::size_t column = 0; column < n; ++column)
        for (std::size_t row = 0; row < n; ++row) matrix[column][row] = map[first[z] + column * n + row];
      if (!zero_everywhere) {
        if (dense_rank(matrix) < n) return false;
        continue;
      }
      for (std::size_t reach = 1; reach < n + 1; reach *= 2) {  // squares until every nilpotent one is zero
        std::vector<std::vector<bool>> square(n, std::vector<bool>(n));
        for (std::size_t column = 0; column < n; ++column)
          for (std::size_t k = 0; k < n; ++k)
            if (matrix[column][k])
              for (std::size_t row = 0; row < n; ++row) square[column][row] = square[column][row] != matrix[k][row];
        matrix = square;
      }
      if (dense_rank(matrix) > 0) return false;
    }
    return true;
  };
  for (std::uint32_t set = 1; set < 1u << ring.size(); ++set) {
    Entries map;
    for (std::size_t i = 0; i < ring.size(); ++i)
      if (set >> i & 1) map ^= ring[i];
    if (!power_is(map, true) && !power_is(map, false)) return false;
  }
  return !ring.empty();
}

}  // namespace tessera
