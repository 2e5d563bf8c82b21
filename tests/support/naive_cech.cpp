// SPDX-License-Identifier: MIT
#include "support/naive_cech.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace tessera {
namespace {

using Real = long double;

/// Center of the smallest sphere through points, empty when they are affinely dependent.
std::vector<Real> center_through(const PointCloud& points, const std::vector<Index>& some) {
  const Index d = points.dimension();
  const std::size_t k = some.size() - 1;
  std::vector<std::vector<Real>> edges(k, std::vector<Real>(d)), system(k, std::vector<Real>(k + 1, 0));
  for (std::size_t i = 0; i < k; ++i)
    for (Index axis = 0; axis < d; ++axis) edges[i][axis] = Real(points[some[i + 1]][axis]) - points[some[0]][axis];
  for (std::size_t i = 0; i < k; ++i) {
    for (std::size_t j = 0; j < k; ++j)
      for (Index axis = 0; axis < d; ++axis) system[i][j] += edges[i][axis] * edges[j][axis];
    system[i][k] = system[i][i] / 2;
  }
  for (std::size_t p = 0; p < k; ++p) {
    if (!(system[p][p] > 1e-13L)) return {};
    for (std::size_t i = 0; i < k; ++i)
      if (const Real factor = system[i][p] / system[p][p]; i != p)
        for (std::size_t j = 0; j <= k; ++j) system[i][j] -= factor * system[p][j];
  }
  std::vector<Real> center(points[some[0]].begin(), points[some[0]].end());
  for (std::size_t i = 0; i < k; ++i)
    for (Index axis = 0; axis < d; ++axis) center[axis] += system[i][k] / system[i][i] * edges[i][axis];
  return center;
}

Real distance(const PointCloud& points, Index p, const std::vector<Real>& from) {
  Real sum = 0;
  for (Index axis = 0; axis < points.dimension(); ++axis) sum += std::pow(points[p][axis] - from[axis], 2);
  return std::sqrt(sum);
}

double rounded(double x) { return std::round(x * 1e9) / 1e9; }

}  // namespace

double naive_enclosing_radius(const PointCloud& points, const std::vector<Index>& some) {
  Real least = infinity;
  for (std::size_t set = 1; set < std::size_t{1} << some.size(); ++set) {
    std::vector<Index> chosen;
    for (std::size_t i = 0; i < some.size(); ++i)
      if (set >> i & 1) chosen.push_back(some[i]);
    if (chosen.size() > points.dimension() + 1) continue;
    const auto center = center_through(points, chosen);
    if (center.empty()) continue;
    const Real radius = distance(points, chosen[0], center);
    const bool holds_all =
        std::ranges::all_of(some, [&](Index p) { return distance(points, p, center) <= radius + 1e-12L; });
    if (holds_all) least = std::min(least, radius);
  }
  return double(least);
}

FilteredComplex<2> naive_function_cech(const PointCloud& points, const std::vector<double>& values,
                                       Index max_dimension) {
  struct Simplex {
    std::vector<Index> vertices;
    double radius, value;
  };
  std::vector<std::vector<Simplex>> simplices(max_dimension + 1);
  std::vector<double> radii;
  for (std::size_t set = 1; set < std::size_t{1} << points.size(); ++set) {
    std::vector<Index> vertices;
    double value = -infinity;
    for (Index p = 0; p < points.size(); ++p)
      if (set >> p & 1) {
        vertices.push_back(p);
        value = std::max(value, values[p]);
      }
    if (vertices.size() > max_dimension + 1) continue;
    const double radius = rounded(naive_enclosing_radius(points, vertices));
    radii.push_back(radius);
    simplices[vertices.size() - 1].push_back({std::move(vertices), radius, value});
  }

  FilteredComplex<2> complex;
  complex.complete_dimension = max_dimension;
  complex.grid.axes[0].values = distinct_sorted(radii);
  complex.grid.axes[1].values = distinct_sorted(values);
  complex.blocks.resize(max_dimension + 1);
  std::map<std::vector<Index>, Index> position;
  for (Index d = 0; d <= max_dimension; ++d) {
    auto& block = complex.blocks[d];
    block.stride = d == 0 ? 0 : d + 1;
    for (const auto& [vertices, radius, value] : simplices[d]) {
      position[vertices] = block.size();
      block.grades.push_back(
          {{rank_of(complex.grid.axes[0].values, radius), rank_of(complex.grid.axes[1].values, value)}});
      std::vector<Index> faces;
      for (std::size_t omitted = 0; omitted < vertices.size() && d > 0; ++omitted) {
        auto face = vertices;
        face.erase(face.begin() + std::ptrdiff_t(omitted));
        faces.push_back(position.at(face));
      }
      std::ranges::sort(faces);
      block.faces.insert(block.faces.end(), faces.begin(), faces.end());
    }
  }
  return complex;
}

FilteredComplex<2> with_rounded_radii(FilteredComplex<2> complex) {
  const auto before = complex.grid.axes[0].values;
  auto& values = complex.grid.axes[0].values;
  for (double& value : values) value = rounded(value);
  values = distinct_sorted(values);
  for (auto& block : complex.blocks)
    for (auto& grade : block.grades) grade[0] = rank_of(values, rounded(before[grade[0]]));
  return complex;
}

}  // namespace tessera
