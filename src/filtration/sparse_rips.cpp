// SPDX-License-Identifier: MIT
// 1. The order of the points and l(p); afterwards, for every c > 0, each p has some q with d(p, q) <= c, f(q) <= f(p)
// and
//    l(q) >= c (cover): the points that came before the greedy distance fell below c.
// 2. Edges by their ends' l; simplices dimension by dimension, without those with a vertex that has left.
//
// Why this keeps homology. Write e for epsilon and a for half the scale; r_p(a) is a up to l(p) / e, then constant,
// then (1 - e) a from t(p) = l(p) / (e (1 - e)) on, when p leaves. Let R~(a) have the simplices with d(p, q) <= r_p(a)
// + r_q(a) for all pairs; (1 - e) a <= r_p(a) <= a puts it between Rips at (1 - e) 2a and at 2a. Let Q(a) be its part
// on the vertices with t(p) >= a, and S(a) the union of the Q(b), b <= a: what is built here.
//   - Cover for c = e a gives each p with t(p) <= a a q with f(q) <= f(p), r_q(a) = a, d(p, q) <= e a <= r_q(a) -
//   r_p(a), so
//     that q reaches whatever p reaches; and l(q) >= e a > l(p), so t(q) > t(p), where l(p) > 0.
//   - Hence p -> q for all p that have left is simplicial from R~(a) to Q(a) and contiguous to the identity: Q(a) in
//   R~(a)
//     is a homotopy equivalence.
//   - S(a) loses its vertices with t(p) < a by strong collapses, the least t(p) first: a simplex at p lies in Q(t(p)),
//   its
//     other vertices being there still, and so does its union with the q for a = t(p), which dominates p. Q(a) is left.
// As f(q) <= f(p), all of this holds in every level {f <= t} by itself, and everything but the collapses is an
// inclusion: S and R~ have isomorphic modules.
#include "tessera/filtration/sparse_rips.hpp"

#include "filtration/function_axes.hpp"
#include "filtration/radius_filtration.hpp"
#include "filtration/rips_lengths.hpp"
#include "filtration/simplex_growth.hpp"
#include "tessera/core/error.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace tessera {
namespace {

constexpr std::string_view remedy = "raise epsilon, lower max_dimension, or subsample the points";

std::span<const double> tie_break(const EuclideanLength& length, Index v) { return length.points[v]; }
std::span<const double> tie_break(const DistanceMatrix&, Index) { return {}; }

/// Points by functions, so that every point comes after those it may lean on, but for equal values; then the farthest
/// out first, which no motion changes; then by coordinates, and at last by index.
template <int N, class Length>
std::vector<Index> first_come(const std::vector<Grade<N>>& functions, const Length& length, const Context& context) {
  const Index n = Index(functions.size());
  std::vector<double> eccentricity(n);
  parallel_for(context, n, row_grain, [&](std::size_t p) { eccentricity[p] = farthest(length, Index(p), n); });
  std::vector<Index> order(functions.size());
  std::iota(order.begin(), order.end(), Index{0});
  std::ranges::sort(order, [&](Index a, Index b) {
    if (functions[a] != functions[b]) return functions[a].rank < functions[b].rank;
    if (eccentricity[a] != eccentricity[b]) return eccentricity[a] > eccentricity[b];
    const auto x = tie_break(length, a), y = tie_break(length, b);
    const auto compared = std::lexicographical_compare_three_way(x.begin(), x.end(), y.begin(), y.end());
    return compared < 0 || (compared == 0 && a < b);
  });
  return order;
}

/// l(p) of every point.
template <int N, class Length>
std::vector<double> insertion_distances(const std::vector<Grade<N>>& functions, const Length& length,
                                        const Context& context) {
  const auto order = first_come<N>(functions, length, context);
  std::vector<double> distance(order.size(), infinity);
  std::vector<Index> waiting = order;  // in that order, so that the first of equals is found first
  while (!waiting.empty()) {
    context.check();
    const auto last = std::ranges::max_element(waiting, {}, [&](Index p) { return distance[p]; }) - waiting.begin();
    const Index next = waiting[std::size_t(last)];
    waiting.erase(waiting.begin() + last);
    parallel_for(context, waiting.size(), 1 << 12, [&](std::size_t i) {
      const Index p = waiting[i];
      if (precedes(functions[next], functions[p])) distance[p] = std::min(distance[p], length(next, p));
    });
  }
  return distance;
}

struct Sparsity {
  double epsilon;
  std::vector<double> distances;  // l

  double leaves(Index p) const { return 2 * distances[p] / (epsilon * (1 - epsilon)); }
  /// The scale at which an edge enters; infinity: never.
  double entry(Index p, Index q, double length) const {
    const auto [less, more] = std::minmax(distances[p], distances[q]);
    if (length * epsilon <= 2 * less) return length <= std::min(leaves(p), leaves(q)) ? length : infinity;
    if (length * epsilon > less + more) return infinity;
    const double scale = 2 * (length - less / epsilon);
    return scale <= std::min(leaves(p), leaves(q)) ? scale : infinity;
  }
};

void require_room(const RadiusComplex& complex, std::uint64_t count, int parameters, const Context& context) {
  const std::size_t dimension = complex.blocks.size();
  if (count >= none)
    throw Error(codes::over_cap,
                fmt::format("needs fewer than {} simplices of dimension {}, got {}", none, dimension, count),
                std::string(remedy));
  const std::uint64_t at_the_end = 40 + 4 * std::uint64_t(parameters);  // value, order, rank, grade
  std::uint64_t bytes = count * (at_the_end + 8 * (dimension + 1));
  for (std::size_t d = 0; d < dimension; ++d)
    bytes += std::uint64_t{complex.blocks[d].size()} * (at_the_end + 8 * (d + 1));
  context.require_memory(bytes, fmt::format("a sparse Rips complex of {} simplices of dimension {}", count, dimension),
                         remedy);
}

template <class Length>
RadiusComplex::Block edges(const RadiusComplex& complex, const Sparsity& sparsity, const Length& length,
                           const Counted& counted, const Context& context) {
  const Index n = Index(complex.blocks[0].size());
  auto block = counted_block(
      n, 2,
      [&](std::size_t u, const auto& found) {
        for (Index v = Index(u) + 1; v < n; ++v) {
          const std::array ends{Index(u), v};
          if (sparsity.entry(ends[0], v, length(ends[0], v)) < infinity) found(ends.data(), ends.data());
        }
      },
      counted, context);
  block.squared_radii.resize(block.vertices.size() / 2);
  for (std::size_t edge = 0; edge < block.size(); ++edge) {
    const Index u = block.vertices[2 * edge], v = block.vertices[2 * edge + 1];
    block.squared_radii[edge] = sparsity.entry(u, v, length(u, v));
  }
  return block;
}

/// Values of the candidates, without those that a vertex has left.
void settle(RadiusComplex::Block& block, const RadiusComplex::Block& below, std::size_t width,
            const Sparsity& sparsity) {
  auto& scales = block.squared_radii;
  scales.assign(block.vertices.size() / width, 0.0);
  for (std::size_t simplex = 0; simplex < scales.size(); ++simplex)
    for (std::size_t i = 0; i < width; ++i)
      scales[simplex] = std::max(scales[simplex], below.squared_radii[block.faces[simplex * width + i]]);
  keep_only(
      block, width,
      [&](std::size_t simplex) {
        const Index* vertices = &block.vertices[simplex * width];
        return std::all_of(vertices, vertices + width, [&](Index v) { return scales[simplex] <= sparsity.leaves(v); });
      },
      [](std::size_t, std::size_t) {});
}

template <int N, class Length>
FilteredComplex<N> built(Index n, const Length& length, const Many<ScalarField>& values,
                         const SparseRipsOptions& options, const Context& context) {
  if (!(options.epsilon > 0 && options.epsilon < 1))
    throw Error(codes::bad_request,
                fmt::format("needs a number between 0 and 1, got {}", format_double(options.epsilon)))
        .within("epsilon");
  if (options.max_dimension < 1 || options.max_dimension > 8)
    throw Error(codes::bad_request, fmt::format("needs a dimension from 1 to 8, got {}", options.max_dimension))
        .within("max_dimension");
  auto functions = function_axes<N>(values, options.direction, n, n);

  RadiusComplex complex;
  if (n > 0) {
    const Sparsity sparsity{options.epsilon, insertion_distances<N>(functions.vertices, length, context)};
    complex.blocks.resize(1);
    complex.blocks[0].vertices.resize(n);
    std::iota(complex.blocks[0].vertices.begin(), complex.blocks[0].vertices.end(), Index{0});
    complex.blocks[0].squared_radii.assign(n, 0.0);
    const auto counted = [&](std::uint64_t count) { require_room(complex, count, N, context); };
    complex.blocks.push_back(edges(complex, sparsity, length, counted, context));
    while (complex.blocks.size() <= options.max_dimension) {
      context.check();
      auto block = coface_candidates(complex, counted, context);
      settle(block, complex.blocks.back(), complex.blocks.size() + 1, sparsity);
      complex.blocks.push_back(std::move(block));
    }
  }
  auto result = value_filtration<N>(std::move(complex), std::move(functions), context);
  result.complete_dimension = options.max_dimension;
  return result;
}

}  // namespace

template <int N>
FilteredComplex<N> sparse_rips(const PointCloud& points, const Many<ScalarField>& values,
                               const SparseRipsOptions& options, const Context& context) {
  return built<N>(points.size(), EuclideanLength{points}, values, options, context);
}

template <int N>
FilteredComplex<N> sparse_rips(const DistanceMatrix& distances, const Many<ScalarField>& values,
                               const SparseRipsOptions& options, const Context& context) {
  return built<N>(distances.size(), distances, values, options, context);
}

template FilteredComplex<1> sparse_rips(const PointCloud&, const Many<ScalarField>&, const SparseRipsOptions&,
                                        const Context&);
template FilteredComplex<2> sparse_rips(const PointCloud&, const Many<ScalarField>&, const SparseRipsOptions&,
                                        const Context&);
template FilteredComplex<3> sparse_rips(const PointCloud&, const Many<ScalarField>&, const SparseRipsOptions&,
                                        const Context&);
template FilteredComplex<4> sparse_rips(const PointCloud&, const Many<ScalarField>&, const SparseRipsOptions&,
                                        const Context&);
template FilteredComplex<1> sparse_rips(const DistanceMatrix&, const Many<ScalarField>&, const SparseRipsOptions&,
                                        const Context&);
template FilteredComplex<2> sparse_rips(const DistanceMatrix&, const Many<ScalarField>&, const SparseRipsOptions&,
                                        const Context&);
template FilteredComplex<3> sparse_rips(const DistanceMatrix&, const Many<ScalarField>&, const SparseRipsOptions&,
                                        const Context&);
template FilteredComplex<4> sparse_rips(const DistanceMatrix&, const Many<ScalarField>&, const SparseRipsOptions&,
                                        const Context&);

}  // namespace tessera
