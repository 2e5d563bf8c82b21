// SPDX-License-Identifier: MIT
// 1. Which points are near which: rows of neighbors, from nearest_neighbors or by distance.
// 2. Pairs u < v with what each end says of them, sorted, the two ends' words joined into one.
// 3. Affinities of pairs, from both ends' bandwidths or, fuzzy, memberships; edges of those that stay.
#include "tessera/geometry/neighbor_graph.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace tessera {
namespace {

using Kind = NeighborGraphKind;
constexpr double negligible = 1e-4;  // of alpha decay

/// Two points and the membership of each in the other's neighborhood (negative: it is not one of its neighbors).
struct Pair {
  Index u, v;
  double distance, of_v = -1, of_u = -1;
};

void check_request(const PointCloud& points, const NeighborGraphOptions& options) {
  const auto require_positive = [](const std::optional<double>& value, const char* name) {
    if (value && !(*value > 0 && std::isfinite(*value)))
      throw Error(codes::bad_request, fmt::format("needs a positive, finite number, got {}", format_double(*value)))
          .within(name);
  };
  require_positive(options.radius, "radius");
  require_positive(options.decay, "decay");
  require_positive(options.bandwidth, "bandwidth");
  if (options.kind != Kind::fuzzy) return;
  if (options.bandwidth || options.decay)
    throw Error(codes::bad_request, "a fuzzy graph finds its own bandwidths and decays by exp(-d)", "leave it out")
        .within(options.decay ? "decay" : "bandwidth");
  if (options.neighbors < 2)
    throw Error(codes::bad_request, fmt::format("needs at least 2, got {}", options.neighbors)).within("neighbors");
  if (points.size() < options.neighbors)
    throw Error(codes::too_few, fmt::format("needs at least {} points, got {}", options.neighbors, points.size()),
                "ask for fewer neighbors, or leave small samples out")
        .within("neighbors");
}

NeighborGraph nearest(const PointCloud& points, Index neighbors, const NeighborGraphOptions& options,
                      const Context& context) {
  return nearest_neighbors(points,
                           {.neighbors = neighbors,
                            .metric = options.metric,
                            .search = options.search,
                            .search_width = options.search_width},
                           context);
}

/// Counts pairs as they are found, against the budget.
class PairList {
 public:
  explicit PairList(const Context& context) : context_(context) {}
  void add(Index from, Index to, double distance, double membership) {
    if (pairs_.size() == pairs_.capacity()) {
      const std::size_t room = std::max<std::size_t>(1024, 2 * pairs_.size());
      context_.require_memory(3 * room / 2 * sizeof(Pair), "the edges of a neighbor graph",
                              "ask for fewer neighbors or a smaller radius");
      pairs_.reserve(room);
    }
    if (from < to) pairs_.push_back({from, to, distance, membership, -1});
    if (to < from) pairs_.push_back({to, from, distance, -1, membership});
  }

  /// Step 2.
  std::vector<Pair> joined() && {
    std::ranges::sort(pairs_, {}, [](const Pair& pair) { return std::tuple(pair.u, pair.v, pair.of_v); });
    std::size_t kept = 0;
    for (std::size_t k = 0; k < pairs_.size(); ++k) {
      Pair pair = pairs_[k];
      if (k + 1 < pairs_.size() && pairs_[k + 1].u == pair.u && pairs_[k + 1].v == pair.v) {
        pair.of_v = std::max(pair.of_v, pairs_[k + 1].of_v);
        pair.of_u = std::max(pair.of_u, pairs_[k + 1].of_u);
        ++k;
      }
      pairs_[kept++] = pair;
    }
    pairs_.resize(kept);
    return std::move(pairs_);
  }

 private:
  const Context& context_;
  std::vector<Pair> pairs_;
};

/// Adds every pair of a point with one within its reach. Rows of `known` neighbors settle the points whose reach ends
/// before their last one.
void add_within(const MetricSpace& space, const std::vector<double>& reach, const NeighborGraph& known,
                const Context& context, PairList& pairs) {
  constexpr Index together = 256;
  for (Index first = 0; first < space.size(); first += together) {
    const Index count = std::min(together, space.size() - first);
    std::vector<std::vector<std::pair<Index, double>>> found(count);
    parallel_for_blocks(context, count, 16, [&](std::size_t begin, std::size_t end) {
      std::vector<double> row;
      for (std::size_t at = begin; at < end; ++at) {
        const Index point = first + Index(at);
        const auto near = known.size() > 0 ? known.distances_of(point) : std::span<const double>();
        if (!near.empty() && (near.back() > reach[point] || near.size() + 1 == space.size())) {
          for (std::size_t rank = 0; rank < near.size() && near[rank] <= reach[point]; ++rank)
            found[at].emplace_back(known.neighbors_of(point)[rank], near[rank]);
          continue;
        }
        row.resize(space.size());
        space.distances_from(point, 0, space.size(), row.data());
        for (Index other = 0; other < space.size(); ++other)
          if (other != point && row[other] <= reach[point]) found[at].emplace_back(other, row[other]);
      }
    });
    for (Index at = 0; at < count; ++at)
      for (const auto& [other, distance] : found[at]) pairs.add(first + at, other, distance, 1);
  }
}

double decayed(double distance, double bandwidth, double decay) {
  if (!(bandwidth > 0)) return distance > 0 ? 0 : 1;
  return std::exp(-std::pow(distance / bandwidth, decay));
}

/// sigma of UMAP for the sorted distances to the other neighbors.
double fuzzy_width(std::span<const double> distances, double nearest, double least) {
  const double target = std::log2(double(distances.size() + 1));
  const auto total = [&](double width) {
    double sum = 0;
    for (const double d : distances) sum += d <= nearest ? 1 : std::exp(-(d - nearest) / width);
    return sum;
  };
  double low = 0, high = distances.back() - nearest;
  if (!(high > 0) || total(least) >= target) return least;
  while (total(high) < target && std::isfinite(2 * high)) low = std::exchange(high, 2 * high);
  for (int step = 0; step < 60; ++step) {
    const double middle = low + (high - low) / 2;
    (total(middle) < target ? low : high) = middle;
  }
  return std::max(high, least);
}

void add_fuzzy(const NeighborGraph& graph, const Context& context, PairList& pairs) {
  const Index n = graph.size();
  const double others = graph.neighbors.empty() ? 0 : double(graph.distances_of(0).size());
  std::vector<double> means(n, 0.0);  // over the point itself and its neighbors; no sum overflows
  double mean = 0;
  for (Index i = 0; i < n; ++i) {
    for (const double d : graph.distances_of(i)) means[i] += d / (others + 1);
    mean += means[i] / n;
  }
  std::vector<double> memberships(graph.distances.size());
  parallel_for(context, n, 64, [&](std::size_t i) {
    const auto distances = graph.distances_of(Index(i));
    const auto positive = std::ranges::upper_bound(distances, 0.0);
    const double nearest = positive == distances.end() ? 0 : *positive;
    const double width = fuzzy_width(distances, nearest, 1e-3 * (nearest > 0 ? means[i] : mean));
    for (std::size_t rank = 0; rank < distances.size(); ++rank)
      memberships[graph.offsets[i] + rank] =
          distances[rank] <= nearest ? 1 : std::exp(-(distances[rank] - nearest) / width);
  });
  for (Index i = 0; i < n; ++i)
    for (std::size_t at = graph.offsets[i]; at < graph.offsets[i + 1]; ++at)
      pairs.add(i, graph.neighbors[at], graph.distances[at], memberships[at]);
}

std::vector<double> last_distances(const NeighborGraph& graph) {
  std::vector<double> last(graph.size());
  for (Index i = 0; i < graph.size(); ++i) last[i] = graph.distances_of(i).back();
  return last;
}

/// Steps 1 and 2, and the bandwidth of every point.
struct Pairs {
  std::vector<Pair> pairs;
  std::vector<double> bandwidths;
};

Pairs radius_pairs(const PointCloud& points, const NeighborGraphOptions& options, const Context& context) {
  const Index n = points.size();
  if (n < 2) return {};
  double radius = 0;
  if (options.radius) {
    radius = *options.radius;
  } else {
    const auto nearest_ones = last_distances(nearest(points, 1, options, context));
    radius = *std::ranges::max_element(nearest_ones);
    context.resolved("radius", radius);
  }
  PairList pairs(context);
  add_within(MetricSpace(points, options.metric), std::vector<double>(n, radius), {}, context, pairs);
  return {std::move(pairs).joined(), std::vector<double>(n, radius)};
}

Pairs alpha_decay_pairs(const PointCloud& points, const NeighborGraphOptions& options, double decay,
                        const Context& context) {
  const auto few = nearest(points, options.neighbors, options, context);  // refuses too many neighbors
  Pairs result{{}, last_distances(few)};
  if (options.bandwidth) result.bandwidths.assign(points.size(), *options.bandwidth);

  const double reach_of_one = std::pow(-std::log(negligible), 1 / decay) * (1 + 1e-9);
  std::vector<double> reach(points.size());
  for (Index i = 0; i < points.size(); ++i) reach[i] = result.bandwidths[i] * reach_of_one;
  const auto more = std::min(points.size() - 1, std::max<Index>(4 * options.neighbors, 50));
  PairList pairs(context);
  add_within(MetricSpace(points, options.metric), reach, nearest(points, more, options, context), context, pairs);
  result.pairs = std::move(pairs).joined();
  return result;
}

Pairs nearest_pairs(const PointCloud& points, const NeighborGraphOptions& options, const Context& context) {
  const bool is_fuzzy = options.kind == Kind::fuzzy;
  const auto graph = nearest(points, is_fuzzy ? options.neighbors - 1 : options.neighbors, options, context);
  PairList pairs(context);
  if (is_fuzzy) {
    add_fuzzy(graph, context, pairs);
  } else {
    for (Index i = 0; i < graph.size(); ++i)
      for (std::size_t at = graph.offsets[i]; at < graph.offsets[i + 1]; ++at)
        pairs.add(i, graph.neighbors[at], graph.distances[at], 1);
  }
  return {std::move(pairs).joined(), last_distances(graph)};
}

/// Step 3: 0 where two points are not joined.
double affinity(const Pair& pair, const std::vector<double>& bandwidths, Kind kind, double decay) {
  if (kind == Kind::fuzzy) {
    const auto [low, high] = std::minmax({std::max(pair.of_u, 0.0), std::max(pair.of_v, 0.0)});
    return high + low * (1 - high);  // a + b - a b, at most 1
  }
  if (kind == Kind::mutual && (pair.of_u < 0 || pair.of_v < 0)) return 0;
  double of_v = decayed(pair.distance, bandwidths[pair.u], decay);
  double of_u = decayed(pair.distance, bandwidths[pair.v], decay);
  if (kind == Kind::alpha_decay) {
    if (of_v < negligible) of_v = 0;
    if (of_u < negligible) of_u = 0;
  }
  return (of_u + of_v) / 2;
}

}  // namespace

WeightedGraph neighbor_graph(const PointCloud& points, const NeighborGraphOptions& options, const Context& context) {
  check_request(points, options);
  if (points.size() == 0) return {};

  const double decay = options.decay.value_or(options.kind == Kind::alpha_decay ? 40 : 2);
  auto [pairs, bandwidths] = options.kind == Kind::radius        ? radius_pairs(points, options, context)
                             : options.kind == Kind::alpha_decay ? alpha_decay_pairs(points, options, decay, context)
                                                                 : nearest_pairs(points, options, context);
  if (options.bandwidth) std::ranges::fill(bandwidths, *options.bandwidth);

  std::vector<WeightedEdge> edges;
  edges.reserve(pairs.size());
  for (const Pair& pair : pairs) {
    const double weight = affinity(pair, bandwidths, options.kind, decay);
    if (!(weight > 0)) continue;
    edges.push_back({pair.u, pair.v,
                     options.weights == EdgeWeight::affinity   ? weight
                     : options.weights == EdgeWeight::distance ? pair.distance
                                                               : 1.0});
  }
  return WeightedGraph(points.size(), std::move(edges));
}

}  // namespace tessera
