// SPDX-License-Identifier: MIT
#include "persistence/orientation.hpp"

#include "tessera/core/error.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tessera {
namespace {

constexpr Index cells_between_checks = 1 << 14;

/// The vertices of one simplex of dimension d from those of its facets, appended; false: it is no simplex.
bool append_vertices(std::span<const Index> facets, std::size_t d, const std::vector<Index>& below,
                     std::vector<Index>& vertices) {
  if (facets.size() != d + 1) return false;
  const auto first = vertices.size();
  for (const Index facet : facets)
    vertices.insert(vertices.end(), below.begin() + std::ptrdiff_t(facet * d),
                    below.begin() + std::ptrdiff_t(facet * d + d));
  const auto begin = vertices.begin() + std::ptrdiff_t(first);
  std::sort(begin, vertices.end());
  // d + 1 different d-subsets of d + 1 vertices: every vertex lies in d of them.
  for (std::size_t i = 0; i <= d; ++i)
    if (begin[std::ptrdiff_t(i * d)] != begin[std::ptrdiff_t(i * d + d - 1)] ||
        (i > 0 && begin[std::ptrdiff_t(i * d)] == begin[std::ptrdiff_t(i * d - 1)]))
      return false;
  for (std::size_t i = 0; i <= d; ++i) begin[std::ptrdiff_t(i)] = begin[std::ptrdiff_t(i * d)];
  vertices.resize(first + d + 1);
  return true;
}

/// Which vertex of a simplex its facet omits.
std::size_t omitted(const Index* simplex, const Index* facet, std::size_t d) {
  std::size_t i = 0;
  while (i < d && simplex[i] == facet[i]) ++i;
  return i;
}

std::vector<std::int8_t> simplex_signs(const CellBlock<1>& block, std::size_t d, const std::vector<Index>& vertices,
                                       const std::vector<Index>& below) {
  std::vector<std::int8_t> signs(block.faces.size());
  for (std::size_t at = 0; at < signs.size(); ++at) {
    const Index* simplex = vertices.data() + at / (d + 1) * (d + 1);
    signs[at] = omitted(simplex, below.data() + std::size_t{block.faces[at]} * d, d) % 2 == 0 ? 1 : -1;
  }
  return signs;
}

[[noreturn]] void refuse(std::size_t d, Index cell, std::string_view what) {
  throw Error(
      codes::bad_request,
      fmt::format("needs cells with a boundary that can be oriented, got cell {} of dimension {}, {}", cell, d, what),
      "use field = 2, which needs no orientation, or give the complex by simplices or cubes")
      .within("field");
}

/// Signs of the facets of one cell after another. A ridge of the cell with its two facets is an edge of a graph whose
/// nodes are the facets; signs spread along it.
class CellOrientation {
 public:
  CellOrientation(const CellBlock<1>& facets, const std::vector<std::int8_t>& facet_signs)
      : facets_(facets), facet_signs_(facet_signs) {}

  void operator()(std::span<const Index> boundary, std::size_t d, Index cell, std::int8_t* signs) {
    if (boundary.empty()) refuse(d, cell, "which has no facets");
    gather_ridges(boundary);
    neighbors_.assign(boundary.size(), {});
    for (std::size_t i = 0; i < ridges_.size(); i += 2) {
      const auto& [ridge, facet, sign] = ridges_[i];
      if (i + 1 == ridges_.size() || ridges_[i + 1].ridge != ridge ||
          (i + 2 < ridges_.size() && ridges_[i + 2].ridge == ridge))
        refuse(d, cell, fmt::format("whose ridge {} does not lie in two of its facets", ridge));
      const auto relation = std::int8_t(-sign * ridges_[i + 1].sign);
      neighbors_[facet].push_back({ridges_[i + 1].facet, relation});
      neighbors_[ridges_[i + 1].facet].push_back({facet, relation});
    }
    spread(boundary.size(), d, cell, signs);
  }

 private:
  struct Ridge {
    Index ridge, facet;
    std::int8_t sign;
  };
  struct Neighbor {
    Index facet;
    std::int8_t relation;  // sign of the one times sign of the other
  };

  void gather_ridges(std::span<const Index> boundary) {
    ridges_.clear();
    for (Index i = 0; i < boundary.size(); ++i) {
      const auto ridges = facets_.boundary(boundary[i]);
      const std::size_t first = std::size_t(ridges.data() - facets_.faces.data());
      for (std::size_t k = 0; k < ridges.size(); ++k) ridges_.push_back({ridges[k], i, facet_signs_[first + k]});
    }
    std::ranges::sort(ridges_, {}, [](const Ridge& one) { return std::pair(one.ridge, one.facet); });
  }

  void spread(std::size_t facets, std::size_t d, Index cell, std::int8_t* signs) {
    std::fill_n(signs, facets, std::int8_t{0});
    signs[0] = 1;
    reached_.assign(1, 0);
    for (std::size_t i = 0; i < reached_.size(); ++i)
      for (const auto& [facet, relation] : neighbors_[reached_[i]]) {
        const auto wanted = std::int8_t(signs[reached_[i]] * relation);
        if (signs[facet] == 0) {
          signs[facet] = wanted;
          reached_.push_back(facet);
        } else if (signs[facet] != wanted) {
          refuse(d, cell, "whose boundary is not orientable");
        }
      }
    if (reached_.size() != facets) refuse(d, cell, "whose boundary is not in one piece");
  }

  const CellBlock<1>& facets_;
  const std::vector<std::int8_t>& facet_signs_;
  std::vector<Ridge> ridges_;
  std::vector<std::vector<Neighbor>> neighbors_;
  std::vector<Index> reached_;
};

std::vector<std::int8_t> edge_signs(const CellBlock<1>& block) {
  std::vector<std::int8_t> signs(block.faces.size());
  for (Index cell = 0; cell < block.size(); ++cell) {
    const auto ends = block.boundary(cell);
    if (ends.empty()) continue;  // a loop
    if (ends.size() != 2) refuse(1, cell, fmt::format("which has {} vertices", ends.size()));
    const auto first = ends.data() - block.faces.data();
    signs[std::size_t(first)] = -1;
    signs[std::size_t(first) + 1] = 1;
  }
  return signs;
}

}  // namespace

template <int N>
std::vector<std::vector<Index>> simplex_vertices(const FilteredComplex<N>& complex, std::size_t top,
                                                 const Context& context) {
  std::vector<std::vector<Index>> vertices(std::min(top + 1, complex.blocks.size()));
  for (std::size_t d = 0; d < vertices.size(); ++d) {
    const auto& block = complex.blocks[d];
    vertices[d].reserve(block.size() * (d + 1));
    for (Index cell = 0; cell < block.size(); ++cell) {
      if (cell % cells_between_checks == 0) context.check();
      if (d == 0)
        vertices[0].push_back(cell);
      else if (!append_vertices(block.boundary(cell), d, vertices[d - 1], vertices[d]))
        return {};
    }
  }
  return vertices;
}

template std::vector<std::vector<Index>> simplex_vertices(const FilteredComplex<1>&, std::size_t, const Context&);
template std::vector<std::vector<Index>> simplex_vertices(const FilteredComplex<2>&, std::size_t, const Context&);
template std::vector<std::vector<Index>> simplex_vertices(const FilteredComplex<3>&, std::size_t, const Context&);
template std::vector<std::vector<Index>> simplex_vertices(const FilteredComplex<4>&, std::size_t, const Context&);

std::vector<std::vector<std::int8_t>> orientation(const FilteredComplex<1>& complex, std::size_t top,
                                                  const std::vector<std::vector<Index>>& vertices,
                                                  const Context& context) {
  std::vector<std::vector<std::int8_t>> signs(std::min(top + 1, complex.blocks.size()));
  for (std::size_t d = 1; d < signs.size(); ++d) {
    const auto& block = complex.blocks[d];
    if (!vertices.empty()) {
      context.check();
      signs[d] = simplex_signs(block, d, vertices[d], vertices[d - 1]);
    } else if (d == 1) {
      signs[1] = edge_signs(block);
    } else {
      signs[d].resize(block.faces.size());
      CellOrientation orient(complex.blocks[d - 1], signs[d - 1]);
      for (Index cell = 0; cell < block.size(); ++cell) {
        if (cell % cells_between_checks == 0) context.check();
        const auto boundary = block.boundary(cell);
        orient(boundary, d, cell, signs[d].data() + (boundary.data() - block.faces.data()));
      }
    }
  }
  return signs;
}

}  // namespace tessera
