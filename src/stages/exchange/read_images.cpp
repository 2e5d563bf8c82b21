// SPDX-License-Identifier: MIT
#include "stages/exchange/table_choices.hpp"
#include "tessera/exchange/images.hpp"
#include "tessera/exchange/info.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec exchange_read_images() {
  using namespace exchange;
  using Options = ImagesOptions;
  return stage("read.images", &exchange::read_images)
      .summary(
          "Images or volumes from arrays, tables, PNG, NIfTI-1, DIPHA or Perseus files, and their labels where there "
          "are some.")
      .source(
          "NumPy Enhancement Proposal 1; RFC 4180; Portable Network Graphics; NIfTI-1; the file formats of DIPHA and "
          "Perseus")
      .path(&Options::path, "path", "the file")
      .suffixes({".npz", ".npy", ".csv", ".tsv", ".txt", ".png", ".nii", ".complex"})
      .note("axes are named slowest first: a volume (x, y, z) of NIfTI has shape (z, y, x)")
      .probe(+[](const Options& options) -> Probe {
        return {nullptr, header_brief(options.path, options.array, "images")};
      })
      .output("images", &ImageData::images, "one image a row or a slice of the array")
      .output("labels", &ImageData::labels, "their classes, where `labels` names them")
      .param(&Options::format, "format",
             "auto knows arrays, PNG, NIfTI-1 and DIPHA by their first bytes and takes other text for a table; the "
             "text of Perseus must be named",
             choices<ImageFormat>({{"auto", ImageFormat::automatic}, {"perseus", ImageFormat::perseus}}))
      .param(&Options::array, "array",
             "which array of an .npz holds the pixels; needed when there are several and none is called images")
      .param(&Options::shape, "shape", "how a flat row of pixels folds, as in [8, 8]; needed for flat rows")
      .param(&Options::labels, "labels",
             "the array of an .npz, or the column of a table by name or number, that holds the labels")
      .param(&Options::dimension, "dimension",
             "axes of one image: an array of so many is one image, as a volume of 3, and one of one more a stack; a "
             "table without `shape` is one picture of 2",
             between(1, 4),
             absent_means("the first axis of an array counts images, a table has a row an image, other files hold one"))
      .param(&Options::first, "first", "how many images to take, from the first on; 0: all")
      .param(&Options::delimiter, "delimiter", "what separates the cells of a table", delimiter_choices())
      .param(&Options::header, "header", "whether the first row of a table names its columns", header_choices());
}

}  // namespace tessera::stages
