// SPDX-License-Identifier: MIT
#include "tessera/core/context.hpp"
#include "tessera/data/feature_rows.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

FeatureMatrix rows(const PointCloud& points, const NoOptions&, const Context& context) {
  std::vector<std::string> ids;
  for (Index point = 0; point < points.size(); ++point) ids.push_back(std::to_string(point));
  return points_as_rows(points, std::move(ids), context.stage().empty() ? "x" : context.stage() + ".x");
}

}  // namespace

StageSpec vectorization_points_as_rows();

StageSpec vectorization_points_as_rows() {
  return stage("vectorization.points_as_rows", &rows)
      .summary(
          "Every point of a cloud as a row of features: embeddings of samples by other programs come in as points.")
      .source("the identity on coordinates")
      .note("rows are called by their number from 0, columns x1, x2, ...")
      .input("points", "one point a sample");
}

}  // namespace tessera::stages
