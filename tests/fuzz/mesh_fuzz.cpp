// SPDX-License-Identifier: MIT
#include "fuzz/fuzz.hpp"

#include "tessera/exchange/meshes.hpp"

using namespace tessera;
using namespace tessera::exchange;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Source source = fuzz::source_of(data, size);
  fuzz::may_refuse([&] {
    const Mesh mesh = parse_mesh(source, Context());
    for (const auto& triangle : mesh.triangles())
      for (const Index vertex : triangle) fuzz::claim(vertex < mesh.vertices().size());
  });
  return 0;
}
