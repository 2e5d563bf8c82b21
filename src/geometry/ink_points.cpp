// SPDX-License-Identifier: MIT
#include "tessera/geometry/ink_points.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"

#include <cmath>

#include <fmt/format.h>

namespace tessera {

InkPoints ink_points(const Image& image, const InkPointsOptions& options, const Context&) {
  if (!std::isfinite(options.threshold))
    throw Error(codes::bad_value, fmt::format("needs a finite number, got {}", format_double(options.threshold)))
        .within("threshold");

  std::vector<double> coordinates, ink;
  for (std::size_t pixel = 0; pixel < image.values().size(); ++pixel) {
    if (!(image.values()[pixel] > options.threshold)) continue;

    ink.push_back(image.values()[pixel]);
    std::size_t rest = pixel;
    for (auto side = image.shape().rbegin(); side != image.shape().rend(); ++side) {
      coordinates.push_back(double(rest % *side));
      rest /= *side;
    }
  }
  const Index count = Index(ink.size()), dimension = Index(image.shape().size());
  return {PointCloud(count, dimension, std::move(coordinates)), ScalarField(std::move(ink), "ink")};
}

}  // namespace tessera
