// SPDX-License-Identifier: MIT
#include "tessera/pipeline/catalog.hpp"

#include <algorithm>

namespace tessera {
namespace {

template <class Spec>
const Spec* named(const std::vector<Spec>& specs, std::string_view name) noexcept {
  const auto found = std::ranges::find(specs, name, &Spec::name);
  return found == specs.end() ? nullptr : &*found;
}

template <class Spec>
std::vector<const Spec*> of_suffix(const std::vector<Spec>& specs, std::string_view file) {
  std::size_t longest = 1;
  std::vector<const Spec*> best;
  for (const auto& spec : specs) {
    std::size_t length = 0;
    for (const auto& suffix : spec.suffixes)
      if (file.ends_with(suffix)) length = std::max(length, suffix.size());
    if (length < longest) continue;
    if (length > longest) best.clear();
    longest = length;
    best.push_back(&spec);
  }
  return best;
}

}  // namespace

const StageSpec* Catalog::find_stage(std::string_view name) const noexcept { return named(stages, name); }
const WriterSpec* Catalog::find_writer(std::string_view name) const noexcept { return named(writers, name); }

std::vector<const WriterSpec*> Catalog::writers_of(std::string_view file) const { return of_suffix(writers, file); }

std::vector<const StageSpec*> Catalog::readers_of(std::string_view file) const {
  if (file.ends_with(".gz")) file.remove_suffix(3);
  return of_suffix(stages, file);
}

}  // namespace tessera
