// SPDX-License-Identifier: MIT
// In the plane and in space CGAL's triangulations of fixed dimension are used: a cloud of 35 points takes tens of
// microseconds, where GUDHI's Alpha_complex needs milliseconds. GUDHI serves from R^4 on.
#ifdef TESSERA_WITH_CGAL

#include "filtration/delaunay.hpp"

#include "tessera/core/error.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <numeric>
#include <string>
#include <utility>

#include <CGAL/Delaunay_triangulation_2.h>
#include <CGAL/Delaunay_triangulation_3.h>
#include <CGAL/Epeck_d.h>
#include <CGAL/Exact_predicates_inexact_constructions_kernel.h>
#include <CGAL/Exact_rational.h>
#include <CGAL/Mpzf.h>
#include <CGAL/Spatial_sort_traits_adapter_2.h>
#include <CGAL/Spatial_sort_traits_adapter_3.h>
#include <CGAL/Triangulation_vertex_base_with_info_2.h>
#include <CGAL/Triangulation_vertex_base_with_info_3.h>
#include <CGAL/property_map.h>
#include <CGAL/spatial_sort.h>
#include <gudhi/Alpha_complex.h>
#include <gudhi/Simplex_tree.h>

namespace tessera::delaunay {
namespace {

using Kernel = CGAL::Exact_predicates_inexact_constructions_kernel;
using Point2 = Kernel::Point_2;
using Point3 = Kernel::Point_3;

using Planar = CGAL::Delaunay_triangulation_2<
    Kernel, CGAL::Triangulation_data_structure_2<CGAL::Triangulation_vertex_base_with_info_2<Index, Kernel>>>;
using Spatial = CGAL::Delaunay_triangulation_3<
    Kernel, CGAL::Triangulation_data_structure_3<CGAL::Triangulation_vertex_base_with_info_3<Index, Kernel>,
                                                 CGAL::Delaunay_triangulation_cell_base_3<Kernel>>>;

[[noreturn]] void fail(const std::string& what) {
  throw Error(codes::internal, "the triangulation failed: " + what, "report this with the points that caused it");
}

/// The wall around the libraries.
template <class Call>
auto guarded(const Call& call) {
  try {
    return call();
  } catch (const Error&) {
    throw;
  } catch (const Cancelled&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    fail(error.what());
  } catch (const char* message) {
    fail(message);
  } catch (...) {
    fail("no reason given");
  }
}

Point2 point2(const double* x) { return {x[0], x[1]}; }
Point3 point3(const double* x) { return {x[0], x[1], x[2]}; }

/// Inserts points along a space-filling curve; CGAL shuffles with a local generator, seeded the same way every time.
template <class SortTraits, class Triangulation, class Points>
void insert_all(Triangulation& triangulation, const Points& points, const SortTraits& traits) {
  std::vector<std::size_t> order(points.size());  // the key type of CGAL's property map
  std::iota(order.begin(), order.end(), std::size_t{0});
  CGAL::spatial_sort(order.begin(), order.end(), traits);

  decltype(triangulation.insert(points[0])) last;
  for (const std::size_t v : order) {
    if constexpr (requires { last->cell(); })
      last = v == order[0] ? triangulation.insert(points[v]) : triangulation.insert(points[v], last->cell());
    else
      last = v == order[0] ? triangulation.insert(points[v]) : triangulation.insert(points[v], last->face());
    last->info() = Index(v);
  }
  if (triangulation.number_of_vertices() != points.size()) fail("points that should be distinct were merged");
}

template <std::size_t K>
void append(Cells& cells, std::array<Index, K> vertices) {
  std::ranges::sort(vertices);
  cells.vertices.insert(cells.vertices.end(), vertices.begin(), vertices.end());
}

Cells planar_cells(const std::vector<Point2>& points) {
  Planar triangulation;
  const auto map = CGAL::make_property_map(points);
  insert_all(triangulation, points, CGAL::Spatial_sort_traits_adapter_2<Kernel, decltype(map)>(map));
  Cells cells{Index(triangulation.dimension()), {}};
  if (cells.dimension == 2)
    for (const auto face : triangulation.finite_face_handles())
      append(cells, std::array{face->vertex(0)->info(), face->vertex(1)->info(), face->vertex(2)->info()});
  if (cells.dimension == 1)
    for (const auto& [face, i] : triangulation.finite_edges())
      append(cells, std::array{face->vertex((i + 1) % 3)->info(), face->vertex((i + 2) % 3)->info()});
  return cells;
}

Cells spatial_cells(const std::vector<Point3>& points) {
  Spatial triangulation;
  const auto map = CGAL::make_property_map(points);
  insert_all(triangulation, points, CGAL::Spatial_sort_traits_adapter_3<Kernel, decltype(map)>(map));
  Cells cells{Index(triangulation.dimension()), {}};
  if (cells.dimension == 3)
    for (const auto cell : triangulation.finite_cell_handles())
      append(cells, std::array{cell->vertex(0)->info(), cell->vertex(1)->info(), cell->vertex(2)->info(),
                               cell->vertex(3)->info()});
  if (cells.dimension == 2)  // of a planar triangulation every facet has index 3
    for (const auto& [cell, i] : triangulation.finite_facets())
      append(cells, std::array{cell->vertex(0)->info(), cell->vertex(1)->info(), cell->vertex(2)->info()});
  if (cells.dimension == 1)
    for (const auto& [cell, i, j] : triangulation.finite_edges())
      append(cells, std::array{cell->vertex(i)->info(), cell->vertex(j)->info()});
  return cells;
}

/// Grids of buckets, each twice as fine as the one before, that each remember one point: a place to start a walk from.
class NearbyPoints {
 public:
  NearbyPoints(std::span<const double> coordinates, Index ambient) : coordinates_(coordinates), ambient_(ambient) {
    for (Index axis = 0; axis < ambient; ++axis) {
      double least = coordinates[axis], largest = least;
      for (std::size_t at = axis; at < coordinates.size(); at += ambient) {
        least = std::min(least, coordinates[at]);
        largest = std::max(largest, coordinates[at]);
      }
      least_[axis] = least;
      per_unit_[axis] = largest > least ? 1 / (largest - least) : 0;
    }
    const double count = double(coordinates.size()) / ambient;
    for (Index side = 2; std::pow(side, ambient) <= 2 * count; side *= 2)
      levels_.emplace_back(std::size_t(std::pow(side, ambient)), none);
  }

  /// The last point of the finest bucket that has one, or `none`; this point takes its place.
  Index exchange(Index point) {
    Index nearest = none, side = 2;
    for (auto& level : levels_) {
      std::size_t bucket = 0;
      for (Index axis = 0; axis < ambient_; ++axis) {
        const double x = (coordinates_[std::size_t{point} * ambient_ + axis] - least_[axis]) * per_unit_[axis];
        bucket = bucket * side + std::min(Index(x * side), side - 1);
      }
      const Index before = std::exchange(level[bucket], point);
      if (before != none) nearest = before;
      side *= 2;
    }
    return nearest;
  }

 private:
  std::span<const double> coordinates_;
  Index ambient_;
  std::array<double, 3> least_{}, per_unit_{};
  std::vector<std::vector<Index>> levels_;
};

template <std::size_t K>
void append(SimplexLists& lists, std::array<Index, K> vertices) {
  std::ranges::sort(vertices);
  lists[K - 1].insert(lists[K - 1].end(), vertices.begin(), vertices.end());
}

template <class Cell, std::size_t K>
std::array<Index, K> vertices_of(const Cell& cell) {
  std::array<Index, K> result{};
  for (int i = 0; i < int(K); ++i) result[i] = cell->vertex(i)->info();
  return result;
}

template <std::size_t K>
std::array<Index, K + 1> joined(const std::array<Index, K>& simplex, Index point) {
  std::array<Index, K + 1> result{};
  std::ranges::copy(simplex, result.begin());
  result[K] = point;
  return result;
}

/// The neighbors of the newest of points on a line: it came between two, or at an end.
void join_on_line(SimplexLists& lists, Index point, const std::vector<Index>& neighbors) {
  if (neighbors.size() == 2)
    append(lists, std::array{neighbors[0], neighbors[1], point});
  else
    append(lists, std::array{neighbors.at(0), point});
}

/// Joins the finite cells of a triangulation of dimension D with the point. False: an infinite one is among them.
template <std::size_t D, class Triangulation, class Cells>
bool join_destroyed(SimplexLists& lists, const Triangulation& triangulation, const Cells& destroyed, Index point) {
  bool is_inside = true;
  for (const auto& cell : destroyed) {
    if (triangulation.is_infinite(cell))
      is_inside = false;
    else
      append(lists, joined(vertices_of<decltype(cell), D + 1>(cell), point));
  }
  return is_inside;
}

/// One point into a triangulation of the plane.
void insert_and_record(Planar& triangulation, const Point2& point, Index number, Planar::Face_handle hint,
                       std::vector<Planar::Vertex_handle>& handles, SimplexLists& lists) {
  Planar::Locate_type where{};
  int place = 0;
  const auto start = triangulation.locate(point, where, place, hint);
  const int before = triangulation.dimension();
  bool is_inside = false;
  if (before == 2) {
    std::vector<Planar::Face_handle> destroyed;
    triangulation.get_conflicts(point, std::back_inserter(destroyed), start);
    is_inside = join_destroyed<2>(lists, triangulation, destroyed, number);
  }
  const auto vertex = triangulation.insert(point, where, start, place);
  vertex->info() = number;
  handles[number] = vertex;
  if (triangulation.dimension() == 1) {
    std::vector<Index> neighbors;
    auto around = triangulation.incident_vertices(vertex);
    const auto first = around;
    do {
      if (!triangulation.is_infinite(around)) neighbors.push_back(around->info());
    } while (++around != first);
    join_on_line(lists, number, neighbors);
  }
  if (triangulation.dimension() == 2 && !is_inside) {
    auto around = triangulation.incident_faces(vertex);
    const auto first = around;
    do {
      const Planar::Face_handle face = around;
      if (!triangulation.is_infinite(face)) append(lists, vertices_of<Planar::Face_handle, 3>(face));
    } while (++around != first);
  }
}

/// One point into a triangulation of space.
void insert_and_record(Spatial& triangulation, const Point3& point, Index number, Spatial::Cell_handle hint,
                       std::vector<Spatial::Vertex_handle>& handles, SimplexLists& lists) {
  Spatial::Locate_type where{};
  int place = 0, other_place = 0;
  const auto start = triangulation.locate(point, where, place, other_place, hint);
  const int before = triangulation.dimension();
  bool is_inside = false;
  if (before >= 2 && where != Spatial::OUTSIDE_AFFINE_HULL) {
    std::vector<Spatial::Cell_handle> destroyed;
    std::vector<Spatial::Facet> border;
    triangulation.find_conflicts(point, start, std::back_inserter(border), std::back_inserter(destroyed));
    if (before == 3) {
      is_inside = join_destroyed<3>(lists, triangulation, destroyed, number);
    } else {
      is_inside = true;
      for (const auto cell : destroyed) {
        if (triangulation.is_infinite(cell, 3))
          is_inside = false;
        else
          append(lists, joined(vertices_of<Spatial::Cell_handle, 3>(cell), number));
      }
    }
  }
  const auto vertex = triangulation.insert(point, where, start, place, other_place);
  vertex->info() = number;
  handles[number] = vertex;
  if (is_inside) return;
  if (triangulation.dimension() == 1) {
    std::vector<Spatial::Vertex_handle> around;
    triangulation.finite_adjacent_vertices(vertex, std::back_inserter(around));
    std::vector<Index> neighbors;
    for (const auto neighbor : around) neighbors.push_back(neighbor->info());
    join_on_line(lists, number, neighbors);
  }
  if (triangulation.dimension() == 2) {
    std::vector<Spatial::Facet> around;
    triangulation.finite_incident_facets(vertex, std::back_inserter(around));
    for (const auto& [cell, i] : around) append(lists, vertices_of<Spatial::Cell_handle, 3>(cell));
  }
  if (triangulation.dimension() == 3) {
    std::vector<Spatial::Cell_handle> around;
    triangulation.finite_incident_cells(vertex, std::back_inserter(around));
    for (const auto cell : around) append(lists, vertices_of<Spatial::Cell_handle, 4>(cell));
  }
}

template <class Triangulation, class MakePoint>
SimplexLists recorded(std::span<const double> coordinates, Index ambient, std::span<const Index> order,
                      const MakePoint& make_point, const std::function<void(std::size_t)>& grown) {
  constexpr std::size_t points_together = 1024;
  Triangulation triangulation;
  std::vector<typename Triangulation::Vertex_handle> handles(order.size());
  NearbyPoints nearby(coordinates, ambient);
  SimplexLists lists;
  Index last = none;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const Index v = order[i], neighbor = nearby.exchange(v);
    const Index from = neighbor == none ? last : neighbor;
    const auto point = make_point(&coordinates[std::size_t{v} * ambient]);
    if constexpr (std::is_same_v<Triangulation, Planar>)
      insert_and_record(triangulation, point, v, from == none ? nullptr : handles[from]->face(), handles, lists);
    else
      insert_and_record(triangulation, point, v, from == none ? nullptr : handles[from]->cell(), handles, lists);
    last = v;
    if (i % points_together == 0) {
      std::size_t simplices = 0;
      for (std::size_t d = 1; d < lists.size(); ++d) simplices += lists[d].size() / (d + 1);
      grown(simplices);
    }
  }
  if (triangulation.number_of_vertices() != order.size()) fail("points that should be distinct were merged");
  return lists;
}

#ifdef CGAL_HAS_MPZF
using Exact = CGAL::Mpzf;
#else
using Exact = CGAL::Exact_rational;
#endif
using ExactRows = std::array<std::array<Exact, 4>, 4>;

/// Sums and products only: a ring suffices.
Exact determinant(const ExactRows& rows, std::size_t size, unsigned used, std::size_t column) {
  if (column == size) return Exact(1);
  Exact sum(0);
  bool is_odd = false;
  for (std::size_t row = 0; row < size; ++row) {
    if (used >> row & 1) continue;
    const Exact product = rows[row][column] * determinant(rows, size, used | 1u << row, column + 1);
    sum = is_odd ? sum - product : sum + product;
    is_odd = !is_odd;
  }
  return sum;
}

int sign_of_determinant(const ExactRows& rows, std::size_t size) {
  return int(CGAL::sign(determinant(rows, size, 0, 0)));
}

}  // namespace

SimplexLists incremental_cells(std::span<const double> coordinates, Index ambient, std::span<const Index> order,
                               const std::function<void(std::size_t)>& grown) {
  return guarded([&] {
    return ambient == 2 ? recorded<Planar>(coordinates, ambient, order, point2, grown)
                        : recorded<Spatial>(coordinates, ambient, order, point3, grown);
  });
}

Cells cells(std::span<const double> coordinates, Index ambient) {
  return guarded([&] {
    if (ambient == 2) {
      std::vector<Point2> points;
      for (std::size_t i = 0; i < coordinates.size(); i += 2) points.push_back(point2(&coordinates[i]));
      return planar_cells(points);
    }
    std::vector<Point3> points;
    for (std::size_t i = 0; i < coordinates.size(); i += 3) points.push_back(point3(&coordinates[i]));
    return spatial_cells(points);
  });
}

int side_of_smallest_sphere(std::span<const double* const> simplex, const double* query, Index ambient) {
  return guarded([&] {
    if (ambient == 2) return -int(CGAL::side_of_bounded_circle(point2(simplex[0]), point2(simplex[1]), point2(query)));
    if (simplex.size() == 2)
      return -int(CGAL::side_of_bounded_sphere(point3(simplex[0]), point3(simplex[1]), point3(query)));
    return -int(
        CGAL::side_of_bounded_sphere(point3(simplex[0]), point3(simplex[1]), point3(simplex[2]), point3(query)));
  });
}

int orientation(std::span<const double* const> points, std::span<const Index> axes) {
  return guarded([&] {
    ExactRows rows;
    for (std::size_t i = 0; i < axes.size(); ++i)
      for (std::size_t k = 0; k < axes.size(); ++k)
        rows[i][k] = Exact(points[i][axes[k]]) - Exact(points[axes.size()][axes[k]]);
    return sign_of_determinant(rows, axes.size());
  });
}

int lifted_orientation(std::span<const double* const> points, const double* query, Index ambient,
                       std::span<const Index> axes) {
  return guarded([&] {
    ExactRows rows;
    for (std::size_t i = 0; i < points.size(); ++i) {
      Exact squared(0);
      for (Index axis = 0; axis < ambient; ++axis) {
        const Exact difference = Exact(points[i][axis]) - Exact(query[axis]);
        squared = squared + difference * difference;
      }
      for (std::size_t k = 0; k < axes.size(); ++k) rows[i][k] = Exact(points[i][axes[k]]) - Exact(query[axes[k]]);
      rows[i][axes.size()] = squared;
    }
    return sign_of_determinant(rows, points.size());
  });
}

/// With edge vectors e_i, Gram matrix G and b_i = |e_i|^2 / 2 the center is sum l_i e_i, G l = b, and the squared
/// radius b.l.
double exact_squared_radius(std::span<const double* const> simplex, Index ambient) {
  using Rational = CGAL::Exact_rational;
  return guarded([&] {
    const std::size_t k = simplex.size() - 1;
    std::array<std::array<Rational, 3>, 3> edge;
    std::array<std::array<Rational, 4>, 3> system;  // [G | b]
    for (std::size_t i = 0; i < k; ++i)
      for (Index axis = 0; axis < ambient; ++axis)
        edge[i][axis] = Rational(simplex[i + 1][axis]) - Rational(simplex[0][axis]);
    for (std::size_t i = 0; i < k; ++i)
      for (std::size_t j = 0; j < k; ++j)
        for (Index axis = 0; axis < ambient; ++axis) system[i][j] += edge[i][axis] * edge[j][axis];
    std::array<Rational, 3> half;
    for (std::size_t i = 0; i < k; ++i) half[i] = system[i][k] = system[i][i] / 2;

    // G is positive definite: no pivot vanishes.
    for (std::size_t pivot = 0; pivot < k; ++pivot)
      for (std::size_t i = 0; i < k; ++i) {
        if (i == pivot) continue;
        const Rational factor = system[i][pivot] / system[pivot][pivot];
        for (std::size_t j = pivot; j <= k; ++j) system[i][j] -= factor * system[pivot][j];
      }
    Rational squared = 0;
    for (std::size_t i = 0; i < k; ++i) squared += half[i] * system[i][k] / system[i][i];
    return CGAL::to_double(squared);
  });
}

std::vector<AlphaBlock> gudhi_alpha_complex(std::span<const double> coordinates, Index ambient) {
  using KernelD = CGAL::Epeck_d<CGAL::Dynamic_dimension_tag>;
  return guarded([&] {
    std::vector<KernelD::Point_d> points;
    for (std::size_t i = 0; i < coordinates.size(); i += ambient)
      points.emplace_back(int(ambient), &coordinates[i], &coordinates[i] + ambient);
    Gudhi::alpha_complex::Alpha_complex<KernelD> alpha(points);
    Gudhi::Simplex_tree<> tree;  // values in double
    if (!alpha.create_complex(tree) || tree.num_vertices() != points.size()) fail("GUDHI built no complex");

    struct Simplex {
      std::vector<Index> vertices;
      double squared_radius;
    };
    std::vector<std::vector<Simplex>> simplices(std::size_t(tree.dimension()) + 1);
    for (const auto handle : tree.complex_simplex_range()) {
      Simplex simplex{{}, tree.filtration(handle)};
      for (const auto vertex : tree.simplex_vertex_range(handle)) simplex.vertices.push_back(Index(vertex));
      std::ranges::reverse(simplex.vertices);
      simplices[simplex.vertices.size() - 1].push_back(std::move(simplex));
    }

    std::vector<AlphaBlock> blocks(simplices.size());
    for (std::size_t d = 0; d < blocks.size(); ++d) {
      std::ranges::sort(simplices[d], {}, &Simplex::vertices);
      for (const auto& simplex : simplices[d]) {
        blocks[d].vertices.insert(blocks[d].vertices.end(), simplex.vertices.begin(), simplex.vertices.end());
        blocks[d].squared_radii.push_back(simplex.squared_radius);
      }
    }
    return blocks;
  });
}

}  // namespace tessera::delaunay

#endif
