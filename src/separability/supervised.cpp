// SPDX-License-Identifier: MIT
#include "tessera/separability/supervised.hpp"

#include "separability/classes.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace tessera {
namespace {

void require_label_each(const PointCloud& points, const Labels& labels) {
  if (labels.size() != points.size())
    throw Error(codes::bad_shape, fmt::format("{} points need as many labels, got {}", points.size(), labels.size()))
        .within("labels");
}

}  // namespace

double thornton_index(const PointCloud& points, const Labels& labels, Metric metric, const Context& context) {
  require_label_each(points, labels);
  const Index n = points.size();
  if (n < 2) throw Error(codes::too_few, fmt::format("needs at least 2 points, got {}", n));

  const MetricSpace space(points, metric);
  std::vector<double> share(n);
  parallel_for_blocks(context, n, 64, [&](std::size_t begin, std::size_t end) {
    std::vector<double> row(n);
    for (Index point = Index(begin); point < end; ++point) {
      space.distances_from(point, 0, n, row.data());
      row[point] = infinity;
      const double nearest = *std::ranges::min_element(row);
      Index ties = 0, same = 0;
      for (Index other = 0; other < n; ++other) {
        if (row[other] != nearest) continue;
        ++ties;
        same += labels[other] == labels[point];
      }
      share[point] = double(same) / double(ties);
    }
  });
  std::ranges::sort(share);  // an order of summation that does not depend on the numbering
  return std::accumulate(share.begin(), share.end(), 0.0) / double(n);
}

double fisher_ratio(const PointCloud& points, const Labels& labels) {
  require_classes(points, labels);
  const Index n = points.size(), classes = Index(labels.names().size());

  double largest = 0;
  for (const double x : points.coordinates()) largest = std::max(largest, std::abs(x));
  int exponent = 0;
  std::frexp(largest, &exponent);  // taken out of every coordinate: squares do not overflow

  std::vector<double> count(classes, 0.0);
  for (Index point = 0; point < n; ++point) ++count[labels[point]];
  double between = 0, within = 0;
  for (Index axis = 0; axis < points.dimension(); ++axis) {
    const auto x = [&](Index point) { return std::ldexp(points[point][axis], -exponent); };
    std::vector<double> mean(classes, 0.0);
    double total = 0;
    for (Index point = 0; point < n; ++point) {
      mean[labels[point]] += x(point) / count[labels[point]];
      total += x(point) / n;
    }
    for (Index c = 0; c < classes; ++c) between += count[c] * (mean[c] - total) * (mean[c] - total);
    for (Index point = 0; point < n; ++point)
      within += (x(point) - mean[labels[point]]) * (x(point) - mean[labels[point]]);
  }
  if (between == 0 && within == 0)
    throw Error(codes::too_few, fmt::format("needs two different points, got {} equal ones", n));
  return between / within;
}

double silhouette_score(const PointCloud& points, const Labels& labels, Metric metric, const Context& context) {
  require_classes(points, labels);
  const Index n = points.size(), classes = Index(labels.names().size());
  const auto size = class_sizes(labels);

  const MetricSpace space(points, metric);
  std::vector<double> silhouette(n, 0.0);
  parallel_for_blocks(context, n, 64, [&](std::size_t begin, std::size_t end) {
    std::vector<double> row(n), mean(classes);
    for (Index point = Index(begin); point < end; ++point) {
      if (size[labels[point]] < 2) continue;
      space.distances_from(point, 0, n, row.data());
      std::ranges::fill(mean, 0.0);
      for (Index other = 0; other < n; ++other)
        mean[labels[other]] += row[other] / double(size[labels[other]] - (labels[other] == labels[point] ? 1 : 0));
      const double own = mean[labels[point]];
      double nearest = infinity;
      for (Index c = 0; c < classes; ++c)
        if (c != labels[point] && size[c] > 0) nearest = std::min(nearest, mean[c]);
      const double larger = std::max(own, nearest);
      silhouette[point] = larger > 0 ? (nearest - own) / larger : 0;
    }
  });
  std::ranges::sort(silhouette);
  return std::accumulate(silhouette.begin(), silhouette.end(), 0.0) / double(n);
}

SupervisedSeparability supervised_separability(const PointCloud& points, const Labels& labels,
                                               const LinearProbeOptions& options, const Context& context) {
  SupervisedSeparability all;
  all.fisher = fisher_ratio(points, labels);
  all.points = points.size();
  const auto sizes = class_sizes(labels);
  all.classes = Index(std::ranges::count_if(sizes, [](Index size) { return size > 0; }));
  all.calinski_harabasz =
      all.fisher < infinity ? all.fisher * double(all.points - all.classes) / double(all.classes - 1) : infinity;
  all.thornton = thornton_index(points, labels, Metric::euclidean, context);
  all.silhouette = silhouette_score(points, labels, Metric::euclidean, context);
  if (std::ranges::count(sizes, Index{1}) == 0)
    all.probe = linear_probe(points, labels, options, context);
  else
    context.warn("a class has one sample: no linear probe can be tested on it");
  return all;
}

std::string summary(const SupervisedSeparability& estimate) {
  auto text = fmt::format(
      "{} points of {} classes: Fisher {:.4g}, Calinski-Harabasz {:.4g}, Thornton {:.4f}, silhouette {:.4f}",
      estimate.points, estimate.classes, estimate.fisher, estimate.calinski_harabasz, estimate.thornton,
      estimate.silhouette);
  if (const auto& probe = estimate.probe)
    text += fmt::format("\n  linear probe over {} folds: accuracy {:.4f}, balanced {:.4f}, AUC {:.4f}", probe->folds,
                        probe->accuracy, probe->balanced_accuracy, probe->auc);
  return text;
}

FittedValues figures(const SupervisedSeparability& estimate) {
  FittedValues all{{"thornton", {estimate.thornton}},
                   {"silhouette", {estimate.silhouette}},
                   {"points", {double(estimate.points)}},
                   {"classes", {double(estimate.classes)}}};
  if (estimate.fisher < infinity) all["fisher"] = {estimate.fisher};
  if (estimate.calinski_harabasz < infinity) all["calinski_harabasz"] = {estimate.calinski_harabasz};
  if (const auto& probe = estimate.probe) {
    all["accuracy"] = {probe->accuracy};
    all["balanced_accuracy"] = {probe->balanced_accuracy};
    all["auc"] = {probe->auc};
    all["folds"] = {double(probe->folds)};
  }
  return all;
}

}  // namespace tessera
