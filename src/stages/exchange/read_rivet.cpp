// SPDX-License-Identifier: MIT
#include "tessera/exchange/info.hpp"
#include "tessera/exchange/rivet.hpp"
#include "tessera/exchange/scc.hpp"
#include "tessera/pipeline/stage_spec.hpp"

#include <variant>

namespace tessera::stages {
namespace {

struct RivetOptions {
  std::string path;
};

using ComplexOrPresentation = std::variant<FilteredComplex<2>, MulticriticalComplex<2>, Presentation<2>>;

ComplexOrPresentation read_rivet(const RivetOptions& options, const Context& context) {
  const exchange::File file = exchange::read_file(options.path, context.memory_budget());
  const auto header = exchange::probe_rivet(file.source());
  if (header.is_multicritical) return exchange::parse_rivet_multicritical(file.source());
  if (header.kind == exchange::RivetHeader::Kind::bifiltration)
    return exchange::parse_rivet_bifiltration(file.source());
  if (exchange::probe_scc(file.source()).kind == exchange::SccHeader::Kind::presentation)
    return exchange::parse_scc_presentation<2>(file.source());
  return exchange::parse_scc_complex<2>(file.source());
}

/// The whole file is read: whether some simplex has several bigrades only its line tells.
Probe probe_file(const RivetOptions& options) {
  const exchange::File file = exchange::read_file(options.path);
  const auto header = exchange::probe_rivet(file.source());
  if (header.is_multicritical) return {artifact_type<MulticriticalComplex<2>>(), "a multi-critical bifiltration"};
  if (header.kind == exchange::RivetHeader::Kind::bifiltration)
    return {artifact_type<FilteredComplex<2>>(), "a bifiltration"};
  exchange::FileInfo info;
  info.scc = exchange::probe_scc(file.source());
  const bool is_presentation = info.scc->kind == exchange::SccHeader::Kind::presentation;
  return {is_presentation ? artifact_type<Presentation<2>>() : artifact_type<FilteredComplex<2>>(),
          exchange::brief(info)};
}

}  // namespace

StageSpec exchange_read_rivet() {
  using Options = RivetOptions;
  return stage("read.rivet", &read_rivet)
      .summary("A bifiltered complex or a presentation from an input file of RIVET 1.0 or 1.1: bifiltration, or FIRep.")
      .source("The RIVET Developers 2020, RIVET, input data files")
      .note(
          "Simplices may come in any order of lines; one whose face is missing, or enters later than it, is refused, "
          "naming the line.")
      .note("Where a line lists several bigrades the complex is multi-critical; filtration.one_critical resolves it.")
      .note("In a FIRep, degree 1 is the homology at the middle block; its lowest block has no grades.")
      .path(&Options::path, "path", "the file")
      .suffixes({".rivet", ".bifiltration"})
      .probe(&probe_file);
}

}  // namespace tessera::stages
