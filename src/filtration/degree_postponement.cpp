// SPDX-License-Identifier: MIT
#include "filtration/degree_postponement.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <utility>

namespace tessera {
namespace {

constexpr std::size_t degrees_together = 32;

struct Neighbor {
  Index vertex, edge;
};

/// A common neighbor of the ends of an edge, and the edges that lead there.
struct Common {
  Index vertex, to_u, to_v;
};

class Postponement {
 public:
  Postponement(Index vertex_count, const std::vector<FilteredEdge>& edges, DegreeScales& scales)
      : edges_(edges),
        scales_(scales),
        neighbors_(vertex_count),
        position_(vertex_count, none),
        never_(degrees_together, none) {
    for (Index e = 0; e < edges.size(); ++e) {
      neighbors_[edges[e].u].push_back({edges[e].v, e});
      neighbors_[edges[e].v].push_back({edges[e].u, e});
    }
    for (auto& of_vertex : neighbors_) std::ranges::sort(of_vertex, {}, &Neighbor::vertex);
  }

  /// How many scales of the edge change.
  std::size_t postpone(Index edge) {
    gather_link(edge);
    if (link_.empty()) return 0;
    is_dominated_.assign(scales_.degrees, 0);
    for (std::size_t start = 0; start < scales_.degrees; start += degrees_together)
      find_dominated(edge, start, std::min(degrees_together, scales_.degrees - start));

    std::size_t changed = 0;
    Index next = none;  // the scale at the next degree where nothing dominates
    Index* scale = row(edge);
    for (std::size_t k = scales_.degrees; k-- > 0;) {
      if (is_dominated_[k] == 0) next = scale[k];
      changed += scale[k] != next;
      scale[k] = next;
    }
    return changed;
  }

 private:
  Index* row(Index edge) { return scales_.scales.data() + std::size_t{edge} * scales_.degrees; }
  bool is_gone(Index edge) { return row(edge)[0] == none; }

  void gather_link(Index edge) {
    link_.clear();
    const auto &of_u = neighbors_[edges_[edge].u], &of_v = neighbors_[edges_[edge].v];
    for (auto u = of_u.begin(), v = of_v.begin(); u != of_u.end() && v != of_v.end();) {
      if (u->vertex < v->vertex) {
        ++u;
      } else if (v->vertex < u->vertex) {
        ++v;
      } else {
        if (!is_gone(u->edge) && !is_gone(v->edge)) link_.push_back({u->vertex, u->edge, v->edge});
        ++u, ++v;
      }
    }
    // Edges between common neighbors, by their places in the link.
    for (std::size_t x = 0; x < link_.size(); ++x) position_[link_[x].vertex] = Index(x);
    between_.assign(link_.size() * link_.size(), none);
    for (std::size_t w = 0; w < link_.size(); ++w)
      for (const auto& [vertex, wx] : neighbors_[link_[w].vertex])
        if (position_[vertex] != none && !is_gone(wx)) between_[w * link_.size() + position_[vertex]] = wx;
    for (const auto& common : link_) position_[common.vertex] = none;
  }

  /// Marks the degrees from `start` on for which some vertex dominates the edge.
  void find_dominated(Index edge, std::size_t start, std::size_t count) {
    const std::size_t size = link_.size();
    const Index* own = row(edge) + start;
    entry_.resize(size * degrees_together);
    for (std::size_t x = 0; x < size; ++x) {
      const Index *to_u = row(link_[x].to_u) + start, *to_v = row(link_[x].to_v) + start;
      for (std::size_t k = 0; k < count; ++k) entry_[x * degrees_together + k] = std::max({own[k], to_u[k], to_v[k]});
    }
    std::size_t open = count;  // degrees without a dominating vertex so far
    for (std::size_t w = 0; w < size && open > 0; ++w) {
      std::array<Index, degrees_together> fails{};
      for (std::size_t k = 0; k < count; ++k) fails[k] = entry_[w * degrees_together + k] > own[k] ? 1 : 0;
      for (std::size_t x = 0; x < size; ++x) {
        if (x == w) continue;
        const Index wx = between_[w * size + x];
        if (!narrow(wx == none ? never_.data() : row(wx) + start, &entry_[x * degrees_together], fails, count)) break;
      }
      for (std::size_t k = 0; k < count; ++k) {
        if (fails[k] != 0 || is_dominated_[start + k] != 0) continue;
        is_dominated_[start + k] = 1;
        --open;
      }
    }
  }

  /// False: nothing is left that does not fail.
  static bool narrow(const Index* scale, const Index* entry, std::array<Index, degrees_together>& fails,
                     std::size_t count) {
    Index all = 1;
    for (std::size_t k = 0; k < count; ++k) {
      fails[k] |= scale[k] > entry[k] ? 1 : 0;
      all &= fails[k];
    }
    return all == 0;
  }

  const std::vector<FilteredEdge>& edges_;
  DegreeScales& scales_;
  std::vector<std::vector<Neighbor>> neighbors_;
  std::vector<Index> position_;  // in the link, by vertex; `none` outside
  const std::vector<Index> never_;
  std::vector<Common> link_;
  std::vector<Index> between_, entry_;
  std::vector<std::uint8_t> is_dominated_;
};

void drop_gone(std::vector<FilteredEdge>& edges, DegreeScales& scales) {
  std::size_t kept = 0;
  for (std::size_t e = 0; e < edges.size(); ++e) {
    const auto row = scales.scales.begin() + std::ptrdiff_t(e * scales.degrees);
    if (*row == none) continue;
    std::copy_n(row, scales.degrees, scales.scales.begin() + std::ptrdiff_t(kept * scales.degrees));
    edges[kept++] = edges[e];
  }
  edges.resize(kept);
  scales.scales.resize(kept * scales.degrees);
}

}  // namespace

DegreeScales edge_scales(const std::vector<FilteredEdge>& edges, const DegreeScales& vertices, const Context& context) {
  context.require_memory((edges.size() * vertices.degrees + vertices.scales.size()) * sizeof(Index),
                         "the scales of all edges by degree", "set a smaller max_degree");
  DegreeScales result{vertices.degrees, {}};
  result.scales.reserve(edges.size() * vertices.degrees);
  for (const auto& [u, v, length] : edges)
    for (std::size_t k = 0; k < vertices.degrees; ++k)
      result.scales.push_back(std::max({length, vertices.of(u)[k], vertices.of(v)[k]}));
  return result;
}

void postpone_by_degree(Index vertex_count, std::vector<FilteredEdge>& edges, DegreeScales& scales,
                        const Context& context) {
  while (!edges.empty()) {
    Postponement postponement(vertex_count, edges, scales);
    std::vector<Index> longest_first(edges.size());
    std::iota(longest_first.begin(), longest_first.end(), Index{0});
    std::ranges::stable_sort(longest_first, std::ranges::greater{}, [&](Index edge) { return edges[edge].length; });
    std::size_t changed = 0;
    for (const Index edge : longest_first) {
      context.check();
      changed += postponement.postpone(edge);
    }
    const std::size_t few = scales.scales.size() / 16;
    drop_gone(edges, scales);
    if (changed <= few) break;
  }
}

}  // namespace tessera
