// SPDX-License-Identifier: MIT
#include "vectorization/image_stability.hpp"

#include "tessera/core/number.hpp"

#include <cmath>

#include <fmt/format.h>

namespace tessera {
namespace {

constexpr double no_theorem = std::numeric_limits<double>::quiet_NaN();
constexpr const char* matching =
    "e: least cost of a matching of summands (d_I between matched ones, w of unmatched ones), in scaled units, e <= "
    "delta; "
    "bounds hold at every pixel.";

std::string end_to_end(const ImageFacts& facts) {
  const auto slope = format_double(1 / facts.delta);
  if (facts.kernel == SummandKernel::interleaving) {
    auto text = fmt::format(
        "V_infinity of the interleaving kernel, end to end: |V(M) - V(N)| <= min(d_I(M, N), delta) / delta at every "
        "pixel, for "
        "all modules M, N; constant 1 / delta = {}, d_I in scaled units.",
        slope);
    if (facts.largest_bound > 0)
      text += fmt::format(" Each decomposition with approximate summands adds (g + h / 2) / delta, here at most {}.",
                          format_double(facts.largest_bound / facts.delta));
    return text;
  }
  return fmt::format(
      "V_infinity of the {} kernel: |V - V'| <= 1 - (1 - e / delta)^2 <= 2 e / delta; constant {}. {} {}",
      facts.kernel == SummandKernel::volume ? "volume" : "rectangle", format_double(2 / facts.delta), matching,
      facts.kernel == SummandKernel::volume ? "For decompositions, not end to end."
                                            : "End to end only where every summand is exact.");
}

Stability of_decompositions(const ImageFacts& facts, double slope, double kappa) {
  const double p = facts.p;
  const auto about = fmt::format("V_{} of decompositions, not end to end: the grouping into summands is not stable. ",
                                 format_double(p));
  if (p == 0)
    return {no_theorem,
            about + fmt::format("|V - V'| <= {0} e / delta + 1 - min(m, m') / max(m, m') for m and m' summands: not "
                                "continuous, and {0} / delta = {1} is a constant only between equal numbers. {2}",
                                kappa, format_double(slope), matching)};

  const auto hypothesis = fmt::format(
      "C_p <= mean of w^p over the summands of the one with the larger sum; C_p = {} is its least value over these "
      "samples, a "
      "new sample below it is not covered. {}",
      format_double(facts.mean_weight), matching);
  if (p < 1)
    return {no_theorem, about + fmt::format("|V - V'| <= {} e / delta + e^p / C_p: Hoelder, no Lipschitz constant. {}",
                                            kappa, hypothesis)};

  const double constant = slope + p * std::pow(facts.largest_weight, p - 1) / facts.mean_weight;
  return {constant,
          about + fmt::format(
                      "|V - V'| <= min(1, {} e / delta + p W^(p - 1) e / C_p), constant {}; W = {} is half the shorter "
                      "side of the box. {}",
                      kappa, format_double(constant), format_double(facts.largest_weight), hypothesis)};
}

}  // namespace

Stability image_stability(const ImageFacts& facts) {
  const double kappa = facts.kernel == SummandKernel::interleaving ? 1 : 2;
  const double slope = kappa / facts.delta;
  auto stability = facts.p == infinity ? Stability{slope, end_to_end(facts)} : of_decompositions(facts, slope, kappa);
  stability.statement += fmt::format(" The box, the scale and delta = {} are fixed{}.", format_double(facts.delta),
                                     facts.box_is_fitted ? " (the box was fitted on these samples)" : "");
  return stability;
}

}  // namespace tessera
