// SPDX-License-Identifier: MIT
#include "tessera/pipeline/stage_spec.hpp"
#include "tessera/report/picture.hpp"

namespace tessera::stages {
namespace {

std::string bytes(const Barcode& barcode, const PictureOptions& options, const WriterContext& context) {
  auto picture = options;
  picture.subject = context.sample;
  return svg(barcode, picture);
}

}  // namespace

WriterSpec report_write_barcode_svg();

WriterSpec report_write_barcode_svg() {
  using Options = PictureOptions;
  return writer("write.barcode_svg", &bytes)
      .summary("Bars by degree, longest first; infinite bars fade out.")
      .source("Scalable Vector Graphics 1.1; Ghrist 2008, Barcodes: the persistent topology of data")
      .input("barcode", "what is drawn")
      .param(&Options::title, "title", "heading; empty: the sample")
      .param(&Options::width, "width", "of the page, in pixels", between(240, 10000))
      .param(&Options::height, "height", "of the page, in pixels", between(180, 10000))
      .suffixes({".svg"});
}

}  // namespace tessera::stages
