// SPDX-License-Identifier: MIT
#include "tessera/exchange/distances.hpp"
#include "tessera/exchange/info.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec exchange_read_distances() {
  using namespace exchange;
  using Options = DistancesOptions;
  return stage("read.distances", &exchange::read_distances)
      .summary(
          "Distance matrices from text (lower, upper or full, as Ripser reads them), a NumPy array, Matrix Market or "
          "DIPHA.")
      .source("Bauer 2021, Ripser: efficient computation of Vietoris-Rips persistence barcodes, section 5")
      .path(&Options::path, "path", "the file")
      .suffixes({".lower_distance_matrix", ".upper_distance_matrix", ".distance_matrix", ".csv", ".txt", ".npy", ".npz",
                 ".mtx", ".dipha"})
      .probe(+[](const Options& options) -> Probe {
        return {nullptr, header_brief(options.path, options.array, "distances")};
      })
      .param(&Options::array, "array",
             "which array of an .npz holds the distances; needed when there are several and none is called distances")
      .param(&Options::format, "format", "which entries are listed; auto: told by the lengths of the rows",
             choices<DistanceFormat>({{"auto", DistanceFormat::automatic},
                                      {"lower", DistanceFormat::lower},
                                      {"upper", DistanceFormat::upper},
                                      {"full", DistanceFormat::full}}));
}

}  // namespace tessera::stages
