// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/core/fitted.hpp"
#include "tessera/data/labels.hpp"
#include "tessera/data/point_cloud.hpp"

#include <vector>

namespace tessera {

/// New coordinates of every point, in the order of the points, and what the method has to say about them.
///
/// What holds for every embedding here:
/// - A method m is `Embedding m(points, split, MOptions, context)`, of a PointCloud, a DistanceMatrix or either;
///   without `split` where it cannot place further points.
/// - Of every coordinate the entry of the largest absolute value is positive, the first one where entries are as large
///   to a millionth: of the loadings for PCA, of the landmarks where there are any, of the start where one is improved.
///   A coordinate that the data cannot fill is 0 at every point.
/// - A figure is a number or a list, by a name in snake_case; a list goes along the coordinates unless it says
///   otherwise. Figures are ratios or lengths, never squares of lengths: these may overflow. A stage reports them as
///   resolved values, entry k of a list under "name.k", from 1.
/// - Out of sample: `MMap` is made of training points; `embedding()` is theirs, `place(others)` gives any other points
///   coordinates in the same axes without changing those. With a `split` the rows that are for training make the map
///   and the others are placed; all come out in input order, and the figures are those of the training rows.
struct Embedding {
  PointCloud points;
  FittedValues figures;
};

/// The rows of a data set that make an embedding, and those that it places: ascending numbers.
struct SplitRows {
  std::vector<Index> training, others;
};

/// All rows are for training where there is no split. Throws D102 when the split is of another number of samples, D103
/// when none is for training, both within "split".
SplitRows split_rows(Index size, const Split* split);

/// The chosen points, in that order.
PointCloud points_at(const PointCloud& points, const std::vector<Index>& rows);

/// Embeds the training rows by a Map(const PointCloud&, const Options&, const Context&) and places the others with it.
template <class Map, class Options>
Embedding embedded_with(const PointCloud& points, const Split* split, const Options& options, const Context& context);

/// Puts placed rows where they belong among those of the embedding.
Embedding joined(Embedding training, const PointCloud& placed, const SplitRows& rows);

template <class Map, class Options>
Embedding embedded_with(const PointCloud& points, const Split* split, const Options& options, const Context& context) {
  const auto rows = split_rows(points.size(), split);
  if (rows.others.empty()) return Map(points, options, context).embedding();
  const Map map(points_at(points, rows.training), options, context);
  return joined(map.embedding(), map.place(points_at(points, rows.others), context), rows);
}

}  // namespace tessera
