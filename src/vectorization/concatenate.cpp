// SPDX-License-Identifier: MIT
#include "tessera/vectorization/concatenate.hpp"

#include "tessera/core/error.hpp"

#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace tessera {
namespace {

constexpr double no_theorem = std::numeric_limits<double>::quiet_NaN();

void check_ids(const Many<FeatureMatrix>& features) {
  const auto& ids = features[0].ids;
  for (Index k = 1; k < features.size(); ++k) {
    const auto& other = features[k].ids;
    if (other.size() != ids.size())
      throw Error(codes::bad_shape, fmt::format("needs the same samples in every input, got {} in '{}' and {} in '{}'",
                                                ids.size(), features.name(0), other.size(), features.name(k)));
    for (std::size_t row = 0; row < ids.size(); ++row)
      if (other[row] != ids[row])
        throw Error(codes::bad_shape,
                    fmt::format("needs the same samples in the same order, got '{}' in '{}' and '{}' in '{}' as row {}",
                                ids[row], features.name(0), other[row], features.name(k), row));
  }
}

/// In the sup norm over the columns; a branch without a theorem leaves the whole without one.
Stability joined(const Many<FeatureMatrix>& features) {
  Stability stability{0, "Sup norm over the columns: the largest constant of the branches."};
  for (Index k = 0; k < features.size(); ++k) {
    const auto& branch = features[k].stability;
    const bool is_known = !std::isnan(stability.constant) && !std::isnan(branch.constant);
    stability.constant = is_known ? std::max(stability.constant, branch.constant) : no_theorem;
    stability.statement +=
        fmt::format(" {}: {}", features.name(k), branch.statement.empty() ? "no theorem." : branch.statement);
  }
  return stability;
}

}  // namespace

FeatureMatrix concatenate(const Many<FeatureMatrix>& features, const ConcatenateOptions&, const Context& context) {
  if (features.size() == 0) throw Error(codes::too_few, "needs one feature matrix at least, got none");
  check_ids(features);

  FeatureMatrix all;
  all.ids = features[0].ids;
  std::size_t width = 0;
  for (Index k = 0; k < features.size(); ++k) {
    const std::string prefix = features.name(k) + ".";
    for (const auto& column : features[k].columns)
      all.columns.push_back(column.starts_with(prefix) ? column : prefix + column);
    all.units.insert(all.units.end(), features[k].units.begin(), features[k].units.end());
    width += features[k].width();
  }
  context.require_memory(std::uint64_t(width) * all.ids.size() * sizeof(double), "the joined feature matrix",
                         "join fewer branches");

  all.values.reserve(width * all.ids.size());
  for (Index sample = 0; sample < all.rows(); ++sample)
    for (Index k = 0; k < features.size(); ++k) {
      const auto row = features[k].row(sample);
      all.values.insert(all.values.end(), row.begin(), row.end());
    }

  if (features.size() == 1) {
    all.axes = features[0].axes;
    all.stability = features[0].stability;
  } else {
    all.stability = joined(features);
  }
  check(all);
  return all;
}

}  // namespace tessera
