// SPDX-License-Identifier: MIT
#include "persistence/link_cut_forest.hpp"

#include "support/catch.hpp"
#include "tessera/core/random.hpp"

#include <algorithm>
#include <set>

using namespace tessera;

namespace {

/// Nodes on the path from a to b by depth-first search; empty if there is none.
std::vector<Index> naive_path(const std::vector<std::set<Index>>& neighbors, Index a, Index b) {
  std::vector<Index> path{a};
  std::vector<bool> is_seen(neighbors.size(), false);
  const auto search = [&](const auto& self, Index node) -> bool {
    if (node == b) return true;
    is_seen[node] = true;
    for (const Index next : neighbors[node]) {
      if (is_seen[next]) continue;
      path.push_back(next);
      if (self(self, next)) return true;
      path.pop_back();
    }
    return false;
  };
  return search(search, a) ? path : std::vector<Index>{};
}

}  // namespace

TEST_CASE("links, cuts and path maxima agree with a search through the forest", "[persistence][law]") {
  RandomStream random(61, 0);
  const Index nodes = 30;
  std::vector<Index> keys(nodes);
  for (Index& key : keys) key = Index(random.below(20));
  LinkCutForest forest(keys);
  std::vector<std::set<Index>> neighbors(nodes);
  for (int step = 0; step < 20000; ++step) {
    const Index a = Index(random.below(nodes)), b = Index(random.below(nodes));
    const auto path = naive_path(neighbors, a, b);
    REQUIRE(forest.are_connected(a, b) == !path.empty());
    if (path.empty()) {
      forest.link(a, b);
      neighbors[a].insert(b);
      neighbors[b].insert(a);
      continue;
    }
    Index largest = 0;
    for (const Index node : path) largest = std::max(largest, keys[node]);
    const Index found = forest.largest_on_path(a, b);
    REQUIRE(keys[found] == largest);
    REQUIRE(std::ranges::count(path, found) == 1);
    if (path.size() > 1 && random.below(3) == 0) {
      forest.cut(path[0], path[1]);
      neighbors[path[0]].erase(path[1]);
      neighbors[path[1]].erase(path[0]);
    }
  }
}
