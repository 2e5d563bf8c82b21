// SPDX-License-Identifier: MIT
#include "tessera/core/fitted.hpp"

#include "tessera/core/error.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tessera {

std::vector<double> fitted_list(const FittedValues& values, const std::string& name, std::size_t count) {
  const auto found = values.find(name);
  if (found == values.end())
    throw Error(codes::bad_request, fmt::format("the fit needs an entry '{}', it has none", name));
  const auto& list = found->second;
  if (list.size() != count || !std::ranges::all_of(list, [](double v) { return std::isfinite(v); }))
    throw Error(codes::bad_request,
                fmt::format("the fit's entry '{}' needs {} finite numbers, got {}", name, count, list.size()));
  return list;
}

}  // namespace tessera
