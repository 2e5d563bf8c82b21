// SPDX-License-Identifier: MIT
#include "vectorization/decomposition_box.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "vectorization/product_columns.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tessera {
void check_agreement(const Collection<Decomposition<2>>& decompositions) {
  for (Index sample = 0; sample < decompositions.size(); ++sample) {
    const auto &first = decompositions[0], &other = decompositions[sample];
    const auto refuse = [&](const std::string& reason, const char* remedy) {
      throw Error(codes::bad_request, reason, remedy).within(fmt::format("sample '{}'", decompositions.id(sample)));
    };
    for (int axis = 0; axis < 2; ++axis) {
      const double scale = other.axis_scale[axis];
      if (!(scale > 0) || scale == infinity)
        refuse(fmt::format("needs a positive scale on axis {}, got {}", axis, format_double(scale)), "");
      if (scale != first.axis_scale[axis])
        refuse(fmt::format("needs one scale for the collection, got {} and {} on axis {}",
                           format_double(first.axis_scale[axis]), format_double(scale), axis),
               "decompose the samples as one collection, or with one fit");
      if (!name_one_quantity(first.axes[axis], other.axes[axis]))
        refuse(fmt::format("needs the same axes in every sample, got '{}' and '{}' as axis {}", first.axes[axis].name,
                           other.axes[axis].name, axis),
               "");
    }
    if (other.degree != first.degree)
      refuse(fmt::format("needs one degree, got {} and {}", first.degree, other.degree),
             "take one stage for each degree and join them by vectorization.concatenate");
  }
}

GridBox<2> divided(const GridBox<2>& box, const std::array<double, 2>& scale) {
  GridBox<2> result;
  for (int axis = 0; axis < 2; ++axis) {
    result.low[axis] = box.low[axis] / scale[axis];
    result.high[axis] = box.high[axis] / scale[axis];
  }
  return result;
}

GridBox<2> box_of_corners(const Collection<Decomposition<2>>& decompositions) {
  GridBox<2> box{{infinity, infinity}, {-infinity, -infinity}};
  Point<2> known_below{infinity, infinity};
  for (Index sample = 0; sample < decompositions.size(); ++sample)
    for (int axis = 0; axis < 2; ++axis) {
      known_below[axis] = std::min(known_below[axis], decompositions[sample].axes[axis].known_below);
      for (const auto& summand : decompositions[sample].summands)
        for (const auto* corners : {&summand.support.births, &summand.support.deaths})
          for (const auto& corner : *corners) {
            if (corner[axis] == infinity) continue;
            box.low[axis] = std::min(box.low[axis], corner[axis]);
            box.high[axis] = std::max(box.high[axis], corner[axis]);
          }
    }

  for (int axis = 0; axis < 2; ++axis) {
    if (box.low[axis] == infinity) box.low[axis] = box.high[axis] = 0;
    const double unit = decompositions.empty() ? 1 : decompositions[0].axis_scale[axis];
    if (box.low[axis] == box.high[axis]) box.high[axis] += unit;
    box.high[axis] = std::min(box.high[axis], known_below[axis]);
    if (box.low[axis] >= box.high[axis]) box.low[axis] = box.high[axis] - unit;
  }
  return box;
}

void check_box(const GridBox<2>& box, const Collection<Decomposition<2>>& decompositions) {
  for (int axis = 0; axis < 2; ++axis) {
    if (!(box.low[axis] < box.high[axis]) || !std::isfinite(box.low[axis]) || !std::isfinite(box.high[axis]))
      throw Error(codes::bad_request, fmt::format("needs low < high on axis {}, got {} and {}", axis,
                                                  format_double(box.low[axis]), format_double(box.high[axis])))
          .within("fit");
    for (Index sample = 0; sample < decompositions.size(); ++sample)
      if (const auto& known = decompositions[sample].axes[axis]; box.high[axis] > known.known_below)
        throw Error(codes::bad_request,
                    fmt::format("the box reaches {} on axis '{}', the module is known below {} only",
                                format_double(box.high[axis]), known.name, format_double(known.known_below)),
                    "build the samples with one max_diameter, as large as that of the fit")
            .within(fmt::format("sample '{}'", decompositions.id(sample)));
  }
}

std::vector<FeatureAxis> pixel_axes(const GridBox<2>& box, const std::array<Index, 2>& resolution,
                                    const Collection<Decomposition<2>>& decompositions) {
  std::vector<FeatureAxis> axes;
  for (int k = 0; k < 2; ++k) {
    Axis axis{.values = {}, .name = fmt::format("axis {}", k), .unit = ""};
    if (!decompositions.empty()) axis = decompositions[0].axes[k];
    axes.push_back(feature_axis(axis, box.low[k], box.high[k], resolution[k]));
  }
  return axes;
}

}  // namespace tessera
