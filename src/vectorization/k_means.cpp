// SPDX-License-Identifier: MIT
#include "vectorization/k_means.hpp"

#include "tessera/core/parallel.hpp"

#include <algorithm>

namespace tessera {
namespace {

constexpr int most_iterations = 100;

/// Different bars, each with the number of times it occurs.
struct WeightedBars {
  std::vector<FiniteBar> bars;
  std::vector<double> weights;
};

struct Clustering {
  std::vector<FiniteBar> centres;
  double inertia = 0;
};

double square_distance(const FiniteBar& a, const FiniteBar& b) {
  const double x = a.birth - b.birth, y = a.death - b.death;
  return x * x + y * y;
}

WeightedBars distinct(const std::vector<FiniteBar>& bars) {
  WeightedBars result;
  for (const FiniteBar& bar : bars) {
    if (result.bars.empty() || result.bars.back() != bar) {
      result.bars.push_back(bar);
      result.weights.push_back(0);
    }
    ++result.weights.back();
  }
  return result;
}

/// Centres drawn from the bars, each with a chance in proportion to its squared distance to those drawn before.
std::vector<FiniteBar> starting_centres(const WeightedBars& points, Index count, RandomStream random) {
  const std::size_t size = points.bars.size();
  std::vector<double> chances = points.weights;
  std::vector<FiniteBar> centres;
  while (centres.size() < count) {
    double total = 0;
    for (const double chance : chances) total += chance;
    if (!(total > 0)) break;  // squares below the least double
    double left = random.uniform() * total;
    std::size_t drawn = size;
    for (std::size_t k = 0; k < size; ++k) {
      if (chances[k] == 0) continue;
      drawn = k;  // the last one where rounding leaves a rest
      if (left < chances[k]) break;
      left -= chances[k];
    }
    centres.push_back(points.bars[drawn]);
    for (std::size_t k = 0; k < size; ++k) {
      const double share = points.weights[k] * square_distance(points.bars[k], centres.back());
      chances[k] = centres.size() == 1 ? share : std::min(chances[k], share);
    }
  }
  return centres;
}

/// Nearest centre of every bar, the first of equally near ones; the squared distances.
void assign(const WeightedBars& points, const std::vector<FiniteBar>& centres, std::vector<Index>& owner,
            std::vector<double>& squares) {
  for (std::size_t k = 0; k < points.bars.size(); ++k) {
    squares[k] = infinity;
    for (Index centre = 0; centre < centres.size(); ++centre)
      if (const double square = square_distance(points.bars[k], centres[centre]); square < squares[k]) {
        squares[k] = square;
        owner[k] = centre;
      }
  }
}

/// The centre of mass of every cluster. An empty one moves to the bar that is farthest from its own centre.
std::vector<FiniteBar> means(const WeightedBars& points, const std::vector<Index>& owner, std::vector<double>& squares,
                             std::size_t count) {
  std::vector<FiniteBar> sums(count, {0, 0});
  std::vector<double> masses(count, 0.0);
  for (std::size_t k = 0; k < points.bars.size(); ++k) {
    sums[owner[k]].birth += points.weights[k] * points.bars[k].birth;
    sums[owner[k]].death += points.weights[k] * points.bars[k].death;
    masses[owner[k]] += points.weights[k];
  }
  for (std::size_t centre = 0; centre < count; ++centre) {
    if (masses[centre] > 0) {
      sums[centre] = {sums[centre].birth / masses[centre], sums[centre].death / masses[centre]};
    } else {
      const auto farthest = std::size_t(std::ranges::max_element(squares) - squares.begin());
      sums[centre] = points.bars[farthest];
      squares[farthest] = 0;
    }
  }
  return sums;
}

Clustering clustering(const WeightedBars& points, Index count, const Context& context, std::uint32_t start) {
  Clustering result{starting_centres(points, count, context.random(start)), 0};
  std::vector<Index> owner(points.bars.size()), before;
  std::vector<double> squares(points.bars.size());
  for (int iteration = 0; iteration < most_iterations; ++iteration) {
    context.check();
    assign(points, result.centres, owner, squares);
    if (owner == before) break;
    before = owner;
    result.centres = means(points, owner, squares, result.centres.size());
  }
  assign(points, result.centres, owner, squares);
  for (std::size_t k = 0; k < squares.size(); ++k) result.inertia += points.weights[k] * squares[k];
  std::ranges::sort(result.centres);
  const auto twice = std::ranges::unique(result.centres);
  result.centres.erase(twice.begin(), twice.end());
  return result;
}

}  // namespace

std::vector<FiniteBar> k_means(const std::vector<FiniteBar>& bars, Index count, Index restarts,
                               const Context& context) {
  const WeightedBars points = distinct(bars);
  if (points.bars.size() <= count) return points.bars;

  std::vector<Clustering> runs(restarts);
  parallel_for(context, restarts, 1,
               [&](std::size_t start) { runs[start] = clustering(points, count, context, std::uint32_t(start)); });
  return std::ranges::min_element(runs, {}, &Clustering::inertia)->centres;
}

}  // namespace tessera
