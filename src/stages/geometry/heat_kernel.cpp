// SPDX-License-Identifier: MIT
#include "tessera/geometry/heat_kernel.hpp"

#include "stages/geometry/heat_choices.hpp"
#include "stages/geometry/laplacian_choices.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_heat_kernel();

StageSpec geometry_heat_kernel() {
  using Options = HeatKernelOptions;
  return stage("geometry.heat_kernel", &tessera::heat_kernel)
      .summary("How much heat flows between all vertices of a graph of affinities: exp(-time L).")
      .source(
          "Huguet et al. 2023, arXiv:2305.19043; Hammond, Vandergheynst and Gribonval 2011, "
          "doi:10.1016/j.acha.2010.04.005 (Chebyshev polynomials); Satopaa et al. 2011, doi:10.1109/ICDCSW.2011.20")
      .theorem("the error in the spectral norm is at most the resolved value error_bound")
      .input("graph", "a graph whose weights are affinities")
      .param(&Options::time, "time", "how long heat diffuses", at_least(0.0),
             absent_means("the knee of the entropy curve"))
      .param(&Options::longest_time, "longest_time", "the longest time looked at for the knee", positive())
      .param(&Options::laplacian, "laplacian", "which Laplacian L of the graph", laplacian_choices())
      .param(&Options::method, "method", "how the exponential is found", heat_method_choices())
      .param(&Options::tolerance, "tolerance", "error allowed to chebyshev", strictly_between(0, 1))
      .param(&Options::steps, "steps", "how many implicit steps euler takes", at_least(1))
      .param(&Options::eigenpairs, "eigenpairs", "how many waves low_rank keeps", at_least(1));
}

}  // namespace tessera::stages
