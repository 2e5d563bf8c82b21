// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/collection.hpp"
#include "tessera/core/context.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/exchange/table.hpp"

#include <string>
#include <vector>

namespace tessera::exchange {

struct PointsOptions {
  std::string path;
  std::string array;    // of an .npz: the points
  std::string offsets;  // of an .npz: where each cloud starts, k + 1 numbers from 0 to the number of points
  std::vector<std::string> columns;  // names or numbers (from 0) of the coordinates; empty: all
  Delimiter delimiter = Delimiter::automatic;
  HeaderRow header = HeaderRow::automatic;
  OnNonfinite on_nonfinite = OnNonfinite::error;
  Index first_feature = 1;  // what svmlight counts features from
};

/// Point clouds from a text table (a row a point), OFF or nOFF (faces are checked and left out), .npy or .npz: an array
/// of shape (points, coordinates) is one cloud, or many with `offsets`; one of shape (clouds, points, coordinates)
/// many. Also from svmlight, whose left out features are 0 (read_labels reads their labels), the numeric attributes of
/// an .arff, the rows of a general array of Matrix Market, and the frames of an XYZ of chemistry, told from a plain x y
/// z by its count of atoms. A lone cloud is called like the file, many are called 0000, 0001, ... Rows dropped for
/// `on_nonfinite` are reported as a warning. Throws Error D1xx and D2xx, naming line or row.
Collection<PointCloud> parse_points(Source source, const PointsOptions& options, const Context& context);

/// parse_points of the file at options.path.
Collection<PointCloud> read_points(const PointsOptions& options, const Context& context);

/// The points of an OFF or nOFF file; those of an OFF may be planar, with two coordinates each. Throws Error D201/D202,
/// naming the line.
PointCloud parse_off(Source source);

}  // namespace tessera::exchange
