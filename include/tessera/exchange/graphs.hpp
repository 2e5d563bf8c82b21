// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/collection.hpp"
#include "tessera/core/context.hpp"
#include "tessera/data/labels.hpp"
#include "tessera/data/scalar_field.hpp"
#include "tessera/data/weighted_graph.hpp"
#include "tessera/exchange/file.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tessera::exchange {

/// Graphs with what their files say of them; what a file is missing for is empty.
struct GraphData {
  Collection<WeightedGraph> graphs;
  std::optional<Labels> labels;                             // one class a graph
  std::optional<Collection<ScalarField>> vertex_labels;     // one number a vertex, per graph
  std::optional<Collection<ScalarField>> vertex_attribute;  // the column `attribute`
};

struct GraphsOptions {
  std::string path;     // a folder NAME of NAME_A.txt ..., the prefix FOLDER/NAME of these, or the file of an edge list
  Index attribute = 0;  // which column of NAME_node_attributes.txt
};

/// The files of a set of the TU collection, the last three only where they exist.
struct GraphFiles {
  Source adjacency, indicator;
  std::optional<Source> labels, vertex_labels, vertex_attributes;
};

// Of both: an edge given once in each direction with one weight is one edge. Edges from a vertex to itself, edges given
// again, and edges whose directions differ in weight are left out or merged, with the least weight, and a warning
// counts them.

/// Line e of the adjacency is an edge "u, v" between vertices counted from 1, line v of the indicator the number of
/// v's graph, from 1, line g of the labels the class of graph g. Vertices of a graph keep their order, graphs are
/// called 0000, 0001, ... A graph without vertices is one that the labels count and the indicator does not name.
/// All weights are 1. Throws Error D102 on files whose lengths do not agree, D101/D201, naming the line, on a number
/// that is none or names nothing and on an edge between two graphs; D106 on an attribute that there is not.
/// Source: Morris et al. 2020, TUDataset, arXiv:2007.08663.
GraphData parse_graph_dataset(const GraphFiles& files, const GraphsOptions& options, const Context& context);

/// One graph called like the file: a line "u v" or "u v weight" an edge, separated as in tables; weight 1 where there
/// is none. Vertices are the names that occur, in ascending order: as numbers where all are numbers, else as texts. A
/// vertex without edges cannot be given, except by an edge to itself. Throws as tables do, D102 on other columns.
GraphData parse_edge_list(Source source, const Context& context);

/// Reads either, told apart by what is at the path. Throws Error I101 when nothing is.
GraphData read_graphs(const GraphsOptions& options, const Context& context);

/// The files that read_graphs opens.
std::vector<std::string> graph_files(const std::string& path);

}  // namespace tessera::exchange
