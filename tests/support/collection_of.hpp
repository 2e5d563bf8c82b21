// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/collection.hpp"

#include <string>
#include <vector>

namespace tessera {

/// The samples as a collection, called "s0", "s1", ...
template <class T>
Collection<T> collection_of(std::vector<T> samples) {
  Collection<T> collection;
  for (std::size_t k = 0; k < samples.size(); ++k) collection.add("s" + std::to_string(k), std::move(samples[k]));
  return collection;
}

}  // namespace tessera
