// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/exchange/table.hpp"
#include "tessera/pipeline/parameter.hpp"

namespace tessera::stages {

/// How readers of tables are told what separates cells, and whether the first row names them.
inline Constraint delimiter_choices() {
  using exchange::Delimiter;
  return choices<Delimiter>({{"auto", Delimiter::automatic},
                             {"comma", Delimiter::comma},
                             {"semicolon", Delimiter::semicolon},
                             {"tab", Delimiter::tab},
                             {"space", Delimiter::space}});
}
inline Constraint header_choices() {
  using exchange::HeaderRow;
  return choices<HeaderRow>(
      {{"auto", HeaderRow::automatic}, {"present", HeaderRow::present}, {"absent", HeaderRow::absent}});
}

}  // namespace tessera::stages
