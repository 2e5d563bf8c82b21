// SPDX-License-Identifier: MIT
#include "tessera/exchange/graphs.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec exchange_read_graphs() {
  using namespace exchange;
  using Options = GraphsOptions;
  return stage("read.graphs", &exchange::read_graphs)
      .summary("Labelled graphs of the TU collection, or graphs from a list of edges, GraphML or a Matrix Market file.")
      .source(
          "Morris et al. 2020, TUDataset, arXiv:2007.08663; Brandes et al. 2002, GraphML progress report; Boisvert, "
          "Pozo "
          "and Remington 1996, The Matrix Market exchange formats")
      .note(
          "Edges from a vertex to itself are left out, edges given again are merged with the least weight; a warning "
          "counts both.")
      .note("The vertices of an edge list are the names that occur in it, in ascending order.")
      .note("Directed edges are taken as undirected. A GraphML with a document type or entities is refused.")
      .path(&Options::path, "path",
            "a folder NAME that holds NAME_A.txt[.gz] and its companions, or a file with a line \"u v\" or \"u v "
            "weight\" an edge, a GraphML, or a Matrix Market file")
      .suffixes({".edges", ".txt", ".csv", ".graphml", ".mtx"})
      .files(+[](const Options& options) -> std::vector<std::filesystem::path> {
        const auto files = graph_files(options.path);
        return {files.begin(), files.end()};
      })
      .probe(+[](const Options& options) -> Probe {
        return {nullptr, graphs_brief(options.path)};
      })
      .output("graphs", &GraphData::graphs, "the graphs, called 0000, 0001, ...; or the one, called like its file")
      .output("labels", &GraphData::labels, "the class of each graph, from NAME_graph_labels.txt")
      .output("vertex_labels", &GraphData::vertex_labels, "a number a vertex, from NAME_node_labels.txt")
      .output("vertex_attribute", &GraphData::vertex_attribute, "a number a vertex: the one that `attribute` names")
      .param(&Options::attribute, "attribute",
             "which number of a vertex: its attr.name in a GraphML, its column from 0 in NAME_node_attributes.txt; the "
             "first where empty")
      .param(
          &Options::weight, "weight",
          "which number of an edge is its weight: its attr.name in a GraphML, its column from 0 in "
          "NAME_edge_attributes.txt or of an edge list, label for NAME_edge_labels.txt; empty: the one called weight "
          "in a GraphML, the third column of an edge list, else 1");
}

}  // namespace tessera::stages
