// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/separability/persistence_separability.hpp"

#include <array>
#include <span>
#include <string_view>

namespace tessera {

/// Every statistic of ascending, non-empty `times` in (0, 1], at the place of its enumerator.
inline constexpr std::size_t statistic_count = std::size_t(SeparabilityStatistic::gini) + 1;
using TimeStatistics = std::array<double, statistic_count>;

TimeStatistics time_statistics(const std::vector<double>& times, double tau);

/// Whether a statistic is smaller where groups stand further apart.
bool falls_with_separation(SeparabilityStatistic statistic) noexcept;

/// Names in the order of the enumerators.
std::string_view statistic_name(SeparabilityStatistic statistic);

}  // namespace tessera
