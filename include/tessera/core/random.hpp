// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>

namespace tessera {

/// A counter-based stream of random numbers (Philox4x32-10): the value at a position is a pure function of key and
/// position, so streams split by (seed, stage, sample, replicate) never depend on threads or on order.
/// A UniformRandomBitGenerator; our own transforms, because those of the standard library differ between vendors.
/// Source: Salmon, Moraes, Dror, Shaw 2011, Parallel random numbers: as easy as 1, 2, 3, SC11.
class RandomStream {
 public:
  using result_type = std::uint32_t;

  RandomStream(std::uint64_t seed, std::uint64_t stage, std::uint32_t sample = 0, std::uint32_t replicate = 0);

  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return ~result_type{0}; }
  result_type operator()();

  /// Uniform in [0, 1), a multiple of 2^-53.
  double uniform();
  /// Uniform in {0, ..., bound - 1}, without bias; bound > 0.
  std::uint64_t below(std::uint64_t bound);
  /// Standard normal, by Box and Muller.
  double normal();

 private:
  std::array<std::uint32_t, 2> key_;
  std::array<std::uint32_t, 4> counter_;
  std::array<std::uint32_t, 4> block_{};
  unsigned used_ = 4;
  double spare_ = 0;
  bool has_spare_ = false;
};

}  // namespace tessera
