// SPDX-License-Identifier: MIT
#include "tessera/pipeline/stage_spec.hpp"
#include "tessera/report/picture.hpp"

namespace tessera::stages {
namespace {

std::string bytes(const FeatureMatrix& features, const PictureOptions& options, const WriterContext&) {
  return svg_of_curves(features, options);
}

}  // namespace

WriterSpec report_write_curves_svg();

WriterSpec report_write_curves_svg() {
  using Options = PictureOptions;
  return writer("write.curves_svg", &bytes)
      .summary("Every column of a table as a curve over its rows: figures over epochs or layers.")
      .source("Scalable Vector Graphics 1.1; the colours of Okabe and Ito 2008")
      .input("features", "the table")
      .param(&Options::title, "title", "heading; empty: what is drawn")
      .param(&Options::width, "width", "of the page, in pixels", between(240, 10000))
      .param(&Options::height, "height", "of the page, in pixels", between(180, 10000))
      .suffixes({".curves.svg"});
}

}  // namespace tessera::stages
