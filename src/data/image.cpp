// SPDX-License-Identifier: MIT
#include "tessera/data/image.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"

#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace tessera {

Image::Image(std::vector<Index> shape, std::vector<double> values)
    : shape_(std::move(shape)), values_(std::move(values)) {
  std::uint64_t pixels = shape_.empty() ? 0 : 1;
  for (const Index side : shape_)
    pixels = side && pixels > ~std::uint64_t{0} / side ? ~std::uint64_t{0} : pixels * side;
  if (values_.size() != pixels)
    throw Error(codes::bad_shape, fmt::format("an image of shape ({}) needs {} values, got {}", fmt::join(shape_, ", "),
                                              pixels, values_.size()));
  for (std::size_t i = 0; i < values_.size(); ++i)
    if (!std::isfinite(values_[i]))
      throw Error(codes::bad_value,
                  fmt::format("needs finite pixels, got {} at pixel {}", format_double(values_[i]), i));
}

}  // namespace tessera
