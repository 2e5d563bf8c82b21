// SPDX-License-Identifier: MIT
// 1. Largest eigenpairs (l, u) of S = D^1/2 P D^-1/2; the constant of P, u_0 = D^1/2, is turned out of the space of
//    those with its eigenvalue: a graph in pieces has more of them.
// 2. psi = u / u_0, scaled by the sum of D; coordinates |l|^t psi.
// 3. A further point gets the affinities that it would have in the graph, were it a training point.
#include "manifold/markov_embedding.hpp"

#include "manifold/leading_eigenpairs.hpp"
#include "manifold/nearest_training.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/geometry/graph_algorithms.hpp"
#include "tessera/geometry/nearest_neighbors.hpp"
#include "tessera/geometry/symmetric_eigenpairs.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <Eigen/QR>

namespace tessera {
namespace {

using Matrix = Eigen::MatrixXd;
using Kind = NeighborGraphKind;

constexpr double negligible_affinity = 1e-4;     // of alpha decay
constexpr double negligible_eigenvalue = 1e-10;  // it carries no information that could be extended

void check_request(const MarkovEmbeddingOptions& options) {
  if (options.components == 0) throw Error(codes::bad_request, "needs at least 1, got 0").within("components");
  if (!(options.time >= 0 && std::isfinite(options.time)))
    throw Error(codes::bad_request, fmt::format("needs a finite time from 0 on, got {}", format_double(options.time)))
        .within("time");
}

void check_graph(const NeighborGraphOptions& options) {
  if (options.kind != Kind::knn && options.kind != Kind::alpha_decay)
    throw Error(codes::bad_request, "needs a knn or alpha_decay graph, got another", "embed the graph itself")
        .within("graph");
  if (options.weights == EdgeWeight::distance)
    throw Error(codes::bad_request, "needs affinities or units, got distances").within("weights");
}

/// Step 1: pairs without the constant vector.
Eigenpairs nonconstant_pairs(const DiffusionOperator& chain, const Eigen::VectorXd& constant, Index count,
                             const Context& context) {
  auto pairs = symmetric_eigenpairs(chain.symmetric,
                                    {.count = count + 1, .end = SpectrumEnd::largest, .tolerance = 1e-10}, context);
  const auto equal = std::ranges::count(pairs.groups, pairs.groups.front());
  Matrix space = pairs.vectors.leftCols(equal);
  const Eigen::HouseholderQR<Matrix> factors(Matrix(space.transpose() * constant));
  pairs.vectors.leftCols(equal) = space * Matrix(factors.householderQ());

  const Eigen::Index rest = pairs.vectors.cols() - 1;
  pairs.vectors = pairs.vectors.rightCols(rest).eval();
  pairs.values = pairs.values.tail(rest).eval();
  pairs.groups.erase(pairs.groups.begin());
  return pairs;
}

void count_pieces(const WeightedGraph& graph, FittedValues& figures, const Context& context) {
  const auto component = connected_components(graph);
  const Index pieces = component.empty() ? 0 : *std::ranges::max_element(component) + 1;
  figures["graph_components"] = {double(pieces)};
  if (pieces > 1)
    context.warn(
        fmt::format("the graph is in {} pieces: the first {} coordinates tell these apart", pieces, pieces - 1));
}

double decayed(double distance, double bandwidth, double decay) {
  if (!(bandwidth > 0)) return distance > 0 ? 0 : 1;
  return std::exp(-std::pow(distance / bandwidth, decay));
}

}  // namespace

Embedding markov_embedding(const WeightedGraph& graph, const MarkovEmbeddingOptions& options, const Context& context) {
  check_request(options);
  const Index n = graph.size(), width = options.components;
  Embedding result;
  count_pieces(graph, result.figures, context);
  std::vector<double> coordinates(std::size_t{n} * width);
  std::vector<double> eigenvalues, groups;
  bool splits_last_group = false;

  if (n > 1) {
    const auto chain = diffusion_operator(graph, options.chain);
    const Eigen::Map<const Eigen::ArrayXd> degrees(chain.degrees.data(), n);
    const Eigen::VectorXd constant = (degrees / degrees.sum()).sqrt();
    auto pairs = nonconstant_pairs(chain, constant, std::min(width, n - 1), context);
    splits_last_group = pairs.splits_last_group;
    Matrix vectors = constant.cwiseInverse().asDiagonal() * pairs.vectors;  // step 2
    orient(vectors);
    for (Eigen::Index k = 0; k < vectors.cols(); ++k) {
      const double value = pairs.values[k];
      eigenvalues.push_back(value);
      groups.push_back(double(pairs.groups[std::size_t(k)] - pairs.groups.front() + 1));
      if (options.time > 0 && std::abs(value) < negligible_eigenvalue) continue;
      const double factor = std::pow(std::abs(value), options.time);
      for (Index i = 0; i < n; ++i) coordinates[std::size_t{i} * width + std::size_t(k)] = factor * vectors(i, k);
    }
  }
  result.points = PointCloud(n, width, std::move(coordinates));
  result.figures["eigenvalues"] = std::move(eigenvalues);
  result.figures["group"] = std::move(groups);
  result.figures["splits_last_group"] = {splits_last_group ? 1.0 : 0.0};
  return result;
}

MarkovEmbedding::MarkovEmbedding(const PointCloud& training, const MarkovEmbeddingOptions& options,
                                 const Context& context)
    : training_(training),
      options_(options),
      decay_(options.graph.decay.value_or(options.graph.kind == Kind::alpha_decay ? 40 : 2)) {
  check_request(options);
  check_graph(options.graph);
  const auto nearest =
      nearest_neighbors(training, {.neighbors = options.graph.neighbors, .metric = options.graph.metric}, context);
  for (Index i = 0; i < training.size(); ++i) last_distances_.push_back(nearest.distances_of(i).back());
  const auto graph = neighbor_graph(training, options.graph, context);
  row_sums_ = weighted_degrees(graph);
  for (double& sum : row_sums_) sum += options.chain.self_affinity;
  embedding_ = markov_embedding(graph, options, context);
}

/// Step 3: of a further point with its bandwidth and a training point.
double MarkovEmbedding::affinity(double distance, double bandwidth, Index point) const {
  const auto& graph = options_.graph;
  double from = decayed(distance, graph.bandwidth.value_or(bandwidth), decay_);
  double to = decayed(distance, graph.bandwidth.value_or(last_distances_[point]), decay_);
  if (graph.kind == Kind::alpha_decay) {
    if (from < negligible_affinity) from = 0;
    if (to < negligible_affinity) to = 0;
  }
  const double sum = from + to;
  return graph.weights == EdgeWeight::unit && sum > 0 ? 1 : sum / 2;
}

std::vector<std::pair<Index, double>> MarkovEmbedding::transitions_from(Neighbors nearest) const {
  constexpr double rounding = 1 + 1e-9;  // distances may have been found another way
  std::vector<std::pair<Index, double>> chances;
  const Index neighbors = options_.graph.neighbors;
  const double bandwidth = nearest[std::min<std::size_t>(neighbors, nearest.size()) - 1].first;
  for (std::size_t rank = 0; rank < nearest.size(); ++rank) {
    const auto [distance, point] = nearest[rank];
    const bool is_joined =
        options_.graph.kind == Kind::alpha_decay || rank < neighbors || distance <= last_distances_[point] * rounding;
    if (!is_joined) continue;
    if (const double weight = affinity(distance, bandwidth, point); weight > 0) chances.emplace_back(point, weight);
  }
  double sum = 0;
  for (auto& [point, weight] : chances) {
    weight *= std::pow(row_sums_[point] / row_sums_.front(), -options_.chain.density_exponent);
    sum += weight;
  }
  for (auto& [point, weight] : chances) weight /= sum;
  return chances;
}

PointCloud MarkovEmbedding::place(const PointCloud& others, const Context& context) const {
  const std::size_t width = options_.components;
  const auto& eigenvalues = embedding_.figures.at("eigenvalues");
  std::vector<double> coordinates(others.size() * width);
  const auto visit = [&](Index other, Neighbors nearest) {
    double* out = coordinates.data() + other * width;
    const auto transitions = transitions_from(nearest);
    if (nearest.front().first == 0 || transitions.empty()) {  // of a copy the sum is the coordinate that it has
      std::ranges::copy(embedding_.points[nearest.front().second], out);
      return;
    }
    for (const auto& [point, chance] : transitions)
      for (std::size_t k = 0; k < eigenvalues.size(); ++k)
        if (std::abs(eigenvalues[k]) >= negligible_eigenvalue)
          out[k] += chance * embedding_.points[point][k] / eigenvalues[k];
  };
  for_nearest_training(training_, others, training_.size(), options_.graph.metric, visit, context);
  return PointCloud(others.size(), Index(width), std::move(coordinates));
}

}  // namespace tessera
