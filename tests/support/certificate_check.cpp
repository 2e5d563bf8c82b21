// SPDX-License-Identifier: MIT
#include "support/certificate_check.hpp"

#include "support/naive_multiplicity.hpp"
#include "support/random_modules.hpp"
#include "tessera/persistence/bottleneck_distance.hpp"
#include "tessera/persistence/minimal_presentation.hpp"
#include "tessera/persistence/rips_presentation.hpp"
#include "tessera/persistence/slice.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <utility>

namespace tessera {
namespace {

const Context context;

PointCloud noisy_annulus(RandomStream& random, Index count) {
  std::vector<double> coordinates;
  for (Index point = 0; point < count; ++point) {
    const bool is_noise = point % 5 == 0;
    const double radius = is_noise ? 1.25 * std::sqrt(random.uniform()) : 0.8 + 0.45 * random.uniform();
    const double angle = 2 * std::numbers::pi * random.uniform();
    coordinates.push_back(radius * std::cos(angle));
    coordinates.push_back(radius * std::sin(angle));
  }
  return PointCloud(count, 2, std::move(coordinates));
}

Presentation<2> rips_module(RandomStream& random, Index points, Index degree) {
  const PointCloud cloud = noisy_annulus(random, points);
  std::vector<double> values(points);
  for (double& value : values) value = random.uniform();
  return rips_presentation(cloud, ScalarField(std::move(values)), {.degree = degree}, context);
}

Presentation<2> sum_with_no_intervals(RandomStream& random) {
  constexpr int size = 9;
  const auto others = non_intervals(size);
  std::vector<Interval<2>> planted;
  for (std::uint64_t k = random.below(4); k > 0; --k) planted.push_back(random_staircase(random, 3, size));
  Presentation<2> sum = scrambled_sum(random, planted, size);
  for (std::uint64_t k = 1 + random.below(2); k > 0; --k) sum = direct_sum(sum, others[random.below(others.size())]);
  return scrambled(random, sum);
}

Presentation<2> random_presentation(RandomStream& random) {
  constexpr int size = 8;
  const auto grade = [&](std::uint64_t bound) {
    return Grade<2>{{Index(random.below(bound)), Index(random.below(bound))}};
  };
  std::vector<Grade<2>> generators;
  for (std::uint64_t k = 2 + random.below(6); k > 0; --k) generators.push_back(grade(4));
  std::vector<RelationAt> relations;
  for (std::uint64_t k = 1 + random.below(9); k > 0; --k) {
    RelationAt relation{join(grade(size), Grade<2>{{2, 2}}), {}};
    for (Index row = 0; row < generators.size(); ++row)
      if (random.below(2) && precedes(generators[row], relation.grade)) relation.rows.push_back(row);
    relations.push_back(relation);
  }
  return presentation_of(size, generators, relations);
}

/// The coordinates of all grades along an axis, without repetition.
std::vector<double> coordinates(const Presentation<2>& module, int axis) {
  std::vector<double> values;
  for (const auto* grades : {&module.matrix.row_grades, &module.matrix.column_grades})
    for (const auto& grade : *grades) values.push_back(module.grid.axes[axis].values[grade[axis]]);
  std::ranges::sort(values);
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

GradedMatrix<2> in_ranks(const Presentation<2>& module, const std::array<std::vector<double>, 2>& values) {
  GradedMatrix<2> ranked = module.matrix;
  for (auto* grades : {&ranked.row_grades, &ranked.column_grades})
    for (auto& grade : *grades)
      for (int axis = 0; axis < 2; ++axis) {
        const double value = module.grid.axes[axis].values[grade[axis]];
        grade[axis] = Index(std::ranges::lower_bound(values[axis], value) - values[axis].begin());
      }
  return ranked;
}

GridRegion region_of(const Interval<2>& support, const std::array<std::vector<double>, 2>& values) {
  const std::size_t size = values[0].size();
  GridRegion region{std::vector(size, std::vector<bool>(size, false))};
  for (std::size_t x = 0; x < size; ++x)
    for (std::size_t y = 0; y < size; ++y) {
      const Point<2> z{values[0][x], values[1][y]};
      region.has[x][y] =
          std::ranges::any_of(support.births, [&](const auto& b) { return b[0] <= z[0] && b[1] <= z[1]; }) &&
          std::ranges::any_of(support.deaths, [&](const auto& d) { return z[0] < d[0] && z[1] < d[1]; });
    }
  return region;
}

Barcode barcode_along(const Decomposition<2>& decomposition, double c) {
  std::vector<Bar> bars;
  const auto& scale = decomposition.axis_scale;
  for (const auto& summand : decomposition.summands) {
    double birth = infinity, death = -infinity;
    for (const auto& b : summand.support.births)
      birth = std::min(birth, std::max(b[0] / scale[0], b[1] / scale[1] - c));
    for (const auto& d : summand.support.deaths)
      death = std::max(death, std::min(d[0] / scale[0], d[1] / scale[1] - c));
    if (birth < death) bars.push_back({birth, death, decomposition.degree});
  }
  return barcode_of(std::move(bars));
}

}  // namespace

std::vector<NamedModule> modules_of_many_kinds(RandomStream& random, int count) {
  std::vector<NamedModule> modules;
  for (int k = 0; k < count; ++k) {
    const Index more = Index(random.below(10));
    switch (k % 5) {
      case 0:
        modules.push_back({"function-Rips H_0", rips_module(random, 6 + more / 2, 0)});
        break;
      case 1:
        modules.push_back({"function-Rips H_1", rips_module(random, 20 + 2 * more, 1)});
        break;
      case 2:
        modules.push_back({"random complex H_1", minimal_presentation(random_bifiltered_complex(random, 8 + more, 7),
                                                                      {.degree = 1}, context)});
        break;
      case 3:
        modules.push_back({"scrambled sum", sum_with_no_intervals(random)});
        break;
      default:
        modules.push_back({"random presentation", random_presentation(random)});
    }
  }
  return modules;
}

double largest_diagonal_distance(RandomStream& random, const Presentation<2>& module,
                                 const Decomposition<2>& decomposition, int lines) {
  Presentation<2> scaled = module;
  std::array<std::vector<double>, 2> values;
  for (int axis = 0; axis < 2; ++axis) {
    for (double& value : scaled.grid.axes[axis].values) value /= decomposition.axis_scale[axis];
    values[axis] = coordinates(scaled, axis);
    if (values[axis].empty()) return 0;
  }

  const double low = values[1].front() - values[0].back(), high = values[1].back() - values[0].front();
  double largest = 0;
  for (int k = 0; k < lines; ++k) {
    const double c = low + (high - low) * (1.1 * random.uniform() - 0.05);
    largest = std::max(largest, bottleneck_distance(slice(scaled, {{0, c}, {1, 1}}), barcode_along(decomposition, c)));
  }
  return largest;
}

ExactnessCheck check_exactness(const Presentation<2>& minimal, const Decomposition<2>& decomposition) {
  ExactnessCheck result;
  const Index rows = minimal.matrix.row_count();
  if (rows == 0 || rows > 64) return result;
  std::array<std::vector<double>, 2> values;
  for (int axis = 0; axis < 2; ++axis) values[axis] = coordinates(minimal, axis);
  const std::size_t size = std::max(values[0].size(), values[1].size());
  for (auto& along : values) along.resize(size, along.back());  // ranks that no grade has go on like the last
  const NaiveRepresentation naive(in_ranks(minimal, values), int(size));

  const auto& summands = decomposition.summands;
  for (std::size_t first = 0, end = 0; first < summands.size(); first = end) {
    const auto& support = summands[first].support;
    int exact = 0;
    for (end = first; end < summands.size() && summands[end].support == support; ++end) exact += summands[end].is_exact;
    if (exact == 0) continue;
    try {
      const auto copies = int(naive.multiplicity(region_of(support, values)));
      result.checked += exact;
      result.unsupported += std::max(0, exact - copies);
    } catch (const std::logic_error&) {  // too many unknowns
    }
  }
  return result;
}

}  // namespace tessera
