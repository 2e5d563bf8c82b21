// SPDX-License-Identifier: MIT
#include "tessera/persistence/presentation.hpp"

#include "tessera/core/error.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tessera {

template <int N>
void check(const Presentation<N>& presentation) {
  for (int axis = 0; axis < N; ++axis) check(presentation.grid.axes[axis], axis);
  const auto& matrix = presentation.matrix;
  if (matrix.offsets.size() != matrix.column_grades.size() + 1 || matrix.offsets.front() != 0 ||
      matrix.offsets.back() != matrix.entries.size() || !std::ranges::is_sorted(matrix.offsets))
    throw Error(codes::bad_complex, fmt::format("the {} relations do not share out their {} entries",
                                                matrix.column_grades.size(), matrix.entries.size()));

  if (!presentation.cycles.empty() && presentation.cycles.size() != matrix.row_count())
    throw Error(codes::bad_complex, fmt::format("needs no cycles or one for each of {} generators, got {}",
                                                matrix.row_count(), presentation.cycles.size()));

  const auto check_grade = [&](const Grade<N>& grade, const char* what, Index number) {
    for (int axis = 0; axis < N; ++axis)
      if (grade[axis] >= presentation.grid.axes[axis].values.size())
        throw Error(codes::bad_complex, fmt::format("{} {} has a grade outside axis {}", what, number, axis));
  };
  for (Index row = 0; row < matrix.row_count(); ++row) check_grade(matrix.row_grades[row], "generator", row);
  for (Index j = 0; j < matrix.column_count(); ++j) {
    check_grade(matrix.column_grades[j], "relation", j);
    const auto column = matrix.column(j);
    for (std::size_t i = 0; i < column.size(); ++i) {
      if (column[i] >= matrix.row_count() || (i > 0 && column[i - 1] >= column[i]))
        throw Error(codes::bad_complex,
                    fmt::format("the rows of relation {} must exist and strictly increase, got {}", j, column[i]));
      if (!precedes(matrix.row_grades[column[i]], matrix.column_grades[j]))
        throw Error(codes::bad_complex, fmt::format("relation {} comes before its generator {}", j, column[i]));
    }
  }
}

template void check(const Presentation<1>&);
template void check(const Presentation<2>&);
template void check(const Presentation<3>&);
template void check(const Presentation<4>&);

}  // namespace tessera
