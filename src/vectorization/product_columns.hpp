// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/algebra/grid.hpp"
#include "tessera/data/feature_matrix.hpp"

#include <string>
#include <vector>

namespace tessera {

/// The letters of axes in column names.
inline constexpr const char* axis_letters[] = {"x", "y", "z", "w"};

/// One axis of a product, in column names: its letter, and how many entries.
struct NamedAxis {
  std::string letter;
  Index count = 0;
};

/// Names of the entries of a product of axes, axis 0 slowest: "x03.y17", preceded by the name of the stage in a
/// pipeline. Numbers have two digits at least, and as many as the largest.
std::vector<std::string> product_columns(const std::string& stage, const std::vector<NamedAxis>& axes);

/// The entries along one axis: "x00", "x01", ...
std::vector<std::string> numbered(const NamedAxis& axis);
/// Every choice of one entry a list, joined by points, the first list slowest; after the name of the stage.
std::vector<std::string> product_columns(const std::string& stage, const std::vector<std::vector<std::string>>& axes);

/// An axis of features taken at the centres of `count` pixels of [low, high], or at the values given, in the sign of
/// the data. `part` precedes the name: "birth scale".
FeatureAxis feature_axis(const Axis& axis, double low, double high, Index count, const std::string& part = {});
FeatureAxis feature_axis(const Axis& axis, const std::vector<double>& values);

/// Whether two axes hold the same quantity: name, unit and direction.
bool name_one_quantity(const Axis& a, const Axis& b);

/// Throws D106 within the sample when the axes or degrees of two samples differ.
template <int N>
void check_one_kind(const Grid<N>& first, Index first_degree, const Grid<N>& other, Index degree);

}  // namespace tessera
