// SPDX-License-Identifier: MIT
// 1. Squared distances less |x|^2 of a block of points to a block of others by a matrix product in single precision,
//    so that a block of results stays in the cache.
// 2. Along every row the k least so far bound what can still belong to the k nearest: whoever is above that by more
//    than twice the error is out. Few values pass, about k log(n / k) in random order.
// 3. Where the error does not tell enough points apart (clusters far from the center), the row is done again in double
//    precision, in which it hardly ever does.
#include "geometry/neighbor_candidates.hpp"
#include "tessera/core/parallel.hpp"

#include <limits>
#include <utility>

#include <Eigen/Core>

namespace tessera {
namespace {

template <class Real>
using Matrix = Eigen::Matrix<Real, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr Index rows_together = 64, columns_together = 2048;

/// In a unit in which the largest coordinate is in [1/2, 1): underflow is far below rounding.
Matrix<double> centered(const PointCloud& points) {
  const auto scaled = unit_scaled(points);
  Matrix<double> x = Eigen::Map<const Matrix<double>>(scaled.data(), points.size(), points.dimension());
  const Eigen::RowVectorXd mean = x.colwise().mean();
  x.rowwise() -= mean;
  int exponent = 0;
  std::frexp(x.cwiseAbs().maxCoeff(), &exponent);
  for (double& t : x.reshaped()) t = std::ldexp(t, -exponent);
  return x;
}

/// The k least values of a row and all that are above the largest of them by at most a margin.
template <class Real>
class NearestWithMargin {
 public:
  NearestWithMargin(Index k, double margin) : k_(k), margin_(margin) {}

  void see(std::span<const Real> values, Index first, Index self) {
    constexpr std::size_t lanes = 32;
    std::size_t at = 0;
    for (; at + lanes <= values.size(); at += lanes) {
      bool passes = false;
      for (std::size_t lane = 0; lane < lanes; ++lane) passes |= values[at + lane] <= bound_;
      if (!passes) continue;
      for (std::size_t lane = 0; lane < lanes; ++lane) see(values[at + lane], first + Index(at + lane), self);
    }
    for (; at < values.size(); ++at) see(values[at], first + Index(at), self);
  }

  const std::vector<Index>& candidates() {
    candidates_.clear();
    for (const auto& [value, other] : seen_)
      if (value <= bound_) candidates_.push_back(other);
    return candidates_;
  }

 private:
  void see(Real value, Index other, Index self) {
    if (!(value <= bound_) || other == self) return;
    seen_.emplace_back(value, other);
    if (least_.size() == k_) {
      if (value >= least_.front()) return;
      std::ranges::pop_heap(least_);
      least_.back() = value;
    } else {
      least_.push_back(value);
    }
    std::ranges::push_heap(least_);
    if (least_.size() == k_)
      bound_ = std::nextafter(Real(double(least_.front()) + margin_), std::numeric_limits<Real>::infinity());
  }

  Index k_;
  double margin_;
  Real bound_ = std::numeric_limits<Real>::infinity();
  std::vector<Real> least_;  // a heap, largest first
  std::vector<std::pair<Real, Index>> seen_;
  std::vector<Index> candidates_;
};

/// All points in one precision.
///
/// With u the unit of rounding, d the dimension and r the largest norm: conversion of the coordinates errs by 8 u r^2
/// in a squared distance, the product by 2 (d + 3) u r^2, squares and their sum with it by 10 u r^2, and the distances
/// by which rows are finally sorted by 4 (d + 4) 2^-53 r^2. All together stay below `error`. The k-th least
/// approximation is at least the k-th square less `error`, so whoever belongs to the k nearest, ties included, is at
/// most 2 error above it.
template <class Real>
struct Products {
  Matrix<Real> x;
  Eigen::Vector<Real, Eigen::Dynamic> squares;
  double error;

  explicit Products(const Matrix<double>& points) : x(points.cast<Real>()) {
    const Eigen::VectorXd norms = points.rowwise().squaredNorm();
    squares = norms.cast<Real>();
    error = 8 * (double(points.cols()) + 16) * double(std::numeric_limits<Real>::epsilon() / 2) * norms.maxCoeff() +
            0x1p-100;
  }

  std::vector<NearestWithMargin<Real>> nearest(const std::vector<Index>& rows, Index k) const {
    std::vector<NearestWithMargin<Real>> nearest(rows.size(), NearestWithMargin<Real>(k, 2 * error));
    const Matrix<Real> from = Real(-2) * x(rows, Eigen::all);
    Matrix<Real> block;
    for (Eigen::Index first = 0; first < x.rows(); first += columns_together) {
      const auto count = std::min<Eigen::Index>(columns_together, x.rows() - first);
      block = squares.segment(first, count).transpose().replicate(from.rows(), 1);
      block.noalias() += from * x.middleRows(first, count).transpose();
      for (std::size_t row = 0; row < rows.size(); ++row)
        nearest[row].see({block.row(Eigen::Index(row)).data(), std::size_t(count)}, Index(first), rows[row]);
    }
    return nearest;
  }
};

}  // namespace

void candidates_from_products(const PointCloud& points, Index k, const Context& context, const TakeCandidates& take) {
  const auto x = centered(points);
  const Products<float> fast(x);
  const Products<double> fine(x);

  parallel_for_blocks(context, points.size(), rows_together, [&](std::size_t begin, std::size_t end) {
    std::vector<Index> rows, again;
    for (std::size_t point = begin; point < end; ++point) rows.push_back(Index(point));
    auto nearest = fast.nearest(rows, k);
    for (std::size_t row = 0; row < rows.size(); ++row) {
      if (const auto& candidates = nearest[row].candidates(); candidates.size() <= 8 * std::size_t{k} + 64)
        take(rows[row], candidates);
      else
        again.push_back(rows[row]);
    }
    if (again.empty()) return;
    auto finer = fine.nearest(again, k);
    for (std::size_t row = 0; row < again.size(); ++row) take(again[row], finer[row].candidates());
  });
}

}  // namespace tessera
