// SPDX-License-Identifier: MIT
#include "tessera/persistence/invariants.hpp"

#include "tessera/core/error.hpp"

#include <algorithm>

namespace tessera {
namespace {

/// Values at which the axis is sampled: those of the Betti grades, or a regular grid over their range.
std::vector<double> sampled_values(const BettiTable& table, int axis, std::optional<Index> resolution) {
  std::vector<double> values;
  for (const auto& grades : table.betti)
    for (const auto& grade : grades) values.push_back(table.grid.axes[axis].values[grade[axis]]);
  values = distinct_sorted(std::move(values));
  if (!resolution || values.empty()) return values;

  const double low = values.front(), high = values.back();
  std::vector<double> regular;
  for (Index i = 0; i < *resolution; ++i)
    regular.push_back(
        *resolution == 1 || i + 1 == *resolution ? high : low + (high - low) * double(i) / double(*resolution - 1));
  return distinct_sorted(std::move(regular));
}

}  // namespace

HilbertFunction hilbert_function(const Presentation<2>& module, const HilbertFunctionOptions& options,
                                 const Context& context) {
  const auto table = betti_table(module, {}, context);
  HilbertFunction hilbert{.grid = table.grid, .dimensions = {}, .degree = table.degree};
  for (int axis = 0; axis < 2; ++axis)
    hilbert.grid.axes[axis].values =
        sampled_values(table, axis, options.resolution ? std::optional((*options.resolution)[axis]) : std::nullopt);

  const auto& x = hilbert.grid.axes[0].values;
  const auto& y = hilbert.grid.axes[1].values;
  context.require_memory(std::uint64_t{x.size()} * y.size() * (sizeof(Index) + sizeof(std::int32_t)),
                         "the Hilbert function", "give a resolution");

  // Each Betti grade counts from the first sampled point above it; prefix sums do the rest.
  std::vector<std::int32_t> signed_sum(x.size() * y.size(), 0);
  for (int j = 0; j < 3; ++j)
    for (const auto& grade : table.betti[j]) {
      const auto point = table.grid(grade);
      const auto i = std::size_t(std::ranges::lower_bound(x, point[0]) - x.begin());
      const auto k = std::size_t(std::ranges::lower_bound(y, point[1]) - y.begin());
      if (i < x.size() && k < y.size()) signed_sum[i * y.size() + k] += j == 1 ? -1 : 1;
    }
  for (std::size_t i = 0; i < x.size(); ++i)
    for (std::size_t k = 1; k < y.size(); ++k) signed_sum[i * y.size() + k] += signed_sum[i * y.size() + k - 1];
  for (std::size_t i = 1; i < x.size(); ++i)
    for (std::size_t k = 0; k < y.size(); ++k) signed_sum[i * y.size() + k] += signed_sum[(i - 1) * y.size() + k];
  hilbert.dimensions.assign(signed_sum.begin(), signed_sum.end());
  return hilbert;
}

}  // namespace tessera
