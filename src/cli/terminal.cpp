// SPDX-License-Identifier: MIT
#include "cli/terminal.hpp"

#include "tessera/pipeline/diagnostic.hpp"

namespace tessera::cli {

std::string escaped_lines(std::string_view text) {
  std::string out;
  for (std::size_t end = 0; (end = text.find('\n')) != std::string_view::npos; text.remove_prefix(end + 1))
    out += escaped(text.substr(0, end)) + "\n";
  return out + escaped(text);
}

}  // namespace tessera::cli
