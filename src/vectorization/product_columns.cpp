// SPDX-License-Identifier: MIT
#include "vectorization/product_columns.hpp"

#include "tessera/core/error.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tessera {

std::vector<std::string> numbered(const NamedAxis& axis) {
  const auto digits = std::max<std::size_t>(2, std::to_string(std::max<Index>(axis.count, 1) - 1).size());
  std::vector<std::string> names;
  for (Index k = 0; k < axis.count; ++k) names.push_back(fmt::format("{}{:0{}}", axis.letter, k, digits));
  return names;
}

std::vector<std::string> product_columns(const std::string& stage, const std::vector<std::vector<std::string>>& axes) {
  std::vector<std::string> names{stage};
  for (const auto& axis : axes) {
    std::vector<std::string> longer;
    longer.reserve(names.size() * axis.size());
    for (const auto& name : names)
      for (const auto& entry : axis) longer.push_back(name.empty() ? entry : name + "." + entry);
    names = std::move(longer);
  }
  return names;
}

std::vector<std::string> product_columns(const std::string& stage, const std::vector<NamedAxis>& axes) {
  std::vector<std::vector<std::string>> entries;
  for (const auto& axis : axes) entries.push_back(numbered(axis));
  return product_columns(stage, entries);
}

FeatureAxis feature_axis(const Axis& axis, double low, double high, Index count, const std::string& part) {
  auto name = part.empty() || axis.name.empty() ? part + axis.name : part + " " + axis.name;
  return pixel_axis(std::move(name), axis.unit, axis.shown(low) + 0.0, axis.shown(high) + 0.0, count);  // no -0
}

FeatureAxis feature_axis(const Axis& axis, const std::vector<double>& values) {
  FeatureAxis result{axis.name, axis.unit, {0, 0}, {}};
  for (const double value : values) result.values.push_back(axis.shown(value) + 0.0);
  if (!values.empty()) result.range = {result.values.front(), result.values.back()};
  return result;
}

bool name_one_quantity(const Axis& a, const Axis& b) {
  return a.name == b.name && a.unit == b.unit && a.direction == b.direction;
}

template <int N>
void check_one_kind(const Grid<N>& first, Index first_degree, const Grid<N>& other, Index degree) {
  const auto text = [](Index k) { return k == none ? std::string("all (Euler)") : std::to_string(k); };
  for (int axis = 0; axis < N; ++axis)
    if (!name_one_quantity(first.axes[axis], other.axes[axis]))
      throw Error(codes::bad_request, fmt::format("needs the same axes in every sample, got '{}' and '{}' as axis {}",
                                                  first.axes[axis].name, other.axes[axis].name, axis));
  if (degree != first_degree)
    throw Error(codes::bad_request, fmt::format("needs one degree, got {} and {}", text(first_degree), text(degree)),
                "take the features of each degree and join them by vectorization.concatenate");
}

template void check_one_kind(const Grid<1>&, Index, const Grid<1>&, Index);
template void check_one_kind(const Grid<2>&, Index, const Grid<2>&, Index);
template void check_one_kind(const Grid<3>&, Index, const Grid<3>&, Index);
template void check_one_kind(const Grid<4>&, Index, const Grid<4>&, Index);

}  // namespace tessera
