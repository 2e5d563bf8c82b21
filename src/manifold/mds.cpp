// SPDX-License-Identifier: MIT
#include "tessera/manifold/mds.hpp"

#include "manifold/stress.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/parallel.hpp"
#include "tessera/geometry/pairwise_distances.hpp"

#include <cmath>

#include <fmt/format.h>

namespace tessera {
namespace {

void check_request(const MdsOptions& options) {
  const auto needs_one = [](Index count, std::string_view name) {
    if (count == 0) throw Error(codes::bad_request, "needs at least 1, got 0").within(name);
  };
  needs_one(options.components, "components");
  needs_one(options.max_iterations, "max_iterations");
  needs_one(options.epochs, "epochs");
  if (!(options.tolerance > 0 && std::isfinite(options.tolerance)))
    throw Error(codes::bad_request, fmt::format("needs a positive number, got {}", format_double(options.tolerance)))
        .within("tolerance");
}

/// Distances of the training rows, and those of the others from them, row after row.
struct SplitDistances {
  DistanceMatrix training;
  std::vector<double> others;
};

SplitDistances split_distances(const DistanceMatrix& distances, const SplitRows& rows) {
  SplitDistances result;
  std::vector<double> lower;
  for (std::size_t i = 1; i < rows.training.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) lower.push_back(distances(rows.training[i], rows.training[j]));
  for (const Index other : rows.others)
    for (const Index row : rows.training) result.others.push_back(distances(other, row));
  result.training = DistanceMatrix(Index(rows.training.size()), std::move(lower));
  return result;
}

}  // namespace

struct MdsMap::Parts {
  MdsOptions options;
  ClassicalScaling scaling;
  RowMatrix points;  // in the unit of the scaling
};

MdsMap::~MdsMap() = default;
MdsMap::MdsMap(MdsMap&&) noexcept = default;
MdsMap& MdsMap::operator=(MdsMap&&) noexcept = default;

MdsMap::MdsMap(const DistanceMatrix& training, const MdsOptions& options, const Context& context) {
  check_request(options);
  auto scaling = classical_scaling(training, options.components, context);
  embedding_.figures = scaling.figures;

  RowMatrix points = scaling.points;
  if (options.method == MdsMethod::smacof) {
    auto found = majorized_stress(training, scaling.exponent, std::move(points), options.max_iterations,
                                  options.tolerance, context);
    if (!found.has_converged)
      context.warn(fmt::format("the stress was still falling after {} iterations", found.iterations));
    embedding_.figures["iterations"] = {double(found.iterations)};
    points = std::move(found.points);
  } else if (options.method == MdsMethod::sgd) {
    const std::uint64_t n = training.size();
    context.require_memory(4 * n * n, fmt::format("the pairs of {} points", n), "take fewer points, or smacof");
    points =
        stochastic_stress(training, scaling.exponent, std::move(points), options.epochs, context.random(), context);
  }
  embedding_.figures["stress"] = {stress_of(training, scaling.exponent, points, context)};
  embedding_.points = scaled_points(points, scaling.exponent);
  parts_ = std::make_unique<const Parts>(Parts{options, std::move(scaling), std::move(points)});
}

PointCloud MdsMap::place(Index count, const std::vector<double>& distances, const Context& context) const {
  const auto& [options, scaling, points] = *parts_;
  const auto size = std::size_t(points.rows()), width = std::size_t(points.cols());
  if (distances.size() != count * size)
    throw Error(codes::bad_shape, fmt::format("needs {} x {} distances, got {}", count, size, distances.size()));
  for (const double d : distances)
    if (!(d >= 0 && std::isfinite(d)))
      throw Error(codes::bad_value, fmt::format("needs finite distances from 0 on, got {}", format_double(d)));

  RowMatrix placed = RowMatrix::Zero(Eigen::Index(count), Eigen::Index(width));
  parallel_for(context, count, 16, [&](std::size_t row) {
    const std::span from(distances.data() + row * size, size);
    double* point = placed.data() + row * width;
    scaling.place(from, point);
    if (options.method != MdsMethod::classical)
      settle_point(points, from, scaling.exponent, options.max_iterations, options.tolerance, point);
  });
  return scaled_points(placed, scaling.exponent);
}

Embedding mds(const DistanceMatrix& distances, const Split* split, const MdsOptions& options, const Context& context) {
  const auto rows = split_rows(distances.size(), split);
  if (rows.others.empty()) return MdsMap(distances, options, context).embedding();
  const auto parts = split_distances(distances, rows);
  const MdsMap map(parts.training, options, context);
  return joined(map.embedding(), map.place(Index(rows.others.size()), parts.others, context), rows);
}

Embedding mds(const PointCloud& points, const Split* split, const MdsOptions& options, const Context& context) {
  return mds(pairwise_distances(points, {.metric = options.metric, .power = {}}, context), split, options, context);
}

}  // namespace tessera
