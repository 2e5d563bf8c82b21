// SPDX-License-Identifier: MIT
// svmlight and libsvm: a line "label index:value index:value ... # comment" a point, zeros left out.
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/exchange/array.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tessera::exchange {

/// Whether the first line of more than one word has an index and a colon, or "qid:", in its second.
bool is_svmlight(Source source);

struct SvmlightRows {
  std::vector<std::string> labels;  // the first words of the lines
  std::vector<std::uint64_t> lines;
  std::vector<std::size_t> starts{0};  // row r has entries starts[r] .. starts[r + 1] - 1
  std::vector<std::pair<Index, double>> entries;
  std::uint64_t features = 0;  // one more than the largest feature, from 0

  /// All rows, dense, as an array of two axes. Throws Error R302 when it is over the budget.
  Array dense(std::string_view file, const Context& context) const;
};

/// Features count from `first`, 0 or 1, and increase along a line; a group "qid:" is passed over. Values may be nan or
/// infinite. Throws Error D201, naming the line, on anything else, D103 without lines. Cost: one pass, 16 bytes a
/// value.
SvmlightRows parse_svmlight(Source source, Index first, const Context& context);

}  // namespace tessera::exchange
