// SPDX-License-Identifier: MIT
#include "tessera/vectorization/summand_representation.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/parallel.hpp"
#include "tessera/decomposition/interval_distance.hpp"
#include "vectorization/decomposition_box.hpp"
#include "vectorization/product_columns.hpp"
#include "vectorization/representation_stability.hpp"
#include "vectorization/scaled_box.hpp"
#include "vectorization/summand_maps.hpp"
#include "vectorization/summed_maps.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include <fmt/format.h>

namespace tessera {
namespace {

void check_options(const SummandRepresentationOptions& options) {
  if (!(options.p >= 0) || options.p == infinity)
    throw Error(codes::bad_request, fmt::format("needs a finite exponent, 0 or more, got {}", format_double(options.p)))
        .within("p");
  if (options.resolution[0] == 0 || options.resolution[1] == 0)
    throw Error(codes::bad_request, "needs one pixel at least on each axis, got 0").within("resolution");
  if (options.count == 0) throw Error(codes::bad_request, "needs one at least, got 0").within("count");
  if (options.count > 1 && options.operation != SummandOperation::largest)
    throw Error(codes::bad_request, fmt::format("a sum or a mean gives one image, got {}", options.count),
                "operation = \"largest\"")
        .within("count");
}

/// The samples of a collection share this; `draw` writes the row of one.
class RepresentationMaker {
 public:
  RepresentationMaker(const SummandRepresentationOptions& options, const SummandFunctions& functions,
                      const GridBox<2>& scaled_box, double bandwidth)
      : options_(options),
        functions_(functions),
        box_(scaled_box),
        bandwidth_(bandwidth),
        reach_(functions.map ? infinity : reach_of(options.map, bandwidth)),
        grid_{axis(0), axis(1)} {
    const bool is_sum = options.operation != SummandOperation::largest;
    if (!functions.map && is_sum) summed_.emplace(options.map, bandwidth, grid_);
  }

  /// Returns the mean of w^p, 0 when all weights vanish.
  double draw(const Decomposition<2>& decomposition, std::span<double> image) const {
    auto supports = canonical(decomposition);
    if (supports.empty()) return 0;
    auto shares = weights_of(supports);
    const double largest = std::ranges::max(shares);
    if (largest == 0) return 0;

    // Powers are taken of shares of the largest: none overflows, and a mean is there for every p.
    const bool is_mean = options_.operation == SummandOperation::mean;
    for (double& share : shares) share = options_.p == 1 ? share / largest : std::pow(share / largest, options_.p);
    const double total = std::accumulate(shares.begin(), shares.end(), 0.0);
    const double power = std::pow(largest, options_.p);
    if (!is_mean && power == infinity)
      throw Error(codes::bad_request, fmt::format("needs finite weights, got {} to the power of {}",
                                                  format_double(largest), format_double(options_.p)))
          .within("p");
    for (double& share : shares) share = is_mean ? share / total : share * power;

    const auto [low, high] = seen_region(decomposition);
    Interval<2> part;
    for (auto& support : supports) {
      clip(support, low, high, part);
      std::swap(support, part);
    }
    combine(supports, shares, image);
    if (is_mean && options_.map != SummandMap::landscape && !functions_.map)
      for (double& value : image) value = std::min(value, 1.0);  // a sum of shares may round above
    return power * (total / double(shares.size()));
  }

 private:
  PixelAxis axis(std::size_t k) const {
    return {box_.low[k], box_.high[k], options_.resolution[k], functions_.map ? 0 : reach_};
  }

  static std::vector<Interval<2>> canonical(const Decomposition<2>& decomposition) {
    std::vector<Interval<2>> supports;
    supports.reserve(decomposition.summands.size());
    for (const auto& summand : decomposition.summands)
      supports.push_back(scaled(summand.support, decomposition.axis_scale));
    if (!std::ranges::is_sorted(supports)) std::ranges::sort(supports);
    return supports;
  }

  std::vector<double> weights_of(const std::vector<Interval<2>>& supports) const {
    std::vector<double> weights;
    Interval<2> part;
    for (const auto& support : supports) {
      if (!functions_.weight && (options_.weight == SummandWeight::one || options_.p == 0)) {
        weights.push_back(1);
        continue;
      }
      clip(support, box_.low, box_.high, part);
      const double weight = functions_.weight                                ? functions_.weight(part)
                            : options_.weight == SummandWeight::interleaving ? interval_weight(part)
                                                                             : area(part);
      if (!(weight >= 0) || weight == infinity)
        throw Error(codes::bad_request, fmt::format("needs finite weights, 0 or more, got {}", format_double(weight)))
            .within("weight");
      weights.push_back(weight);
    }
    return weights;
  }

  /// The box inflated by the reach, and no more than is known of the module. Landscapes look farther.
  std::pair<Point<2>, Point<2>> seen_region(const Decomposition<2>& decomposition) const {
    const double margin = options_.map == SummandMap::landscape ? infinity : reach_;
    Point<2> low = box_.low, high = box_.high;
    for (int axis = 0; axis < 2; ++axis) {
      low[axis] -= margin;
      high[axis] = std::min(high[axis] + margin, decomposition.axes[axis].known_below / decomposition.axis_scale[axis]);
    }
    return {low, high};
  }

  void combine(const std::vector<Interval<2>>& supports, const std::vector<double>& shares,
               std::span<double> image) const {
    if (summed_) summed_->add(supports, shares, image);

    const std::size_t pixels = std::size_t{grid_[0].size()} * grid_[1].size();
    SummandMaps maps(options_.map, bandwidth_, grid_);
    for (std::size_t k = 0; k < supports.size(); ++k) {
      if (shares[k] == 0 || supports[k].births.empty() || (summed_ && summed_->takes(supports[k]))) continue;
      const double share = shares[k];
      const auto visit = [&](Index i, Index first, std::span<const double> values) {
        double* pixel = image.data() + std::size_t{i} * grid_[1].size() + first;
        if (options_.operation == SummandOperation::largest)
          keep_largest(pixel, pixels, share, values);
        else
          for (std::size_t j = 0; j < values.size(); ++j) pixel[j] += share * values[j];
      };
      if (functions_.map)
        visit_places(supports[k], visit);
      else
        maps(supports[k], visit);
    }
  }

  /// `pixel` is the first of a row of the largest, `pixels` further on is the same one of the second largest, ...
  void keep_largest(double* pixel, std::size_t pixels, double share, std::span<const double> values) const {
    for (std::size_t j = 0; j < values.size(); ++j) {
      double value = share * values[j];
      for (Index k = 0; k < options_.count && value > 0; ++k) {
        double& kept = pixel[j + k * pixels];
        if (value > kept) std::swap(value, kept);
      }
    }
  }

  void visit_places(const Interval<2>& support, const VisitRow& visit) const {
    std::vector<double> values(grid_[1].size());
    for (Index i = 0; i < grid_[0].size(); ++i) {
      for (Index j = 0; j < grid_[1].size(); ++j) {
        values[j] = functions_.map(support, {grid_[0].centre[i], grid_[1].centre[j]});
        if (!std::isfinite(values[j]))
          throw Error(codes::bad_request, fmt::format("needs finite values, got {}", format_double(values[j])))
              .within("map");
      }
      visit(i, 0, values);
    }
  }

  const SummandRepresentationOptions& options_;
  const SummandFunctions& functions_;
  GridBox<2> box_;  // in scaled units
  double bandwidth_, reach_;
  PixelGrid grid_;
  std::optional<SummedMaps> summed_;
};

RepresentationFacts facts_of(const SummandRepresentationOptions& options, const GridBox<2>& box, double bandwidth,
                             const std::vector<double>& mean_weights,
                             const Collection<Decomposition<2>>& decompositions) {
  RepresentationFacts facts{.operation = options.operation,
                            .weight = options.weight,
                            .map = options.map,
                            .p = options.p,
                            .bandwidth = bandwidth,
                            .count = options.count,
                            .sides = {box.high[0] - box.low[0], box.high[1] - box.low[1]},
                            .box_is_fitted = !options.fit};
  for (const double mean : mean_weights)
    if (mean > 0) facts.mean_weight = std::isnan(facts.mean_weight) ? mean : std::min(facts.mean_weight, mean);
  for (Index sample = 0; sample < decompositions.size(); ++sample)
    facts.largest_bound = std::max(facts.largest_bound, decompositions[sample].certificate.bound());
  return facts;
}

}  // namespace

GridBox<2> fit_summand_representation(const Collection<Decomposition<2>>& decompositions,
                                      const SummandRepresentationOptions&, const Context&) {
  check_agreement(decompositions);
  return box_of_corners(decompositions);
}

FeatureMatrix summand_representation(const Collection<Decomposition<2>>& decompositions,
                                     const SummandRepresentationOptions& options, const SummandFunctions& functions,
                                     const Context& context) {
  check_options(options);
  check_agreement(decompositions);
  const GridBox<2> box = options.fit ? *options.fit : box_of_corners(decompositions);
  check_box(box, decompositions);

  const auto scale = decompositions.empty() ? std::array<double, 2>{1, 1} : decompositions[0].axis_scale;
  const GridBox<2> scaled_box = divided(box, scale);
  const double longest = std::max(scaled_box.high[0] - scaled_box.low[0], scaled_box.high[1] - scaled_box.low[1]);
  const double bandwidth = resolved_bandwidth(options.bandwidth, longest);
  if (options.map != SummandMap::landscape) context.resolved("bandwidth", bandwidth);

  const std::size_t width = std::size_t{options.count} * options.resolution[0] * options.resolution[1];
  context.require_memory(std::uint64_t(width) * (decompositions.size() * sizeof(double) + 64), "the matrix of images",
                         "choose a smaller resolution");
  FeatureMatrix features;
  features.ids = decompositions.ids();
  std::vector<std::vector<std::string>> entries{numbered({"x", options.resolution[0]}),
                                                numbered({"y", options.resolution[1]})};
  if (options.count > 1) {
    entries.insert(entries.begin(), std::vector<std::string>());
    for (Index k = 1; k <= options.count; ++k) entries.front().push_back("k" + std::to_string(k));
  }
  features.columns = product_columns(context.stage(), entries);
  features.units.assign(width, "");
  features.values.assign(features.ids.size() * width, 0.0);
  features.axes = pixel_axes(box, options.resolution, decompositions);
  if (options.count > 1) {
    FeatureAxis ranks{"k-th largest", "", {1, double(options.count)}, std::vector<double>(options.count)};
    std::iota(ranks.values.begin(), ranks.values.end(), 1.0);
    features.axes.insert(features.axes.begin(), std::move(ranks));
  }

  const RepresentationMaker maker(options, functions, scaled_box, bandwidth);
  std::vector<double> mean_weights(features.ids.size());
  parallel_for(context, features.ids.size(), 1, [&](std::size_t sample) {
    mean_weights[sample] =
        maker.draw(decompositions[Index(sample)], std::span(features.values).subspan(sample * width, width));
  });

  const auto facts = facts_of(options, scaled_box, bandwidth, mean_weights, decompositions);
  if (!std::isnan(facts.mean_weight)) context.resolved("mean_weight", facts.mean_weight);
  features.stability = functions.weight || functions.map ? unknown_stability() : representation_stability(facts);
  check(features);
  return features;
}

FeatureMatrix summand_representation(const Collection<Decomposition<2>>& decompositions,
                                     const SummandRepresentationOptions& options, const Context& context) {
  return summand_representation(decompositions, options, {}, context);
}

}  // namespace tessera
