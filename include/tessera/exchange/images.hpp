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

struct ImagesOptions {
  std::string path;
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
/// is 2. Throws Error D1xx and D2xx.
ImageData parse_images(Source source, const ImagesOptions& options, const Context& context);

ImageData read_images(const ImagesOptions& options, const Context& context);

}  // namespace tessera::exchange
