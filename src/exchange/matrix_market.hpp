// SPDX-License-Identifier: MIT
// Matrix Market files: Boisvert, Pozo and Remington 1996, The Matrix Market exchange formats, NISTIR 5935.
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/core/index.hpp"
#include "tessera/exchange/file.hpp"

#include <string>
#include <vector>

namespace tessera::exchange {

/// What the first line and the sizes say.
struct MatrixMarketHeader {
  bool is_dense = false, is_pattern = false, is_symmetric = false;
  std::uint64_t rows = 0, columns = 0, listed = 0;  // how many entries the file lists
};

struct MatrixMarket {
  struct Entry {
    Index row, column;
    double value;
  };

  bool is_dense = false, is_symmetric = false;
  Index rows = 0, columns = 0;
  /// As listed: of a symmetric matrix those on and below the diagonal, of an array all, column after column.
  std::vector<Entry> entries;

  /// The entries of an array row after row, both triangles.
  std::vector<double> full() const;
};

bool is_matrix_market(Source source) noexcept;

/// From the first bytes. Throws Error D201 and D202, naming the line, D203 on complex, Hermitian and skew-symmetric
/// ones.
MatrixMarketHeader matrix_market_header(Source start);

/// Coordinates or an array of real numbers, integers or a pattern, whose entries are 1; general or symmetric. Throws
/// as matrix_market_header does, D201, naming the line, on an entry that is none, lies outside or above the diagonal of
/// a symmetric matrix, D101 on one that is not finite, D202 or D201 when there are fewer or more than the header says.
/// Cost: one pass; 16 bytes an entry.
MatrixMarket parse_matrix_market(Source source, const Context& context);

}  // namespace tessera::exchange
