// SPDX-License-Identifier: MIT
#include "tessera/geometry/column.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_column();

StageSpec geometry_column() {
  using Options = ColumnOptions;
  return stage("geometry.column", &tessera::column)
      .summary("One coordinate of every point as a function, and the points without it.")
      .source("a projection: coordinates are taken as they are")
      .note("read.points takes columns by name and in the order given, so the last of them can be the function.")
      .input("points", "a point cloud")
      .output("values", &Column::values, "the coordinate of each point")
      .output("points", &Column::points, "the points, without the coordinate")
      .param(&Options::column, "column", "which coordinate, from 0");
}

}  // namespace tessera::stages
