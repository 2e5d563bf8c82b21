// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/image.hpp"

#include <optional>

namespace tessera {

enum class ThresholdSide { above, below };

struct ImageChannelsOptions {
  double scale = 1;                           // standard deviation of the Gaussian, in pixels; 0: as it is
  std::optional<double> threshold;            // where the set ends; absent: halfway from the least to the largest value
  ThresholdSide side = ThresholdSide::above;  // the set holds the pixels from the threshold on, upwards or downwards
  bool is_signed = false;                     // distances are negative inside the set
};

/// Functions on the pixels of one image, all of its shape.
struct ImageChannels {
  Image smoothed;  // the Gaussian of the given scale
  Image gradient;  // the length of the gradient of `smoothed`, per pixel
  Image distance;  // the distance to the nearest pixel of a threshold set of the image, in pixels
};

/// Smoothing, gradient length and distance transform of an image of any number of axes.
///
/// Smoothed: convolution with the Gaussian at the integers, cut at four standard deviations and made to sum to one;
/// beyond its border the image goes on mirrored, the border pixel twice. So constants stay (to rounding), the mean
/// stays, and no value passes the range of the image.
/// Gradient: half the difference of the two neighbors along every axis, at the border the difference to the one there
/// is, exact for linear images up to rounding; an axis of one pixel adds nothing.
/// Distance: Euclidean, exact (integers, then one square root), between centers of pixels: 0 in the set. Signed: inside
/// it is minus the distance to the nearest pixel outside, so from one side of the border to the other it goes from -1
/// to 1. Where there is no pixel to measure to, it is the square root of the sum of squares of the sides, which is more
/// than any distance that occurs.
/// Stable: smoothed values change by no more than the values do; unsigned distances by no more than the Hausdorff
/// distance of the sets.
///
/// Cost: 8 scale + 1 steps a pixel and axis for the smoothing, linear for the rest. Memory: 40 bytes a pixel.
/// Throws Error D102 without a pixel, D106 unless 0 <= scale <= 1000 and the threshold is finite, R302 over the budget,
/// R303 on a side of 2^31 or more.
/// Source: Felzenszwalb and Huttenlocher 2012, Distance transforms of sampled functions, doi:10.4086/toc.2012.v008a019.
ImageChannels image_channels(const Image& image, const ImageChannelsOptions& options, const Context& context);

/// The parts by themselves; scale and threshold as above.
Image gaussian_smoothing(const Image& image, double scale, const Context& context);
Image gradient_magnitude(const Image& image, const Context& context);
Image distance_transform(const Image& image, double threshold, ThresholdSide side, bool is_signed,
                         const Context& context);

}  // namespace tessera
