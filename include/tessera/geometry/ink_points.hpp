// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/image.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/data/scalar_field.hpp"

namespace tessera {

struct InkPointsOptions {
  double threshold = 0;
};

/// The inked pixels of an image as points, with how much ink each has.
struct InkPoints {
  PointCloud points;   // coordinates in steps of the lattice
  ScalarField values;  // unit "ink"
};

/// Every pixel with value > threshold, in the order of the image. The pixel in row r and column c becomes the point
/// (c, r); in d dimensions coordinates are the indices from the last axis to the first. The values are the pixels'
/// own, not reduced by the threshold. An image without ink gives an empty cloud of the image's dimension.
/// Throws D101 unless the threshold is finite.
InkPoints ink_points(const Image& image, const InkPointsOptions& options = {}, const Context& context = {});

}  // namespace tessera
