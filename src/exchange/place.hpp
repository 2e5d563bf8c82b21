// SPDX-License-Identifier: MIT
// Where in a file something is wrong: every refusal of this room goes through here.
#pragma once

#include "tessera/core/error.hpp"
#include "tessera/core/index.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace tessera::exchange {

/// "cloud.csv: reason"
[[noreturn]] void refuse(ErrorCode code, std::string_view file, const std::string& reason, std::string remedy = {});
/// "cloud.csv:12: reason"
[[noreturn]] void refuse_line(ErrorCode code, std::string_view file, std::uint64_t line, const std::string& reason,
                              std::string remedy = {});
/// "cloud.npy: byte 128: reason"
[[noreturn]] void refuse_byte(ErrorCode code, std::string_view file, std::uint64_t offset, const std::string& reason,
                              std::string remedy = {});

/// `text` in quotes, control and non-ASCII bytes escaped, cut after 40 characters: safe to print.
std::string shown(std::string_view text);

/// A count from outside as an Index. Throws Error D102 when it does not fit.
Index index_of(std::uint64_t count, std::string_view file, std::string_view what);

/// action(), with the file's name put in front of the reason of an Error that a data type throws.
template <class Action>
auto naming(std::string_view file, const Action& action) {
  try {
    return action();
  } catch (const Error& error) {
    refuse(error.code(), file, error.reason(), error.remedy());
  }
}

}  // namespace tessera::exchange
