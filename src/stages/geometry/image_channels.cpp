// SPDX-License-Identifier: MIT
#include "tessera/geometry/image_channels.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_image_channels();

StageSpec geometry_image_channels() {
  using Options = ImageChannelsOptions;
  return stage("geometry.image_channels", &tessera::image_channels)
      .summary("Further functions on the pixels of an image: smoothed, length of the gradient, distance to a set.")
      .source("Felzenszwalb and Huttenlocher 2012, Distance transforms of sampled functions")
      .theorem(
          "smoothed values change by no more than the values do, distances by no more than the Hausdorff distance of "
          "the sets")
      .note("beyond its border the image goes on mirrored; the gradient is that of the smoothed image")
      .note("where there is no pixel to measure to, the distance is the square root of the sum of squares of the sides")
      .input("in", "the image, of any number of axes")
      .output("smoothed", &ImageChannels::smoothed, "convolution with a Gaussian")
      .output("gradient", &ImageChannels::gradient, "the length of the gradient of `smoothed`, per pixel")
      .output("distance", &ImageChannels::distance,
              "distance to the nearest pixel of the threshold set of the image itself, in pixels")
      .param(&Options::scale, "scale", "standard deviation of the Gaussian in pixels; 0: the image as it is",
             between(0.0, 1000.0))
      .param(&Options::threshold, "threshold", "the value at which the set ends",
             absent_means("halfway from the least to the largest value"))
      .param(&Options::side, "side", "whether the set holds the values from the threshold upwards or downwards",
             choices<ThresholdSide>({{"above", ThresholdSide::above}, {"below", ThresholdSide::below}}))
      .param(&Options::is_signed, "signed", "inside the set, minus the distance to the nearest pixel outside");
}

}  // namespace tessera::stages
