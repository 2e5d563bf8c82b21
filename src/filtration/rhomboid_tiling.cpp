// SPDX-License-Identifier: MIT
// The tiling is dual to an arrangement of hyperplanes, one a site: a sphere in the hull is a point above or below each.
// A rhomboid of full dimension is a vertex of the arrangement, (A, S) with one site less an edge, a set A a chamber.
//
// For every depth k, from 0 up:
// 1. The chambers A at depth k are those at the vertices (B, T) known so far, |B| < k: A = B + U, U a part of T, named
//    by a hash table. Each remembers where it was met; the sites of T - U are its neighbors.
// 2. An edge (A, S) that ends at a vertex (A - x, S + x) of depth k - 1, and at only one such, is open. From it the
//    sphere moves through the pencil of spheres on S until it meets the next site y, on the side it moves to, of those
//    outside A: that is the vertex (A, S + y), and its other edges are open in turn, or closed if met before.
//    Two facts make this right. The graph of a chamber is connected (it is a pointed polyhedron), and so no vertex is
//    missed. And y is a neighbor, or a second site at the place of a member of A: otherwise the walk from the center of
//    the sphere straight to y keeps y next after A until y is tied with a member of A, so that y is a neighbor. (Lee
//    1982, doi:10.1109/TC.1982.1676031, for the plane; here it is the star shape of Voronoi cells.)
// 3. The rhomboids anchored at A are the parts of the neighbors' sets of step 1 and of the vertices of step 2.
// Depth 0 is the Delaunay triangulation, which is given. In the end the facets of all are looked up.
#ifdef TESSERA_WITH_CGAL

#include "filtration/rhomboid_tiling.hpp"

#include "filtration/site_sets.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace tessera {
namespace {

constexpr std::size_t largest = 4;  // sites of a rhomboid
constexpr std::size_t chambers_together = 64;

using Sites = std::array<Index, largest>;  // increasing, then `none`

/// Where a chamber was met: at a vertex of the arrangement, with the part `added` of its sites inside.
struct Meeting {
  Index vertex;
  unsigned added;
};

/// An edge of the chamber on its way from a known end, which has `other` besides: the sphere moves so that `other` gets
/// inside, or outside.
struct OpenEdge {
  Sites on;
  Index other;
  bool gets_inside;
};

/// What one chamber, or several in a row, add to the tiling.
struct Found {
  std::vector<Index> vertex_sites, vertex_anchors;     // full dimension
  std::array<std::vector<Index>, largest + 1> sites;   // by |S|
  std::array<std::vector<Index>, largest + 1> counts;  // by |S|: how many a chamber
};

using Faces = std::array<std::vector<Sites>, largest + 1>;  // by number

/// What the exploration of a chamber needs and the next can use again.
struct Workspace {
  Faces faces;
  std::vector<OpenEdge> open;
  std::vector<Index> candidates;
};

class TilingBuilder {
 public:
  TilingBuilder(const SphereOrder& order, Index orders, const Context& context)
      : order_(order), context_(context), width_(order.dimension() + 1), orders_(orders) {
    tiling_.orders = orders;
    tiling_.blocks.resize(width_ + 1);
    for (auto& block : tiling_.blocks) block.depth_start.push_back(0);
    first_cell_.resize(width_ + 1);
    for (auto& first : first_cell_) first.push_back(0);
  }

  RhomboidTiling build(std::vector<Index> delaunay_cells, const std::function<void(std::size_t)>& grown) {
    chambers_.emplace_back(Index{0}).insert({});
    vertex_sites_ = std::move(delaunay_cells);
    vertex_anchor_.assign(vertex_sites_.size() / width_, 0);
    vertex_depth_start_ = {0, vertex_anchor_.size()};
    close_depth();
    add_delaunay_faces();
    for (Index depth = 1; depth <= orders_; ++depth) {
      grown(vertex_anchor_.size());
      meet_chambers(depth);
      close_depth();
      if (depth < orders_) explore(depth);
    }
    grown(vertex_anchor_.size());
    link_vertices();
    for (Index m = 2; m <= width_; ++m) link_facets(m);
    return std::move(tiling_);
  }

 private:
  std::span<const Index> sites_of_vertex(std::size_t vertex) const {
    return {vertex_sites_.data() + vertex * width_, width_};
  }
  Index chamber_start(Index depth) const { return tiling_.blocks[0].depth_start[depth]; }

  void close_depth() {
    auto& start = tiling_.blocks[0].depth_start;
    start.push_back(start.back() + chambers_.back().size());
  }

  void add_delaunay_faces() {
    Found found;
    Faces faces;
    for (std::size_t vertex = 0; vertex < vertex_anchor_.size(); ++vertex) {
      if (vertex % 1024 == 0) context_.check();
      add_faces(sites_of_vertex(vertex), faces);
    }
    append_faces(faces, found);
    append(found, 0);
  }

  /// Step 1.
  void meet_chambers(Index depth) {
    auto& chambers = chambers_.emplace_back(depth);
    std::vector<Index> chamber_of;
    std::vector<Meeting> meetings;
    std::vector<Index> members(depth);
    for (Index added = 1; added <= std::min(depth, width_); ++added) {
      const auto& anchors = chambers_[depth - added];
      for (std::size_t vertex = vertex_depth_start_[depth - added]; vertex < vertex_depth_start_[depth - added + 1];
           ++vertex) {
        if (vertex % 1024 == 0) context_.check();
        const auto anchor = anchors[vertex_anchor_[vertex]];
        const auto sites = sites_of_vertex(vertex);
        for (unsigned mask = 1; mask < 1u << width_; ++mask) {
          if (Index(std::popcount(mask)) != added) continue;
          Sites some;
          const Index count = chosen(sites, mask, some);
          std::merge(anchor.begin(), anchor.end(), some.begin(), some.begin() + count, members.begin());
          chamber_of.push_back(chambers.insert(members));
          meetings.push_back({Index(vertex), mask});
        }
      }
    }
    if (depth == orders_) return;

    first_meeting_.assign(chambers.size() + std::size_t{1}, 0);
    for (const Index chamber : chamber_of) ++first_meeting_[chamber + 1];
    for (std::size_t i = 1; i < first_meeting_.size(); ++i) first_meeting_[i] += first_meeting_[i - 1];
    meetings_.resize(meetings.size());
    auto place = first_meeting_;
    for (std::size_t i = 0; i < meetings.size(); ++i) meetings_[place[chamber_of[i]]++] = meetings[i];
  }

  /// The sites in `mask`; returns their number.
  static Index chosen(std::span<const Index> sites, unsigned mask, Sites& result) {
    result.fill(none);
    Index count = 0;
    for (unsigned i = 0; i < sites.size(); ++i)
      if (mask >> i & 1) result[count++] = sites[i];
    return count;
  }

  /// Steps 2 and 3 for all chambers of a depth.
  void explore(Index depth) {
    const Index count = chambers_[depth].size();
    std::vector<Found> found((count + chambers_together - 1) / chambers_together);
    parallel_for_blocks(context_, count, chambers_together, [&](std::size_t begin, std::size_t end) {
      Workspace workspace;
      for (std::size_t chamber = begin; chamber < end; ++chamber)
        explore_chamber(depth, Index(chamber), found[begin / chambers_together], workspace);
    });
    for (const Found& part : found) append(part, depth);
  }

  void append(const Found& found, Index depth) {
    vertex_sites_.insert(vertex_sites_.end(), found.vertex_sites.begin(), found.vertex_sites.end());
    vertex_anchor_.insert(vertex_anchor_.end(), found.vertex_anchors.begin(), found.vertex_anchors.end());
    vertex_depth_start_.resize(depth + std::size_t{2});
    vertex_depth_start_[depth + 1] = vertex_anchor_.size();
    for (Index m = 1; m <= width_; ++m) {
      auto& block = tiling_.blocks[m];
      block.sites.insert(block.sites.end(), found.sites[m].begin(), found.sites[m].end());
      std::uint64_t cells = first_cell_[m].back();
      for (const Index count : found.counts[m]) {
        if (cells + count >= none)
          throw Error(codes::over_cap, "needs fewer than 2^32 rhomboids of a dimension",
                      "lower max_order, or subsample the points");
        first_cell_[m].push_back(Index(cells += count));
      }
      block.depth_start.resize(depth + std::size_t{2});
      block.depth_start[depth + 1] = Index(cells);
    }
  }

  void explore_chamber(Index depth, Index chamber, Found& found, Workspace& workspace) const {
    const auto members = chambers_[depth][chamber];
    auto& [faces, open, candidates] = workspace;
    candidates.clear();
    for (std::size_t i = first_meeting_[chamber]; i < first_meeting_[chamber + 1]; ++i) {
      const auto sites = sites_of_vertex(meetings_[i].vertex);
      Sites outside;
      const Index count = chosen(sites, ~meetings_[i].added, outside);
      candidates.insert(candidates.end(), outside.begin(), outside.begin() + count);
      add_faces({outside.data(), count}, faces);
      if (count + 1 == width_) toggle(open, {outside, sites[std::countr_zero(meetings_[i].added)], true});
    }
    for (const Index site : members)  // the next at the same place
      if (site + 1 < order_.site_count() && order_.place_of(site + 1) == order_.place_of(site) &&
          !std::ranges::binary_search(members, site + 1))
        candidates.push_back(site + 1);
    std::ranges::sort(candidates);
    candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());

    while (!open.empty()) {
      const OpenEdge edge = open.back();
      open.pop_back();
      const Index next = next_site(edge, candidates);
      if (next == none) continue;  // the edge is unbounded
      Sites sites = edge.on;
      Index place = width_ - 1;
      for (; place > 0 && sites[place - 1] > next; --place) sites[place] = sites[place - 1];
      sites[place] = next;
      found.vertex_sites.insert(found.vertex_sites.end(), sites.begin(), sites.begin() + width_);
      found.vertex_anchors.push_back(chamber);
      add_faces({sites.data(), width_}, faces);
      for (Index i = 0; i < width_; ++i) {
        if (sites[i] == next) continue;
        OpenEdge other{sites, sites[i], false};
        std::rotate(other.on.begin() + i, other.on.begin() + i + 1, other.on.begin() + width_);
        other.on[width_ - 1] = none;
        toggle(open, other);
      }
    }
    append_faces(faces, found);
  }

  static void toggle(std::vector<OpenEdge>& open, const OpenEdge& edge) {
    const auto same = std::ranges::find(open, edge.on, &OpenEdge::on);
    if (same == open.end()) {
      open.push_back(edge);
    } else {
      *same = open.back();
      open.pop_back();
    }
  }

  /// Step 2: the first candidate that the moving sphere meets. It takes in what lies on the side it moves to.
  Index next_site(const OpenEdge& edge, const std::vector<Index>& candidates) const {
    Sites sites = edge.on;
    const std::span<const Index> all(sites.data(), width_);
    Index& last = sites[width_ - 1];
    last = edge.other;
    const int side = edge.gets_inside ? order_.orientation(all) : -order_.orientation(all);
    Index best = none;
    for (const Index candidate : candidates) {
      if (std::ranges::find(edge.on, candidate) != edge.on.end()) continue;
      last = candidate;
      if (order_.orientation(all) != side) continue;
      if (last = best; best == none || order_.is_inside(all, side, candidate)) best = candidate;
    }
    return best;
  }

  /// All parts of a set but the empty one.
  static void add_faces(std::span<const Index> sites, Faces& faces) {
    for (unsigned mask = 1; mask < 1u << sites.size(); ++mask) {
      Sites face;
      const Index count = chosen(sites, mask, face);
      faces[count].push_back(face);
    }
  }

  void append_faces(Faces& faces, Found& found) const {
    for (Index m = 1; m <= width_; ++m) {
      std::ranges::sort(faces[m]);
      const auto last = std::unique(faces[m].begin(), faces[m].end());
      for (auto face = faces[m].begin(); face != last; ++face)
        found.sites[m].insert(found.sites[m].end(), face->begin(), face->begin() + m);
      found.counts[m].push_back(Index(last - faces[m].begin()));
      faces[m].clear();
    }
  }

  /// The facets of edges of the tiling: the chambers on the two sides of a hyperplane.
  void link_vertices() {
    auto& block = tiling_.blocks[1];
    block.low.resize(block.sites.size());
    block.high.resize(block.sites.size());
    for (Index depth = 0; depth < orders_; ++depth)
      parallel_for_blocks(context_, chambers_[depth].size(), chambers_together,
                          [&](std::size_t begin, std::size_t end) {
                            std::vector<Index> members(depth + std::size_t{1});
                            for (std::size_t i = begin; i < end; ++i) {
                              const Index chamber = chamber_start(depth) + Index(i);
                              const auto anchor = chambers_[depth][Index(i)];
                              for (Index cell = first_cell_[1][chamber]; cell < first_cell_[1][chamber + 1]; ++cell) {
                                const Index site = block.sites[cell];
                                std::merge(anchor.begin(), anchor.end(), &site, &site + 1, members.begin());
                                block.low[cell] = chamber;
                                block.high[cell] = chamber_start(depth + 1) + chambers_[depth + 1].find(members);
                              }
                            }
                          });
  }

  void link_facets(Index m) {
    auto& block = tiling_.blocks[m];
    block.low.resize(block.sites.size());
    block.high.assign(block.sites.size(), none);
    const Index chambers = chamber_start(orders_), last_depth = chamber_start(orders_ - 1);
    parallel_for(context_, chambers, chambers_together, [&](std::size_t i) {
      const Index chamber = Index(i);
      for (Index cell = first_cell_[m][chamber]; cell < first_cell_[m][chamber + 1]; ++cell) {
        const Index* sites = &block.sites[std::size_t{cell} * m];
        for (Index x = 0; x < m; ++x) {
          Sites rest{};
          std::copy(sites, sites + x, rest.begin());
          std::copy(sites + x + 1, sites + m, rest.begin() + x);
          const std::size_t at = std::size_t{cell} * m + x;
          block.low[at] = find(chamber, {rest.data(), m - 1});
          if (chamber >= last_depth) continue;
          const Index above = tiling_.blocks[1].high[find(chamber, {sites + x, 1})];
          block.high[at] = find(above, {rest.data(), m - 1});
        }
      }
    });
  }

  /// The rhomboid (chamber, sites), which exists.
  Index find(Index chamber, std::span<const Index> sites) const {
    const auto m = sites.size();
    const auto& first = first_cell_[m];
    Index low = first[chamber], high = first[chamber + 1];
    const Index* all = tiling_.blocks[m].sites.data();
    while (high - low > 1) {
      const Index middle = low + (high - low) / 2;
      const Index* there = all + std::size_t{middle} * m;
      if (std::lexicographical_compare(sites.begin(), sites.end(), there, there + m))
        high = middle;
      else
        low = middle;
    }
    TESSERA_ASSERT(high > low && std::equal(sites.begin(), sites.end(), all + std::size_t{low} * m));
    return low;
  }

  const SphereOrder& order_;
  const Context& context_;
  const Index width_;  // sites of a rhomboid of full dimension
  const Index orders_;
  RhomboidTiling tiling_;
  std::vector<SiteSets> chambers_;              // by depth
  std::vector<std::vector<Index>> first_cell_;  // by |S|, by chamber: the first of its rhomboids; one more at the end
  std::vector<Index> vertex_sites_, vertex_anchor_;
  std::vector<std::size_t> vertex_depth_start_;
  std::vector<std::size_t> first_meeting_;  // by chamber of the depth in hand
  std::vector<Meeting> meetings_;
};

}  // namespace

RhomboidTiling rhomboid_tiling(const SphereOrder& order, std::vector<Index> delaunay_cells, Index orders,
                               const std::function<void(std::size_t)>& grown, const Context& context) {
  return TilingBuilder(order, orders, context).build(std::move(delaunay_cells), grown);
}

}  // namespace tessera

#endif
