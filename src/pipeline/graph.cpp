// SPDX-License-Identifier: MIT
#include "pipeline/graph.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace tessera {

std::vector<std::size_t> topological_order(const Dependencies& graph) {
  const std::size_t size = graph.sources.size();
  std::vector<std::size_t> open(size);
  std::vector<std::vector<std::size_t>> users(size);
  for (std::size_t node = 0; node < size; ++node) {
    open[node] = graph.sources[node].size();
    for (const std::size_t source : graph.sources[node]) users[source].push_back(node);
  }

  const auto by_name = [&](std::size_t a, std::size_t b) {
    return std::tie(graph.names[a], a) < std::tie(graph.names[b], b);
  };
  std::set<std::size_t, decltype(by_name)> ready(by_name);
  for (std::size_t node = 0; node < size; ++node)
    if (open[node] == 0) ready.insert(node);

  std::vector<std::size_t> order;
  while (!ready.empty()) {
    const std::size_t node = *ready.begin();
    ready.erase(ready.begin());
    order.push_back(node);
    for (const std::size_t user : users[node])
      if (--open[user] == 0) ready.insert(user);
  }
  return order;
}

std::vector<std::vector<std::size_t>> cycles(const Dependencies& graph, const std::vector<std::size_t>& order) {
  enum class Mark { open, on_path, done };
  std::vector<Mark> mark(graph.sources.size(), Mark::open);
  for (const std::size_t node : order) mark[node] = Mark::done;

  std::vector<std::vector<std::size_t>> all;
  for (std::size_t start = 0; start < mark.size(); ++start) {
    // Every node left out needs another one that is left out: walking along these must close a cycle or meet an old
    // path.
    std::vector<std::size_t> walk;
    std::size_t node = start;
    while (mark[node] == Mark::open) {
      mark[node] = Mark::on_path;
      walk.push_back(node);
      const auto& sources = graph.sources[node];
      const auto next = std::ranges::find_if(sources, [&](std::size_t s) { return mark[s] != Mark::done; });
      if (next == sources.end()) break;
      node = *next;
    }
    if (!walk.empty() && mark[node] == Mark::on_path) {
      std::vector<std::size_t> cycle(std::ranges::find(walk, node), walk.end());
      std::ranges::reverse(cycle);
      std::ranges::rotate(cycle, std::ranges::min_element(cycle));
      if (cycle.size() > 1 || std::ranges::count(graph.sources[node], node) > 0) all.push_back(std::move(cycle));
    }
    for (const std::size_t seen : walk) mark[seen] = Mark::done;
  }
  return all;
}

}  // namespace tessera
