// SPDX-License-Identifier: MIT
#pragma once

#include "decomposition/rank_module.hpp"

#include <optional>
#include <vector>

namespace tessera {

/// How many copies of an interval module are direct summands of a module: an isomorphism invariant (Krull-Schmidt).
///
/// The module is first written in a sparser basis and split into the components of its matrix: a direct sum, so
/// multiplicities add up. A component that is an interval module by itself is recognised from its grades; for the
/// others the multiplicity of k_I is the rank of the pairing Hom(k_I, M) x Hom(M, k_I) -> End(k_I) = Z/2.
class Multiplicity {
 public:
  explicit Multiplicity(const RankModule& module);

  Index operator()(const RankInterval& interval) const;

  /// A summand of the module given by some of its generators and relations.
  struct Component {
    GradedMatrix<2> matrix;
    std::optional<RankInterval> interval;  // its support, if it is an interval module
  };
  const std::vector<Component>& components() const noexcept { return components_; }

 private:
  std::vector<Component> components_;
};

/// The support of the module, if its minimal presentation is one of an interval module: generators form a strict
/// antichain, and for two consecutive ones exactly one relation lies below their join and it joins these two.
/// Rows and columns sorted colexicographically, here and below. O((m + r) log r) for m generators and r relations.
std::optional<RankInterval> interval_support(const GradedMatrix<2>& matrix);

/// The rank of Hom(k_I, M) x Hom(M, k_I) -> Z/2 for the cokernel M of a minimal matrix, by two eliminations.
Index interval_multiplicity(const GradedMatrix<2>& matrix, const RankInterval& interval);

}  // namespace tessera
