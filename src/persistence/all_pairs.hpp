// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/collection.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/parallel.hpp"
#include "tessera/data/distance_matrix.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace tessera {

/// The pair i > j whose place is `pair` in a strict lower triangle, row after row.
inline std::pair<Index, Index> pair_of(std::size_t pair) {
  auto i = std::size_t((1 + std::sqrt(1 + 8 * double(pair))) / 2);
  while (i * (i - 1) / 2 > pair) --i;  // the root is rounded
  while (i * (i + 1) / 2 <= pair) ++i;
  return {Index(i), Index(pair - i * (i - 1) / 2)};
}

/// Pairs of `size` samples.
inline std::size_t pair_count(std::size_t size) { return size < 2 ? 0 : size * (size - 1) / 2; }

/// Of two samples, in the order of the collection.
inline Error infinite_distance_between(const std::string& one, const std::string& other, const std::string& remedy) {
  return Error(codes::bad_request, "needs finite distances, got infinity between the samples " + one + " and " + other,
               remedy);
}

/// The matrix of distance(i, j), j < i, over the samples of a collection: pairs in parallel, each by itself, so that
/// the bits do not depend on the number of threads. Throws D106, naming the two samples and giving `remedy`, where the
/// distance is infinite; an Error of a pair is thrown on with the two named.
template <class T, class Distance>
DistanceMatrix all_pairs(const Collection<T>& samples, const std::string& remedy, const Context& context,
                         const Distance& distance) {
  const std::size_t pairs = pair_count(samples.size());
  context.require_memory(2 * pairs * sizeof(double), "the distances of all pairs", "take fewer samples");

  std::vector<double> lower(pairs);
  parallel_for(context, pairs, 1, [&](std::size_t pair) {
    const auto [i, j] = pair_of(pair);
    try {
      lower[pair] = distance(i, j);
    } catch (const Error& error) {
      throw error.within("samples " + samples.id(j) + " and " + samples.id(i));
    }
    if (lower[pair] == infinity) throw infinite_distance_between(samples.id(j), samples.id(i), remedy);
  });
  return DistanceMatrix(samples.size(), std::move(lower), samples.ids());
}

}  // namespace tessera
