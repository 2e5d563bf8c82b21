// SPDX-License-Identifier: MIT
#include "tessera/exchange/scc.hpp"
#include "tessera/persistence/resolution.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

template <class T>
std::string bytes(const T& value, const NoOptions&, const WriterContext&) {
  return exchange::scc_of(value);
}

template <int N>
std::string resolution(const FreeResolution<N>& value, const NoOptions&, const WriterContext&) {
  return exchange::scc_of(as_complex(value));
}

}  // namespace

WriterSpec exchange_write_scc() {
  return writer("write.scc", &bytes<Presentation<1>>)
      .overload(&bytes<Presentation<2>>)
      .overload(&bytes<Presentation<3>>)
      .overload(&bytes<Presentation<4>>)
      .overload(&bytes<FilteredComplex<1>>)
      .overload(&bytes<FilteredComplex<2>>)
      .overload(&bytes<FilteredComplex<3>>)
      .overload(&bytes<FilteredComplex<4>>)
      .overload(&resolution<1>)
      .overload(&resolution<2>)
      .overload(&resolution<3>)
      .overload(&resolution<4>)
      .summary(
          "A presentation, a complex or a free resolution in the canonical scc2020 form, which reads back the same.")
      .source("Kerber, scc2020 format for chain complexes")
      .note("Values of superlevel axes are written negated, as the format needs; a comment says which axes those are.")
      .input("module", "a presentation, a complex, or a free resolution")
      .suffixes({".scc"});
}

}  // namespace tessera::stages
