// SPDX-License-Identifier: MIT
#include "tessera/separability/supervised.hpp"

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
  require_label_each(points, labels);
  const Index n = points.size(), classes = Index(labels.names().size());
  if (classes < 2)
    throw Error(codes::too_few, fmt::format("needs at least 2 classes, got {}", classes)).within("labels");

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

}  // namespace tessera
