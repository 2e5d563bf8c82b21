// SPDX-License-Identifier: MIT
#include "tessera/exchange/graphs.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec exchange_read_graphs() {
  using namespace exchange;
  using Options = GraphsOptions;
  return stage("read.graphs", &exchange::read_graphs)
      .summary("Labelled graphs of the TU collection, or one graph from a list of edges.")
      .source("Morris et al. 2020, TUDataset, arXiv:2007.08663")
      .note(
          "Edges from a vertex to itself are left out, edges given again are merged with the least weight; a warning "
          "counts both.")
      .note("The vertices of an edge list are the names that occur in it, in ascending order.")
      .path(&Options::path, "path",
            "a folder NAME that holds NAME_A.txt[.gz] and its companions, or a file with a line \"u v\" or \"u v "
            "weight\" an edge")
      .suffixes({".edges", ".txt", ".csv"})
      .files(+[](const Options& options) -> std::vector<std::filesystem::path> {
        const auto files = graph_files(options.path);
        return {files.begin(), files.end()};
      })
      .output("graphs", &GraphData::graphs, "the graphs, called 0000, 0001, ...; or the one, called like its file")
      .output("labels", &GraphData::labels, "the class of each graph, from NAME_graph_labels.txt")
      .output("vertex_labels", &GraphData::vertex_labels, "a number a vertex, from NAME_node_labels.txt")
      .output("vertex_attribute", &GraphData::vertex_attribute, "a number a vertex, from NAME_node_attributes.txt")
      .param(&Options::attribute, "attribute", "which column of NAME_node_attributes.txt, from 0", at_least(0));
}

}  // namespace tessera::stages
