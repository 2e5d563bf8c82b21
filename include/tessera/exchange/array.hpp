// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/exchange/file.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tessera::exchange {

/// What the header of an array says.
struct ArrayHeader {
  std::string dtype;                 // as NumPy writes it: "<f8", "|u1", "<U12"
  std::vector<std::uint64_t> shape;  // empty: a scalar
  bool is_fortran = false;           // first axis fastest in the file
  std::uint64_t data_offset = 0;     // where the data begin

  bool is_text() const noexcept { return dtype.size() > 1 && dtype[1] == 'U'; }
};

/// An array in row-major order (last axis fastest), whatever the order in the file. Numbers are doubles, integers
/// exactly so; text is UTF-8.
struct Array {
  std::string dtype;
  std::vector<std::uint64_t> shape;
  std::vector<double> values;     // empty for text
  std::vector<std::string> text;  // empty for numbers

  bool is_text() const noexcept { return dtype.size() > 1 && dtype[1] == 'U'; }
  std::uint64_t count() const noexcept { return is_text() ? text.size() : values.size(); }
};

bool is_npy(std::string_view bytes) noexcept;
bool is_npz(std::string_view bytes) noexcept;

/// Header of a .npy of version 1, 2 or 3 from its first bytes; reads nothing behind it. Throws Error D202 when it ends
/// early, D201 when it is not exactly a header dictionary or is longer than 64 KiB, D203 on what is valid and refused:
/// object, structured, complex and other dtypes, more than 32 axes.
ArrayHeader parse_npy_header(Source source);

/// A whole .npy: dtypes f2 f4 f8, i1 to i8, u1 to u8, b1, U; either byte order, either memory order. The product of the
/// shape must account for every byte that follows the header: D202 when some are missing, D201 when some are left over.
/// Throws Error D101 on an integer beyond 2^53, D201 on invalid code points. Allocates at most 8 bytes per byte of
/// data.
Array parse_npy(Source source);

/// One array of an .npz.
struct Member {
  std::string name;  // without ".npy"
  std::uint64_t bytes = 0;
};

/// Members in file order. Throws Error D201 on a damaged archive, two members of one name or more than 10^6 members,
/// D203 on an encrypted one.
std::vector<Member> list_npz(Source source);

/// The array called `name`; it may be left empty when there is only one. Throws Error D106, listing the members, when
/// it is missing or must be named; R303 when it unfolds to more than `byte_limit` or 200 bytes per stored byte (after 1
/// MiB).
Array read_npz(Source source, std::string_view name, std::uint64_t byte_limit = default_byte_limit);
/// The header of that array.
ArrayHeader read_npz_header(Source source, std::string_view name);

/// Which array of an archive a reader opens: `name`; where that is empty, and the archive holds several, the one called
/// `own`, as the writer of the reader's data calls it, if it is there. Else `name` as it came.
std::string chosen_array(Source source, const std::string& name, const char* own);

/// read_npz of an archive, parse_npy of a single array (`name` must then be empty).
Array read_array(Source source, std::string_view name, std::uint64_t byte_limit = default_byte_limit);

/// The .npy form of an array (version 1 or 2, C order): float64, int64, uint8 or text. The data begin at a multiple
/// of 64.
std::string npy_of(const std::vector<std::uint64_t>& shape, const std::vector<double>& values);
std::string npy_of(const std::vector<std::uint64_t>& shape, const std::vector<std::int64_t>& values);
std::string npy_of(const std::vector<std::uint64_t>& shape, const std::vector<std::uint8_t>& values);
/// Text must be UTF-8 without zero bytes at its end; throws Error D101 otherwise.
std::string npy_of(const std::vector<std::uint64_t>& shape, const std::vector<std::string>& text);

/// An .npz: members stored without compression, dated 1980-01-01, so equal arrays give equal bytes.
/// Throws Error R303 past 4 GiB.
class NpzWriter {
 public:
  void add(std::string_view name, std::string_view npy);
  /// The archive; call once, last.
  std::string finish() &&;

 private:
  std::string bytes_, directory_;
  std::uint64_t members_ = 0;
};

}  // namespace tessera::exchange
