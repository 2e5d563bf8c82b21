// SPDX-License-Identifier: MIT
#include "tessera/core/error.hpp"
#include "tessera/pipeline/stage_spec.hpp"
#include "tessera/report/picture.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tessera::stages {
namespace {

struct Options : PictureOptions {
  std::string row;  // id of the sample; empty: the first
};

std::string bytes(const FeatureMatrix& features, const Options& options, const WriterContext&) {
  const auto found = options.row.empty() ? features.ids.begin() : std::ranges::find(features.ids, options.row);
  if (!options.row.empty() && found == features.ids.end())
    throw Error(codes::bad_request, fmt::format("no sample is called '{}'", options.row)).within("row");
  return svg(features, Index(found - features.ids.begin()), options);
}

}  // namespace

WriterSpec report_write_features_svg();

WriterSpec report_write_features_svg() {
  return writer("write.features_svg", &bytes)
      .summary("The features of one sample: a heat map of an image, a curve of anything else.")
      .source("Scalable Vector Graphics 1.1; the viridis colour map of Smith and van der Walt")
      .input("features", "the table")
      .param(&Options::row, "row", "id of the sample that is drawn; empty: the first")
      .param(&Options::title, "title", "heading; empty: the sample")
      .param(&Options::width, "width", "of the page, in pixels", between(240, 10000))
      .param(&Options::height, "height", "of the page, in pixels", between(180, 10000))
      .suffixes({".svg"});
}

}  // namespace tessera::stages
