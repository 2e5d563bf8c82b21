// SPDX-License-Identifier: MIT
#include "clustering/canonical_order.hpp"

#include <algorithm>
#include <numeric>
#include <string>
#include <tuple>

namespace tessera {

std::vector<double> in_first_order(const std::vector<double>& values, const std::vector<Index>& order) {
  std::vector<double> result(values.size());
  for (std::size_t k = 0; k < values.size(); ++k) result[order[k]] = values[k];
  return result;
}

std::vector<Index> canonical_numbers(const std::vector<Index>& cluster_of, Index clusters) {
  std::vector<Index> size(clusters, 0), first(clusters, none), by_size(clusters), number(clusters);
  for (Index k = 0; k < cluster_of.size(); ++k) {
    const Index cluster = cluster_of[k];
    if (cluster == none) continue;
    if (size[cluster]++ == 0) first[cluster] = k;
  }
  std::iota(by_size.begin(), by_size.end(), Index{0});
  std::ranges::sort(
      by_size, [&](Index a, Index b) { return std::tuple(size[b], first[a], a) < std::tuple(size[a], first[b], b); });
  for (Index k = 0; k < clusters; ++k) number[by_size[k]] = k;
  return number;
}

Labels cluster_labels(const std::vector<Index>& cluster_of, const std::vector<Index>& numbers,
                      const std::vector<Index>& order) {
  std::vector<std::string> names(cluster_of.size());
  for (std::size_t k = 0; k < cluster_of.size(); ++k)
    names[order[k]] = cluster_of[k] == none ? "-1" : std::to_string(numbers[cluster_of[k]]);
  return Labels(names);
}

Labels canonical_labels(const std::vector<Index>& cluster_of, const std::vector<Index>& order) {
  Index clusters = 0;
  for (const Index cluster : cluster_of)
    if (cluster != none) clusters = std::max(clusters, cluster + 1);
  return cluster_labels(cluster_of, canonical_numbers(cluster_of, clusters), order);
}

}  // namespace tessera
