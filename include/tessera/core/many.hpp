// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace tessera {

/// A borrowed, ordered list of inputs of one kind, each with the name it goes by: what a variadic port hands over.
/// The things named must outlive it.
template <class T>
class Many {
 public:
  using value_type = T;

  Many() = default;
  Many(std::initializer_list<std::pair<std::string, const T*>> items) {
    for (const auto& [name, item] : items) add(name, *item);
  }
  /// Names are "0", "1", ...
  explicit Many(const std::vector<T>& items) {
    for (std::size_t i = 0; i < items.size(); ++i) add(std::to_string(i), items[i]);
  }

  void add(std::string name, const T& item) {
    names_.push_back(std::move(name));
    items_.push_back(&item);
  }

  Index size() const noexcept { return Index(items_.size()); }
  const T& operator[](Index i) const noexcept { return *items_[i]; }
  const std::string& name(Index i) const noexcept { return names_[i]; }

 private:
  std::vector<std::string> names_;
  std::vector<const T*> items_;
};

}  // namespace tessera
