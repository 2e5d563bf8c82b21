// SPDX-License-Identifier: MIT
#include "tessera/vectorization/summand_image.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/parallel.hpp"
#include "tessera/decomposition/interval_distance.hpp"
#include "vectorization/image_stability.hpp"
#include "vectorization/staircase.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace tessera {
namespace {

bool name_the_same(const Axis& a, const Axis& b) {
  return a.name == b.name && a.unit == b.unit && a.direction == b.direction;
}

/// One image needs one coordinate system: every sample must be measured in it.
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
             "make an image of each degree and join them by vectorization.concatenate");
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
  return delta;
}

void check_options(const SummandImageOptions& options) {
  if (!(options.p >= 0))
    throw Error(codes::bad_request, fmt::format("needs an exponent in [0, inf], got {}", format_double(options.p)))
        .within("p");
  if (options.resolution[0] == 0 || options.resolution[1] == 0)
    throw Error(codes::bad_request, "needs one pixel at least on each axis, got 0").within("resolution");
}

/// The images of a collection share these; `values` of one sample are added to its own row only.
class ImageMaker {
 public:
  ImageMaker(const SummandImageOptions& options, const GridBox<2>& box, double delta)
      : kernel_(options.kernel),
        p_(options.p),
        box_(box),
        grid_{{PixelAxis(box.low[0], box.high[0], options.resolution[0], delta),
               PixelAxis(box.low[1], box.high[1], options.resolution[1], delta)},
              delta} {}

  /// Writes V_p to `image`; returns the mean of w^p, 0 when all weights vanish.
  double draw(const Decomposition<2>& decomposition, std::span<double> image) const {
    const auto supports = canonical(decomposition);
    std::vector<double> weights;
    for (const auto& support : supports) weights.push_back(interval_weight(clipped(support, box_.low, box_.high)));
    const double largest = supports.empty() ? 0 : std::ranges::max(weights);
    if (p_ > 0 && p_ < infinity && largest == 0) return 0;

    // Weights relative to the largest: no power overflows or vanishes altogether.
    std::vector<double> shares(weights.size(), 1.0);
    if (p_ > 0 && p_ < infinity)
      std::ranges::transform(weights, shares.begin(), [&](double w) { return std::pow(w / largest, p_); });
    const double total = std::accumulate(shares.begin(), shares.end(), 0.0);

    StaircaseWorkspace workspace;
    const auto [low, high] = reach(decomposition);
    for (std::size_t k = 0; k < supports.size(); ++k) {
      if (shares[k] == 0) continue;
      const auto support = clipped(supports[k], low, high);
      if (support.births.empty()) continue;
      const double share = shares[k] / total;
      visit_rows(support, kernel_, grid_, workspace, [&](Index i, Index first, std::span<const double> values) {
        double* pixel = image.data() + std::size_t{i} * grid_.axes[1].size() + first;
        if (p_ == infinity)
          for (const double value : values) *pixel = std::max(*pixel, value), ++pixel;
        else
          for (const double value : values) *pixel++ += share * value;
      });
    }
    for (double& value : image) value = std::min(value, 1.0);  // a sum of shares may round above
    return supports.empty() ? 0
                            : total / double(supports.size()) * (p_ > 0 && p_ < infinity ? std::pow(largest, p_) : 1);
  }

 private:
  static std::vector<Interval<2>> canonical(const Decomposition<2>& decomposition) {
    std::vector<Interval<2>> supports;
    for (const auto& summand : decomposition.summands)
      supports.push_back(scaled(summand.support, decomposition.axis_scale));
    if (!std::ranges::is_sorted(supports)) std::ranges::sort(supports);
    return supports;
  }

  /// The box inflated by delta, and no more than is known of the module.
  std::pair<Point<2>, Point<2>> reach(const Decomposition<2>& decomposition) const {
    Point<2> low = box_.low, high = box_.high;
    for (int axis = 0; axis < 2; ++axis) {
      low[axis] -= grid_.delta;
      high[axis] =
          std::min(high[axis] + grid_.delta, decomposition.axes[axis].known_below / decomposition.axis_scale[axis]);
    }
    return {low, high};
  }

  SummandKernel kernel_;
  double p_;
  GridBox<2> box_;  // in scaled units
  PixelGrid grid_;
};

std::vector<std::string> column_names(const std::array<Index, 2>& resolution, const std::string& stage) {
  const auto digits = [](Index pixels) { return std::max<std::size_t>(2, std::to_string(pixels - 1).size()); };
  std::vector<std::string> names;
  for (Index i = 0; i < resolution[0]; ++i)
    for (Index j = 0; j < resolution[1]; ++j)
      names.push_back(fmt::format("{}{}x{:0{}}.y{:0{}}", stage, stage.empty() ? "" : ".", i, digits(resolution[0]), j,
                                  digits(resolution[1])));
  return names;
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

}  // namespace

GridBox<2> fit_summand_image(const Collection<Decomposition<2>>& decompositions, const SummandImageOptions&,
                             const Context&) {
  check_agreement(decompositions);

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

FeatureMatrix summand_image(const Collection<Decomposition<2>>& decompositions, const SummandImageOptions& options,
                            const Context& context) {
  check_options(options);
  check_agreement(decompositions);
  const GridBox<2> box = options.fit ? *options.fit : fit_summand_image(decompositions, options, context);
  check_box(box, decompositions);

  const auto scale = decompositions.empty() ? std::array<double, 2>{1, 1} : decompositions[0].axis_scale;
  const GridBox<2> scaled_box = divided(box, scale);
  const double delta = resolved_bandwidth(options.bandwidth, scaled_box);
  context.resolved("bandwidth", delta);

  const std::size_t pixels = std::size_t{options.resolution[0]} * options.resolution[1];
  context.require_memory(std::uint64_t(pixels) * (decompositions.size() * sizeof(double) + 64), "the matrix of images",
                         "choose a smaller resolution");
  FeatureMatrix features;
  features.ids = decompositions.ids();
  features.columns = column_names(options.resolution, context.stage());
  features.units.assign(pixels, "");
  features.values.assign(features.ids.size() * pixels, 0.0);

  const ImageMaker maker(options, scaled_box, delta);
  std::vector<double> mean_weights(features.ids.size());
  parallel_for(context, features.ids.size(), 1, [&](std::size_t sample) {
    mean_weights[sample] =
        maker.draw(decompositions[Index(sample)], std::span(features.values).subspan(sample * pixels, pixels));
  });

  ImageFacts facts{.kernel = options.kernel, .p = options.p, .delta = delta, .box_is_fitted = !options.fit};
  facts.largest_weight = std::min(scaled_box.high[0] - scaled_box.low[0], scaled_box.high[1] - scaled_box.low[1]) / 2;
  for (const double mean : mean_weights)
    if (mean > 0) facts.mean_weight = std::isnan(facts.mean_weight) ? mean : std::min(facts.mean_weight, mean);
  for (Index sample = 0; sample < decompositions.size(); ++sample)
    facts.largest_bound = std::max(facts.largest_bound, decompositions[sample].certificate.bound());
  if (!std::isnan(facts.mean_weight)) context.resolved("mean_weight", facts.mean_weight);
  features.stability = image_stability(facts);

  for (int axis = 0; axis < 2; ++axis) {
    const bool is_negated = !decompositions.empty() && decompositions[0].axes[axis].direction == Direction::superlevel;
    const double sign = is_negated ? -1 : 1;
    features.axes.push_back(
        pixel_axis(decompositions.empty() ? fmt::format("axis {}", axis) : decompositions[0].axes[axis].name,
                   decompositions.empty() ? "" : decompositions[0].axes[axis].unit, sign * box.low[axis] + 0.0,
                   sign * box.high[axis] + 0.0,  // + 0.0: no -0
                   options.resolution[axis]));
  }
  check(features);
  return features;
}

}  // namespace tessera
