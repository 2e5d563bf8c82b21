// SPDX-License-Identifier: MIT
#include "tessera/exchange/rivet.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

template <class T>
std::string bytes(const T& value, const NoOptions&, const WriterContext&) {
  return exchange::rivet_of(value);
}

}  // namespace

WriterSpec exchange_write_rivet() {
  return writer("write.rivet", &bytes<FilteredComplex<2>>)
      .overload(&bytes<MulticriticalComplex<2>>)
      .summary("A bifiltered simplicial complex as RIVET reads it, a line a simplex; it reads back the same.")
      .source("The RIVET Developers 2020, RIVET, input data files")
      .note("Units, and where the complex is known and complete, travel in comments, which RIVET skips.")
      .input("complex", "a bifiltered simplicial complex")
      .suffixes({".rivet", ".bifiltration"});
}

}  // namespace tessera::stages
