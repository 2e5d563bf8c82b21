// SPDX-License-Identifier: MIT
#include "tessera/decomposition/decomposition.hpp"

#include <fmt/format.h>

namespace tessera {

std::string DecompositionCertificate::text() const {
  return fmt::format("bound {:.4g} (delta {:.4g}, measured gap {:.4g})", bound(), line_spacing, line_gap);
}

}  // namespace tessera
