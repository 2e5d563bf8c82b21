// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace tessera {

/// Increasing places along an axis, and which of them come at or after a number.
class Nodes {
 public:
  explicit Nodes(std::vector<double> places) : places_(std::move(places)) {
    const double span = places_.back() - places_.front();
    buckets_.assign(2 * places_.size() + 1, 0);
    per_unit_ = span > 0 ? double(buckets_.size() - 1) / span : 0;
    std::size_t node = 0;
    for (std::size_t bucket = 0; bucket < buckets_.size(); ++bucket) {
      while (node < places_.size() && bucket_of(places_[node]) < bucket) ++node;
      buckets_[bucket] = Index(node);
    }
  }

  std::size_t size() const noexcept { return places_.size(); }
  double operator[](std::size_t node) const noexcept { return places_[node]; }

  /// The first node that is not below z; size() if there is none.
  std::size_t first_from(double z) const noexcept {
    if (z > places_.back()) return places_.size();
    std::size_t node = buckets_[bucket_of(z)];
    while (places_[node] < z) ++node;
    return node;
  }

 private:
  std::size_t bucket_of(double z) const noexcept {
    const double place = (z - places_.front()) * per_unit_;
    return place <= 0 ? 0 : std::min(std::size_t(place), buckets_.size() - 1);
  }

  std::vector<double> places_;
  std::vector<Index> buckets_;  // the first node in a bucket or after it
  double per_unit_;
};

}  // namespace tessera
