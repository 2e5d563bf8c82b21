// SPDX-License-Identifier: MIT
#include "pipeline/matching.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace tessera {

bool takes(std::span<const InputPort> inputs, const Arrivals& arrivals) {
  const bool is_barrier = std::ranges::any_of(inputs, &InputPort::takes_collection);
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const InputPort& port = inputs[i];
    if (port.is_variadic && port.count && arrivals[i].size() != *port.count) return false;
    for (const auto& type : arrivals[i]) {
      if (!type) continue;
      if (type->artifact != port.artifact) return false;
      if (type->per_sample && is_barrier && !port.takes_collection) return false;
    }
  }
  return true;
}

std::string signature_text(std::span<const InputPort> inputs) {
  std::vector<std::string> parts;
  for (const auto& port : inputs)
    parts.push_back(fmt::format("{}: {}{}", port.name, port.type_text(), port.is_optional ? " (optional)" : ""));
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string arrivals_text(std::span<const InputPort> inputs, const Arrivals& arrivals) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    std::vector<std::string> types;
    for (const auto& type : arrivals[i]) types.push_back(type ? type->text() : "unknown");
    if (inputs[i].is_variadic && types.size() > 1 &&
        std::ranges::count(types, types[0]) == std::ptrdiff_t(types.size()))
      types = {fmt::format("{} x {}", types.size(), types[0])};
    if (types.empty() && inputs[i].is_optional) continue;
    parts.push_back(
        fmt::format("{}: {}", inputs[i].name, types.empty() ? "nothing" : fmt::format("{}", fmt::join(types, ", "))));
  }
  return fmt::format("{}", fmt::join(parts, "; "));
}

std::string accepted_text(const std::vector<std::span<const InputPort>>& signatures, std::size_t port) {
  std::vector<std::string> types;
  for (const auto& inputs : signatures) {
    if (port >= inputs.size()) continue;
    auto type = inputs[port].artifact->text();
    if (std::ranges::find(types, type) == types.end()) types.push_back(std::move(type));
  }
  return fmt::format("{}", fmt::join(types, " or "));
}

bool accepts(const std::vector<std::span<const InputPort>>& signatures, std::size_t port,
             const ArtifactType* artifact) {
  return std::ranges::any_of(
      signatures, [&](const auto& inputs) { return port < inputs.size() && inputs[port].artifact == artifact; });
}

std::string port_alias(const ArtifactType& artifact) {
  std::string alias;
  for (const char c : artifact.name) {
    const bool is_upper = c >= 'A' && c <= 'Z';
    if (is_upper && !alias.empty()) alias += '_';
    alias += is_upper ? char(c - 'A' + 'a') : c;
  }
  return alias;
}

}  // namespace tessera
