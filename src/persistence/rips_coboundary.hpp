// SPDX-License-Identifier: MIT
#pragma once

#include "persistence/rips_simplex.hpp"

#include <optional>

namespace tessera {

/// Cofacets and apparent pairs of the simplices of one dimension k, from the ranks of edges alone.
template <class Ranks>
class RipsCoboundary {
 public:
  RipsCoboundary(const RipsGraph& graph, const Ranks& ranks, Index dimension)
      : graph_(graph), ranks_(ranks), simplices_(graph, dimension), cofacets_(graph, dimension + 1) {}

  const SimplexCode& simplices() const noexcept { return simplices_; }
  const SimplexCode& cofacets() const noexcept { return cofacets_; }

  /// visit(cofacet, is_odd) for the cofacets whose rank is in [low, high], high at least the rank of the simplex. The
  /// vertex added stands at an odd or even place of the cofacet's vertices: the sign of the incidence.
  ///
  /// Cofacets in the step of a cone are left out unless they hold its apex. Nothing is lost: the entries that a cocycle
  /// has in its lowest step form a cocycle of the lune's complex; with the simplices that hold the apex cancelled by
  /// their partners, the rest vanishes, because a cocycle of a cone that is zero on the simplices at the apex is zero.
  template <class Visit>
  void for_each(SimplexNumber simplex, Index low, Index high, const Visit& visit) const {
    const Index rank = simplices_.rank(simplex);
    const auto& edge = graph_.edges[rank];
    const auto others = simplices_.others(simplex);
    const bool has_apex = simplices_.has_apex(simplex);
    const SimplexVertices vertices = simplices_.vertices(simplex);
    std::array<std::uint64_t, max_rips_degree + 2> without;
    for (Index i = 0; i < vertices.count; ++i) without[i] = packed_without(vertices, i);

    ranks_.for_each_common(vertices.span(), rank >= low ? 0 : low, high, [&](Index x, Index highest) {
      Index place = 0;
      for (Index i = 0; i < vertices.count; ++i) place += vertices[i] < x;
      if (highest < rank) {
        if (edge.is_cone && !has_apex && x != edge.apex) return;
        const Index among_others = place - (edge.u < x) - (edge.v < x);
        const auto more = SimplexCode::inserted(others, among_others, x, simplices_.vertex_bits());
        return visit(cofacets_.number(rank, has_apex || x == edge.apex, more), place % 2 == 1);
      }
      const auto& top = graph_.edges[highest];
      const Index end = top.u == x ? top.v : top.u;
      Index dropped = 0;
      bool holds_apex = false;
      for (Index i = 0; i < vertices.count; ++i) {
        if (vertices[i] == end) dropped = i;
        holds_apex |= vertices[i] == top.apex;
      }
      if (top.is_cone && !holds_apex) return;
      visit(cofacets_.number(highest, holds_apex, without[dropped]), place % 2 == 1);
    });
  }

  struct Partner {
    SimplexNumber simplex;
    bool is_odd;  // the sign of the incidence
  };

  /// The simplex that a cofacet with apex forms an apparent pair with (rips_sweep.hpp, first kind).
  Partner without_apex(SimplexNumber cofacet) const {
    const Index rank = cofacets_.rank(cofacet), apex = graph_.edges[rank].apex;
    Index place = 0;
    while (cofacets_.other(cofacet, place) != apex) ++place;
    return without(cofacet, rank, place);
  }

  /// The simplex that a cofacet without apex forms an apparent pair with, if there is one (second kind).
  std::optional<Partner> apparent_partner(SimplexNumber cofacet) const {
    if (simplices_.dimension() < 2) return {};
    const Index rank = cofacets_.rank(cofacet), apex = graph_.edges[rank].apex;
    const Partner partner = without(cofacet, rank, 0);
    bool apex_fits = true;
    for (Index i = 1; apex_fits && i + 1 < cofacets_.dimension(); ++i)
      apex_fits = ranks_.rank(apex, cofacets_.other(cofacet, i)) < rank;
    if (apex_fits) return {};
    const Index least = cofacets_.other(cofacet, 0);
    const auto vertices = simplices_.vertices(partner.simplex);
    if (ranks_.first_common_below(vertices.span(), rank, least) != least) return {};
    return partner;
  }

 private:
  std::uint64_t packed_without(const SimplexVertices& vertices, Index left_out) const {
    std::uint64_t packed = 0;
    for (Index i = vertices.count; i-- > 0;)
      if (i != left_out) packed = packed << simplices_.vertex_bits() | vertices[i];
    return packed;
  }

  Partner without(SimplexNumber cofacet, Index rank, Index place) const {
    const auto& edge = graph_.edges[rank];
    const Index vertex = cofacets_.other(cofacet, place);
    const auto others = SimplexCode::removed(cofacets_.others(cofacet), place, simplices_.vertex_bits());
    return {simplices_.number(rank, false, others), (place + (edge.u < vertex) + (edge.v < vertex)) % 2 == 1};
  }

  const RipsGraph& graph_;
  const Ranks& ranks_;
  SimplexCode simplices_, cofacets_;
};

}  // namespace tessera
