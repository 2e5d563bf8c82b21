// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/collection.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/parallel.hpp"
#include "tessera/data/distance_matrix.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace tessera {

/// The matrix of distance(i, j), j < i, over the samples of a collection: pairs in parallel, each by itself, so that
/// the bits do not depend on the number of threads. Throws D106, naming the two samples and giving `remedy`, where the
/// distance is infinite; an Error of a pair is thrown on with the two named.
template <class T, class Distance>
DistanceMatrix all_pairs(const Collection<T>& samples, const std::string& remedy, const Context& context,
                         const Distance& distance) {
  const std::size_t size = samples.size(), pairs = size < 2 ? 0 : size * (size - 1) / 2;
  context.require_memory(2 * pairs * sizeof(double), "the distances of all pairs", "take fewer samples");

  std::vector<double> lower(pairs);
  parallel_for(context, pairs, 1, [&](std::size_t pair) {
    // The root of the triangular number, mended where the root is rounded.
    auto i = std::size_t((1 + std::sqrt(1 + 8 * double(pair))) / 2);
    while (i * (i - 1) / 2 > pair) --i;
    while (i * (i + 1) / 2 <= pair) ++i;
    const std::size_t j = pair - i * (i - 1) / 2;
    try {
      lower[pair] = distance(Index(i), Index(j));
    } catch (const Error& error) {
      throw error.within("samples " + samples.id(Index(j)) + " and " + samples.id(Index(i)));
    }
    if (lower[pair] == infinity)
      throw Error(codes::bad_request,
                  "needs finite distances, got infinity between the samples " + samples.id(Index(j)) + " and " +
                      samples.id(Index(i)),
                  remedy);
  });
  return DistanceMatrix(Index(size), std::move(lower));
}

}  // namespace tessera
