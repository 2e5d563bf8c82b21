// SPDX-License-Identifier: MIT
// HDBSCAN by its definition: components of the mutual reachability graph at every level, by search.
#pragma once

#include "tessera/core/index.hpp"
#include "tessera/data/distance_matrix.hpp"

#include <algorithm>
#include <set>
#include <vector>

namespace tessera {

struct NaiveHdbscan {
  std::vector<Index> cluster_of;  // none: noise
  std::vector<double> probability, score;
};

class NaiveHdbscanTree {
 public:
  NaiveHdbscanTree(const DistanceMatrix& distances, Index min_cluster_size, Index min_samples)
      : n_(distances.size()), least_size_(min_cluster_size), reach_(n_ * n_, 0.0), cluster_of_(n_), leaves_at_(n_) {
    std::vector<double> core(n_);
    for (Index i = 0; i < n_; ++i) {
      std::vector<double> row;
      for (Index j = 0; j < n_; ++j) row.push_back(distances(i, j));
      std::sort(row.begin(), row.end());
      core[i] = row[min_samples - 1];
    }
    for (Index i = 0; i < n_; ++i)
      for (Index j = 0; j < n_; ++j)
        if (i != j) reach_[i * n_ + j] = std::max({core[i], core[j], distances(i, j)});
    std::vector<Index> all;
    for (Index i = 0; i < n_; ++i) all.push_back(i);
    clusters_.push_back({none, 0, all, {}});
    descend(0, all);
  }

  NaiveHdbscan result(bool takes_leaves) const {
    std::vector<bool> chosen(clusters_.size(), false);
    for (std::size_t k = 1; k < clusters_.size(); ++k)
      chosen[k] = takes_leaves ? clusters_[k].children.empty() : is_best(Index(k));
    NaiveHdbscan found{std::vector<Index>(n_, none), std::vector<double>(n_, 0), std::vector<double>(n_, 0)};
    for (Index point = 0; point < n_; ++point) {
      for (Index at = cluster_of_[point]; at != none; at = clusters_[at].parent)
        if (chosen[at]) found.cluster_of[point] = at;  // the highest chosen one
      if (found.cluster_of[point] != none)
        found.probability[point] = std::min(1.0, leaves_at_[point] / largest(found.cluster_of[point]));
      const double deepest = deepest_of(cluster_of_[point]);
      found.score[point] = (deepest - leaves_at_[point]) / deepest;
    }
    return found;
  }

 private:
  struct Cluster {
    Index parent;
    double birth;
    std::vector<Index> members;
    std::vector<Index> children;
  };

  std::vector<std::vector<Index>> parts_below(const std::vector<Index>& points, double level) const {
    std::vector<std::vector<Index>> parts;
    std::set<Index> left(points.begin(), points.end());
    while (!left.empty()) {
      std::vector<Index> part{*left.begin()};
      left.erase(left.begin());
      for (std::size_t k = 0; k < part.size(); ++k)
        for (auto other = left.begin(); other != left.end();)
          if (reach_[part[k] * n_ + *other] < level) {
            part.push_back(*other);
            other = left.erase(other);
          } else {
            ++other;
          }
      parts.push_back(part);
    }
    return parts;
  }

  void descend(Index cluster, const std::vector<Index>& points) {
    std::set<double, std::greater<>> levels;
    for (const Index i : points)
      for (const Index j : points)
        if (i != j) levels.insert(reach_[i * n_ + j]);
    for (const double level : levels) {
      const auto parts = parts_below(points, level);
      if (parts.size() == 1) continue;
      std::vector<std::vector<Index>> large;
      for (const auto& part : parts) {
        if (part.size() >= least_size_) large.push_back(part);
        for (const Index point : part) {
          cluster_of_[point] = cluster;
          leaves_at_[point] = 1 / level;
        }
      }
      if (large.size() == 1) return descend(cluster, large[0]);
      for (const auto& part : large) {
        clusters_.push_back({cluster, 1 / level, part, {}});
        const auto child = Index(clusters_.size() - 1);
        clusters_[cluster].children.push_back(child);
        descend(child, part);
      }
      return;
    }
  }

  bool is_below(Index cluster, Index above) const {
    for (; cluster != none; cluster = clusters_[cluster].parent)
      if (cluster == above) return true;
    return false;
  }
  /// When a point leaves the cluster: where a child of it begins, or where it leaves for good.
  double departure(Index point, Index cluster) const {
    for (const Index child : clusters_[cluster].children)
      if (is_below(cluster_of_[point], child)) return clusters_[child].birth;
    return leaves_at_[point];
  }
  double stability(Index cluster) const {
    double sum = 0;
    for (const Index point : clusters_[cluster].members) sum += departure(point, cluster) - clusters_[cluster].birth;
    return sum;
  }
  double best_total(Index cluster) const {
    double below = 0;
    for (const Index child : clusters_[cluster].children) below += best_total(child);
    return std::max(below, stability(cluster));
  }
  bool is_best(Index cluster) const {
    double below = 0;
    for (const Index child : clusters_[cluster].children) below += best_total(child);
    return clusters_[cluster].children.empty() || stability(cluster) >= below;
  }
  double largest(Index cluster) const {
    double lambda = 0;
    for (const Index point : clusters_[cluster].members) lambda = std::max(lambda, departure(point, cluster));
    return lambda;
  }
  double deepest_of(Index cluster) const {
    double lambda = 0;
    for (const Index point : clusters_[cluster].members) lambda = std::max(lambda, leaves_at_[point]);
    return lambda;
  }

  std::size_t n_, least_size_;
  std::vector<double> reach_;
  std::vector<Index> cluster_of_;
  std::vector<double> leaves_at_;
  std::vector<Cluster> clusters_;
};

}  // namespace tessera
