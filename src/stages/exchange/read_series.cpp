// SPDX-License-Identifier: MIT
#include "stages/exchange/missing_choices.hpp"
#include "stages/exchange/table_choices.hpp"
#include "tessera/exchange/info.hpp"
#include "tessera/exchange/series.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec exchange_read_series() {
  using namespace exchange;
  using Options = SeriesOptions;
  return stage("read.series", &exchange::read_series)
      .summary("Time series, and their classes where the file tells them, from arrays, tables, .ts or .arff.")
      .source(
          "NumPy Enhancement Proposal 1; RFC 4180; sktime, the ts file format; Weka, Attribute-Relation File Format")
      .note("An array of three axes is (samples, times, channels), or (samples, channels, times) by rows = channels.")
      .note("Missing values at the end of a series pad it and are left out; for others see missing.")
      .path(&Options::path, "path", "the file")
      .suffixes({".npz", ".npy", ".csv", ".tsv", ".txt", ".ts", ".arff"})
      .probe(+[](const Options& options) -> Probe {
        return {nullptr, header_brief(options.path, options.array, "series")};
      })
      .output("series", &SeriesData::series, "called 0000, 0001, ...; a lone one is called like its file")
      .output("labels", &SeriesData::labels, "their classes, where the file or `labels` tells them")
      .param(&Options::array, "array",
             "which array of an .npz holds the values; needed when there are several and none is called series")
      .param(
          &Options::labels, "labels",
          "the array of an .npz, the column of a table or the attribute of an .arff that holds the classes; .ts, and "
          ".arff with one nominal attribute, need no such word")
      .param(&Options::rows, "rows",
             "what a row of an array of two axes or of a table is; auto: a sample in an array, a time in a table",
             choices<SeriesRows>({{"auto", SeriesRows::automatic},
                                  {"samples", SeriesRows::samples},
                                  {"times", SeriesRows::times},
                                  {"channels", SeriesRows::channels}}))
      .param(&Options::channels, "channels",
             "the channels to keep, by number from 0, or by name in a table whose rows are times; all where empty")
      .param(&Options::delimiter, "delimiter", "what separates the cells of a table", delimiter_choices())
      .param(&Options::header, "header", "whether the first row of a table names its columns", header_choices())
      .param(&Options::missing, "missing", "what becomes of missing values before the last one that is there",
             missing_choices());
}

}  // namespace tessera::stages
