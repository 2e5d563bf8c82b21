// SPDX-License-Identifier: MIT
#include "tessera/data/scalar_field.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"

#include <cmath>

#include <fmt/format.h>

namespace tessera {

ScalarField::ScalarField(std::vector<double> values, std::string unit)
    : values_(std::move(values)), unit_(std::move(unit)) {
  for (std::size_t i = 0; i < values_.size(); ++i)
    if (!std::isfinite(values_[i]))
      throw Error(codes::bad_value,
                  fmt::format("needs finite values, got {} at position {}", format_double(values_[i]), i));
}

}  // namespace tessera
