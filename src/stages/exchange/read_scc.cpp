// SPDX-License-Identifier: MIT
#include "tessera/exchange/info.hpp"
#include "tessera/exchange/scc.hpp"
#include "tessera/pipeline/stage_spec.hpp"

#include <variant>

namespace tessera::stages {
namespace {

struct SccOptions {
  std::string path;
};

using ComplexOrPresentation =
    std::variant<FilteredComplex<1>, FilteredComplex<2>, FilteredComplex<3>, FilteredComplex<4>, Presentation<1>,
                 Presentation<2>, Presentation<3>, Presentation<4>>;

template <int N>
ComplexOrPresentation parse(exchange::Source source, exchange::SccHeader::Kind kind) {
  if (kind == exchange::SccHeader::Kind::presentation) return exchange::parse_scc_presentation<N>(source);
  return exchange::parse_scc_complex<N>(source);
}

template <int N>
const ArtifactType* type_of(exchange::SccHeader::Kind kind) {
  return kind == exchange::SccHeader::Kind::presentation ? artifact_type<Presentation<N>>()
                                                         : artifact_type<FilteredComplex<N>>();
}

ComplexOrPresentation read_scc(const SccOptions& options, const Context& context) {
  const exchange::File file = exchange::read_file(options.path, context.memory_budget());
  const auto header = exchange::probe_scc(file.source());
  switch (header.parameters) {
    case 1:
      return parse<1>(file.source(), header.kind);
    case 2:
      return parse<2>(file.source(), header.kind);
    case 3:
      return parse<3>(file.source(), header.kind);
    default:
      return parse<4>(file.source(), header.kind);
  }
}

Probe probe_header(const SccOptions& options) {
  const auto start = exchange::read_start(options.path, std::uint64_t{1} << 20);
  const auto header = exchange::probe_scc({options.path, start.bytes});
  const std::array types{type_of<1>(header.kind), type_of<2>(header.kind), type_of<3>(header.kind),
                         type_of<4>(header.kind)};
  exchange::FileInfo info;
  info.scc = header;
  return {types[std::size_t(header.parameters - 1)], exchange::brief(info)};
}

}  // namespace

StageSpec exchange_read_scc() {
  using Options = SccOptions;
  return stage("read.scc", &read_scc)
      .summary("A multifiltered chain complex or a presentation of a persistence module, as scc2020 or firep.")
      .source("Kerber, scc2020 format for chain complexes; The RIVET Developers 2020, RIVET, FIRep files")
      .note("Two block sizes and a final 0 are a presentation; three non-zero sizes, or four and more, a complex.")
      .note("In a complex of three blocks, degree 1 is the homology at the middle one.")
      .note(
          "A complex whose first block has dimension d is taken to be complete up to d, so that its homology is known "
          "below degree d. If nothing is missing above, say so with an empty first block: sizes 0 1 3 3 0 in place of "
          "1 3 3 0, or a line \"#! complete whole\".")
      .path(&Options::path, "path", "the file")
      .suffixes({".scc", ".firep"})
      .probe(&probe_header);
}

}  // namespace tessera::stages
