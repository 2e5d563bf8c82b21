// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/collection.hpp"
#include "tessera/data/distance_matrix.hpp"
#include "tessera/data/image.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/data/time_series.hpp"
#include "tessera/decomposition/decomposition.hpp"
#include "tessera/persistence/barcode.hpp"

#include <string>

namespace tessera::exchange {

/// Rows `sample,degree,birth,death` under a header; a bar without end has death inf.
std::string barcodes_csv(const Collection<Barcode>& barcodes);

/// Rows `summand,exact,births,deaths` under a header, in the order of the decomposition. Corners are separated by ';',
/// coordinates by blanks: "0 1;1 0". Values as the user knows them: those of superlevel axes with their sign restored.
template <int N>
std::string decomposition_csv(const Decomposition<N>& decomposition);

/// The same with axes, scale and certificate, as JSON: {"format": "tessera.decomposition/1", "degree", "axes":
/// [{"name", "unit", "direction", "scale", "known_below"}], "certificate": {"route", "sweep", "line_gap",
/// "line_spacing", "lines", "bound"}, "summands": [{"exact", "births": [[...]], "deaths": [[...]]}]}. Infinity is the
/// text "inf" or
/// "-inf".
template <int N>
std::string decomposition_json(const Decomposition<N>& decomposition);

/// Data as read_* take them back. `.npz`: clouds as points [total, d] and offsets [k + 1], images as images [n, ...],
/// series as series [n, length] or [n, length, channels], matrices as distances [n, m, m]; ids with each. Samples that
/// differ in dimension, shape or length are refused (D102).
std::string points_npz(const Collection<PointCloud>& clouds);
std::string images_npz(const Collection<Image>& images);
std::string series_npz(const Collection<TimeSeries>& series);
std::string distances_npz(const Collection<DistanceMatrix>& matrices);
/// One cloud: a row a point, columns x0, x1, ... under a header.
std::string points_csv(const PointCloud& cloud);
/// Ripser's lower triangle: row i lists d(i, 0) ... d(i, i - 1); the first row is empty.
std::string distances_text(const DistanceMatrix& matrix);

#define TESSERA_RESULTS(N)                                                   \
  extern template std::string decomposition_csv<N>(const Decomposition<N>&); \
  extern template std::string decomposition_json<N>(const Decomposition<N>&);
TESSERA_RESULTS(2)
TESSERA_RESULTS(3)
TESSERA_RESULTS(4)
#undef TESSERA_RESULTS

}  // namespace tessera::exchange
