// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tessera::exchange {

/// Numbers in a .safetensors: eight bytes that say how long the header is, the header (JSON: dtype, shape and bytes of
/// every tensor, texts under `__metadata__`), the data without a gap. Every tensor begins at a multiple of the size of
/// its numbers as long as wider ones are added first. Equal calls give equal bytes.
/// Source: the format of github.com/huggingface/safetensors.
class SafetensorsWriter {
 public:
  using Shape = std::vector<std::uint64_t>;
  void add(std::string_view name, const Shape& shape, const std::vector<double>& values);
  void add(std::string_view name, const Shape& shape, const std::vector<float>& values);
  void add(std::string_view name, const Shape& shape, const std::vector<std::int64_t>& values);
  void add(std::string_view name, const Shape& shape, const std::vector<std::uint8_t>& values);
  /// Throws Error D101 when `text` is not UTF-8.
  void note(std::string_view name, std::string_view text);
  /// The file; call once, last. Throws Error R303 when the header passes the 100 MB that readers take.
  std::string finish() &&;

 private:
  void add_bytes(std::string_view name, std::string_view dtype, const Shape& shape, std::string_view bytes);

  std::string notes_, tensors_, data_;
};

}  // namespace tessera::exchange
