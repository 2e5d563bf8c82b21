// SPDX-License-Identifier: MIT
#include "persistence/annotations.hpp"

#include "tessera/core/error.hpp"

#include <algorithm>
#include <iterator>
#include <limits>

namespace tessera {
namespace {

std::uint64_t mixed(std::uint64_t word) noexcept {
  word *= 0x9E3779B97F4A7C15u;
  return word ^ word >> 29;
}

std::uint64_t hash_of(std::span<const Index> vector) noexcept {
  std::uint64_t hash = vector.size();
  for (const Index entry : vector) hash = mixed(hash + entry + 1);
  return hash;
}

}  // namespace

Annotations::Annotations() : by_content_(64, -1), sums_(64) { name_of({}); }

Annotations::Name Annotations::name_of(std::span<const Index> vector) {
  if (2 * size() >= by_content_.size()) grow_names();
  const std::size_t mask = by_content_.size() - 1;
  std::size_t place = hash_of(vector) & mask;
  for (; by_content_[place] >= 0; place = (place + 1) & mask)
    if (std::ranges::equal((*this)[by_content_[place]], vector)) return by_content_[place];

  if (size() >= std::size_t(std::numeric_limits<Name>::max()))
    throw Error(codes::over_cap, "needs fewer than 2^31 different annotations", "use the homology route");
  const Name name = Name(size());
  by_content_[place] = name;
  entries_.insert(entries_.end(), vector.begin(), vector.end());
  begin_.push_back(entries_.size());
  return name;
}

Annotations::Name Annotations::sum(Name a, Name b) {
  if (a == b) return 0;
  if (a == 0) return b;
  if (b == 0) return a;
  if (a > b) std::swap(a, b);
  if (2 * known_sums_ >= sums_.size()) grow_sums();

  const std::uint64_t pair = std::uint64_t(a) << 32 | std::uint64_t(b);
  const std::size_t mask = sums_.size() - 1;
  std::size_t place = mixed(pair) & mask;
  for (; sums_[place].pair != ~std::uint64_t{0}; place = (place + 1) & mask)
    if (sums_[place].pair == pair) return sums_[place].name;

  scratch_.clear();
  std::ranges::set_symmetric_difference((*this)[a], (*this)[b], std::back_inserter(scratch_));
  sums_[place] = {pair, name_of(scratch_)};
  ++known_sums_;
  return sums_[place].name;
}

void Annotations::grow_names() {
  by_content_.assign(2 * by_content_.size(), -1);
  const std::size_t mask = by_content_.size() - 1;
  for (Name name = 0; name < Name(size()); ++name) {
    std::size_t place = hash_of((*this)[name]) & mask;
    while (by_content_[place] >= 0) place = (place + 1) & mask;
    by_content_[place] = name;
  }
}

void Annotations::grow_sums() {
  auto old = std::move(sums_);
  sums_.assign(2 * old.size(), {});
  const std::size_t mask = sums_.size() - 1;
  for (const auto& known : old) {
    if (known.pair == ~std::uint64_t{0}) continue;
    std::size_t place = mixed(known.pair) & mask;
    while (sums_[place].pair != ~std::uint64_t{0}) place = (place + 1) & mask;
    sums_[place] = known;
  }
}

}  // namespace tessera
