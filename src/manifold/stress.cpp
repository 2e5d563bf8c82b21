// SPDX-License-Identifier: MIT
#include "manifold/stress.hpp"

#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tessera {
namespace {

using Columns = Eigen::MatrixXd;  // coordinate after coordinate: vector instructions run over points

constexpr std::size_t parts = 32;  // of the pairs, whatever the number of threads: sums are folded in their order

/// Rows [first(p), first(p + 1)) of the lower triangle hold about the same number of pairs for every p.
std::size_t first_row(std::size_t part, std::size_t n) {
  return std::size_t(double(n) * std::sqrt(double(part) / double(parts)));
}

struct Pass {
  double misfit = 0, squares = 0;  // sums of (d - |y_i - y_j|)^2 and of d^2
  Columns pull;                    // of every point: sum over j of d_ij (y_i - y_j) / |y_i - y_j|
};

/// One row of the triangle: adds misfits and, where asked, pulls on point i and on those before it.
void add_row(const double* distances, double unit, const Columns& points, Eigen::Index i, Eigen::ArrayXd& lengths,
             Eigen::ArrayXd& ratios, bool with_pull, Pass& pass) {
  const Eigen::Map<const Eigen::ArrayXd> row(distances, i);
  auto length = lengths.head(i);
  auto ratio = ratios.head(i);
  length.setZero();
  for (Eigen::Index k = 0; k < points.cols(); ++k) length += (points.col(k).head(i).array() - points(i, k)).square();
  length = length.sqrt();
  ratio = row * unit;
  pass.misfit += (ratio - length).square().sum();
  pass.squares += ratio.square().sum();
  if (!with_pull) return;
  ratio = (length > 0).select(ratio / length.max(1e-300), 0);
  for (Eigen::Index k = 0; k < points.cols(); ++k) {
    length = ratio * (points(i, k) - points.col(k).head(i).array());
    pass.pull(i, k) += length.sum();
    pass.pull.col(k).head(i).array() -= length;
  }
}

Pass passed(const DistanceMatrix& distances, int exponent, const Columns& points, bool with_pull,
            const Context& context) {
  const std::size_t n = distances.size();
  const double unit = std::ldexp(1, -exponent / 2), rest = std::ldexp(1, -exponent - (-exponent / 2));
  const auto map = [&](std::size_t begin, std::size_t end) {
    Pass pass;
    if (with_pull) pass.pull = Columns::Zero(points.rows(), points.cols());
    Eigen::ArrayXd lengths(points.rows()), ratios(points.rows()), scaled(points.rows());
    for (std::size_t i = first_row(begin, n); i < first_row(end, n); ++i) {
      const auto size = Eigen::Index(i);
      scaled.head(size) =
          Eigen::Map<const Eigen::ArrayXd>(distances.lower().data() + i * (i - (i > 0)) / 2, size) * unit;
      add_row(scaled.data(), rest, points, size, lengths, ratios, with_pull, pass);
    }
    return pass;
  };
  return parallel_reduce(context, parts, 1, Pass{0, 0, Columns::Zero(points.rows(), points.cols())}, map,
                         [](Pass sum, const Pass& one) {
                           sum.misfit += one.misfit;
                           sum.squares += one.squares;
                           if (one.pull.size() > 0) sum.pull += one.pull;
                           return sum;
                         });
}

}  // namespace

double stress_of(const DistanceMatrix& distances, int exponent, const RowMatrix& points, const Context& context) {
  const auto pass = passed(distances, exponent, points, false, context);
  return pass.squares > 0 ? std::sqrt(pass.misfit / pass.squares) : 0;
}

Majorized majorized_stress(const DistanceMatrix& distances, int exponent, RowMatrix start, Index max_iterations,
                           double tolerance, const Context& context) {
  constexpr double perfect = 1e-28;  // of the squares: rounding
  Majorized result;
  Columns points = start;
  const double count = double(std::max<Eigen::Index>(1, points.rows()));
  auto pass = passed(distances, exponent, points, true, context);
  for (; result.iterations < max_iterations && pass.misfit > perfect * pass.squares; ++result.iterations) {
    context.check();
    Columns next = pass.pull / count;  // zero mean: pulls cancel in pairs
    if (result.iterations % 2 == 1) next = 2 * next - points;
    auto after = passed(distances, exponent, next, true, context);
    const bool is_lower = after.misfit < pass.misfit;
    const bool is_settled = pass.misfit - after.misfit <= tolerance * pass.misfit;
    if (is_lower) {
      points = std::move(next);
      pass = std::move(after);
    }
    if (is_settled) {
      result.has_converged = true;
      break;
    }
  }
  result.has_converged = result.has_converged || pass.misfit <= perfect * pass.squares;
  result.stress = pass.squares > 0 ? std::sqrt(pass.misfit / pass.squares) : 0;
  result.points = points;
  return result;
}

RowMatrix stochastic_stress(const DistanceMatrix& distances, int exponent, RowMatrix points, Index epochs,
                            RandomStream random, const Context& context) {
  const Index n = distances.size();
  std::vector<std::pair<Index, Index>> pairs;
  double shortest = 1, longest = 0;
  for (Index i = 1; i < n; ++i)
    for (Index j = 0; j < i; ++j) {
      const double d = std::ldexp(distances(i, j), -exponent);
      if (d > 0) shortest = std::min(shortest, d);
      longest = std::max(longest, d);
      pairs.emplace_back(i, j);
    }
  if (longest == 0) return points;
  const auto width = std::size_t(points.cols());

  // Steps fall from the largest to a tenth of the smallest squared distance: weights are 1 / d^2.
  const double first = longest * longest, last = 0.1 * shortest * shortest;
  const double decay = epochs > 1 ? std::log(first / last) / double(epochs - 1) : 0;
  for (Index epoch = 0; epoch < epochs; ++epoch) {
    const double step = first * std::exp(-decay * double(epoch));
    for (std::size_t k = pairs.size(); k > 1; --k) std::swap(pairs[k - 1], pairs[random.below(k)]);
    for (std::size_t k = 0; k < pairs.size(); ++k) {
      if (k % 65536 == 0) context.check();
      const auto [i, j] = pairs[k];
      const double d = std::ldexp(distances(i, j), -exponent);
      double *const from = points.data() + i * width, *const to = points.data() + j * width;
      double squares = 0;
      for (std::size_t axis = 0; axis < width; ++axis) squares += (from[axis] - to[axis]) * (from[axis] - to[axis]);
      if (squares == 0) continue;
      const double length = std::sqrt(squares), share = d > 0 ? std::min(1.0, step / (d * d)) : 1;
      const double part = share * (length - d) / (2 * length);
      for (std::size_t axis = 0; axis < width; ++axis) {
        const double move = part * (from[axis] - to[axis]);
        from[axis] -= move;
        to[axis] += move;
      }
    }
  }
  points.rowwise() -= points.colwise().mean().eval();
  return points;
}

void settle_point(const RowMatrix& points, std::span<const double> distances, int exponent, Index max_iterations,
                  double tolerance, double* point) {
  Eigen::Map<Eigen::RowVectorXd> at(point, points.cols());
  const Eigen::RowVectorXd mean = points.colwise().mean();
  double before = infinity;
  for (Index iteration = 0; iteration < max_iterations; ++iteration) {
    Eigen::RowVectorXd pull = Eigen::RowVectorXd::Zero(points.cols());
    double misfit = 0;
    for (std::size_t i = 0; i < distances.size(); ++i) {
      const double d = std::ldexp(distances[i], -exponent);
      const Eigen::RowVectorXd between = at - points.row(Eigen::Index(i));
      const double length = between.norm();
      misfit += (d - length) * (d - length);
      if (length > 0) pull += d / length * between;
    }
    if (before - misfit <= tolerance * misfit) return;
    before = misfit;
    at = mean + pull / double(distances.size());
  }
}

}  // namespace tessera
