// SPDX-License-Identifier: MIT
#include "stages/exchange/table_choices.hpp"
#include "tessera/exchange/info.hpp"
#include "tessera/exchange/labels.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec exchange_read_labels() {
  using namespace exchange;
  using Options = LabelsOptions;
  return stage("read.labels", &exchange::read_labels)
      .summary("One label a sample, from a column of a table, a NumPy array, svmlight, .ts or .arff.")
      .source(
          "NumPy Enhancement Proposal 1; RFC 4180; Joachims, SVM-light; sktime, the ts file format; Weka, "
          "Attribute-Relation "
          "File Format")
      .path(&Options::path, "path", "the file")
      .suffixes({".txt", ".csv", ".tsv", ".npy", ".npz", ".svm", ".svmlight", ".libsvm", ".ts", ".arff"})
      .probe(+[](const Options& options) -> Probe {
        return {nullptr, header_brief(options.path, options.array)};
      })
      .param(&Options::array, "array", "which array of an .npz holds the labels; needed when there are several")
      .param(&Options::column, "column",
             "the column of a table, or the attribute of an .arff, that holds the labels, by name or number from 0 "
             "(-1: the "
             "last)")
      .param(&Options::delimiter, "delimiter", "what separates the cells of a table", delimiter_choices())
      .param(&Options::header, "header", "whether the first row of a table names its columns", header_choices());
}

}  // namespace tessera::stages
