// SPDX-License-Identifier: MIT
#include "tessera/pipeline/stage_spec.hpp"
#include "tessera/report/picture.hpp"

namespace tessera::stages {
namespace {

std::string bytes(const Decomposition<2>& decomposition, const PictureOptions& options, const WriterContext& context) {
  auto picture = options;
  picture.subject = context.sample;
  return svg(decomposition, picture);
}

}  // namespace

WriterSpec report_write_summands_svg();

WriterSpec report_write_summands_svg() {
  using Options = PictureOptions;
  return writer("write.summands_svg", &bytes)
      .summary("Summands as staircase regions: exact ones filled, approximate ones hatched, infinite ones fading out.")
      .source("Scalable Vector Graphics 1.1; Okabe and Ito 2008, Color Universal Design")
      .input("summands", "what is drawn")
      .param(&Options::title, "title", "heading; empty: the number of summands and the sample")
      .param(&Options::width, "width", "of the page, in pixels", between(240, 10000))
      .param(&Options::height, "height", "of the page, in pixels", between(180, 10000))
      .suffixes({".svg"});
}

}  // namespace tessera::stages
