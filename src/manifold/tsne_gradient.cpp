// SPDX-License-Identifier: MIT
#include "manifold/tsne_gradient.hpp"

#include "manifold/space_tree.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <cmath>

namespace tessera {
namespace {

constexpr std::size_t block = 128;  // points together in a parallel loop

/// exp(-beta s_j), and the entropy of their distribution.
struct Affinities {
  std::vector<double> values;
  double sum = 0, entropy = 0;

  void fit(const std::vector<double>& squares, double beta) {
    sum = 0;
    double energy = 0;
    for (std::size_t j = 0; j < squares.size(); ++j) {
      values[j] = std::exp(-beta * squares[j]);
      sum += values[j];
      energy += squares[j] * values[j];
    }
    entropy = std::log(sum) + beta * energy / sum;
  }
};

/// The sum of q over the other points; adds sum_j q_ij^2 (y_i - y_j) to the force.
double repulsion_of_pairs(const Positions& positions, std::size_t i, double* force) {
  double sum = 0;
  const Index dimension = positions.dimension;
  const double* own = positions[i];
  for (std::size_t j = 0; j < positions.size(); ++j) {
    if (j == i) continue;
    const double* other = positions[j];
    double square = 0;
    for (Index axis = 0; axis < dimension; ++axis) square += (own[axis] - other[axis]) * (own[axis] - other[axis]);
    const double q = 1 / (1 + square);
    sum += q;
    for (Index axis = 0; axis < dimension; ++axis) force[axis] += q * q * (own[axis] - other[axis]);
  }
  return sum;
}

/// The same, by cells. The point's own leaf adds 1 (more exactly, the leaf has no distance), which is taken off.
template <int D>
double repulsion_of_cells(const SpaceTree<D>& tree, const double* own, double* force) {
  double sum = -1;
  std::array<double, D> total{};
  const auto& cells = tree.cells();
  for (std::size_t at = 0; at < cells.size();) {
    const auto& cell = cells[at];
    std::array<double, D> difference;
    double square = 0;
    for (int axis = 0; axis < D; ++axis) {
      difference[axis] = own[axis] - cell.center[axis];
      square += difference[axis] * difference[axis];
    }
    if (!(square > cell.reach)) {
      ++at;
      continue;
    }
    const double q = 1 / (1 + square), share = cell.count * q;
    sum += share;
    for (int axis = 0; axis < D; ++axis) total[axis] += share * q * difference[axis];
    at = cell.next;
  }
  for (int axis = 0; axis < D; ++axis) force[axis] = total[axis];
  return sum;
}

/// Forces by row; returns Z. Points are taken in the order `point(rank)`.
template <class Point, class Force>
double summed_forces(std::size_t size, const Point& point, const Force& force, const Context& context) {
  const auto sum_of_block = [&](std::size_t begin, std::size_t end) {
    double sum = 0;
    for (std::size_t rank = begin; rank < end; ++rank) sum += force(point(rank));
    return sum;
  };
  return parallel_reduce(context, size, block, 0.0, sum_of_block, [](double a, double b) { return a + b; });
}

template <int D>
double repulsion_by_tree(const Positions& positions, double angle, double* forces, const Context& context) {
  const SpaceTree<D> tree(positions.coordinates, angle);
  return summed_forces(
      positions.size(), [&](std::size_t rank) { return std::size_t{tree.point(rank)}; },
      [&](std::size_t i) { return repulsion_of_cells(tree, positions[i], forces + i * D); }, context);
}

/// sum_j p_ij q_ij (y_i - y_j), for a dimension known at compile time (0: any).
template <int D>
void attraction(const RowSparse& affinities, const Positions& positions, std::size_t i, double* force) {
  const Index dimension = D > 0 ? Index(D) : positions.dimension;
  const double* own = positions[i];
  std::fill_n(force, dimension, 0);
  for (RowSparse::InnerIterator entry(affinities, Eigen::Index(i)); entry; ++entry) {
    const double* other = positions[std::size_t(entry.col())];
    double square = 0;
    for (Index axis = 0; axis < dimension; ++axis) square += (own[axis] - other[axis]) * (own[axis] - other[axis]);
    const double pull = entry.value() / (1 + square);
    for (Index axis = 0; axis < dimension; ++axis) force[axis] += pull * (own[axis] - other[axis]);
  }
}

}  // namespace

std::vector<double> affinities_of_perplexity(std::span<const double> distances, double perplexity) {
  const std::size_t k = distances.size();
  if (k == 0) return {};
  // Squares in units of the farthest neighbor, less that of the nearest: the largest affinity is exp(0).
  const double unit = distances.back(), least = distances.front();
  std::vector<double> squares(k, 0.0);
  if (unit > 0)
    for (std::size_t j = 0; j < k; ++j)
      squares[j] = (distances[j] / unit - least / unit) * (distances[j] / unit + least / unit);
  const auto nearest = std::size_t(std::ranges::count(squares, 0.0));
  Affinities found{std::vector<double>(k, 1.0), double(k), 0};
  if (double(nearest) >= perplexity) {
    for (std::size_t j = 0; j < k; ++j) found.values[j] = squares[j] == 0;
    found.sum = double(nearest);
  } else if (double(k) > perplexity) {
    const double target = std::log(perplexity);
    double low = 0, high = 1;
    for (found.fit(squares, high); found.entropy > target; found.fit(squares, high)) low = high, high *= 2;
    for (int step = 0; step < 100 && std::abs(found.entropy - target) > 1e-10; ++step) {
      const double middle = low + (high - low) / 2;
      found.fit(squares, middle);
      (found.entropy > target ? low : high) = middle;
    }
  }
  for (double& p : found.values) p /= found.sum;
  return found.values;
}

RowSparse joint_affinities(const NeighborGraph& graph, double perplexity, const Context& context) {
  const Index n = graph.size();
  std::vector<double> values(graph.neighbors.size());
  parallel_for(context, n, 16, [&](std::size_t i) {
    std::ranges::copy(affinities_of_perplexity(graph.distances_of(Index(i)), perplexity),
                      values.begin() + std::ptrdiff_t(graph.offsets[i]));
  });
  std::vector<Eigen::Triplet<double>> entries;
  entries.reserve(2 * values.size());
  for (Index i = 0; i < n; ++i)
    for (std::size_t at = graph.offsets[i]; at < graph.offsets[i + 1]; ++at) {
      if (values[at] == 0) continue;
      entries.emplace_back(int(i), int(graph.neighbors[at]), values[at] / (2 * double(n)));
      entries.emplace_back(int(graph.neighbors[at]), int(i), values[at] / (2 * double(n)));
    }
  RowSparse affinities(n, n);
  affinities.setFromTriplets(entries.begin(), entries.end());
  return affinities;
}

double tsne_gradient(const RowSparse& affinities, const Positions& positions, double exaggeration, Repulsion repulsion,
                     double angle, std::span<double> gradient, const Context& context) {
  const std::size_t n = positions.size(), dimension = positions.dimension;
  std::ranges::fill(gradient, 0.0);
  double normalization = 0;
  if (repulsion == Repulsion::all_pairs) {
    normalization = summed_forces(
        n, [](std::size_t rank) { return rank; },
        [&](std::size_t i) { return repulsion_of_pairs(positions, i, gradient.data() + i * dimension); }, context);
  } else if (dimension == 2) {
    normalization = repulsion_by_tree<2>(positions, angle, gradient.data(), context);
  } else {
    normalization = repulsion_by_tree<3>(positions, angle, gradient.data(), context);
  }

  parallel_for_blocks(context, n, block, [&](std::size_t begin, std::size_t end) {
    std::vector<double> pull(dimension);
    for (std::size_t i = begin; i < end; ++i) {
      if (dimension == 2) {
        attraction<2>(affinities, positions, i, pull.data());
      } else {
        attraction<0>(affinities, positions, i, pull.data());
      }
      for (std::size_t axis = 0; axis < dimension; ++axis) {
        double& entry = gradient[i * dimension + axis];
        entry = 4 * (exaggeration * pull[axis] - entry / normalization);
      }
    }
  });
  return normalization;
}

double tsne_divergence(const RowSparse& affinities, const Positions& positions, double normalization) {
  double sum = 0;
  for (Eigen::Index i = 0; i < affinities.rows(); ++i)
    for (RowSparse::InnerIterator entry(affinities, i); entry; ++entry) {
      const double *own = positions[std::size_t(i)], *other = positions[std::size_t(entry.col())];
      double square = 0;
      for (Index axis = 0; axis < positions.dimension; ++axis)
        square += (own[axis] - other[axis]) * (own[axis] - other[axis]);
      sum += entry.value() * (std::log(entry.value() * normalization) + std::log1p(square));
    }
  return sum;
}

}  // namespace tessera
