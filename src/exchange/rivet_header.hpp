// SPDX-License-Identifier: MIT
// How a file of RIVET begins, whatever it holds.
#pragma once

#include "exchange/notes.hpp"
#include "tessera/exchange/rivet.hpp"

#include <string_view>

namespace tessera::exchange {

/// Whether a file whose first line of content is `line` is one of RIVET: it is a flag, 'bifiltration' or 'firep'.
bool begins_rivet(std::string_view line);

/// Reads the flags (RIVET 1.1) or the name of the data and two labels (RIVET 1.0), of which `lines` stands at the
/// first. What they say of the axes becomes part of the notes. Afterwards `lines` stands at the first line of data;
/// false: there is none. Throws Error D201/D202/D203 naming the line.
bool read_rivet_header(NotedLines& lines, RivetHeader& header);

}  // namespace tessera::exchange
