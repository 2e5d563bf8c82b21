// SPDX-License-Identifier: MIT
#include "tessera/persistence/resolution.hpp"

#include "tessera/algebra/syzygies.hpp"
#include "tessera/persistence/minimal_presentation.hpp"

#include <utility>

namespace tessera {

template <int N>
FreeResolution<N> minimal_free_resolution(const Presentation<N>& module, const FreeResolutionOptions&,
                                          const Context& context) {
  FreeResolution<N> resolution{.grid = module.grid, .degree = module.degree};
  resolution.maps.push_back(minimal_presentation(module, {}, context).matrix);

  // The columns of a minimal presentation generate minimally, so its kernel lies in the radical, and so on.
  for (;;) {
    auto kernel = minimal_kernel(resolution.maps.back(), context);
    if (kernel.column_count() == 0) return resolution;
    resolution.maps.push_back(std::move(kernel));
  }
}

template <int N>
std::vector<std::vector<Grade<N>>> betti_numbers(const FreeResolution<N>& resolution) {
  std::vector<std::vector<Grade<N>>> betti(N + 1);
  if (!resolution.maps.empty()) betti[0] = resolution.maps[0].row_grades;
  for (std::size_t j = 0; j < resolution.maps.size(); ++j) betti.at(j + 1) = resolution.maps[j].column_grades;
  return betti;
}

template <int N>
FilteredComplex<N> as_complex(const FreeResolution<N>& resolution) {
  FilteredComplex<N> complex{.grid = resolution.grid};
  if (resolution.maps.empty()) return complex;
  complex.blocks.push_back({.grades = resolution.maps[0].row_grades});
  for (const GradedMatrix<N>& map : resolution.maps)
    if (map.column_count() > 0)
      complex.blocks.push_back({.grades = map.column_grades, .faces = map.entries, .offsets = map.offsets});
  return complex;
}

#define TESSERA_RESOLUTION(N)                                                                              \
  template FreeResolution<N> minimal_free_resolution(const Presentation<N>&, const FreeResolutionOptions&, \
                                                     const Context&);                                      \
  template std::vector<std::vector<Grade<N>>> betti_numbers(const FreeResolution<N>&);                     \
  template FilteredComplex<N> as_complex(const FreeResolution<N>&);
TESSERA_RESOLUTION(1)
TESSERA_RESOLUTION(2)
TESSERA_RESOLUTION(3)
TESSERA_RESOLUTION(4)
#undef TESSERA_RESOLUTION

}  // namespace tessera
