// SPDX-License-Identifier: MIT
#include "tessera/pipeline/stage_spec.hpp"
#include "tessera/report/picture.hpp"

namespace tessera::stages {
namespace {

std::string bytes(const PointCloud& points, const ScalarField* values, const Decomposition<2>* summands,
                  const PictureOptions& options, const WriterContext& context) {
  auto picture = options;
  picture.subject = context.sample;
  return summands ? svg(points, values, *summands, picture) : svg(points, values, picture);
}

}  // namespace

WriterSpec report_write_points_svg();

WriterSpec report_write_points_svg() {
  using Options = PictureOptions;
  return writer("write.points_svg", &bytes)
      .summary(
          "Points of the plane, coloured by a function on them, and the cycles of summands; of more dimensions the "
          "first "
          "two coordinates.")
      .source(
          "Scalable Vector Graphics 1.1; the viridis colour map of Smith and van der Walt; Okabe and Ito 2008, Color "
          "Universal Design")
      .input("points", "what is drawn")
      .input("values", "one value a point")
      .input("summands", "whose representative cycles are drawn over the points")
      .param(&Options::title, "title", "heading; empty: the sample")
      .param(&Options::width, "width", "of the page, in pixels", between(240, 10000))
      .param(&Options::height, "height", "of the page, in pixels", between(180, 10000))
      .param(&Options::y_down, "y_down", "the second coordinate grows downwards, as rows of an image do")
      .param(&Options::count, "count", "of how many summands cycles are drawn, those of largest weight", at_least(1))
      .suffixes({".svg"});
}

}  // namespace tessera::stages
