// SPDX-License-Identifier: MIT
#include "tessera/manifold/lle.hpp"

#include "stages/rows.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec manifold_lle();

StageSpec manifold_lle() {
  using Options = LleOptions;
  return stage("manifold.lle", embedded_points<&lle>)
      .overload(rows_to_rows<&lle>)
      .summary("Locally linear embedding: coordinates fitted by the weights that make every point of its neighbors.")
      .source("Roweis and Saul 2000, doi:10.1126/science.290.5500.2323")
      .input("points", "points, or rows of features")
      .input("split", "which points make the embedding; the others are placed")
      .param(&Options::neighbors, "neighbors", "that a point is made of", at_least(1))
      .param(&Options::components, "components", "how many coordinates", at_least(1))
      .param(&Options::regularization, "regularization", "part of the trace added to the Gram matrix of a neighborhood",
             at_least(0));
}

}  // namespace tessera::stages
