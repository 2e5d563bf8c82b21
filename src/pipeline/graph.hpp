// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace tessera {

/// A directed graph by its predecessors: node i needs sources[i].
struct Dependencies {
  std::vector<std::string> names;
  std::vector<std::vector<std::size_t>> sources;
};

/// An order in which every node comes after what it needs; of the nodes that could come next, the one least by name.
/// Nodes on a cycle, or behind one, are left out.
std::vector<std::size_t> topological_order(const Dependencies& graph);

/// Disjoint cycles among the nodes that `order` leaves out, one through each knot of them; a cycle lists its nodes so
/// that each one needs its predecessor, beginning with the least index.
std::vector<std::vector<std::size_t>> cycles(const Dependencies& graph, const std::vector<std::size_t>& order);

}  // namespace tessera
