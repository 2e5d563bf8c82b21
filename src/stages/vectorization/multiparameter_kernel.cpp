// SPDX-License-Identifier: MIT
#include "tessera/vectorization/multiparameter_kernel.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec vectorization_multiparameter_kernel() {
  using Options = MultiparameterKernelOptions;
  return stage("vectorization.multiparameter_kernel", &tessera::multiparameter_kernel)
      .summary("The persistence scale space kernel of fibered barcodes, integrated over the lines through a box.")
      .source(
          "Corbet, Fugacci, Kerber, Landi, Wang 2019, A kernel for multi-parameter persistent homology, "
          "doi:10.1016/j.cagx.2019.100005; Reininghaus, Huber, Bauer, Kwitt 2015, A stable multi-scale kernel for "
          "topological machine learning, doi:10.1109/CVPR.2015.7299106")
      .theorem(
          "Positive semidefinite. Feature map, for the lines used and all modules: |Phi(M) - Phi(N)|^2 <= mean of (w "
          "W_1 "
          "on the line)^2 / (2 pi s^4), so |Phi(M) - Phi(N)| <= (m + n) d_I / (sqrt(2 pi) s^2) in scaled units for at "
          "most m and n bars on a line (proofs: src/vectorization/kernel_stability.md)")
      .note("Without a bound on the number of bars there is no constant for d_I.")
      .input("in", "the modules, all of one degree")
      .param(&Options::directions, "directions", "angles of the lines", between(1, 10000))
      .param(&Options::lines, "lines", "lines of each angle", between(1, 10000))
      .param(&Options::bandwidth, "bandwidth", "standard deviation of the Gaussians around bars, in scaled units",
             positive(), quantity(Relative::percent_range))
      .param(&Options::axis_scale, "axis_scale", "what divides each axis before slopes and lengths are taken",
             choices<AxisScaling>({{"range", AxisScaling::range}, {"none", AxisScaling::unscaled}}))
      .fitted(&Options::fit, &tessera::fit_multiparameter_kernel);
}

}  // namespace tessera::stages
