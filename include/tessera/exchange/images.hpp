// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/collection.hpp"
#include "tessera/core/context.hpp"
#include "tessera/data/image.hpp"
#include "tessera/data/labels.hpp"
#include "tessera/exchange/table.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tessera::exchange {

/// Images of one shape, and their labels where the file holds some.
struct ImageData {
  Collection<Image> images;
  std::optional<Labels> labels;
};

/// Which format, where the first bytes of a file do not tell.
enum class ImageFormat {
  automatic,  // arrays, PNG, DIPHA and NIfTI-1 by their first bytes; any other text is a table
  perseus,    // the text of Perseus and GUDHI: the number of axes, their sizes, the values
};

struct ImagesOptions {
  std::string path;
  ImageFormat format = ImageFormat::automatic;
  std::string array;               // of an .npz: the pixels
  std::vector<Index> shape;        // of one image: how a flat row of pixels folds; empty: as the array says
  std::string labels;              // the array of an .npz, or the column of a table, that holds the labels; empty: none
  std::optional<Index> dimension;  // axes of one image, 1 to 4; absent: an array of images, whatever their axes
  Index first = 0;                 // how many images to take, from the first on; 0: all
  Delimiter delimiter = Delimiter::automatic;
  HeaderRow header = HeaderRow::automatic;
};

/// Images from an array of shape (images, rows, columns[, ...]), an array (images, pixels) or a text table with a row
/// an image, which both need `shape`. Called 0000, 0001, ... in the order of the file. With `dimension` d an array of d
/// axes is one image, such as a volume, and one of d + 1 a stack of them; a table without `shape` is one picture if d
/// is 2.
///
/// PNG (grey levels; the luminance of colors), DIPHA's image data, NIfTI-1 (one file, its slope and intercept applied,
/// 64-bit integers to the nearest double) and Perseus' text hold one image, of all their axes where `dimension` is
/// absent. Axes are named slowest first, which is the reverse of how the last three formats name theirs: a volume
/// (x, y, z) of NIfTI has shape (z, y, x), and of one over time every point in time is a volume with `dimension` 3.
/// Axes that Perseus' text glues are told in a warning: an image does not know them. Throws Error D1xx, D2xx, R303.
ImageData parse_images(Source source, const ImagesOptions& options, const Context& context);

ImageData read_images(const ImagesOptions& options, const Context& context);

}  // namespace tessera::exchange
