// SPDX-License-Identifier: MIT
#include "tessera/vectorization/surface_samples.hpp"

#include "tessera/core/error.hpp"
#include "tessera/vectorization/landscape_samples.hpp"
#include "vectorization/product_columns.hpp"

#include <limits>

#include <fmt/format.h>

namespace tessera {
namespace {

constexpr double no_theorem = std::numeric_limits<double>::quiet_NaN();

template <int N>
Index degree_of(const EulerSurface<N>&) {
  return none;
}
template <class Invariant>
Index degree_of(const Invariant& invariant) {
  return invariant.degree;
}

template <int N>
const auto& entries(const HilbertFunction<N>& function) {
  return function.dimensions;
}
template <int N>
const auto& entries(const EulerSurface<N>& surface) {
  return surface.characteristics;
}
template <int N>
const auto& entries(const RankInvariant<N>& invariant) {
  return invariant.ranks;
}
template <int N>
const auto& entries(const Landscape<N>& landscape) {
  return landscape.values;
}

/// One row has one meaning a column: all samples on one grid.
template <class Invariant>
void check_one_grid(const Collection<Invariant>& samples) {
  for (Index sample = 1; sample < samples.size(); ++sample) try {
      const auto &first = samples[0].grid, &other = samples[sample].grid;
      check_one_kind(first, degree_of(samples[0]), other, degree_of(samples[sample]));
      for (std::size_t axis = 0; axis < first.axes.size(); ++axis)
        if (first.axes[axis].values != other.axes[axis].values)
          throw Error(
              codes::bad_request,
              fmt::format("needs one grid for all samples, got {} and {} values on axis {} that are not the same",
                          first.axes[axis].values.size(), other.axes[axis].values.size(), axis),
              "sample the invariants of the whole collection with grid = \"regular\" or \"quantile\": the grid "
              "is then fitted on all training samples (an exact grid belongs to one sample)");
    } catch (const Error& error) {
      throw error.within(fmt::format("sample '{}'", samples.id(sample)));
    }
}

template <class Invariant>
void copy_rows(const Collection<Invariant>& samples, FeatureMatrix& features, const Context& context) {
  const std::size_t width = features.columns.size();
  context.require_memory(std::uint64_t(width) * samples.size() * sizeof(double), "the matrix of samples",
                         "sample the invariants on a coarser grid");
  features.ids = samples.ids();
  features.units.resize(width);
  features.values.reserve(width * samples.size());
  for (Index sample = 0; sample < samples.size(); ++sample)
    for (const auto value : entries(samples[sample])) features.values.push_back(double(value));
  check(features);
}

template <class Invariant>
void name_grades(const Invariant& invariant, FeatureMatrix& features, std::vector<NamedAxis> named,
                 const std::string& stage) {
  for (std::size_t axis = 0; axis < invariant.grid.axes.size(); ++axis) {
    const auto& values = invariant.grid.axes[axis].values;
    named.push_back({axis_letters[axis], Index(values.size())});
    features.axes.push_back(feature_axis(invariant.grid.axes[axis], values));
  }
  features.columns = product_columns(stage, named);
}

Stability counts_jump(const char* what, const char* integral) {
  return {no_theorem, fmt::format("No theorem: because {} are whole numbers, which jump where a grade passes a sampled "
                                  "value.{}",
                                  what, integral)};
}

template <class Invariant>
FeatureMatrix surface(const Collection<Invariant>& samples, const Context& context) {
  check_one_grid(samples);
  FeatureMatrix features;
  if (!samples.empty()) name_grades(samples[0], features, {}, context.stage());
  copy_rows(samples, features, context);
  return features;
}

/// "x03_07" for every pair of an axis.
std::vector<std::string> pairs_of(const NamedAxis& axis) {
  const auto firsts = numbered(axis), seconds = numbered({"_", axis.count});
  std::vector<std::string> names;
  for (std::size_t a = 0; a < firsts.size(); ++a)
    for (std::size_t b = a; b < seconds.size(); ++b) names.push_back(firsts[a] + seconds[b]);
  return names;
}

}  // namespace

template <int N>
FeatureMatrix surface_samples(const Collection<HilbertFunction<N>>& functions, const SurfaceSamplesOptions&,
                              const Context& context) {
  auto features = surface(functions, context);
  features.stability = counts_jump("dimensions", "");
  return features;
}

template <int N>
FeatureMatrix surface_samples(const Collection<EulerSurface<N>>& surfaces, const SurfaceSamplesOptions&,
                              const Context& context) {
  auto features = surface(surfaces, context);
  features.stability =
      counts_jump("Euler characteristics",
                  " In the mean: for f and g that filter one whole complex, the integral over a box of "
                  "|chi_f - chi_g| is at most the sum over cells and axes of |f_k - g_k| times the sides "
                  "of the box along the other axes.");
  return features;
}

template <int N>
FeatureMatrix surface_samples(const Collection<RankInvariant<N>>& invariants, const SurfaceSamplesOptions&,
                              const Context& context) {
  check_one_grid(invariants);
  FeatureMatrix features;
  if (!invariants.empty()) {
    std::vector<std::vector<std::string>> pairs;
    for (int axis = 0; axis < N; ++axis)
      pairs.push_back(pairs_of({axis_letters[axis], Index(invariants[0].grid.axes[axis].values.size())}));
    features.columns = product_columns(context.stage(), pairs);
  }
  copy_rows(invariants, features, context);
  features.stability = counts_jump("ranks", "");
  return features;
}

template <int N>
FeatureMatrix landscape_samples(const Collection<Landscape<N>>& landscapes, const LandscapeSamplesOptions&,
                                const Context& context) {
  check_one_grid(landscapes);
  for (Index sample = 1; sample < landscapes.size(); ++sample) {
    const auto refuse = [&](const std::string& reason) {
      throw Error(codes::bad_request, reason, "take the landscapes of the collection with one fit")
          .within(fmt::format("sample '{}'", landscapes.id(sample)));
    };
    if (landscapes[sample].count != landscapes[0].count)
      refuse(fmt::format("needs as many landscapes in every sample, got {} and {}", landscapes[0].count,
                         landscapes[sample].count));
    if (landscapes[sample].axis_scale != landscapes[0].axis_scale)
      refuse("needs one axis scale for the collection, got two");
  }

  FeatureMatrix features;
  if (!landscapes.empty()) {
    const Index count = landscapes[0].count;
    FeatureAxis numbers{"landscape", "", {1, double(count)}, {}};
    for (Index k = 1; k <= count; ++k) numbers.values.push_back(k);
    features.axes.push_back(std::move(numbers));
    name_grades(landscapes[0], features, {}, "");
    std::vector<std::string> first;  // from l01, as the literature counts
    for (const auto& name : numbered({"l", count + 1})) first.push_back(name);
    first.erase(first.begin());
    features.columns = product_columns(context.stage(), {first, features.columns});
  }
  copy_rows(landscapes, features, context);
  features.stability = {
      1,
      "|lambda_k(M)(x) - lambda_k(M')(x)| <= d_I(M, M') in scaled units at every column, for all modules M and M', end "
      "to end. The grid and the scale are fixed."};
  return features;
}

#define TESSERA_SURFACE_SAMPLES(N)                                                                            \
  template FeatureMatrix surface_samples(const Collection<HilbertFunction<N>>&, const SurfaceSamplesOptions&, \
                                         const Context&);                                                     \
  template FeatureMatrix surface_samples(const Collection<EulerSurface<N>>&, const SurfaceSamplesOptions&,    \
                                         const Context&);                                                     \
  template FeatureMatrix surface_samples(const Collection<RankInvariant<N>>&, const SurfaceSamplesOptions&,   \
                                         const Context&);                                                     \
  template FeatureMatrix landscape_samples(const Collection<Landscape<N>>&, const LandscapeSamplesOptions&,   \
                                           const Context&);
TESSERA_SURFACE_SAMPLES(1)
TESSERA_SURFACE_SAMPLES(2)
TESSERA_SURFACE_SAMPLES(3)
TESSERA_SURFACE_SAMPLES(4)
#undef TESSERA_SURFACE_SAMPLES

}  // namespace tessera
