// SPDX-License-Identifier: MIT
#include "tessera/geometry/kernel_density.hpp"

#include "stages/geometry/metric_choices.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_kernel_density() {
  using Options = KernelDensityOptions;
  return stage("geometry.kernel_density", &kernel_density)
      .summary("Kernel density of a point cloud at its own points: the mean of K(distance / bandwidth).")
      .source(
          "Silverman 1986, Density estimation for statistics and data analysis, sections 2.4, 4.2, 4.3.2; Scott 1992")
      .note("not divided by the kernel's integral unless normalized: values lie in [1/n, 1]")
      .note("when all points are equal a relative bandwidth is 0 and the density is 1, its limit")
      .input("points", "a point cloud")
      .param(&Options::bandwidth, "bandwidth", "length over which the density is smoothed", positive(),
             quantity(Relative::percent_diameter, Relative::percentile))
      .param(&Options::kernel, "kernel", "K(u): exp(-u^2 / 2), or max(0, 1 - u^2), or max(0, 1 - u)",
             choices<DensityKernel>({{"gaussian", DensityKernel::gaussian},
                                     {"epanechnikov", DensityKernel::epanechnikov},
                                     {"triangular", DensityKernel::triangular}}))
      .param(&Options::metric, "metric", "how distances are measured", metric_choices())
      .param(&Options::normalized, "normalized", "whether the density integrates to 1 (euclidean metric only)")
      .param(&Options::rule, "rule",
             "how the bandwidth comes about: as given, or from the number and the deviation of each cloud's points",
             choices<BandwidthRule>({{"given", BandwidthRule::given},
                                     {"scott", BandwidthRule::scott},
                                     {"silverman", BandwidthRule::silverman}}));
}

}  // namespace tessera::stages
