// SPDX-License-Identifier: MIT
// Outline.
//  1. Points sorted, scaled to norm 1; those without direction set apart.
//  2. k_subspaces: from each start assign to the subspace of greatest projection, then principal directions, until no
//     point moves. The first start is doubly_stochastic's clusters, the others are random subspaces.
//     Other methods: an affinity (self_expression.cpp, Sinkhorn), then spectral_cut.
//  3. Principal directions and residuals of the clusters, whatever the method.
#include "tessera/clustering/subspaces.hpp"

#include "clustering/canonical_order.hpp"
#include "clustering/leading_eigenvectors.hpp"
#include "clustering/self_expression.hpp"
#include "clustering/spectral_cut.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/parallel.hpp"
#include "tessera/geometry/normalized_rows.hpp"
#include "tessera/manifold/sinkhorn_affinity.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>
#include <Eigen/SVD>

namespace tessera {
namespace {

using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Bases = std::vector<Eigen::MatrixXd>;  // orthonormal columns

void check_request(const PointCloud& points, const SubspaceOptions& options) {
  const auto refuse = [](std::string_view name, std::string_view need, double value) {
    throw Error(codes::bad_request, fmt::format("needs {}, got {}", need, format_double(value))).within(name);
  };
  if (options.clusters == 0) refuse("clusters", "at least 1", 0);
  if (options.dimension == 0) refuse("dimension", "at least 1", 0);
  if (options.iterations == 0) refuse("iterations", "at least 1", 0);
  if (!(options.fidelity > 1 && std::isfinite(options.fidelity))) refuse("fidelity", "a number > 1", options.fidelity);
  if (!(options.sparsity > 0 && options.sparsity <= 1)) refuse("sparsity", "a number in (0, 1]", options.sparsity);
  if (points.size() < options.clusters)
    throw Error(codes::too_few, fmt::format("needs at least {} points, got {}", options.clusters, points.size()))
        .within("clusters");
  if (points.dimension() < options.dimension)
    refuse("dimension", fmt::format("at most the points' dimension {}", points.dimension()), options.dimension);
}

/// The leading principal directions of the members of each cluster, not centred.
Eigen::MatrixXd principal_directions(const Rows& points, const std::vector<Eigen::Index>& members, Index dimension) {
  if (members.empty()) return Eigen::MatrixXd(points.cols(), 0);
  const Eigen::MatrixXd part = points(members, Eigen::all).transpose();
  const Eigen::BDCSVD<Eigen::MatrixXd> svd(part, Eigen::ComputeThinU);
  const auto& values = svd.singularValues();
  Eigen::Index count = 0;
  while (count < values.size() && count < Eigen::Index(dimension) && values[count] > 1e-12 * values[0]) ++count;
  return svd.matrixU().leftCols(count);
}

Bases fitted_bases(const Rows& points, const std::vector<Index>& cluster_of, Index clusters, Index dimension) {
  std::vector<std::vector<Eigen::Index>> members(clusters);
  for (std::size_t k = 0; k < cluster_of.size(); ++k) members[cluster_of[k]].push_back(Eigen::Index(k));
  Bases bases;
  for (const auto& part : members) bases.push_back(principal_directions(points, part, dimension));
  return bases;
}

struct Run {
  std::vector<Index> cluster_of;
  double energy = -1;  // sum of squared projections
};

/// Points to the subspace of greatest projection, the first of equals; the squared projections.
std::vector<double> assign(const Rows& points, const Bases& bases, std::vector<Index>& cluster_of) {
  std::vector<double> energy(std::size_t(points.rows()), -1);
  for (std::size_t cluster = 0; cluster < bases.size(); ++cluster) {
    const Eigen::VectorXd squares = (points * bases[cluster]).rowwise().squaredNorm();
    for (std::size_t k = 0; k < energy.size(); ++k)
      if (squares[Eigen::Index(k)] > energy[k]) {
        energy[k] = squares[Eigen::Index(k)];
        cluster_of[k] = Index(cluster);
      }
  }
  return energy;
}

/// From bases, or (without them) from the clusters of `run`, to a local optimum.
Run settled(const Rows& points, Run run, Bases bases, const SubspaceOptions& options, const Context& context) {
  if (bases.empty()) bases = fitted_bases(points, run.cluster_of, options.clusters, options.dimension);
  for (Index iteration = 0; iteration < options.iterations; ++iteration) {
    context.check();
    const auto before = run.cluster_of;
    auto energy = assign(points, bases, run.cluster_of);
    run.energy = std::accumulate(energy.begin(), energy.end(), 0.0);
    if (iteration > 0 && run.cluster_of == before) break;
    std::vector<Index> sizes(options.clusters, 0);
    for (const Index cluster : run.cluster_of) ++sizes[cluster];
    for (Index cluster = 0; cluster < options.clusters; ++cluster) {
      if (sizes[cluster] > 0) continue;
      const auto worst = std::size_t(std::ranges::min_element(energy) - energy.begin());
      run.cluster_of[worst] = cluster;
      energy[worst] = 1;
    }
    bases = fitted_bases(points, run.cluster_of, options.clusters, options.dimension);
  }
  return run;
}

Bases random_bases(Eigen::Index rows, const SubspaceOptions& options, RandomStream random) {
  Bases bases;
  for (Index cluster = 0; cluster < options.clusters; ++cluster) {
    Eigen::MatrixXd directions(rows, options.dimension);
    for (double& x : directions.reshaped()) x = random.normal();
    bases.push_back(Eigen::BDCSVD<Eigen::MatrixXd>(directions, Eigen::ComputeThinU).matrixU());
  }
  return bases;
}

std::vector<Index> spectral_clusters(const PointCloud& unit, const Rows& points, SubspaceMethod method,
                                     const SubspaceOptions& options, const Context& context) {
  require_dense_size(unit.size(), context);
  Eigen::MatrixXd affinity;
  if (method == SubspaceMethod::doubly_stochastic) {
    const auto kernel = sinkhorn_affinity(unit,
                                          {.similarity = PairSimilarity::absolute_inner_product,
                                           .normalize = RowNormalization::as_is,
                                           .eta = options.eta,
                                           .tolerance = 1e-9},
                                          context);
    affinity = Eigen::Map<const Rows>(kernel.values().data(), unit.size(), unit.size());
  } else {
    const Eigen::MatrixXd gram = points * points.transpose();
    const double sparsity = method == SubspaceMethod::ssc ? 1 : options.sparsity;
    affinity = coefficient_affinity(
        method == SubspaceMethod::ssc_omp
            ? pursuit_coefficients(gram, options.dimension, context)
            : elastic_net_coefficients(gram, options.fidelity, sparsity, options.iterations, context));
  }
  std::vector<Index> order(unit.size());
  std::iota(order.begin(), order.end(), Index{0});
  return spectral_cut(std::move(affinity), order, {.clusters = options.clusters}, context).labels.classes();
}

std::vector<Index> clusters_of(const PointCloud& unit, const Rows& points, const SubspaceOptions& options,
                               const Context& context) {
  if (options.method != SubspaceMethod::k_subspaces)
    return spectral_clusters(unit, points, options.method, options, context);

  constexpr Index most_for_spectral_start = 1000;  // beyond, eigenvectors take longer than all random starts
  const bool has_spectral = unit.size() <= most_for_spectral_start;
  std::vector<Run> runs(options.restarts + has_spectral);
  if (runs.empty())
    throw Error(codes::bad_request, "needs at least 1 random start for so many points, got 0").within("restarts");
  parallel_for(context, runs.size(), 1, [&](std::size_t start) {
    const bool is_spectral = start == options.restarts;
    Run run{std::vector<Index>(unit.size(), 0), -1};
    if (is_spectral)
      run.cluster_of = spectral_clusters(unit, points, SubspaceMethod::doubly_stochastic, options, context);
    runs[start] = settled(points, std::move(run),
                          is_spectral ? Bases() : random_bases(points.cols(), options, context.random(Index(start))),
                          options, context);
  });
  return std::ranges::max_element(runs, {}, &Run::energy)->cluster_of;
}

}  // namespace

SubspaceClustering cluster_subspaces(const PointCloud& points, const SubspaceOptions& options, const Context& context) {
  check_request(points, options);
  const auto [sorted, order] = in_lexicographic_order(points);
  const auto [unit, without_direction] = normalized_rows(sorted, RowNormalization::l2);
  if (!without_direction.empty())
    context.warn(
        fmt::format("{} of {} points have no direction: they join cluster 0", without_direction.size(), points.size()));
  const Eigen::Map<const Rows> mapped(unit.coordinates().data(), unit.size(), unit.dimension());
  const Rows rows = mapped;
  auto cluster_of = clusters_of(unit, rows, options, context);

  const auto numbers = canonical_numbers(cluster_of, options.clusters);
  for (Index& cluster : cluster_of) cluster = numbers[cluster];
  for (const Index point : without_direction) cluster_of[point] = 0;
  const auto bases = fitted_bases(rows, cluster_of, options.clusters, options.dimension);

  SubspaceClustering result;
  std::vector<double> residuals(points.size(), 0);
  for (Index k = 0; k < points.size(); ++k) {
    const Eigen::RowVectorXd row = rows.row(k);
    const auto& basis = bases[cluster_of[k]];
    residuals[k] = std::min(1.0, (row - row * basis * basis.transpose()).norm());
    result.energy += (row * basis).squaredNorm() / points.size();
  }
  std::vector<Index> as_they_are(options.clusters);
  std::iota(as_they_are.begin(), as_they_are.end(), Index{0});
  result.labels = cluster_labels(cluster_of, as_they_are, order);
  result.residuals = ScalarField(in_first_order(residuals, order), "share of length");
  std::vector<double> directions;
  for (const Eigen::MatrixXd& basis : bases) {  // column after column: a direction a row
    directions.insert(directions.end(), basis.data(), basis.data() + basis.size());
    directions.resize(directions.size() + std::size_t(options.dimension - basis.cols()) * points.dimension(), 0);
  }
  result.bases = PointCloud(options.clusters * options.dimension, points.dimension(), std::move(directions));
  return result;
}

}  // namespace tessera
