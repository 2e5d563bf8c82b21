// SPDX-License-Identifier: MIT
#include "tessera/vectorization/sliced_wasserstein_kernel.hpp"

#include "stages/persistence/distance_parameters.hpp"

namespace tessera::stages {
namespace {

using Options = SlicedWassersteinKernelOptions;

template <class T>
using Kernel = KernelMatrix (*)(const Collection<T>&, const Options&, const Context&);
template <class T>
using Fit = SlicedKernelFit (*)(const Collection<T>&, const Options&, const Context&);

}  // namespace

StageSpec vectorization_sliced_wasserstein_kernel() {
  auto declared =
      stage("vectorization.sliced_wasserstein_kernel", Kernel<Barcode>(&tessera::sliced_wasserstein_kernel))
          .overload(Kernel<SignedBarcode<1>>(&tessera::sliced_wasserstein_kernel<1>))
          .overload(Kernel<SignedBarcode<2>>(&tessera::sliced_wasserstein_kernel<2>))
          .overload(Kernel<SignedBarcode<3>>(&tessera::sliced_wasserstein_kernel<3>))
          .overload(Kernel<SignedBarcode<4>>(&tessera::sliced_wasserstein_kernel<4>))
          .summary("exp(-SW / (2 scale)) of the sliced Wasserstein distances of barcodes, or of signed measures.")
          .source(
              "Carriere, Cuturi, Oudot 2017, Sliced Wasserstein kernel for persistence diagrams, arXiv:1706.03358; "
              "Loiseaux, Scoccola, Carriere, Botnan, Oudot 2023, arXiv:2306.03801 (signed measures)")
          .theorem(
              "Positive semidefinite. For every c, |k(a, c) - k(b, c)| <= SW(a, b) / (2 scale): at most sqrt(2) / "
              "scale "
              "W_1 (q = inf) for barcodes, KR / (2 scale) in scaled units for signed measures (proofs: "
              "src/vectorization/kernel_stability.md)")
          .note("The kernel of all samples is one matrix; the scale is fitted on the training samples alone.")
          .input("in", "the barcodes, or signed barcodes of free modules")
          .param(&Options::directions, "directions", "lines onto which points are projected", between(1, 1000000))
          .param(
              &Options::scale, "scale",
              "sigma^2: in the unit of the distance, or a percentile of the distances of the samples it is fitted on",
              positive(), quantity(Relative::percentile));
  return with_measures(with_bars(std::move(declared), &Options::degree, &Options::infinite_bars), &Options::axis_scale,
                       &Options::unequal_mass)
      .fitted(&Options::fit, Fit<Barcode>(&fit_sliced_wasserstein_kernel))
      .fitted(&Options::fit, Fit<SignedBarcode<1>>(&fit_sliced_wasserstein_kernel<1>))
      .fitted(&Options::fit, Fit<SignedBarcode<2>>(&fit_sliced_wasserstein_kernel<2>))
      .fitted(&Options::fit, Fit<SignedBarcode<3>>(&fit_sliced_wasserstein_kernel<3>))
      .fitted(&Options::fit, Fit<SignedBarcode<4>>(&fit_sliced_wasserstein_kernel<4>));
}

}  // namespace tessera::stages
