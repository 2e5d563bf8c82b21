// SPDX-License-Identifier: MIT
#include "tessera/exchange/decompositions.hpp"
#include "tessera/pipeline/stage_spec.hpp"

#include <variant>

namespace tessera::stages {
namespace {

struct SummandsFile {
  std::string path;
};

using AnyDecomposition = std::variant<Decomposition<2>, Decomposition<3>, Decomposition<4>>;

AnyDecomposition read_summands(const SummandsFile& options, const Context& context) {
  const exchange::File file = exchange::read_file(options.path, context.memory_budget());
  switch (exchange::decomposition_parameters(file.source())) {
    case 2:
      return exchange::parse_decomposition_json<2>(file.source());
    case 3:
      return exchange::parse_decomposition_json<3>(file.source());
    default:
      return exchange::parse_decomposition_json<4>(file.source());
  }
}

Probe probe_file(const SummandsFile& options) {
  const exchange::File file = exchange::read_file(options.path);
  const int parameters = exchange::decomposition_parameters(file.source());
  const std::array types{artifact_type<Decomposition<2>>(), artifact_type<Decomposition<3>>(),
                         artifact_type<Decomposition<4>>()};
  return {types[std::size_t(parameters - 2)], "a decomposition of " + std::to_string(parameters) + " parameters"};
}

}  // namespace

StageSpec exchange_read_summands() {
  return stage("read.summands", &read_summands)
      .summary("A decomposition with its certificate, as write.summands_json writes it; the same value again.")
      .source("RFC 8259; the schema stands in exchange/decompositions.hpp")
      .note("What the file says to be exact is believed: a file proves nothing.")
      .path(&SummandsFile::path, "path", "the file")
      .suffixes({".json"})
      .probe(&probe_file);
}

}  // namespace tessera::stages
