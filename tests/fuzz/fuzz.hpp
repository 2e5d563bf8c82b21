// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/error.hpp"
#include "tessera/exchange/file.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace tessera::fuzz {

/// Readers may unfold this much here: far below the limit of the fuzzer, so that passing it is a fault of ours.
inline constexpr std::uint64_t byte_limit = std::uint64_t{32} << 20;

inline exchange::Source source_of(const std::uint8_t* data, std::size_t size) {
  return {"fuzz", {reinterpret_cast<const char*>(data), size}};
}

/// Runs a reader, which may refuse its input with an Error that has a code and a reason. Anything else escapes and ends
/// the process: that is the finding.
template <class Reader>
void may_refuse(const Reader& reader) {
  try {
    reader();
  } catch (const Error& error) {
    if (error.code().text.empty() || error.reason().empty() || error.code() == codes::internal) __builtin_trap();
  }
}

inline void claim(bool holds) {
  if (!holds) __builtin_trap();
}

}  // namespace tessera::fuzz
