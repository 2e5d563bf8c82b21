// SPDX-License-Identifier: MIT
#include "pipeline/described.hpp"

#include "pipeline/nearest.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tessera {
namespace {

Described of_stage(const StageSpec& spec) {
  Described one{.documentation = &spec,
                .stage = &spec,
                .kind = spec.is_reader() ? "reader" : "stage",
                .signatures = {},
                .parameters = spec.parameters(),
                .suffixes = spec.suffixes};
  for (const auto& overload : spec.overloads) one.signatures.push_back({overload.inputs, overload.outputs});
  return one;
}

Described of_writer(const WriterSpec& spec) {
  Described one{.documentation = &spec,
                .stage = nullptr,
                .kind = "writer",
                .signatures = {},
                .parameters = spec.parameters(),
                .suffixes = spec.suffixes};
  for (const auto& overload : spec.overloads) one.signatures.push_back({overload.inputs, {}});
  return one;
}

}  // namespace

std::vector<Described> described(const Catalog& catalog, std::string_view room) {
  std::vector<Described> all;
  for (const auto& spec : catalog.stages) all.push_back(of_stage(spec));
  for (const auto& spec : catalog.writers) all.push_back(of_writer(spec));
  if (room.empty()) return all;

  std::vector<std::string> rooms;
  for (const auto& one : all)
    if (rooms.empty() || rooms.back() != one.room()) rooms.emplace_back(one.room());
  std::erase_if(all, [&](const Described& one) { return one.room() != room; });
  if (all.empty()) throw Error(codes::usage, fmt::format("there is no room '{}'", room), did_you_mean(room, rooms));
  return all;
}

Described described_as(const Catalog& catalog, std::string_view name) {
  std::vector<std::string> names;
  for (auto& one : described(catalog)) {
    if (one.name() == name) return one;
    names.push_back(one.name());
  }
  throw Error(codes::usage, fmt::format("'{}' is no stage, reader or writer", name), did_you_mean(name, names));
}

}  // namespace tessera
