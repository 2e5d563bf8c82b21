// SPDX-License-Identifier: MIT
#include "vectorization/representation_stability.hpp"

#include "tessera/core/number.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>

namespace tessera {
namespace {

constexpr double no_theorem = std::numeric_limits<double>::quiet_NaN();
constexpr const char* matching =
    "e: least cost of a matching of summands (d_I between matched ones, w of unmatched ones), in scaled units; bounds "
    "hold at every pixel.";

/// One map moves by at most slope * e.
struct MapSlope {
  const char* name;
  double slope;
  const char* text;  // of slope
};

MapSlope slope_of(const RepresentationFacts& facts) {
  const double delta = facts.bandwidth;
  switch (facts.map) {
    case SummandMap::interleaving:
      return {"interleaving", 1 / delta, "1 / delta"};
    case SummandMap::volume:
      return {"volume", 2 / delta, "2 / delta"};
    case SummandMap::rectangle:
      return {"rectangle", 2 / delta, "2 / delta"};
    case SummandMap::gaussian:
      return {"gaussian", 2 / (std::sqrt(std::numbers::pi) * delta), "2 / (sqrt(pi) delta)"};
    case SummandMap::exponential:
      return {"exponential", 1 / delta, "1 / delta"};
    case SummandMap::landscape:
      return {"landscape", 1, "1"};
    case SummandMap::distance:
      break;
  }
  return {"distance", no_theorem, ""};
}

/// Weights w^p in the box are at most `largest`, and w^p moves by at most `slope` * e; no slope for p < 1.
struct WeightSlope {
  double largest, slope;
  std::string text;  // of slope
};

WeightSlope slope_of_weight(const RepresentationFacts& facts) {
  const double p = facts.p;
  if (facts.weight == SummandWeight::one || p == 0) return {1, 0, "0"};
  const bool is_area = facts.weight == SummandWeight::area;
  const double most = is_area ? facts.sides[0] * facts.sides[1] : std::min(facts.sides[0], facts.sides[1]) / 2;
  const double first = is_area ? 2 * (facts.sides[0] + facts.sides[1]) : 1;
  return {std::pow(most, p), p >= 1 ? p * std::pow(most, p - 1) * first : no_theorem,
          is_area ? "p A^(p - 1) U, A and U the area and the circumference of the box,"
                  : "p W^(p - 1), W half the shorter side of the box,"};
}

bool is_unweighted(const RepresentationFacts& facts) { return facts.weight == SummandWeight::one || facts.p == 0; }

std::string added_by_approximation(const RepresentationFacts& facts, const char* unit, double slope) {
  if (facts.largest_bound == 0) return "";
  return fmt::format(" Each decomposition with approximate summands adds (g + h / 2){}, here at most {}.", unit,
                     format_double(facts.largest_bound * slope));
}

Stability of_largest(const RepresentationFacts& facts, const MapSlope& map) {
  if (facts.map == SummandMap::landscape)
    return {1,
            "Landscapes, end to end: |lambda_k(M) - lambda_k(N)| <= d_I(M, N) at every pixel, for all modules M, N and "
            "every k; constant 1, d_I in scaled units." +
                added_by_approximation(facts, "", 1)};
  if (facts.map == SummandMap::interleaving && facts.count == 1)
    return {
        map.slope,
        fmt::format("V_infinity of the interleaving kernel, end to end: |V(M) - V(N)| <= min(d_I(M, N), delta) / delta "
                    "at every pixel, for all modules M, N; constant 1 / delta = {}, d_I in scaled units.{}",
                    format_double(map.slope), added_by_approximation(facts, " / delta", map.slope))};
  const bool is_end_to_end = facts.map == SummandMap::rectangle && facts.count == 1;
  return {map.slope,
          fmt::format(
              "{} of the {} map: |V - V'| <= {} e; constant {}. {} {}",
              facts.count == 1 ? "V_infinity" : "k-th largest", map.name, map.text, format_double(map.slope), matching,
              is_end_to_end ? "End to end only where every summand is exact." : "For decompositions, not end to end.")};
}

Stability of_weighted_largest(const RepresentationFacts& facts, const MapSlope& map) {
  const auto weight = slope_of_weight(facts);
  if (facts.map == SummandMap::landscape)
    return {no_theorem, "No theorem: the map has no bound that a change of the weight could be multiplied by."};
  if (std::isnan(weight.slope))
    return {no_theorem, "No theorem: powers of weights below 1 are Hoelder, not Lipschitz."};
  const double constant = weight.largest * map.slope + weight.slope;
  return {constant,
          fmt::format("Largest of w^p times the {} map, of decompositions, not end to end: |V - V'| <= (w_max^p {} "
                      "+ {}) e, constant {}. {}",
                      map.name, map.text, weight.text, format_double(constant), matching)};
}

Stability of_sum(const RepresentationFacts& facts, const MapSlope& map) {
  const auto weight = slope_of_weight(facts);
  if (facts.map == SummandMap::landscape && !is_unweighted(facts))
    return {no_theorem, "No theorem: the map has no bound that a change of the weight could be multiplied by."};
  if (std::isnan(weight.slope))
    return {no_theorem, "No theorem: powers of weights below 1 are Hoelder, not Lipschitz."};
  const double constant = weight.largest * map.slope + weight.slope;
  return {
      constant,
      fmt::format("Sum of {}the {} map, of decompositions, not end to end: |V - V'| <= {} E, E the 1-Wasserstein "
                  "distance of the summands: the least sum, over matchings, of d_I between matched ones and w of "
                  "unmatched ones, in scaled units; at every pixel. No constant holds in the bottleneck distance, for "
                  "any number of summands may move.",
                  is_unweighted(facts) ? "" : "w^p times ", map.name, format_double(constant))};
}

Stability of_mean(const RepresentationFacts& facts, const MapSlope& map) {
  const double p = facts.p;
  const auto about = fmt::format(
      "V_{} of decompositions with the {} map, not end to end: the grouping into summands is not "
      "stable. ",
      format_double(p), map.name);
  if (facts.map == SummandMap::landscape)
    return {no_theorem, "No theorem: the map has no bound that a change of the weight could be multiplied by."};
  if (is_unweighted(facts))
    return {no_theorem,
            about + fmt::format("|V - V'| <= {0} e + 1 - min(m, m') / max(m, m') for m and m' summands: not "
                                "continuous, and {0} = {1} is a constant only between equal numbers. {2}",
                                map.text, format_double(map.slope), matching)};

  const auto weight = slope_of_weight(facts);
  const auto hypothesis = fmt::format(
      "C_p <= mean of w^p over the summands of the one with the larger sum; C_p = {} is its least value over these "
      "samples, a new sample below it is not covered. {}",
      format_double(facts.mean_weight), matching);
  if (p < 1)
    return {no_theorem, about + fmt::format("|V - V'| <= {} e + e^p / C_p{}: Hoelder, no Lipschitz constant. {}",
                                            map.text, facts.weight == SummandWeight::area ? " U^p" : "", hypothesis)};
  const double constant = map.slope + weight.slope / facts.mean_weight;
  return {constant,
          about + fmt::format("|V - V'| <= min(1, {} e + L e / C_p), constant {}; L = {} is {} the slope of w^p. {}",
                              map.text, format_double(constant), format_double(weight.slope), weight.text, hypothesis)};
}

Stability of_operation(const RepresentationFacts& facts) {
  if (facts.map == SummandMap::distance)
    return {no_theorem,
            "No theorem: a thin part of a summand may come or go at no cost in d_I, and with it the distance to "
            "the summand jumps."};
  const auto map = slope_of(facts);
  switch (facts.operation) {
    case SummandOperation::sum:
      return of_sum(facts, map);
    case SummandOperation::mean:
      return of_mean(facts, map);
    case SummandOperation::largest:
      break;
  }
  return is_unweighted(facts) ? of_largest(facts, map) : of_weighted_largest(facts, map);
}

}  // namespace

Stability representation_stability(const RepresentationFacts& facts) {
  auto stability = of_operation(facts);
  if (!std::isnan(stability.constant) || facts.map != SummandMap::distance)
    stability.statement +=
        fmt::format(" The box, the scale and delta = {} are fixed{}.", format_double(facts.bandwidth),
                    facts.box_is_fitted ? " (the box was fitted on these samples)" : "");
  return stability;
}

Stability unknown_stability() {
  return {no_theorem, "No theorem: nothing is known of a weight or a map of the caller's own."};
}

}  // namespace tessera
