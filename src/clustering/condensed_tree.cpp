// SPDX-License-Identifier: MIT
// Outline.
//  1. Lambda of every edge: 1 / weight, in a unit in which the largest weight is about 1 (Campello et al. 2013, 3.1).
//  2. Merge tree: all edges of one weight join components at once; a node may have many children.
//  3. From the root down: children of fewer than min_cluster_size points leave; one large child is the cluster's
//     continuation, several are clusters of their own (McInnes and Healy 2017, section 2.3).
#include "clustering/condensed_tree.hpp"

#include "clustering/positive_lengths.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace tessera {
namespace {

/// Nodes 0 .. n - 1 are the points; the others have lambda and children, which come before them.
struct MergeTree {
  std::vector<Index> size;
  std::vector<double> lambda;
  std::vector<std::vector<Index>> children;  // empty for points
};

class Components {
 public:
  explicit Components(Index size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), Index{0}); }
  Index find(Index point) {
    while (parent_[point] != point) point = parent_[point] = parent_[parent_[point]];
    return point;
  }
  void join(Index a, Index b) { parent_[std::max(a, b)] = std::min(a, b); }

 private:
  std::vector<Index> parent_;
};

std::vector<double> lambdas(const std::vector<WeightedEdge>& edges) {
  std::vector<double> values;
  for (const auto& edge : edges) values.push_back(edge.weight);
  values = positive_lengths(std::move(values));
  int exponent = 0;
  if (!values.empty()) std::frexp(values.back(), &exponent);
  for (double& value : values) value = 1 / std::max(std::ldexp(value, -exponent), 0x1p-500);
  return values;
}

MergeTree merge_tree(Index points, const std::vector<WeightedEdge>& edges) {
  MergeTree tree{std::vector<Index>(points, 1), std::vector<double>(points, 0), {}};
  tree.children.resize(points);
  const auto lambda = lambdas(edges);
  Components components(points);
  std::vector<Index> node_of(points);  // of the component with this root
  std::iota(node_of.begin(), node_of.end(), Index{0});

  for (std::size_t begin = 0, end = 0; begin < edges.size(); begin = end) {
    std::vector<Index> touched;  // roots before any edge of this weight joins them
    for (; end < edges.size() && edges[end].weight == edges[begin].weight; ++end)
      for (const Index point : {edges[end].u, edges[end].v}) touched.push_back(components.find(point));
    for (std::size_t k = begin; k < end; ++k) components.join(components.find(edges[k].u), components.find(edges[k].v));

    std::ranges::sort(touched);
    touched.erase(std::ranges::unique(touched).begin(), touched.end());
    for (const Index root : touched) {
      const Index old_node = node_of[root], joined = components.find(root);  // joined <= root: seen before
      if (joined == root) {
        node_of[root] = Index(tree.size.size());
        tree.size.push_back(0);
        tree.lambda.push_back(lambda[begin]);
        tree.children.emplace_back();
      }
      tree.size[node_of[joined]] += tree.size[old_node];
      tree.children[node_of[joined]].push_back(old_node);
    }
  }
  return tree;
}

}  // namespace

CondensedTree condensed_tree(Index points, const std::vector<WeightedEdge>& spanning_tree, Index min_cluster_size) {
  const MergeTree merges = merge_tree(points, spanning_tree);
  CondensedTree tree{{}, std::vector<Index>(points, 0), std::vector<double>(points, 0)};
  tree.clusters.push_back({none, points, 0, 0, 0, 0, {}});

  std::vector<Index> below;
  const auto drop = [&](Index node, Index cluster, double lambda) {
    below.assign(1, node);
    while (!below.empty()) {
      const Index at = below.back();
      below.pop_back();
      below.insert(below.end(), merges.children[at].begin(), merges.children[at].end());
      if (at >= points) continue;
      tree.cluster_of[at] = cluster;
      tree.lambda[at] = lambda;
    }
  };

  std::vector<std::pair<Index, Index>> left{{Index(merges.size.size() - 1), 0}};  // node, the cluster that it is
  while (!left.empty()) {
    const auto [node, cluster] = left.back();
    left.pop_back();
    const double lambda = merges.lambda[node];
    const auto is_large = [&](Index child) { return merges.size[child] >= min_cluster_size; };
    const bool splits = std::ranges::count_if(merges.children[node], is_large) > 1;

    tree.clusters[cluster].largest_lambda = std::max(tree.clusters[cluster].largest_lambda, lambda);
    for (const Index child : merges.children[node]) {
      auto& here = tree.clusters[cluster];  // anew: clusters may have moved
      if (is_large(child) && !splits) {
        left.emplace_back(child, cluster);
        continue;
      }
      here.stability += merges.size[child] * (lambda - here.birth);
      if (is_large(child)) {
        here.children.push_back(Index(tree.clusters.size()));
        left.emplace_back(child, Index(tree.clusters.size()));
        tree.clusters.push_back({cluster, merges.size[child], lambda, 0, 0, 0, {}});
      } else {
        drop(child, cluster, lambda);
      }
    }
  }

  for (auto& cluster : tree.clusters) cluster.deepest_lambda = cluster.largest_lambda;
  for (std::size_t k = tree.clusters.size(); k-- > 1;) {
    auto& above = tree.clusters[tree.clusters[k].parent];
    above.deepest_lambda = std::max(above.deepest_lambda, tree.clusters[k].deepest_lambda);
  }
  return tree;
}

}  // namespace tessera
