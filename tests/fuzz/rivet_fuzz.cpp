// SPDX-License-Identifier: MIT
#include "fuzz/fuzz.hpp"

#include "tessera/exchange/rivet.hpp"

using namespace tessera;
using namespace tessera::exchange;

namespace {

/// What every reader of simplices owes: faces that exist, below their cells.
void claim_faces(const MulticriticalComplex<2>& complex) {
  for (std::size_t dimension = 0; dimension < complex.blocks.size(); ++dimension) {
    const auto& block = complex.blocks[dimension];
    for (Index cell = 0; cell < block.size(); ++cell) {
      fuzz::claim(!block.grades_of(cell).empty());
      fuzz::claim(block.boundary(cell).size() == (dimension == 0 ? 0 : dimension + 1));
      for (const Index face : block.boundary(cell)) fuzz::claim(face < complex.blocks[dimension - 1].size());
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Source source = fuzz::source_of(data, size);
  fuzz::may_refuse([&] { probe_rivet(source); });
  fuzz::may_refuse([&] {
    const auto complex = parse_rivet_multicritical(source);
    claim_faces(complex);
    const std::string text = rivet_of(complex);
    fuzz::claim(rivet_of(parse_rivet_multicritical({"again", text})) == text);
  });
  fuzz::may_refuse([&] {
    const std::string text = rivet_of(parse_rivet_bifiltration(source));
    fuzz::claim(rivet_of(parse_rivet_bifiltration({"again", text})) == text);
  });
  return 0;
}
