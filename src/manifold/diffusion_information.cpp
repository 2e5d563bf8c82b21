// SPDX-License-Identifier: MIT
#include "tessera/manifold/diffusion_information.hpp"

#include "manifold/diffusion_matrix.hpp"
#include "manifold/spectral_entropy.hpp"
#include "manifold/symmetric_eigenvalues.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/data/point_order.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace tessera {
namespace {

using Options = DiffusionInformationOptions;

struct Groups {
  std::vector<Index> of_point;
  std::vector<std::string> names;
};

/// The equal bin of [least, largest] that a value lies in, the last one closed.
Index bin_of(double value, double least, double largest, Index bins) {
  const double width = largest / 2 - least / 2;  // halves: the range of finite numbers may not be finite
  if (!(width > 0)) return 0;
  return std::min(bins - 1, Index((value / 2 - least / 2) / width * bins));
}

Groups binned(const std::vector<double>& values, Index bins) {
  if (bins < 1) throw Error(codes::bad_request, "needs at least 1 bin, got 0").within("bins");
  Groups groups;
  if (values.empty()) return groups;
  const auto [least, largest] = std::ranges::minmax(values);
  for (const double value : values) groups.of_point.push_back(bin_of(value, least, largest, bins));
  for (Index bin = 0; bin < bins; ++bin) {
    const double low = least + (largest / bins - least / bins) * bin;
    groups.names.push_back(fmt::format("from {:.4g}", low));
  }
  return groups;
}

/// Those of `chosen` points, ascending.
double entropy_among(const SquaredDistances& distances, const std::vector<Index>& chosen, double sigma,
                     const Options& options, const Context& context) {
  const auto size = Eigen::Index(chosen.size());
  SquaredDistances part;
  part.unit = distances.unit;
  part.squares.resize(size, size);
  for (Eigen::Index j = 0; j < size; ++j)
    for (Eigen::Index i = 0; i < size; ++i)
      part.squares(i, j) = distances.squares(chosen[std::size_t(i)], chosen[std::size_t(j)]);
  const auto eigenvalues =
      symmetric_eigenvalues(diffusion_matrix(std::move(part), sigma, options.norm, context), context);
  return spectral_entropy({eigenvalues.data(), std::size_t(size)}, options.t);
}

DiffusionInformation information(const PointCloud& points, const Groups& groups, const Options& options,
                                 const Context& context) {
  const Index n = points.size();
  if (n < 1) throw Error(codes::too_few, "needs at least 1 point, got 0");
  if (groups.of_point.size() != n)
    throw Error(codes::bad_shape, fmt::format("needs a group for each of {} points, got {}", n, groups.of_point.size()))
        .within("groups");
  if (options.repeats < 1) throw Error(codes::bad_request, "needs at least 1 subset, got 0").within("repeats");
  if (!(options.t > 0 && std::isfinite(options.t)))
    throw Error(codes::bad_request, fmt::format("needs a positive time, got {}", format_double(options.t))).within("t");

  const auto order = lexicographic_order(points);
  const auto distances = squared_distances(chosen_points(points, order), options.sigma, context);
  DiffusionInformation result;
  result.t = options.t;
  result.sigma = resolved_bandwidth(distances, options.sigma, context);

  for (Index group = 0; group < groups.names.size(); ++group) {
    std::vector<Index> members;
    for (Index place = 0; place < n; ++place)
      if (groups.of_point[order[place]] == group) members.push_back(place);
    if (members.empty()) continue;

    DiffusionInformation::Group found{groups.names[group], Index(members.size())};
    found.entropy = entropy_among(distances, members, result.sigma, options, context);
    for (Index repeat = 0; repeat < options.repeats; ++repeat) {
      const auto drawn = drawn_numbers(n, found.size, context.random(group * options.repeats + repeat));
      found.random_entropy += entropy_among(distances, drawn, result.sigma, options, context) / options.repeats;
    }
    result.value += double(found.size) / n * (found.random_entropy - found.entropy);
    result.groups.push_back(std::move(found));
    context.progress(group + 1, groups.names.size());
  }
  return result;
}

}  // namespace

DiffusionInformation diffusion_mutual_information(const PointCloud& points, const Labels& groups,
                                                  const Options& options, const Context& context) {
  return information(points, {groups.classes(), groups.names()}, options, context);
}

DiffusionInformation diffusion_mutual_information(const PointCloud& points, const ScalarField& groups,
                                                  const Options& options, const Context& context) {
  return information(points, binned(groups.values(), options.bins), options, context);
}

DiffusionInformation diffusion_mutual_information(const PointCloud& points, const FeatureMatrix& groups,
                                                  const Options& options, const Context& context) {
  check(groups);
  if (groups.width() != 1)
    throw Error(codes::bad_shape, fmt::format("needs one column of numbers, got {}", groups.width())).within("groups");
  return information(points, binned(groups.values, options.bins), options, context);
}

std::string summary(const DiffusionInformation& information) {
  std::string text = fmt::format("diffusion spectral mutual information {:.4f} bits at t = {:g}, sigma {:.4g}",
                                 information.value, information.t, information.sigma);
  for (const auto& group : information.groups)
    text += fmt::format("\n  {} ({} points): {:.4f} bits, random subsets {:.4f}", group.name, group.size, group.entropy,
                        group.random_entropy);
  return text;
}

FittedValues figures(const DiffusionInformation& information) {
  FittedValues all{{"value", {information.value}}, {"sigma", {information.sigma}}, {"t", {information.t}}};
  for (const auto& group : information.groups) {
    all["size"].push_back(group.size);
    all["entropy"].push_back(group.entropy);
    all["random_entropy"].push_back(group.random_entropy);
  }
  return all;
}

ShannonEntropy shannon_entropy(const PointCloud& points, const ShannonEntropyOptions& options, const Context& context) {
  const Index n = points.size(), d = points.dimension();
  if (n < 1) throw Error(codes::too_few, "needs at least 1 point, got 0");
  if (options.bins < 1) throw Error(codes::bad_request, "needs at least 1 bin, got 0").within("bins");
  context.require_memory(std::uint64_t{n} * d * sizeof(Index), "the cells of the points", "take fewer coordinates");

  std::vector<Index> cells(std::size_t{n} * d), order(n);
  for (Index axis = 0; axis < d; ++axis) {
    double least = points[0][axis], largest = least;
    for (Index point = 1; point < n; ++point) {
      least = std::min(least, points[point][axis]);
      largest = std::max(largest, points[point][axis]);
    }
    for (Index point = 0; point < n; ++point)
      cells[std::size_t{point} * d + axis] = bin_of(points[point][axis], least, largest, options.bins);
  }
  const auto cell = [&](Index point) { return std::span(cells).subspan(std::size_t{point} * d, d); };
  std::iota(order.begin(), order.end(), Index{0});
  std::ranges::sort(order, [&](Index a, Index b) { return std::ranges::lexicographical_compare(cell(a), cell(b)); });

  ShannonEntropy entropy;
  entropy.maximum = std::log2(double(n));
  for (Index first = 0, end = 0; first < n; first = end) {
    while (end < n && std::ranges::equal(cell(order[first]), cell(order[end]))) ++end;
    const double share = double(end - first) / n;
    entropy.value -= share * std::log2(share);
    ++entropy.occupied;
  }
  return entropy;
}

std::string summary(const ShannonEntropy& entropy) {
  return fmt::format("Shannon entropy {:.4f} bits of at most {:.4f}: {} cells hold points", entropy.value,
                     entropy.maximum, entropy.occupied);
}

FittedValues figures(const ShannonEntropy& entropy) {
  return {{"value", {entropy.value}}, {"maximum", {entropy.maximum}}, {"occupied", {double(entropy.occupied)}}};
}

}  // namespace tessera
