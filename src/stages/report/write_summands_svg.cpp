// SPDX-License-Identifier: MIT
#include "tessera/pipeline/stage_spec.hpp"
#include "tessera/report/picture.hpp"

namespace tessera::stages {
namespace {

template <int N>
std::string bytes(const Decomposition<N>& decomposition, const PictureOptions& options, const WriterContext& context) {
  auto picture = options;
  picture.subject = context.sample;
  return svg(decomposition, picture);
}

}  // namespace

WriterSpec report_write_summands_svg();

WriterSpec report_write_summands_svg() {
  using Options = PictureOptions;
  return writer<2, 3>("write.summands_svg", [](auto n) { return &bytes<n()>; })
      .summary(
          "Summands as staircase regions, of three parameters slice by slice: exact ones filled, approximate ones "
          "hatched, infinite ones fading out.")
      .source("Scalable Vector Graphics 1.1; Okabe and Ito 2008, Color Universal Design")
      .input("summands", "what is drawn")
      .param(&Options::title, "title", "heading; empty: the number of summands and the sample")
      .param(&Options::width, "width", "of the page, in pixels", between(240, 10000))
      .param(&Options::height, "height", "of the page, in pixels", between(180, 10000))
      .param(&Options::slices, "slices", "of three parameters: how many values of the third axis", between(1, 100))
      .suffixes({".svg"});
}

}  // namespace tessera::stages
