// SPDX-License-Identifier: MIT
// The text side of scc2020 and firep: lines into numbers, before anything is known of complexes.
#pragma once

#include "exchange/notes.hpp"
#include "tessera/exchange/scc.hpp"

#include <span>
#include <vector>

namespace tessera::exchange {

/// All lines that follow the header, block by block in the order of the file.
struct SccDocument {
  SccHeader header;
  Notes notes;
  bool lowest_has_grades = true;
  std::vector<std::uint64_t> block_begin;  // of block b among the cells; one more at the end. Only blocks with lines
  std::vector<double> grades;              // header.parameters a cell
  std::vector<Index> faces;                // of a cell strictly increasing
  std::vector<std::uint64_t> offsets{0};   // of a cell in `faces`
  std::vector<std::uint64_t> lines;        // of a cell

  std::span<const Index> boundary(std::uint64_t cell) const noexcept {
    return {faces.data() + offsets[cell], std::size_t(offsets[cell + 1] - offsets[cell])};
  }
  std::span<const double> grade(std::uint64_t cell) const noexcept {
    return {grades.data() + cell * std::uint64_t(header.parameters), std::size_t(header.parameters)};
  }
};

/// Throws Error as parse_scc_complex does, except on what only the whole complex can show.
SccDocument parse_scc_document(Source source);

}  // namespace tessera::exchange
