// SPDX-License-Identifier: MIT
#include "tessera/clustering/scores.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec clustering_scores() {
  return stage("clustering.scores", &cluster_scores)
      .estimate()
      .summary("How far found clusters agree with known classes: ARI, NMI, AMI, V-measure, purity, best matching.")
      .source(
          "Hubert and Arabie 1985, Comparing partitions, doi:10.1007/BF01908075; Vinh, Epps and Bailey 2010, "
          "Information theoretic measures for clusterings comparison, JMLR 11")
      .note("noise, the label -1, counts as a cluster of its own")
      .input("found", "the labels of a clustering")
      .input("known", "the classes to compare with");
}

}  // namespace tessera::stages
