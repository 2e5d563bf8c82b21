// SPDX-License-Identifier: MIT
#include "vectorization/decomposition_box.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tessera {
namespace {

bool name_the_same(const Axis& a, const Axis& b) {
  return a.name == b.name && a.unit == b.unit && a.direction == b.direction;
}

}  // namespace

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
      if (!name_the_same(first.axes[axis], other.axes[axis]))
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

double resolved_bandwidth(const Quantity& bandwidth, const GridBox<2>& box) {
  const double longest = std::max(box.high[0] - box.low[0], box.high[1] - box.low[1]);
  const bool is_range = bandwidth.relative == Relative::percent_range;
  if (!is_range && bandwidth.relative != Relative::absolute)
    throw Error(codes::bad_request,
                fmt::format("needs a number in scaled units or a percentage of the range, got {}", bandwidth.text()))
        .within("bandwidth");
  const double delta = is_range ? bandwidth.value / 100 * longest : bandwidth.value;
  if (!(delta > 0) || delta == infinity)
    throw Error(codes::bad_request, fmt::format("needs delta > 0, got {}", bandwidth.text())).within("bandwidth");
  // Beyond, windows are lost in the rounding of coordinates, or their areas overflow.
  if (delta < 1e-9 * longest || delta > 1e9 * longest)
    throw Error(codes::bad_request,
                fmt::format("needs delta between 1e-9 and 1e9 of the box's longest side, {}, got {}",
                            format_double(longest), format_double(delta)))
        .within("bandwidth");
  return delta;
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
    axes.push_back(pixel_axis(axis.name, axis.unit, axis.shown(box.low[k]) + 0.0, axis.shown(box.high[k]) + 0.0,
                              resolution[k]));  // + 0.0: no negative zero
  }
  return axes;
}

std::vector<std::string> pixel_columns(const std::array<Index, 2>& resolution, Index images, const std::string& stage) {
  const auto digits = [](Index pixels) { return std::max<std::size_t>(2, std::to_string(pixels - 1).size()); };
  std::vector<std::string> names;
  for (Index k = 1; k <= images; ++k)
    for (Index i = 0; i < resolution[0]; ++i)
      for (Index j = 0; j < resolution[1]; ++j)
        names.push_back(fmt::format("{}{}{}x{:0{}}.y{:0{}}", stage, stage.empty() ? "" : ".",
                                    images > 1 ? fmt::format("k{}.", k) : "", i, digits(resolution[0]), j,
                                    digits(resolution[1])));
  return names;
}

}  // namespace tessera
