// SPDX-License-Identifier: MIT
#include "tessera/exchange/simplex_tree_text.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct SimplexTreeOptions {
  std::string path;
};

FilteredComplex<1> read_simplex_tree(const SimplexTreeOptions& options, const Context& context) {
  const exchange::File file = exchange::read_file(options.path, context.memory_budget());
  return exchange::parse_simplex_tree(file.source());
}

}  // namespace

StageSpec exchange_read_simplex_tree() {
  using Options = SimplexTreeOptions;
  return stage("read.simplex_tree", &read_simplex_tree)
      .summary("A filtered simplicial complex, a line a simplex: dimension, vertices, filtration value.")
      .source("The GUDHI Project 2023, GUDHI User and Reference Manual, file formats")
      .note(
          "Simplices may come in any order of lines; one whose face is missing, or enters later than it, is refused, "
          "naming the line.")
      .path(&Options::path, "path", "the file")
      .suffixes({".fsc"});
}

}  // namespace tessera::stages
