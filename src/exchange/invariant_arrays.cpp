// SPDX-License-Identifier: MIT
#include "tessera/exchange/array.hpp"
#include "tessera/exchange/invariants.hpp"

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

/// What every archive says about its axes. The array itself comes first.
template <int N>
void add_axes(NpzWriter& archive, const Grid<N>& grid) {
  std::vector<std::string> names, units;
  for (int axis = 0; axis < N; ++axis) {
    const Axis& about = grid.axes[axis];
    names.push_back(about.name);
    units.push_back(about.unit);
    std::vector<double> values;
    for (const double value : about.values) values.push_back(about.shown(value) + 0.0);  // + 0.0 turns -0 into 0
    archive.add(fmt::format("axis{}", axis), npy_of({values.size()}, values));
  }
  archive.add("axes", npy_of({N}, names));
  archive.add("units", npy_of({N}, units));
}

void add_degree(NpzWriter& archive, Index degree) {
  archive.add("degree", npy_of({}, std::vector<std::int64_t>{std::int64_t(degree)}));
}

template <int N>
std::vector<std::uint64_t> shape_of(const Grid<N>& grid) {
  std::vector<std::uint64_t> shape;
  for (const Axis& axis : grid.axes) shape.push_back(axis.values.size());
  return shape;
}

}  // namespace

template <int N>
std::string hilbert_npz(const HilbertFunction<N>& function) {
  NpzWriter archive;
  archive.add("dimensions", npy_of(shape_of(function.grid),
                                   std::vector<std::int64_t>(function.dimensions.begin(), function.dimensions.end())));
  add_axes(archive, function.grid);
  add_degree(archive, function.degree);
  return std::move(archive).finish();
}

template <int N>
std::string euler_npz(const EulerSurface<N>& surface) {
  NpzWriter archive;
  archive.add("characteristics", npy_of(shape_of(surface.grid), surface.characteristics));
  add_axes(archive, surface.grid);
  return std::move(archive).finish();
}

template <int N>
std::string rank_npz(const RankInvariant<N>& invariant) {
  NpzWriter archive;
  std::vector<std::uint64_t> shape;
  for (int axis = 0; axis < N; ++axis) shape.push_back(invariant.pairs(axis).count());
  archive.add("ranks", npy_of(shape, std::vector<std::int64_t>(invariant.ranks.begin(), invariant.ranks.end())));
  for (int axis = 0; axis < N; ++axis) {
    std::vector<std::int64_t> pairs;
    for (Index a = 0; a < invariant.pairs(axis).size; ++a)
      for (Index b = a; b < invariant.pairs(axis).size; ++b) pairs.insert(pairs.end(), {a, b});
    archive.add(fmt::format("pairs{}", axis), npy_of({pairs.size() / 2, 2}, pairs));
  }
  add_axes(archive, invariant.grid);
  add_degree(archive, invariant.degree);
  return std::move(archive).finish();
}

template <int N>
std::string landscape_npz(const Landscape<N>& landscape) {
  NpzWriter archive;
  auto shape = shape_of(landscape.grid);
  shape.insert(shape.begin(), landscape.count);
  archive.add("landscapes", npy_of(shape, landscape.values));
  archive.add("axis_scale", npy_of({N}, std::vector<double>(landscape.axis_scale.begin(), landscape.axis_scale.end())));
  add_axes(archive, landscape.grid);
  add_degree(archive, landscape.degree);
  return std::move(archive).finish();
}

#define TESSERA_INVARIANT_ARRAYS(N)                            \
  template std::string hilbert_npz(const HilbertFunction<N>&); \
  template std::string euler_npz(const EulerSurface<N>&);      \
  template std::string rank_npz(const RankInvariant<N>&);      \
  template std::string landscape_npz(const Landscape<N>&);
TESSERA_INVARIANT_ARRAYS(1)
TESSERA_INVARIANT_ARRAYS(2)
TESSERA_INVARIANT_ARRAYS(3)
TESSERA_INVARIANT_ARRAYS(4)
#undef TESSERA_INVARIANT_ARRAYS

}  // namespace tessera::exchange
