// SPDX-License-Identifier: MIT
#include "tessera/core/collection.hpp"
#include "tessera/core/context.hpp"
#include "tessera/core/error.hpp"
#include "tessera/data/feature_rows.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

FeatureMatrix rows(const Collection<PointCloud>& clouds, const NoOptions&, const Context& context) {
  std::vector<std::string> ids;
  std::vector<double> coordinates;
  const Index dimension = clouds.empty() ? 0 : clouds[0].dimension();
  for (Index cloud = 0; cloud < clouds.size(); ++cloud) {
    if (clouds[cloud].dimension() != dimension)
      throw Error(codes::bad_shape, "needs clouds of one dimension, got " + std::to_string(dimension) + " in '" +
                                        clouds.id(0) + "' and " + std::to_string(clouds[cloud].dimension()) + " in '" +
                                        clouds.id(cloud) + "'");
    const std::string prefix = clouds.size() > 1 ? clouds.id(cloud) + "/" : "";
    for (Index point = 0; point < clouds[cloud].size(); ++point) ids.push_back(prefix + std::to_string(point));
    const auto& own = clouds[cloud].coordinates();
    coordinates.insert(coordinates.end(), own.begin(), own.end());
  }
  const PointCloud all(Index(ids.size()), dimension, std::move(coordinates));
  return points_as_rows(all, std::move(ids), context.stage().empty() ? "x" : context.stage() + ".x");
}

}  // namespace

StageSpec vectorization_points_as_rows();

StageSpec vectorization_points_as_rows() {
  return stage("vectorization.points_as_rows", &rows)
      .summary(
          "Every point of a cloud as a row of features: embeddings of samples by other programs come in as points.")
      .source("the identity on coordinates")
      .note("rows are called by the number of their point from 0 (of several clouds: cloud/0), columns x1, x2, ...")
      .input("points", "one point a sample; the points of several clouds follow one another");
}

}  // namespace tessera::stages
