// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/graded_matrix.hpp"

namespace tessera {

/// An isomorphic presentation with fewer entries, by graded changes of basis of relations and generators. Grades and
/// their order stay. Rows and columns must be sorted colexicographically. How much it finds depends on the basis;
/// that it presents the same module does not.
GradedMatrix<2> in_sparser_basis(const GradedMatrix<2>& matrix);

}  // namespace tessera
