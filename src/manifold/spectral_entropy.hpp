// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <span>

namespace tessera {

/// -sum p log2 p with p_i = l_i^t / sum l_j^t, in bits. Eigenvalues at most 0 do not count; all of them: 0.
double spectral_entropy(std::span<const double> eigenvalues, double t);

/// What is known of a spectrum in [0, 1]: some eigenvalues, how many there are, their sum and the sum of their squares.
struct KnownSpectrum {
  std::span<const double> eigenvalues;
  std::size_t count = 0;
  double sum = 0, sum_of_squares = 0;
  double slack = 0;  // what the known ones, and the sums, may be off in all
};

struct EntropyBounds {
  double least = 0, most = 0;
};

/// The entropy at time t >= 1 lies between these, in bits.
EntropyBounds entropy_bounds(const KnownSpectrum& known, double t);

}  // namespace tessera
