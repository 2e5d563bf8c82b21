// SPDX-License-Identifier: MIT
#pragma once

#include "persistence/cubical_pairs.hpp"
#include "tessera/persistence/barcode.hpp"

namespace tessera {

/// Representative cycles of a pairing that was made with cycles.
class CubicalCycles {
 public:
  /// Throws R303 when the vertices of the lattice of `shape` pass 2^32.
  CubicalCycles(const CubicalFrame& frame, const std::vector<Index>& shape, const CubicalPairing& pairing,
                const PrimeField& field);

  /// Of the class that the critical cell of this number bears.
  Cycle of(int degree, Index number);

 private:
  std::vector<GradientPaths::Term> terms_of(int degree, Index number);
  std::vector<GradientPaths::Term> lifted(const SparseColumns& columns, Index column, int degree);
  Cycle named(std::vector<GradientPaths::Term> terms) const;

  const CubicalFrame& frame_;
  const CubicalPairing& pairing_;
  const PrimeField& field_;
  GradientPaths paths_;
  std::array<Index, CubicalFrame::max_dimension> stride_{};  // of the lattice of vertices, by axis of the frame
};

}  // namespace tessera
