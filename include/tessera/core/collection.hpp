// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/error.hpp"
#include "tessera/core/index.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace tessera {

/// A ragged list of samples, each with an id, never padded. Samples are immutable and shared: copying a collection or
/// taking a part of it copies no sample. Ids are unique by construction of the readers; order is input order.
template <class T>
class Collection {
 public:
  using value_type = T;

  Collection() = default;

  void add(std::string id, T sample) { add(std::move(id), std::make_shared<const T>(std::move(sample))); }
  void add(std::string id, std::shared_ptr<const T> sample) {
    ids_.push_back(std::move(id));
    samples_.push_back(std::move(sample));
  }

  Index size() const noexcept { return Index(samples_.size()); }
  bool empty() const noexcept { return samples_.empty(); }
  const T& operator[](Index sample) const { return *samples_[sample]; }
  const std::shared_ptr<const T>& share(Index sample) const { return samples_[sample]; }
  const std::string& id(Index sample) const { return ids_[sample]; }
  const std::vector<std::string>& ids() const noexcept { return ids_; }

  /// The samples named by `indices`, in that order.
  Collection part(const std::vector<Index>& indices) const {
    Collection some;
    for (const Index sample : indices) some.add(ids_[sample], samples_[sample]);
    return some;
  }

 private:
  std::vector<std::string> ids_;
  std::vector<std::shared_ptr<const T>> samples_;
};

}  // namespace tessera
