// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/core/fitted.hpp"
#include "tessera/data/labels.hpp"

#include <string>
#include <string_view>

namespace tessera {

/// How far two labellings of the same samples agree, whatever the names of their classes. All are 1 for equal
/// partitions; those that are corrected for chance are about 0, and may be negative, for independent ones.
struct ClusterScores {
  static constexpr std::string_view artifact = "ClusterScores";
  static constexpr std::string_view meaning = "how far found clusters agree with known classes";

  double adjusted_rand = 0;           // Rand index corrected for chance (permutation model)
  double mutual_information = 0;      // I(found; known), in nats
  double normalized_information = 0;  // NMI: I over the mean of the two entropies
  double adjusted_information = 0;    // AMI: the same, corrected for chance
  double homogeneity = 0;             // I / H(known): clusters hold one class each
  double completeness = 0;            // I / H(found): classes lie in one cluster each
  double v_measure = 0;               // their harmonic mean, which is the normalized information
  double purity = 0;                  // share of samples that are of the most frequent class of their cluster
  double accuracy = 0;                // share that agrees under the best one-to-one matching of clusters and classes
  Index samples = 0, clusters = 0, classes = 0;
  Index noise = 0;  // samples whose found label is "-1"
};

struct ClusterScoresOptions {};

/// The scores. Noise ("-1") counts as a cluster of its own, as in scikit-learn: what finds much noise is not spared.
///
/// Symmetric in the two labellings but for homogeneity, completeness and purity. Where both have one class, or both as
/// many classes as samples, the partitions are equal and every score is 1; homogeneity is 1 where H(known) = 0,
/// completeness where H(found) = 0. AMI is 0 where its denominator is.
/// Throws D102 when the lengths differ, D103 without samples. Cost: O(n), and with r clusters and s classes
/// O(max(r, s)^3) for the matching and O(n (r + s)) for the expected information.
/// Source: Hubert and Arabie 1985, Comparing partitions, doi:10.1007/BF01908075; Vinh, Epps and Bailey 2010,
/// Information theoretic measures for clusterings comparison, JMLR 11; Rosenberg and Hirschberg 2007, V-measure.
ClusterScores cluster_scores(const Labels& found, const Labels& known, const ClusterScoresOptions& options = {},
                             const Context& context = {});

/// A few lines for people.
std::string summary(const ClusterScores& scores);
/// The numbers, by name, for the record of a run.
FittedValues figures(const ClusterScores& scores);

}  // namespace tessera
