// SPDX-License-Identifier: MIT
#include "exchange/extras.hpp"

#include "tessera/core/error.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

constexpr std::size_t digits_of_provenance = 64;

}  // namespace

void check_extras(const FeatureExtras& extras, Index rows) {
  if (extras.labels && extras.labels->size() != rows)
    throw Error(codes::bad_shape, fmt::format("{} rows need as many labels, got {}", rows, extras.labels->size()));
  if (extras.split && extras.split->is_training.size() != rows)
    throw Error(codes::bad_shape, fmt::format("{} rows need as many entries in the split, got {}", rows,
                                              extras.split->is_training.size()));
  const bool is_hex =
      std::ranges::all_of(extras.provenance, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
  if (!extras.provenance.empty() && (extras.provenance.size() != digits_of_provenance || !is_hex))
    throw Error(codes::bad_value, fmt::format("provenance needs 64 hex digits, got '{}'", extras.provenance));
}

std::vector<std::uint8_t> test_flags(const Split& split) {
  std::vector<std::uint8_t> flags;
  for (const bool is_training : split.is_training) flags.push_back(is_training ? 0 : 1);
  return flags;
}

std::string provenance_of(const FeatureExtras& extras) {
  return extras.provenance.empty() ? std::string(digits_of_provenance, '0') : extras.provenance;
}

void add_labels_and_split(NpzWriter& npz, const FeatureExtras& extras) {
  if (extras.labels) {
    const auto& classes = extras.labels->classes();
    npz.add("y", npy_of({classes.size()}, std::vector<std::int64_t>(classes.begin(), classes.end())));
    npz.add("classes", npy_of({extras.labels->names().size()}, extras.labels->names()));
  }
  if (extras.split) npz.add("split", npy_of({extras.split->is_training.size()}, test_flags(*extras.split)));
}

void add_origin(NpzWriter& npz, const Stability& stability, const FeatureExtras& extras) {
  npz.add("stability", npy_of({}, std::vector<double>{stability.constant}));
  npz.add("theorem", npy_of({}, std::vector<std::string>{stability.statement}));
  npz.add("provenance", npy_of({}, std::vector<std::string>{provenance_of(extras)}));
}

}  // namespace tessera::exchange
