// SPDX-License-Identifier: MIT
#ifdef TESSERA_WITH_CGAL

#include "filtration/delaunay_cells.hpp"

#include "tessera/core/error.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <iterator>
#include <string>
#include <vector>

#include <CGAL/Delaunay_triangulation.h>
#include <CGAL/Epick_d.h>

namespace tessera::delaunay {
namespace {

using Kernel = CGAL::Epick_d<CGAL::Dynamic_dimension_tag>;
using Triangulation = CGAL::Delaunay_triangulation<
    Kernel, CGAL::Triangulation_data_structure<CGAL::Dynamic_dimension_tag, CGAL::Triangulation_vertex<Kernel, Index>,
                                               CGAL::Triangulation_full_cell<Kernel>>>;
using Cell = Triangulation::Full_cell_handle;
using Vertex = Triangulation::Vertex_handle;

[[noreturn]] void fail(const std::string& what) {
  throw Error(codes::internal, "the triangulation failed: " + what, "report this with the points that caused it");
}

/// Points one by one, and what they leave behind.
class Insertion {
 public:
  Insertion(std::span<const double> coordinates, Index ambient)
      : coordinates_(coordinates), ambient_(ambient), triangulation_(int(ambient)) {}

  void insert(Index number) {
    const Triangulation::Point point(int(ambient_), row(number), row(number) + ambient_);
    Triangulation::Locate_type where{};
    Triangulation::Face face{int(ambient_)};
    Triangulation::Facet facet;
    const Cell start = triangulation_.locate(point, where, face, facet, near(number));
    if (where == Triangulation::ON_VERTEX) fail("points that should be distinct were merged");

    bool is_inside = false;
    if (triangulation_.current_dimension() >= 2 && where != Triangulation::OUTSIDE_AFFINE_HULL)
      is_inside = join_destroyed(point, number, start);
    else if (triangulation_.current_dimension() == 1 && where != Triangulation::OUTSIDE_AFFINE_HULL)
      is_inside = join_edge(number, start);
    const Vertex vertex = triangulation_.insert(point, where, face, facet, start);
    vertex->data() = number;
    inserted_.push_back(vertex);
    if (!is_inside && triangulation_.current_dimension() >= 1) append_star(vertex);
  }

  SimplexLists lists;

 private:
  const double* row(Index v) const { return coordinates_.data() + std::size_t{v} * ambient_; }

  double squared_distance(Index u, Index v) const {
    double sum = 0;
    for (Index axis = 0; axis < ambient_; ++axis) sum += (row(u)[axis] - row(v)[axis]) * (row(u)[axis] - row(v)[axis]);
    return sum;
  }

  /// A cell at the nearest of a few points: a place to start a walk from.
  Cell near(Index number) const {
    constexpr std::size_t few = 24;
    if (inserted_.empty()) return Cell();
    Vertex nearest = inserted_.back();
    for (std::size_t i = 0; i < inserted_.size(); i += inserted_.size() / few + 1)
      if (squared_distance(number, inserted_[i]->data()) < squared_distance(number, nearest->data()))
        nearest = inserted_[i];
    return nearest->full_cell();
  }

  void append(const Cell& cell, Index joined) {
    const int top = triangulation_.current_dimension();
    std::array<Index, 10> vertices;
    std::size_t width = 0;
    for (int i = 0; i <= top; ++i) vertices[width++] = cell->vertex(i)->data();
    if (joined != none) vertices[width++] = joined;
    std::sort(vertices.begin(), vertices.begin() + std::ptrdiff_t(width));
    auto& list = lists[width - 1];
    list.insert(list.end(), vertices.begin(), vertices.begin() + std::ptrdiff_t(width));
  }

  /// False: an infinite cell is among those that the point destroys.
  bool join_destroyed(const Triangulation::Point& point, Index number, const Cell& start) {
    std::vector<Cell> destroyed;
    triangulation_.compute_conflict_zone(point, start, std::back_inserter(destroyed));
    bool is_inside = true;
    for (const Cell& cell : destroyed) {
      if (triangulation_.is_infinite(cell))
        is_inside = false;
      else
        append(cell, number);
    }
    return is_inside;
  }

  /// On a line the point destroys the edge that it lies on, or none.
  bool join_edge(Index number, const Cell& start) {
    if (triangulation_.is_infinite(start)) return false;
    append(start, number);
    return true;
  }

  void append_star(const Vertex& vertex) {
    std::vector<Cell> star;
    triangulation_.incident_full_cells(vertex, std::back_inserter(star));
    for (const Cell& cell : star)
      if (!triangulation_.is_infinite(cell)) append(cell, none);
  }

  std::span<const double> coordinates_;
  Index ambient_;
  Triangulation triangulation_;
  std::vector<Vertex> inserted_;
};

SimplexLists recorded(std::span<const double> coordinates, Index ambient, std::span<const Index> order,
                      const std::function<void(std::size_t)>& grown) {
  constexpr std::size_t points_together = 16;
  Insertion insertion(coordinates, ambient);
  for (std::size_t i = 0; i < order.size(); ++i) {
    insertion.insert(order[i]);
    if (i % points_together != 0) continue;
    std::size_t simplices = 0;
    for (std::size_t d = 1; d < insertion.lists.size(); ++d) simplices += insertion.lists[d].size() / (d + 1);
    grown(simplices);
  }
  return std::move(insertion.lists);
}

}  // namespace

SimplexLists incremental_cells_of_any_dimension(std::span<const double> coordinates, Index ambient,
                                                std::span<const Index> order,
                                                const std::function<void(std::size_t)>& grown) {
  try {
    return recorded(coordinates, ambient, order, grown);
  } catch (const Error&) {
    throw;
  } catch (const Cancelled&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    fail(error.what());
  }
}

}  // namespace tessera::delaunay

#endif
