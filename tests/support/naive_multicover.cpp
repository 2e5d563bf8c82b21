// SPDX-License-Identifier: MIT
#include "support/naive_multicover.hpp"

#include "support/naive_cech.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <numeric>

namespace tessera {
namespace {

using Chain = std::vector<unsigned>;  // of sets of points, as bits

std::vector<Index> members(unsigned set) {
  std::vector<Index> result;
  for (Index p = 0; set >> p != 0; ++p)
    if (set >> p & 1) result.push_back(p);
  return result;
}

/// The symmetric difference.
std::vector<Index> sum(const std::vector<Index>& a, const std::vector<Index>& b) {
  std::vector<Index> result;
  std::ranges::set_symmetric_difference(a, b, std::back_inserter(result));
  return result;
}

}  // namespace

std::vector<double> enclosing_radii(const PointCloud& points) {
  std::vector<double> radii(std::size_t{1} << points.size(), 0.0);
  for (unsigned set = 1; set < radii.size(); ++set)
    radii[set] = std::round(naive_enclosing_radius(points, members(set)) * 1e9) / 1e9;
  return radii;
}

/// An intersection of j balls, which is contractible, counts (-1)^(j - k) C(j - 1, k - 1) times.
int multicover_euler_characteristic(const std::vector<double>& radii, double radius, Index order) {
  int sum = 0;
  for (unsigned set = 1; set < radii.size(); ++set) {
    const int size = std::popcount(set), k = int(order);
    if (size < k || radii[set] > radius) continue;
    int binomial = 1;
    for (int i = 1; i < k; ++i) binomial = binomial * (size - i) / i;
    sum += (size - k) % 2 == 0 ? binomial : -binomial;
  }
  return sum;
}

FilteredComplex<2> subdivision_cech(const PointCloud& points, Index max_order, Index max_dimension) {
  const unsigned sets = 1u << points.size();
  const auto radius = enclosing_radii(points);

  std::vector<std::vector<Chain>> chains(max_dimension + 1);
  for (unsigned set = 1; set < sets; ++set) chains[0].push_back({set});
  for (Index d = 1; d <= max_dimension; ++d)
    for (const auto& chain : chains[d - 1])
      for (unsigned set = chain.back() + 1; set < sets; ++set)
        if ((chain.back() & set) == chain.back()) {
          chains[d].push_back(chain);
          chains[d].back().push_back(set);
        }

  FilteredComplex<2> complex;
  complex.complete_dimension = max_dimension;
  auto& radii = complex.grid.axes[0].values;
  radii = distinct_sorted(std::vector<double>(radius.begin() + 1, radius.end()));
  for (Index k = max_order; k > 0; --k) complex.grid.axes[1].values.push_back(-double(k));
  complex.blocks.resize(max_dimension + 1);
  std::map<Chain, Index> position;
  for (Index d = 0; d <= max_dimension; ++d) {
    auto& block = complex.blocks[d];
    block.stride = d == 0 ? 0 : d + 1;
    for (const auto& chain : chains[d]) {
      position[chain] = block.size();
      const Index order = std::min(Index(std::popcount(chain.front())), max_order);
      block.grades.push_back({{rank_of(radii, radius[chain.back()]), max_order - order}});
      std::vector<Index> faces;
      for (std::size_t omitted = 0; d > 0 && omitted <= d; ++omitted) {
        auto face = chain;
        face.erase(face.begin() + std::ptrdiff_t(omitted));
        faces.push_back(position.at(face));
      }
      std::ranges::sort(faces);
      block.faces.insert(block.faces.end(), faces.begin(), faces.end());
    }
  }
  return complex;
}

std::vector<std::pair<Index, Index>> bars_along(const FilteredComplex<2>& complex, Index degree,
                                                const std::vector<Point<2>>& chain) {
  const auto entry = [&](std::size_t d, Index cell) {
    const Point<2> grade = complex.grid(complex.blocks[d].grades[cell]);
    Index at = 0;
    while (at < chain.size() && !(grade[0] <= chain[at][0] && grade[1] <= chain[at][1])) ++at;
    return at;
  };
  /// Of the cells of a dimension: their times, and the cells in order of time.
  const auto timed = [&](std::size_t d) {
    std::pair<std::vector<Index>, std::vector<Index>> result;
    if (d >= complex.blocks.size()) return result;
    for (Index cell = 0; cell < complex.blocks[d].size(); ++cell) result.first.push_back(entry(d, cell));
    result.second.resize(result.first.size());
    std::iota(result.second.begin(), result.second.end(), Index{0});
    std::ranges::stable_sort(result.second, {}, [&](Index cell) { return result.first[cell]; });
    return result;
  };

  /// Reduces the boundaries of dimension d; visit(cell, the face it is paired with or none).
  const auto reduce = [&](std::size_t d, const auto& visit) {
    if (d >= complex.blocks.size()) return;
    const auto order = timed(d).second;
    std::map<Index, std::vector<Index>> held;  // by the place of the youngest face
    std::vector<Index> place, faces_in_order;
    if (d > 0) {
      faces_in_order = timed(d - 1).second;
      place.resize(faces_in_order.size());
      for (Index i = 0; i < place.size(); ++i) place[faces_in_order[i]] = i;
    }
    for (const Index cell : order) {
      std::vector<Index> column;
      if (d > 0)
        for (const Index face : complex.blocks[d].boundary(cell)) column.push_back(place[face]);
      std::ranges::sort(column);
      while (!column.empty() && held.contains(column.back())) column = sum(column, held[column.back()]);
      visit(cell, column.empty() ? none : faces_in_order[column.back()]);
      if (!column.empty()) held[column.back()] = column;
    }
  };

  if (degree >= complex.blocks.size()) return {};
  const auto births = timed(degree).first, deaths = timed(degree + 1).first;
  std::map<Index, Index> death;  // by the cycle's youngest cell
  reduce(degree, [&](Index cell, Index face) {
    if (face == none && births[cell] < chain.size()) death[cell] = Index(chain.size());
  });
  reduce(degree + 1, [&](Index cell, Index face) {
    if (face != none && deaths[cell] < chain.size()) death[face] = deaths[cell];
  });
  std::vector<std::pair<Index, Index>> bars;
  for (const auto& [cell, end] : death)
    if (births[cell] < end) bars.emplace_back(births[cell], end);
  std::ranges::sort(bars);
  return bars;
}

}  // namespace tessera
