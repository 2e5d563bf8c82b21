// SPDX-License-Identifier: MIT
#include "fuzz/fuzz.hpp"

#include "tessera/exchange/scc.hpp"

using namespace tessera;
using namespace tessera::exchange;

namespace {

/// What was read is written and read again the same.
template <int N>
void read_both_ways(Source source, SccHeader::Kind kind) {
  if (kind == SccHeader::Kind::presentation) {
    const auto presentation = parse_scc_presentation<N>(source);
    fuzz::claim(parse_scc_presentation<N>({"again", scc_of(presentation)}) == presentation);
  } else {
    const std::string text = scc_of(parse_scc_complex<N>(source));
    fuzz::claim(scc_of(parse_scc_complex<N>({"again", text})) == text);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Source source = fuzz::source_of(data, size);
  fuzz::may_refuse([&] {
    const auto header = probe_scc(source);
    switch (header.parameters) {
      case 1:
        return read_both_ways<1>(source, header.kind);
      case 2:
        return read_both_ways<2>(source, header.kind);
      case 3:
        return read_both_ways<3>(source, header.kind);
      default:
        return read_both_ways<4>(source, header.kind);
    }
  });
  return 0;
}
