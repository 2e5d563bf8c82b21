// SPDX-License-Identifier: MIT
#include "tessera/core/context.hpp"
#include "tessera/data/feature_rows.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

PointCloud points(const FeatureMatrix& features, const NoOptions&, const Context&) { return rows_as_points(features); }

}  // namespace

StageSpec geometry_rows_as_points();

StageSpec geometry_rows_as_points() {
  return stage("geometry.rows_as_points", &points)
      .summary("Every row of features as a point: features go on to filtrations, densities and pictures of points.")
      .source("the identity on coordinates")
      .input("features", "rows to take as points");
}

}  // namespace tessera::stages
