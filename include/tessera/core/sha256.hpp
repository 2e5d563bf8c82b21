// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace tessera {

/// SHA-256 of the bytes given to `add`, in any number of pieces. Names contents; keeps no secrets.
/// Source: FIPS 180-4, sections 4.1.2, 5 and 6.2.
class Sha256 {
 public:
  Sha256();

  Sha256& add(std::string_view bytes);
  /// 64 hex digits of everything added so far; more may be added after.
  std::string hex() const;

 private:
  void absorb(const unsigned char* block);

  std::array<std::uint32_t, 8> state_;
  std::array<unsigned char, 64> block_{};
  std::uint64_t length_ = 0;  // in bytes
};

std::string sha256(std::string_view bytes);

}  // namespace tessera
