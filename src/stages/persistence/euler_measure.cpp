// SPDX-License-Identifier: MIT
#include "tessera/persistence/signed_measures.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

template <int N>
SignedBarcode<N> measure(const FilteredComplex<N>& complex, const NoOptions&, const Context&) {
  return euler_measure(complex);
}

}  // namespace

StageSpec persistence_euler_measure() {
  return stage<1, 4>("persistence.euler_measure", [](auto n) { return &measure<n()>; })
      .summary(
          "The grades of the cells of a complex with sign (-1)^dimension: the signed barcode of the Euler surface.")
      .source(
          "Loiseaux, Scoccola, Carriere, Botnan, Oudot 2023, Stable vectorization of multiparameter persistent "
          "homology "
          "using signed barcodes as measures, NeurIPS, arXiv:2306.03801")
      .theorem("f and g on one whole complex: KR(f, g) <= sum over cells of |f - g|_1, any number of parameters")
      .note("A skeleton has the Euler measure of the skeleton, which is not that of the space.")
      .input("in", "the complex, with all its cells");
}

}  // namespace tessera::stages
