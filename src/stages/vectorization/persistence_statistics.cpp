// SPDX-License-Identifier: MIT
#include "tessera/vectorization/persistence_statistics.hpp"

#include "stages/vectorization/bar_parameters.hpp"

namespace tessera::stages {

StageSpec vectorization_persistence_statistics();

StageSpec vectorization_persistence_statistics() {
  using Options = PersistenceStatisticsOptions;
  auto declared =
      stage("vectorization.persistence_statistics", &tessera::persistence_statistics)
          .summary(
              "Means, deviations, percentiles and ranges of births, deaths, midpoints and lengths; count and entropy.")
          .source(
              "Ali, Asaad, Jimenez, Nanda, Paluzo-Hidalgo, Soriano-Trigueros 2023, A survey of vectorization methods "
              "in topological data analysis, doi:10.1109/TPAMI.2023.3308391")
          .theorem(
              "none: a bar of no length may be added at no cost and changes the count, the means and the percentiles "
              "(between completely matched barcodes: src/vectorization/one_parameter.md)");
  return with_bars(std::move(declared), &Options::degree, &Options::infinite_bars)
      .fitted(&Options::fit, &tessera::fit_bar_range<Options>);
}

}  // namespace tessera::stages
