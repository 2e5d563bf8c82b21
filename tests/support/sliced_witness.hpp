// SPDX-License-Identifier: MIT
#pragma once

#include "support/gudhi_witness.hpp"
#include "tessera/filtration/filtered_complex.hpp"
#include "tessera/persistence/barcode.hpp"
#include "tessera/persistence/slice.hpp"

#include <vector>

namespace tessera {

/// A simplicial complex in two parameters, sliced cell by cell and handed to GUDHI: an outside witness of slices.
class SlicedWitness {
 public:
  explicit SlicedWitness(const FilteredComplex<2>& complex);

  /// Bars of positive length in degrees below `degrees`, sorted.
  std::vector<WitnessBar> barcode(const Line<2>& line, int degrees) const;

 private:
  const FilteredComplex<2>& complex_;
  std::vector<std::vector<std::vector<Index>>> vertices_;  // of every cell, by dimension, from the faces alone
};

/// The witness's bars of one degree as a barcode.
Barcode of_degree(const std::vector<WitnessBar>& witness, Index degree);

}  // namespace tessera
