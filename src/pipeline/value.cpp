// SPDX-License-Identifier: MIT
#include "tessera/pipeline/value.hpp"

#include <fmt/format.h>

namespace tessera {

std::string ArtifactType::text() const {
  return parameters > 0 ? fmt::format("{}<{}>", name, parameters) : std::string(name);
}

std::string PortType::text() const {
  return per_sample ? fmt::format("Collection<{}>", artifact->text()) : artifact->text();
}

std::string Value::brief() const {
  const auto brief_one = [&](const void* value) {
    return type.artifact->brief ? type.artifact->brief(value) : type.artifact->text();
  };
  if (one) return brief_one(one.get());
  if (!samples) return "nothing";
  const std::size_t count = samples->ids.size();
  if (count == 0) return "no samples";
  return fmt::format("{} sample{}, the first: {}", count, count == 1 ? "" : "s", brief_one(samples->items[0].get()));
}

}  // namespace tessera
