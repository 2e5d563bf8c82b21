// SPDX-License-Identifier: MIT
#include "tessera/persistence/sliced_wasserstein_distance.hpp"

#include "stages/persistence/distance_parameters.hpp"

namespace tessera::stages {
namespace {

template <class T>
using Distances = DistanceMatrix (*)(const Collection<T>&, const SlicedWassersteinDistanceOptions&, const Context&);

}  // namespace

StageSpec persistence_sliced_wasserstein_distance() {
  using Options = SlicedWassersteinDistanceOptions;
  auto declared =
      stage("persistence.sliced_wasserstein_distance", Distances<Barcode>(&tessera::sliced_wasserstein_distances))
          .overload(Distances<SignedBarcode<1>>(&tessera::sliced_wasserstein_distances<1>))
          .overload(Distances<SignedBarcode<2>>(&tessera::sliced_wasserstein_distances<2>))
          .overload(Distances<SignedBarcode<3>>(&tessera::sliced_wasserstein_distances<3>))
          .overload(Distances<SignedBarcode<4>>(&tessera::sliced_wasserstein_distances<4>))
          .summary("Sliced Wasserstein distances between all pairs of barcodes, or of signed measures.")
          .source(
              "Carriere, Cuturi, Oudot 2017, Sliced Wasserstein kernel for persistence diagrams, arXiv:1706.03358; "
              "Loiseaux, Scoccola, Carriere, Botnan, Oudot 2023, arXiv:2306.03801 (signed measures)")
          .theorem(
              "Negative definite, so exp(-SW / 2 s) is a kernel. Barcodes, over all directions: SW <= 2 sqrt(2) W_1, "
              "the Wasserstein distance of order 1 and norm inf.")
          .note("Degrees are added; infinite bars add the differences of their births.")
          .input("in", "the barcodes, or signed barcodes of free modules")
          .param(&Options::directions, "directions", "lines onto which points are projected", between(1, 1000000));
  return with_measures(with_bars(std::move(declared), &Options::degree, &Options::infinite_bars), &Options::axis_scale,
                       &Options::unequal_mass);
}

}  // namespace tessera::stages
