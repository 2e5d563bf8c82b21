// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tessera::exchange {

/// Bytes in memory under the name that messages give them. Parsers read these, never files: so they can be fuzzed.
struct Source {
  std::string_view name, bytes;
};

/// A file that was read whole, decompressed.
struct File {
  std::string name, bytes;

  Source source() const noexcept { return {name, bytes}; }
};

/// Bytes a reader may hold at once when its caller gives no budget.
inline constexpr std::uint64_t default_byte_limit = std::uint64_t{4} << 30;

/// The whole of a regular file; gzip, known by its first bytes, is undone. Throws Error I101 when there is no such
/// file, I102 when it is a directory, a pipe, a device, unreadable or changes while it is read, R303 when it holds more
/// than `byte_limit` bytes, and what `gunzip` throws.
File read_file(const std::string& path, std::uint64_t byte_limit = default_byte_limit);

/// The first bytes of a file, at most `count`, decompressed where the file is gzip: enough to read a header.
/// `whole` tells whether that is all there is. Throws as read_file does.
struct FileStart {
  std::string bytes;
  bool is_whole = false, is_gzip = false;
  std::uint64_t file_bytes = 0;
};
FileStart read_start(const std::string& path, std::uint64_t count);

/// Whether there is a file of any kind at `path`.
bool exists(const std::string& path);

bool is_gzip(std::string_view bytes) noexcept;

/// Undoes gzip, also several members one after another. Throws Error D202 when the stream ends early, D201 on a
/// damaged stream or bytes that follow it, R303 past `byte_limit` or beyond 200 bytes out per byte in (after 1 MiB).
std::string gunzip(Source compressed, std::uint64_t byte_limit = default_byte_limit);

/// The name of a file without folders and without its known suffixes: "a/cloud.csv.gz" is "cloud".
std::string file_stem(std::string_view path);

}  // namespace tessera::exchange
