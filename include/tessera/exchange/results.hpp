// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/collection.hpp"
#include "tessera/data/distance_matrix.hpp"
#include "tessera/data/image.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/data/time_series.hpp"
#include "tessera/persistence/barcode.hpp"

#include <string>

namespace tessera::exchange {

/// Rows `sample,degree,birth,death` under a header; a bar without end has death inf.
std::string barcodes_csv(const Collection<Barcode>& barcodes);

/// Data as read_* take them back. `.npz`: clouds as points [total, d] and offsets [k + 1], images as images [n, ...],
/// series as series [n, length] or [n, length, channels], matrices as distances [n, m, m] and, where all points have
/// some, names [n, m]; ids with each. Samples that
/// differ in dimension, shape or length are refused (D102).
std::string points_npz(const Collection<PointCloud>& clouds);
std::string images_npz(const Collection<Image>& images);
std::string series_npz(const Collection<TimeSeries>& series);
std::string distances_npz(const Collection<DistanceMatrix>& matrices);
/// One cloud: a row a point, columns x0, x1, ... under a header.
std::string points_csv(const PointCloud& cloud);
/// Ripser's lower triangle: row i lists d(i, 0) ... d(i, i - 1); the first row is empty.
std::string distances_text(const DistanceMatrix& matrix);
/// As DIPHA reads them: a full distance matrix; an image, whose first axis is the slowest in the file.
std::string distances_dipha(const DistanceMatrix& matrix);
std::string image_dipha(const Image& image);

}  // namespace tessera::exchange
