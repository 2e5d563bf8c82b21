// SPDX-License-Identifier: MIT
// Outline (Ng, Jordan and Weiss 2002, section 2; Damle, Minden and Ying 2019, algorithm 1).
//  1. S = D^-1/2 W D^-1/2, without the diagonal of W; a vertex without affinity gets S_ii = 1, so it is a component.
//  2. V: the eigenvectors of the largest eigenvalues of S.
//  3. cluster_qr: pivoted QR of V^T picks `clusters` rows of V; the orthogonal matrix nearest to them turns V so that
//     every point lies along the axis of its cluster. k_means: on the rows of V, scaled to norm 1.
#include "clustering/spectral_cut.hpp"

#include "clustering/canonical_order.hpp"
#include "clustering/leading_eigenvectors.hpp"
#include "tessera/clustering/k_means.hpp"
#include "tessera/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>
#include <Eigen/QR>
#include <Eigen/SVD>

namespace tessera {
namespace {

Index component_count(const Eigen::MatrixXd& affinity) {
  std::vector<char> seen(std::size_t(affinity.rows()), false);
  std::vector<Eigen::Index> reached;
  Index components = 0;
  for (Eigen::Index start = 0; start < affinity.rows(); ++start) {
    if (seen[std::size_t(start)]) continue;
    ++components;
    seen[std::size_t(start)] = true;
    reached.assign(1, start);
    while (!reached.empty()) {
      const Eigen::Index at = reached.back();
      reached.pop_back();
      for (Eigen::Index to = 0; to < affinity.rows(); ++to)
        if (affinity(to, at) > 0 && !seen[std::size_t(to)]) {
          seen[std::size_t(to)] = true;
          reached.push_back(to);
        }
    }
  }
  return components;
}

/// W becomes D^-1/2 W D^-1/2. Dividing by the largest affinity first keeps sums finite; W_ij <= d_i, so nothing
/// overflows after that.
void normalize(Eigen::MatrixXd& affinity) {
  affinity.diagonal().setZero();
  const double largest = affinity.size() > 0 ? affinity.maxCoeff() : 0;
  if (largest > 0) affinity /= largest;
  const Eigen::VectorXd degrees = affinity.colwise().sum();
  for (Eigen::Index i = 0; i < affinity.rows(); ++i) {
    if (degrees[i] > 0) {
      affinity.row(i) /= std::sqrt(degrees[i]);
      affinity.col(i) /= std::sqrt(degrees[i]);
    } else {
      affinity(i, i) = 1;
    }
  }
}

std::vector<Index> clusters_by_qr(const Eigen::MatrixXd& vectors) {
  const Eigen::Index count = vectors.cols();
  const Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr(vectors.transpose());
  Eigen::MatrixXd picked(count, count);
  for (Eigen::Index k = 0; k < count; ++k) picked.col(k) = vectors.row(qr.colsPermutation().indices()[k]);
  const Eigen::JacobiSVD<Eigen::MatrixXd> svd(picked, Eigen::ComputeFullU | Eigen::ComputeFullV);
  const Eigen::MatrixXd along = (vectors * (svd.matrixU() * svd.matrixV().transpose())).cwiseAbs();
  std::vector<Index> cluster_of(std::size_t(vectors.rows()));
  for (Eigen::Index i = 0; i < vectors.rows(); ++i) {
    Eigen::Index cluster = 0;
    along.row(i).maxCoeff(&cluster);
    cluster_of[std::size_t(i)] = Index(cluster);
  }
  return cluster_of;
}

std::vector<Index> clusters_by_means(const Eigen::MatrixXd& vectors, const SpectralOptions& options,
                                     const Context& context) {
  std::vector<double> rows;
  for (Eigen::Index i = 0; i < vectors.rows(); ++i) {
    const double norm = vectors.row(i).norm();
    for (Eigen::Index k = 0; k < vectors.cols(); ++k) rows.push_back(norm > 0 ? vectors(i, k) / norm : 0);
  }
  return k_means(PointCloud(Index(vectors.rows()), Index(vectors.cols()), std::move(rows)),
                 {.clusters = options.clusters, .restarts = options.restarts}, context)
      .labels.classes();
}

}  // namespace

SpectralClustering spectral_cut(Eigen::MatrixXd affinity, const std::vector<Index>& order,
                                const SpectralOptions& options, const Context& context) {
  affinity.diagonal().setZero();
  if (const Index components = component_count(affinity); components > options.clusters)
    context.warn(fmt::format("{} connected components are more than {} clusters: which are joined is undetermined",
                             components, options.clusters));
  normalize(affinity);
  const auto [values, vectors] = leading_eigenvectors(affinity, options.clusters, context);

  const auto cluster_of = options.assignment == SpectralAssignment::cluster_qr
                              ? clusters_by_qr(vectors)
                              : clusters_by_means(vectors, options, context);
  SpectralClustering result;
  result.labels = canonical_labels(cluster_of, order);
  std::vector<double> coordinates(std::size_t(vectors.size()));
  for (std::size_t i = 0; i < order.size(); ++i)
    for (Index k = 0; k < options.clusters; ++k)
      coordinates[std::size_t{order[i]} * options.clusters + k] = vectors(Eigen::Index(i), k);
  result.embedding = PointCloud(Index(order.size()), options.clusters, std::move(coordinates));
  for (const double value : values) result.eigenvalues.push_back(std::max(0.0, 1 - value));
  return result;
}

}  // namespace tessera
