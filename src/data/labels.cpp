// SPDX-License-Identifier: MIT
#include "tessera/data/labels.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

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

Labels Labels::selected(const std::vector<bool>& keep) const {
  if (keep.size() != classes_.size())
    throw Error(codes::bad_shape, fmt::format("needs one entry a label, {} of them, got {}", size(), keep.size()));
  Labels part;
  part.names_ = names_;
  for (std::size_t sample = 0; sample < keep.size(); ++sample)
    if (keep[sample]) part.classes_.push_back(classes_[sample]);
  return part;
}

}  // namespace tessera
