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
  std::optional<Collection<ScalarField>> vertex_attribute;  // the one called `attribute`
};

struct GraphsOptions {
  std::string path;  // a folder NAME of NAME_A.txt ..., the prefix FOLDER/NAME of these, or the file of one graph
  std::string
      attribute;       // of vertices: its name in a GraphML, its column in NAME_node_attributes.txt; empty: the first
  std::string weight;  // of edges: its name in a GraphML, its column in NAME_edge_attributes.txt or of an edge list,
                       // "label" for NAME_edge_labels.txt; empty: as each reader says
};

/// The files of a set of the TU collection, those after the first two only where they exist.
struct GraphFiles {
  Source adjacency, indicator;
  std::optional<Source> labels, vertex_labels, vertex_attributes, edge_labels, edge_attributes;
};

// Of all: an edge given once in each direction with one weight is one edge; graphs are taken as undirected. Edges from
// a vertex to itself, edges given again, and edges whose directions differ in weight are left out or merged, with the
// least weight, and a warning counts them.

/// Line e of the adjacency is an edge "u, v" between vertices counted from 1, line v of the indicator the number of
/// v's graph, from 1, line g of the labels the class of graph g; lines of attributes and labels belong to the vertex or
/// edge of that line. Vertices of a graph keep their order, graphs are called 0000, 0001, ... A graph without vertices
/// is one that the labels count and the indicator does not name. Weights are 1 where `weight` is empty.
/// Throws Error D102 on files whose lengths do not agree, D101/D201, naming the line, on a number that is none or names
/// nothing and on an edge between two graphs; D106 on an attribute that there is not.
/// Source: Morris et al. 2020, TUDataset, arXiv:2007.08663.
GraphData parse_graph_dataset(const GraphFiles& files, const GraphsOptions& options, const Context& context);

/// One graph called like the file: a line "u v" or "u v weight" an edge, separated as in tables; weight 1 where there
/// is none, and the column `weight` of any number of columns where it is named. Vertices are the names that occur, in
/// ascending order, as numbers where all are numbers, else as texts; the graph keeps them. A vertex without edges
/// cannot be given, except by an edge to itself. Throws as tables do, D102 on other columns.
GraphData parse_edge_list(Source source, const GraphsOptions& options, const Context& context);

/// The graphs of a GraphML: a lone one called like the file, several 0000, 0001, ... Vertices come in the order of the
/// document and keep their ids as names. `attribute` and `weight` are named by attr.name; booleans are 0 and 1, a
/// <default> stands for what is not given. Where they are empty, the attribute is the first numeric one that every
/// vertex has, the weight the one called weight, else 1. Ports and other elements are passed over.
/// Throws Error D201, naming line and column, on what is no GraphML, D101 on a number that is none or missing, D106 on
/// an attribute that there is not, D203 on a document type, entities, graphs within vertices and hyperedges.
/// Source: Brandes et al. 2002, GraphML progress report, doi:10.1007/3-540-45848-4_59.
GraphData parse_graphml(Source source, const GraphsOptions& options, const Context& context);

/// The graph of a square Matrix Market file, called like it: an edge an entry off the diagonal, with its value as
/// weight (1 in a pattern); of an array, an edge an entry that is not zero. Entries on the diagonal are loops.
/// Throws Error D102 unless it is square, D201, D202 and D203, naming the line, as parse_matrix_market does.
/// Source: Boisvert, Pozo and Remington 1996, The Matrix Market exchange formats, NISTIR 5935.
GraphData parse_matrix_graph(Source source, const Context& context);

/// Reads any of them, told apart by what is at the path and its first bytes. Throws Error I101 when nothing is.
GraphData read_graphs(const GraphsOptions& options, const Context& context);

/// The files that read_graphs opens.
std::vector<std::string> graph_files(const std::string& path);

/// What read_graphs will find, as far as names of files and their headers tell.
std::string graphs_brief(const std::string& path);

}  // namespace tessera::exchange
