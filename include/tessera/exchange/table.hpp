// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"
#include "tessera/exchange/file.hpp"

#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace tessera::exchange {

/// Whether the first row names the columns. `automatic`: it does when none of its cells is a number and some cell of
/// the second row is.
enum class HeaderRow { automatic, present, absent };

/// What separates cells. `automatic`: a tab where the first row holds one, else ';', else ',', else runs of blanks.
enum class Delimiter { automatic, comma, semicolon, tab, space };

/// What to do with a row that holds nan, infinity or a missing cell (empty, NA, N/A, null, ?).
enum class OnNonfinite { error, drop_row };

struct TableOptions {
  Delimiter delimiter = Delimiter::automatic;
  HeaderRow header = HeaderRow::automatic;
};

/// A table of text: rows of equally many cells. Cells are views into the source it was parsed from, which must outlive
/// it. Blank lines and lines that start with '#' are skipped; cells may be in double quotes (RFC 4180, on one line).
struct TextTable {
  std::string_view name;
  std::vector<std::string> header;  // empty: none
  std::size_t columns = 0;
  std::vector<std::string_view> cells;  // rows() * columns, row after row
  std::vector<std::uint64_t> lines;     // the line of each row
  std::deque<std::string> unquoted;     // cells that held a doubled quote

  TextTable() = default;
  TextTable(TextTable&&) = default;
  TextTable& operator=(TextTable&&) = default;

  std::size_t rows() const noexcept { return lines.size(); }
  std::string_view cell(std::size_t row, std::size_t column) const { return cells[row * columns + column]; }
  /// The column called so in the header, or of that number (from 0; -1 is the last). Throws Error D106 when there is
  /// none.
  std::size_t column(std::string_view name_or_number) const;
};

/// Throws Error D201 on a row of another length (naming the line), an open quote, UTF-16 or binary bytes; D103 on a
/// table without rows; R303 on a line longer than 16 MiB. Cost: one pass; 16 bytes a cell.
TextTable parse_table(Source source, const TableOptions& options = {});

/// A block of finite numbers, row after row.
struct NumberTable {
  Index rows = 0, columns = 0;
  std::vector<double> values;
  std::vector<Index> kept;  // the rows of the text table they come from
};

/// The numbers in `columns` (all, where empty). Decimal points only, whatever the locale. Throws Error D101 on nan,
/// infinity and missing cells (unless their row is dropped), D201 on text, both naming line and column; D103 when no
/// row is left.
NumberTable numbers(const TextTable& table, const std::vector<std::size_t>& columns = {},
                    OnNonfinite on_nonfinite = OnNonfinite::error);

}  // namespace tessera::exchange
