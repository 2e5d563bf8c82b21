// SPDX-License-Identifier: MIT
// Texts of complexes: lines of content, and comments that begin with "#!", which carry what the format has no place
// for.
#pragma once

#include "exchange/lines.hpp"
#include "tessera/algebra/grid.hpp"
#include "tessera/core/error.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace tessera::exchange {

inline constexpr int most_parameters = 4;

/// What the notes say. Axes come without values.
struct Notes {
  std::optional<Index> degree, complete_dimension;
  std::array<Axis, most_parameters> axes;
};

/// Walks the lines that hold content, past blank lines and comments; the notes met on the way are kept.
class NotedLines {
 public:
  explicit NotedLines(Source source) : source_(source), lines_(source) {}

  /// Goes to the next line of content; false at the end. Throws Error D201 on a note that cannot be read.
  bool next();
  /// The next line of content, trimmed. Throws Error D202 when the file ends where `what` should be.
  std::string_view need(std::string_view what);

  std::string_view text() const noexcept { return trimmed(lines_.text()); }
  std::uint64_t number() const noexcept { return lines_.number(); }
  Notes& notes() noexcept { return notes_; }

  /// Throws an Error that names the file and the line at hand.
  [[noreturn]] void fail(ErrorCode code, const std::string& reason, std::string remedy = {}) const;

 private:
  void read_note(std::string_view note);
  void read_axis(std::string_view note);

  Source source_;
  Lines lines_;
  Notes notes_;
};

/// "#! complete 2\n"; nothing where the complex is whole up to `usual`, which is what readers take when no note says.
std::string complete_note(Index complete_dimension, Index usual);

/// A note for every axis that is not a nameless sublevel axis known everywhere.
template <int N>
std::string axis_notes(const Grid<N>& grid);

extern template std::string axis_notes(const Grid<1>&);
extern template std::string axis_notes(const Grid<2>&);
extern template std::string axis_notes(const Grid<3>&);
extern template std::string axis_notes(const Grid<4>&);

}  // namespace tessera::exchange
