// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/core/fitted.hpp"
#include "tessera/data/labels.hpp"
#include "tessera/data/point_cloud.hpp"
#include "tessera/geometry/normalized_rows.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// How many nats code a point of a representation up to a given error, as a whole and class by class.
struct CodingRate {
  static constexpr std::string_view artifact = "CodingRate";
  static constexpr std::string_view meaning = "how much volume a representation and its classes span";

  double rate = 0;                    // R
  std::optional<double> class_rate;   // R_c, with labels
  std::optional<double> reduction;    // R - R_c >= 0
  std::vector<std::string> classes;   // that have points
  std::vector<double> rate_by_class;  // each by itself
  std::vector<Index> rank_by_class;   // numerical ranks
  Index rank = 0;                     // the fewest directions with over 95 % of the energy
  Index points = 0, dimension = 0;
};

struct CodingRateOptions {
  double epsilon = 0.7071067811865476;                // the error allowed, a length; by default epsilon^2 = 1/2
  RowNormalization normalize = RowNormalization::l2;  // of points: rates compare on the unit sphere
};

/// R = log det(I + d / (n epsilon^2) Z'Z) of n points Z in R^d, and with labels R_c = sum over classes of n_c / n times
/// the rate of the class by itself. R - R_c >= 0 with equality where all classes have the same second moments; it is
/// large where the classes span much together and each spans little.
///
/// Indifferent to the numbering of the points and to rotations, up to rounding. Points are not centred. Zero points and
/// d = 0 have rate 0 and rank 0.
/// Throws D103 without points, D102 when the number of labels differs, D106 unless epsilon > 0, D101 when the
/// second moments over epsilon^2 are not finite. Cost: O(n d min(n, d)).
/// Source: Yu, Chan, You, Song and Ma 2020, Learning diverse and discriminative representations via the principle of
/// maximal coding rate reduction, NeurIPS 33 (without its factor 1/2); Ding et al. 2023, ICCV.
CodingRate coding_rate(const PointCloud& points, const Labels* labels = nullptr, const CodingRateOptions& options = {},
                       const Context& context = {});

/// A few lines for people.
std::string summary(const CodingRate& rate);
/// The numbers, by name, for the record of a run.
FittedValues figures(const CodingRate& rate);

}  // namespace tessera
