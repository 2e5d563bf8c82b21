// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/data/feature_matrix.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/data/scalar_field.hpp"
#include "tessera/decomposition/decomposition.hpp"
#include "tessera/persistence/barcode.hpp"

#include <string>

namespace tessera {

/// Pictures are SVG 1.1 text: the same value gives the same bytes, words stay words, nothing is fetched. Colours come
/// from palettes that remain distinct to colour-blind eyes (Okabe and Ito; viridis).
struct PictureOptions {
  Index width = 760, height = 560;
  std::string title;    // empty: what the value is, and of what
  std::string subject;  // of what: the id of a sample; may be empty
  bool y_down = false;  // points only: the second coordinate grows downwards, as rows of an image do
  Index count = 6;      // cycles only: of how many summands
  Index slices = 6;     // three parameters only
};

/// Points of the plane coloured by their function, with a colour bar; both axes have one scale. Of points in more
/// dimensions the first two coordinates are shown, and the caption says so.
/// Throws Error D102 when there is not one value a point, D106 for a size below 240 x 180 (so do all pictures).
std::string svg(const PointCloud& points, const ScalarField* values, const PictureOptions& options);

/// The same with representative cycles of the summands of largest weight over the points, one colour a summand: of
/// degree 0 points, of degree 1 loops of edges, of higher degrees the edges and triangles of its simplices. A summand
/// has a cycle for every birth; that of the birth which lasts longest is drawn boldly, the others thinly. The legend
/// names that birth, in the values of the axes as the user knows them, and the weight. Infinite summands are
/// clipped beyond the largest finite corner to be weighed.
/// Throws Error D106 when there are summands and none has cycles, or cells are not named by points; D102 when they name
/// points that are not there.
std::string svg(const PointCloud& points, const ScalarField* values, const Decomposition<2>& summands,
                const PictureOptions& options);

/// Summands as coloured staircase regions, large ones below small ones. Exact summands are filled, approximate ones are
/// hatched with a dashed edge; infinite ones run to the frame and fade. A superlevel axis keeps the order of inclusion
/// (rightwards, upwards) and shows values with their sign. The caption is the certificate. Equal summands are drawn
/// once, and at most 500, those of largest weight; the legend counts all.
std::string svg(const Decomposition<2>& decomposition, const PictureOptions& options);

/// The same for three parameters, as small multiples: `slices` pictures, each of the plane where the third coordinate
/// has one value, evenly spaced inside the range of its grades (for 6 slices 1/12, 3/12, ..., 11/12 of it). A summand
/// has one colour in all of them. Throws D106 when the page has no room for so many.
std::string svg(const Decomposition<3>& decomposition, const PictureOptions& options);

/// The features of one sample: a heat map with a colour bar for a two-dimensional shape, a curve otherwise.
/// Throws Error D106 when there is no such sample.
std::string svg(const FeatureMatrix& features, Index sample, const PictureOptions& options);

/// Every column as a curve over the rows, in their order: figures over epochs or layers, spectra.
/// Throws Error D103 without rows or columns.
std::string svg_of_curves(const FeatureMatrix& features, const PictureOptions& options);

/// Bars by degree, longest first within a degree; infinite bars run to the frame and fade. At most 400 are drawn.
std::string svg(const Barcode& barcode, const PictureOptions& options);

}  // namespace tessera
