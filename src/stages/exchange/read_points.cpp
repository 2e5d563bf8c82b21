// SPDX-License-Identifier: MIT
#include "stages/exchange/table_choices.hpp"
#include "tessera/exchange/info.hpp"
#include "tessera/exchange/points.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec exchange_read_points() {
  using namespace exchange;
  using Options = PointsOptions;
  return stage("read.points", &exchange::read_points)
      .summary(
          "Point clouds from a text table, a NumPy array, OFF, XYZ, svmlight, .arff or Matrix Market: one cloud, or "
          "many.")
      .source(
          "NumPy Enhancement Proposal 1; Geomview manual, OFF; RFC 4180; Joachims, SVM-light; Weka, Attribute-Relation "
          "File "
          "Format; Boisvert, Pozo and Remington 1996, The Matrix Market exchange formats")
      .note("An array of shape (clouds, points, coordinates), or an .npz with `offsets`, holds many clouds.")
      .note("An XYZ of chemistry, known by its count of atoms, holds a cloud a frame.")
      .note("The classes of svmlight and .arff are read by read.labels.")
      .path(&Options::path, "path", "the file")
      .suffixes({".csv", ".tsv", ".txt", ".xyz", ".dat", ".off", ".npy", ".npz", ".svm", ".svmlight", ".libsvm",
                 ".arff", ".mtx"})
      .probe(+[](const Options& options) -> Probe {
        return {nullptr, header_brief(options.path, options.array, "points")};
      })
      .param(&Options::array, "array",
             "which array of an .npz holds the points; needed when there are several and none is called points")
      .param(&Options::offsets, "offsets",
             "which array of an .npz says where each cloud starts, from 0 to the number of points; one called offsets "
             "beside points, if neither is named")
      .param(&Options::columns, "columns",
             "the columns that are coordinates, by name or number from 0; all where empty")
      .param(&Options::delimiter, "delimiter", "what separates the cells of a table", delimiter_choices())
      .param(&Options::header, "header", "whether the first row of a table names its columns", header_choices())
      .param(&Options::on_nonfinite, "on_nonfinite", "what to do with a point that is not finite",
             choices<OnNonfinite>({{"error", OnNonfinite::error}, {"drop_row", OnNonfinite::drop_row}}))
      .param(&Options::first_feature, "first_feature", "the number of the first feature of svmlight", between(0, 1));
}

}  // namespace tessera::stages
