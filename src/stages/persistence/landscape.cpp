// SPDX-License-Identifier: MIT
#include "tessera/persistence/landscape.hpp"

#include "stages/persistence/sampling_parameters.hpp"

namespace tessera::stages {

StageSpec persistence_landscape() {
  using Options = LandscapeOptions;
  auto declared =
      stage<1, 4>("persistence.landscape", [](auto n) { return &tessera::landscape<n()>; })
          .summary("Multigraded landscapes: at a grade, how far the k-th longest-lived class reaches both ways.")
          .source("Vipond 2020, Multiparameter persistence landscapes, JMLR 21(61)")
          .theorem(
              "1-Lipschitz from the interleaving distance, in scaled units, to the supremum norm: at every grade, for "
              "all modules, end to end.")
          .note("Where a threshold cuts the module, bars end at what is known.")
          .note("With an exact grid the scale is that of each sample: samples then do not compare.")
          .input("in", "the module")
          .param(&Options::count, "count", "how many landscapes, from the first", between(1, 100000))
          .param(&Options::axis_scale, "axis_scale", "what divides each axis before diagonals are drawn",
                 choices<AxisScaling>({{"range", AxisScaling::range}, {"none", AxisScaling::unscaled}}));
  return fitted_on_modules(with_sampling(std::move(declared)));
}

}  // namespace tessera::stages
