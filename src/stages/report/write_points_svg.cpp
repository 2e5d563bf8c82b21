// SPDX-License-Identifier: MIT
#include "tessera/pipeline/stage_spec.hpp"
#include "tessera/report/picture.hpp"

namespace tessera::stages {
namespace {

std::string bytes(const PointCloud& points, const ScalarField* values, const PictureOptions& options,
                  const WriterContext& context) {
  auto picture = options;
  picture.subject = context.sample;
  return svg(points, values, picture);
}

}  // namespace

WriterSpec report_write_points_svg();

WriterSpec report_write_points_svg() {
  using Options = PictureOptions;
  return writer("write.points_svg", &bytes)
      .summary("Points of the plane, coloured by a function on them; of more dimensions the first two coordinates.")
      .source("Scalable Vector Graphics 1.1; the viridis colour map of Smith and van der Walt")
      .input("points", "what is drawn")
      .input("values", "one value a point")
      .param(&Options::title, "title", "heading; empty: the sample")
      .param(&Options::width, "width", "of the page, in pixels", between(240, 10000))
      .param(&Options::height, "height", "of the page, in pixels", between(180, 10000))
      .param(&Options::y_down, "y_down", "the second coordinate grows downwards, as rows of an image do")
      .suffixes({".svg"});
}

}  // namespace tessera::stages
