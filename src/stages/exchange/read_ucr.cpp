// SPDX-License-Identifier: MIT
#include "stages/exchange/missing_choices.hpp"
#include "tessera/exchange/ucr.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec exchange_read_ucr() {
  using namespace exchange;
  using Options = UcrOptions;
  return stage("read.ucr", &exchange::read_ucr)
      .summary("A data set of the UCR archive: labelled time series with the archive's split.")
      .source("Dau et al. 2019, The UCR time series archive, doi:10.1109/JAS.2019.1911747")
      .note("Missing values at the end of a line pad short series and are left out; for others see missing.")
      .path(&Options::path, "path",
            "prefix of two files: PATH_TRAIN.tsv[.gz] and PATH_TEST.tsv[.gz], or the same as .ts or .arff")
      .suffixes({".tsv"})
      .files(+[](const Options& options) -> std::vector<std::filesystem::path> {
        const auto files = ucr_files(options.path);
        return {files.begin(), files.end()};
      })
      .param(&Options::missing, "missing", "what becomes of missing values before the last one that is there",
             missing_choices())
      .output("series", &UcrData::series, "training series first, called train/0000, then test/0000")
      .output("labels", &UcrData::labels, "the first column of a .tsv, the classes of a .ts or .arff")
      .output("split", &UcrData::split, "which series are for training");
}

}  // namespace tessera::stages
