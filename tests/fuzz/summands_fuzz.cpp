// SPDX-License-Identifier: MIT
#include "fuzz/fuzz.hpp"

#include "tessera/exchange/array.hpp"
#include "tessera/exchange/decompositions.hpp"

using namespace tessera;

namespace {

template <int N>
void claim_summands(const Decomposition<N>& decomposition) {
  for (const auto& summand : decomposition.summands) {
    fuzz::claim(!summand.support.births.empty() && !summand.support.deaths.empty());
    fuzz::claim(summand.cycles.empty() || summand.cycles.size() == summand.support.births.size());
    for (const auto& cycle : summand.cycles)
      fuzz::claim(cycle.size() > 0 && cycle.cells.size() == std::size_t{cycle.size()} * cycle.cell_size);
  }
}

template <int N>
void read_both_forms(exchange::Source source) {
  if (!exchange::is_npz(source.bytes)) return claim_summands(exchange::parse_decomposition_json<N>(source));
  const auto all = exchange::parse_decompositions_npz<N>(source, fuzz::byte_limit);
  for (Index i = 0; i < all.size(); ++i) claim_summands(all[i]);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::may_refuse([&] {
    const auto source = fuzz::source_of(data, size);
    const int parameters = exchange::decomposition_parameters(source);
    if (parameters == 2) read_both_forms<2>(source);
    if (parameters == 3) read_both_forms<3>(source);
  });
  return 0;
}
