// SPDX-License-Identifier: MIT
#include "stages/persistence/sampling_parameters.hpp"
#include "tessera/persistence/signed_decomposition.hpp"

namespace tessera::stages {
namespace {

using Options = SignedBarcodeOptions;

template <int N, class Sample>
constexpr StageFunction<SignedBarcode<N>, Options, Sample> of = &signed_barcode<N>;

}  // namespace

StageSpec persistence_signed_barcode() {
  auto declared =
      stage<1, 4>("persistence.signed_barcode", [](auto n) { return of<n(), FilteredComplex<n()>>; })
          .overload(of<1, Presentation<1>>)
          .overload(of<2, Presentation<2>>)
          .overload(of<3, Presentation<3>>)
          .overload(of<4, Presentation<4>>)
          .summary(
              "Signed sum of free modules, hooks or rectangles with the invariant of the module; coefficients Z/2.")
          .source(
              "Botnan, Oppermann, Oudot, Scoccola 2022, On the bottleneck stability of rank decompositions of "
              "multi-parameter persistence modules, arXiv:2208.00300; Loiseaux, Scoccola, Carriere, Botnan, Oudot "
              "2023, "
              "Stable vectorization of multiparameter persistent homology using signed barcodes as measures")
          .theorem(
              "hilbert, N <= 2, one whole complex filtered by f and by g: KR(f, g) <= N |f - g|_1. As graded Betti "
              "numbers: signed bottleneck dissimilarity <= (N^2 - 1) d_I, N >= 2. hooks (the rank-exact decomposition, "
              "before equal bars cancel): signed bottleneck dissimilarity <= (2 N - 1)^2 d_I.")
          .note("rectangles: not stable in the bottleneck distance.")
          .note("hilbert, N >= 3: no theorem for the Hilbert measure.")
          .note(
              "hooks and rectangles keep the rank invariant at every pair of grid points; with an exact grid they need "
              "memory of the 2 N-th power of the number of grades, and are refused when it is too much.")
          .note("A presentation that comes in keeps its own degree.")
          .input("in", "what carries the module")
          .param(&Options::kind, "kind", "the modules that are added up, and with them the invariant that is kept",
                 choices<SignedDecomposition>({{"hilbert", SignedDecomposition::hilbert},
                                               {"hooks", SignedDecomposition::hooks},
                                               {"rectangles", SignedDecomposition::rectangles}}))
          .param(&Options::degree, "degree", "k of H_k of a complex, unreduced", between(0, 16));
  return fitted_on_modules(fitted_on_complexes(with_sampling(std::move(declared))));
}

}  // namespace tessera::stages
