// SPDX-License-Identifier: MIT
// An image as lines along one of its axes.
#pragma once

#include "tessera/core/index.hpp"
#include "tessera/core/parallel.hpp"

#include <cstddef>
#include <vector>

namespace tessera {

/// Replaces every line along `axis` of a row-major array by transform(line, scratch), where scratch is what
/// make_scratch() gives to a block of lines. The transform changes the line in place.
template <class Value, class MakeScratch, class Transform>
void transform_lines(std::vector<Value>& values, const std::vector<Index>& shape, std::size_t axis,
                     const Context& context, const MakeScratch& make_scratch, const Transform& transform) {
  const std::size_t side = shape[axis];
  std::size_t step = 1;
  for (std::size_t later = axis + 1; later < shape.size(); ++later) step *= shape[later];
  parallel_for_blocks(context, values.size() / side, std::max<std::size_t>(1, 16384 / side),
                      [&](std::size_t begin, std::size_t end) {
                        std::vector<Value> line(side);
                        auto scratch = make_scratch();
                        for (std::size_t number = begin; number < end; ++number) {
                          Value* first = values.data() + number / step * step * side + number % step;
                          for (std::size_t i = 0; i < side; ++i) line[i] = first[i * step];
                          transform(line, scratch);
                          for (std::size_t i = 0; i < side; ++i) first[i * step] = line[i];
                        }
                      });
}

}  // namespace tessera
