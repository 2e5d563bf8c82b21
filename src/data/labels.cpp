// SPDX-License-Identifier: MIT
#include "tessera/data/labels.hpp"

#include "tessera/core/number.hpp"

#include <algorithm>
#include <cmath>

namespace tessera {

Labels::Labels(const std::vector<std::string>& names) : names_(names) {
  const bool numeric = std::ranges::all_of(names_, [](const std::string& name) {
    const auto number = parse_double(name);
    return number && !std::isnan(*number);  // which no order places
  });
  const auto before = [numeric](const std::string& a, const std::string& b) {
    if (!numeric) return a < b;
    const double x = *parse_double(a), y = *parse_double(b);
    return x != y ? x < y : a < b;
  };
  std::ranges::sort(names_, before);
  names_.erase(std::unique(names_.begin(), names_.end()), names_.end());

  classes_.reserve(names.size());
  for (const std::string& name : names)
    classes_.push_back(Index(std::ranges::lower_bound(names_, name, before) - names_.begin()));
}

}  // namespace tessera
