// SPDX-License-Identifier: MIT
// Formats that hold one image each. Their first axis is the fastest in the file; arrays name the slowest first, so the
// axes come in the reverse order: a NIfTI volume (x, y, z) has shape (z, y, x).
#pragma once

#include "tessera/core/index.hpp"
#include "tessera/exchange/array.hpp"

#include <bit>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

namespace tessera::exchange {

/// What the first bytes of a binary image say.
struct ImageHeader {
  enum class Format { dipha, nifti, png };
  Format format = Format::dipha;
  std::string name;                  // of the format
  std::string dtype;                 // as NumPy would write it
  std::vector<std::uint64_t> shape;  // slowest axis first
};

/// Nothing where the first bytes are those of no such format. Throws Error D201, D202 or D203 when the header is
/// damaged, ends early or asks for what is not read.
std::optional<ImageHeader> image_header(Source start);

/// The image of a file that image_header knows. Throws also D202 when data are missing, D201 when some are left over or
/// damaged, R303 when they unfold to more than `byte_limit`.
Array parse_binary_image(Source source, ImageHeader::Format format, std::uint64_t byte_limit);

/// DIPHA's image data: https://github.com/DIPHA/dipha#file-formats (integers and doubles of 8 bytes, little endian).
ImageHeader dipha_header(Source start);
Array parse_dipha(Source source);

/// One file of NIfTI-1, unfolded: numbers of one component, either byte order, scl_slope and scl_inter applied.
/// https://nifti.nimh.nih.gov/pub/dist/src/niftilib/nifti1.h
ImageHeader nifti_header(Source start);
Array parse_nifti(Source source);

/// PNG: grey levels as they are stored, 0 to 255 or to 65535 (fewer bits are widened to 8); of colors the luminance (of
/// Rec. 709 primaries, from the stored values); transparency is dropped. Sides up to 2^20 pixels.
ImageHeader png_header(Source start);
Array parse_png(Source source, std::uint64_t byte_limit);

/// Perseus' text of dense cubical grids: the number of axes, as many sizes, negative for axes whose ends are glued,
/// then the values of all pixels, the first axis fastest. http://people.maths.ox.ac.uk/nanda/perseus/
struct PerseusImage {
  Array array;
  std::vector<Index> glued;  // axes, as the array counts them
};
PerseusImage parse_perseus(Source source);

/// A number from its bytes in the file, which may have the other byte order than this machine.
template <class Number>
Number number_at(std::string_view bytes, std::uint64_t offset, bool is_swapped = false) {
  char raw[sizeof(Number)];
  for (std::size_t i = 0; i < sizeof(Number); ++i)
    raw[is_swapped ? sizeof(Number) - 1 - i : i] = bytes[std::size_t(offset) + i];
  Number number;
  std::memcpy(&number, raw, sizeof(Number));
  return number;
}

}  // namespace tessera::exchange
