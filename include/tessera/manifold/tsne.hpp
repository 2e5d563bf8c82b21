// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/geometry/metric.hpp"
#include "tessera/manifold/embedding.hpp"

#include <optional>

namespace tessera {

struct TsneOptions {
  double perplexity = 30;  // how many neighbors a point has, softly: exp of the entropy of its affinities
  Index components = 2;
  Index iterations = 1000;
  double exaggeration = 12;  // of the attraction, in the first iterations
  Index exaggerated_iterations = 250;
  /// Step length. Absent: n / exaggeration / 4, at least 50.
  std::optional<double> learning_rate;
  /// Cells narrower than this part of their distance count as one point; 0: none does.
  double angle = 0.5;
  Metric metric = Metric::euclidean;
};

/// t-distributed stochastic neighbor embedding: the positions whose affinities, those of a Student distribution, are
/// nearest to the affinities of the points, by Kullback-Leibler divergence; what gradient descent finds of it.
///
/// Affinities: Gaussian over the 3 * perplexity nearest others, of the width that makes the perplexity (by bisection;
/// where more others than that are nearest to a point, equal ones over these), symmetrised. Descent: momentum 1/2, then
/// 4/5, with a gain for every coordinate, from the principal components scaled to deviation 1e-4 of the first one;
/// components that the points do not fill begin with normal random numbers of that deviation, from the seed. The
/// repulsion is summed over all pairs below 500 points, in other than 2 or 3 dimensions and at angle 0; else by a tree
/// of cells. Distances between clusters, their sizes and densities mean nothing.
/// Same bits for every number of threads. Renumbering the points permutes the result, but for copies of a point.
/// Coordinates have mean 0. Scale, translation and rotation of the points do not matter but for rounding, which the
/// descent may amplify. No way to place further points.
/// Figures: `kl_divergence`, in nats, of the positions returned (its normalisation by the tree where there is one).
/// Throws D103 unless there are more than perplexity + 1 points (so for 2 points or fewer), D106 for a perplexity or
/// exaggeration below 1, no components, an angle out of [0, 1], a learning rate that is not positive; R302 over the
/// budget; D101 when steps are so long that positions overflow.
/// Cost: nearest_neighbors; an iteration O(n log n) and 3 n perplexity, or n^2.
/// Source: van der Maaten and Hinton 2008, Visualizing data using t-SNE; van der Maaten 2014, Accelerating t-SNE using
/// tree-based algorithms; Kobak and Berens 2019, doi:10.1038/s41467-019-13056-x (start, learning rate).
Embedding tsne(const PointCloud& points, const TsneOptions& options = {}, const Context& context = {});

}  // namespace tessera
