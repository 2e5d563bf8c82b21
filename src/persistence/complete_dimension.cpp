// SPDX-License-Identifier: MIT
#include "persistence/complete_dimension.hpp"

#include "tessera/core/error.hpp"

#include <fmt/format.h>

namespace tessera {

void require_determined(Index degree, Index complete_dimension, const char* key) {
  if (complete_dimension == none || degree < complete_dimension) return;
  throw Error(codes::bad_request,
              fmt::format("needs a complex that is complete up to dimension {}, got one complete up to {}",
                          std::uint64_t{degree} + 1, complete_dimension),
              fmt::format("lower {}, or raise max_dimension of the filtration; an .scc of a whole complex says so with "
                          "an empty first block, a 0 before the other block sizes",
                          key))
      .within(key);
}

}  // namespace tessera
