// SPDX-License-Identifier: MIT
#include "tessera/manifold/coding_rate.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <Eigen/Eigenvalues>

namespace tessera {
namespace {

struct Volume {
  double rate = 0;
  Index rank = 0;
};

/// Of the rows of `part`, n x d: log det(I + d / (n epsilon^2) Z'Z) from the eigenvalues of the smaller Gram matrix.
Volume volume(const Eigen::MatrixXd& part, double epsilon) {
  if (part.size() == 0) return {};
  const Eigen::MatrixXd scaled = part / epsilon * std::sqrt(double(part.cols()) / double(part.rows()));
  const Eigen::MatrixXd gram =
      part.rows() < part.cols() ? Eigen::MatrixXd(scaled * scaled.transpose()) : scaled.transpose() * scaled;
  if (!gram.allFinite())
    throw Error(codes::bad_value, "second moments over epsilon^2 are not finite", "rescale the points");
  const Eigen::VectorXd energies =
      Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(gram, Eigen::EigenvaluesOnly).eigenvalues().cwiseMax(0.0);

  Volume result;
  const double all = energies.sum();
  double held = 0;
  for (Eigen::Index k = energies.size(); k-- > 0;) {
    result.rate += std::log1p(energies[k]);
    if (held <= 0.95 * all && energies[k] > 0) ++result.rank;
    held += energies[k];
  }
  return result;
}

}  // namespace

CodingRate coding_rate(const PointCloud& points, const Labels* labels, const CodingRateOptions& options,
                       const Context& context) {
  if (points.size() == 0) throw Error(codes::too_few, "needs at least 1 point, got 0");
  if (!(options.epsilon > 0 && std::isfinite(options.epsilon)))
    throw Error(codes::bad_request, "needs a length > 0, got " + format_double(options.epsilon)).within("epsilon");
  if (labels && labels->size() != points.size())
    throw Error(codes::bad_shape, fmt::format("{} points need as many labels, got {}", points.size(), labels->size()))
        .within("labels");

  const PointCloud rows = normalized_rows(points, options.normalize).points;
  using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const Eigen::Map<const RowMajor> all(rows.coordinates().data(), rows.size(), rows.dimension());
  CodingRate result;
  result.points = points.size();
  result.dimension = points.dimension();
  const auto whole = volume(all, options.epsilon);
  result.rate = whole.rate;
  result.rank = whole.rank;
  if (!labels) return result;

  double sum = 0;
  for (Index one = 0; one < labels->names().size(); ++one) {
    context.check();
    std::vector<Eigen::Index> members;
    for (Index point = 0; point < points.size(); ++point)
      if ((*labels)[point] == one) members.push_back(point);
    if (members.empty()) continue;
    const auto part = volume(all(members, Eigen::all), options.epsilon);
    sum += double(members.size()) / points.size() * part.rate;
    result.classes.push_back(labels->names()[one]);
    result.rate_by_class.push_back(part.rate);
    result.rank_by_class.push_back(part.rank);
  }
  result.class_rate = sum;
  result.reduction = result.classes.size() == 1 ? 0 : std::max(0.0, result.rate - sum);  // >= 0 but for rounding
  return result;
}

std::string summary(const CodingRate& rate) {
  std::string text = fmt::format("{} points in R^{}: rate {:.4f}, numerical rank {}", rate.points, rate.dimension,
                                 rate.rate, rate.rank);
  if (!rate.class_rate) return text;
  text += fmt::format("\n  {} classes: rate {:.4f}, reduction {:.4f}", rate.classes.size(), *rate.class_rate,
                      *rate.reduction);
  for (std::size_t k = 0; k < rate.classes.size(); ++k)
    text += fmt::format("\n  class {}: rate {:.4f}, numerical rank {}", rate.classes[k], rate.rate_by_class[k],
                        rate.rank_by_class[k]);
  return text;
}

FittedValues figures(const CodingRate& rate) {
  FittedValues all{{"rate", {rate.rate}},
                   {"rank", {double(rate.rank)}},
                   {"points", {double(rate.points)}},
                   {"dimension", {double(rate.dimension)}}};
  if (rate.class_rate) {
    all["class_rate"] = {*rate.class_rate};
    all["reduction"] = {*rate.reduction};
    all["rate_by_class"] = rate.rate_by_class;
    all["rank_by_class"] = {rate.rank_by_class.begin(), rate.rank_by_class.end()};
  }
  return all;
}

}  // namespace tessera
