// SPDX-License-Identifier: MIT
#include "tessera/exchange/array.hpp"
#include "tessera/exchange/decompositions.hpp"
#include "tessera/pipeline/stage_spec.hpp"

#include <variant>

namespace tessera::stages {
namespace {

struct SummandsFile {
  std::string path;
};

using AnyDecomposition =
    std::variant<Decomposition<2>, Decomposition<3>, Decomposition<4>, Collection<Decomposition<2>>,
                 Collection<Decomposition<3>>, Collection<Decomposition<4>>>;

template <int N>
AnyDecomposition parsed(exchange::Source source, const Context& context) {
  if (exchange::is_npz(source.bytes)) return exchange::parse_decompositions_npz<N>(source, context.memory_budget());
  return exchange::parse_decomposition_json<N>(source);
}

AnyDecomposition read_summands(const SummandsFile& options, const Context& context) {
  const exchange::File file = exchange::read_file(options.path, context.memory_budget());
  switch (exchange::decomposition_parameters(file.source())) {
    case 2:
      return parsed<2>(file.source(), context);
    case 3:
      return parsed<3>(file.source(), context);
    default:
      return parsed<4>(file.source(), context);
  }
}

Probe probe_file(const SummandsFile& options) {
  const exchange::File file = exchange::read_file(options.path);
  const int parameters = exchange::decomposition_parameters(file.source());
  const bool are_many = exchange::is_npz(file.bytes);
  const std::array types{artifact_type<Decomposition<2>>(), artifact_type<Decomposition<3>>(),
                         artifact_type<Decomposition<4>>()};
  return {types[std::size_t(parameters - 2)],
          (are_many ? "decompositions of " : "a decomposition of ") + std::to_string(parameters) + " parameters",
          are_many};
}

}  // namespace

StageSpec exchange_read_summands() {
  return stage("read.summands", &read_summands)
      .summary(
          "A decomposition with its certificate, as write.summands_json writes it, or a collection of them, as "
          "write.summands_npz does; the same value again.")
      .source("RFC 8259; NumPy Enhancement Proposal 1; both forms stand in exchange/decompositions.hpp")
      .note("What the file says to be exact is believed: a file proves nothing.")
      .path(&SummandsFile::path, "path", "the file")
      .suffixes({".json", ".summands.npz"})
      .probe(&probe_file);
}

}  // namespace tessera::stages
