// SPDX-License-Identifier: MIT
#include "tessera/core/error.hpp"
#include "tessera/persistence/slice.hpp"
#include "tessera/pipeline/stage_spec.hpp"
#include "tessera/report/picture.hpp"

#include <fmt/format.h>

namespace tessera::stages {
namespace {

struct Options : PictureOptions {
  Index line = 0;  // of a fibered barcode
};

std::string of_barcode(const Barcode& barcode, const Options& options, const WriterContext& context) {
  auto picture = options;
  picture.subject = context.sample;
  return svg(barcode, picture);
}

template <int N>
std::string of_line(const FiberedBarcode<N>& fibered, const Options& options, const WriterContext& context) {
  if (options.line >= fibered.barcodes.size())
    throw Error(codes::bad_request,
                fmt::format("needs one of lines 0 to {}, got {}", fibered.barcodes.size() - 1, options.line))
        .within("line");
  return of_barcode(fibered.barcodes[options.line], options, context);
}

}  // namespace

WriterSpec report_write_barcode_svg();

WriterSpec report_write_barcode_svg() {
  return writer("write.barcode_svg", &of_barcode)
      .overload(&of_line<1>)
      .overload(&of_line<2>)
      .overload(&of_line<3>)
      .overload(&of_line<4>)
      .summary("Bars by degree, longest first; infinite bars fade out. Of a fibered barcode, the bars along one line.")
      .source("Scalable Vector Graphics 1.1; Ghrist 2008, Barcodes: the persistent topology of data")
      .input("barcode", "what is drawn")
      .param(&Options::line, "line", "which line of a fibered barcode is drawn, from 0")
      .param(&Options::title, "title", "heading; empty: the sample")
      .param(&Options::width, "width", "of the page, in pixels", between(240, 10000))
      .param(&Options::height, "height", "of the page, in pixels", between(180, 10000))
      .suffixes({".svg"});
}

}  // namespace tessera::stages
