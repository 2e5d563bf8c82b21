// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"

#include <algorithm>
#include <type_traits>
#include <utility>
#include <vector>

namespace tessera {

namespace detail {
/// Calls body(block) for blocks 0 .. count - 1, each once, in any order, on any thread of the executor.
/// The first exception (of the lowest block) is rethrown once all started blocks have ended.
void for_each_block(const Context& context, std::size_t count, const std::function<void(std::size_t)>& body);
}  // namespace detail

/// body(i) for i in [0, count), in blocks of `grain`. Results must be written by index: then they do not depend on
/// the number of threads. Checks for cancellation before every block. Nested calls are safe.
template <class Body>
void parallel_for(const Context& context, std::size_t count, std::size_t grain, const Body& body) {
  grain = std::max<std::size_t>(grain, 1);
  const std::size_t blocks = (count + grain - 1) / grain;
  detail::for_each_block(context, blocks, [&](std::size_t block) {
    const std::size_t end = std::min(count, (block + 1) * grain);
    for (std::size_t i = block * grain; i < end; ++i) body(i);
  });
}

/// body(begin, end) once for every block of `grain` indices: for bodies that keep scratch memory within a block.
template <class Body>
void parallel_for_blocks(const Context& context, std::size_t count, std::size_t grain, const Body& body) {
  grain = std::max<std::size_t>(grain, 1);
  const std::size_t blocks = (count + grain - 1) / grain;
  detail::for_each_block(context, blocks,
                         [&](std::size_t block) { body(block * grain, std::min(count, (block + 1) * grain)); });
}

/// Folds map(begin, end) over fixed blocks, from left to right: the same bits for every number of threads, because
/// neither the blocks nor the order of the fold depend on it.
template <class Value, class Map, class Fold>
Value parallel_reduce(const Context& context, std::size_t count, std::size_t grain, Value start, const Map& map,
                      const Fold& fold) {
  grain = std::max<std::size_t>(grain, 1);
  const std::size_t blocks = (count + grain - 1) / grain;
  std::vector<std::invoke_result_t<Map, std::size_t, std::size_t>> partial(blocks);
  detail::for_each_block(context, blocks, [&](std::size_t block) {
    partial[block] = map(block * grain, std::min(count, (block + 1) * grain));
  });
  for (auto& value : partial) start = fold(std::move(start), std::move(value));
  return start;
}

}  // namespace tessera
