// SPDX-License-Identifier: MIT
#include "tessera/filtration/extended.hpp"

#include "filtration/cone.hpp"
#include "tessera/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

namespace tessera {

template <int N>
FilteredComplex<N> extended(const FilteredComplex<N>& complex, const ExtendedOptions& options, const Context& context) {
  if (options.axis >= Index(N))
    throw Error(codes::bad_request, fmt::format("needs one of the axes 0 to {}, got {}", N - 1, options.axis))
        .within("axis");
  if (complex.size() == 0) return complex;

  // The largest value that a vertex has: a grid may hold others.
  Index top = 0;
  for (const auto& grade : complex.blocks[0].grades) top = std::max(top, grade[int(options.axis)]);
  auto values = complex.grid.axes[options.axis].values;
  values.resize(top + 1);
  const double turn = values[top];
  if (!std::isfinite(2 * turn - values.front()))
    throw Error(codes::bad_value, "needs values whose reflection at the largest is finite", "rescale the values");

  std::vector<Index> descent(top + 1);
  for (Index rank = top + 1; rank-- > 0;) {
    const double reflected = turn + (turn - values[rank]);
    if (reflected > values.back()) values.push_back(reflected);
    descent[rank] = Index(values.size() - 1);
  }
  auto result = coned(complex, options.axis, descent, context);
  result.grid.axes[options.axis].values = std::move(values);
  context.resolved("turn", turn);
  return result;
}

template FilteredComplex<1> extended(const FilteredComplex<1>&, const ExtendedOptions&, const Context&);
template FilteredComplex<2> extended(const FilteredComplex<2>&, const ExtendedOptions&, const Context&);
template FilteredComplex<3> extended(const FilteredComplex<3>&, const ExtendedOptions&, const Context&);
template FilteredComplex<4> extended(const FilteredComplex<4>&, const ExtendedOptions&, const Context&);

}  // namespace tessera
