// SPDX-License-Identifier: MIT
#include "separability/classes.hpp"
#include "separability/softmax_regression.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/data/point_order.hpp"
#include "tessera/separability/supervised.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace tessera {
namespace {

/// The fold of every point: those of each class, in lexicographic order, shuffled and dealt like cards.
std::vector<Index> dealt_folds(const PointCloud& points, const Labels& labels, Index folds, RandomStream random) {
  std::vector<std::vector<Index>> members(labels.names().size());
  for (const Index point : lexicographic_order(points)) members[labels[point]].push_back(point);
  std::vector<Index> fold(points.size());
  Index next = 0;
  for (auto& of_class : members) {
    for (std::size_t k = of_class.size(); k > 1; --k) std::swap(of_class[k - 1], of_class[random.below(k)]);
    for (const Index point : of_class) fold[point] = next++ % folds;
  }
  return fold;
}

/// Mean 0 and deviation 1 of the training rows in every column; a column without extent there becomes 0.
void standardize(Eigen::MatrixXd& train, Eigen::MatrixXd& test) {
  for (Eigen::Index column = 0; column < train.cols(); ++column) {
    const double largest = train.col(column).cwiseAbs().maxCoeff();
    const double unit = largest > 0 ? largest : 1;  // squares do not overflow
    train.col(column) /= unit;
    test.col(column) /= unit;
    const double mean = train.col(column).mean();
    const double deviation = std::sqrt((train.col(column).array() - mean).square().mean());
    const double factor = deviation > 1e-14 ? 1 / deviation : 0;
    train.col(column) = (train.col(column).array() - mean) * factor;
    test.col(column) = (test.col(column).array() - mean) * factor;
  }
}

/// The chance that a member scores higher than a stranger; ties count half.
double area_under_curve(const Eigen::VectorXd& scores, const std::vector<bool>& is_member) {
  std::vector<Eigen::Index> order(is_member.size());
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  std::ranges::sort(order, {}, [&](Eigen::Index k) { return scores[k]; });
  double members = 0, rank_sum = 0;
  for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    while (end < order.size() && scores[order[end]] == scores[order[begin]]) ++end;
    for (std::size_t k = begin; k < end; ++k) {
      members += is_member[order[k]];
      rank_sum += is_member[order[k]] ? double(begin + end + 1) / 2 : 0;
    }
  }
  const double strangers = double(order.size()) - members;
  return (rank_sum - members * (members + 1) / 2) / (members * strangers);
}

struct Tally {
  double accuracy = 0, auc = 0;
  std::vector<double> known, members;  // by class
};

void judge(Tally& tally, const Eigen::MatrixXd& scores, const std::vector<Index>& classes, double weight) {
  const Eigen::Index count = scores.rows();
  double right = 0, area = 0;
  for (Eigen::Index k = 0; k < count; ++k) {
    Eigen::Index best = 0;
    scores.row(k).maxCoeff(&best);
    right += best == classes[k];
    tally.known[classes[k]] += best == classes[k];
    ++tally.members[classes[k]];
  }
  Index judged = 0;
  for (Eigen::Index c = 0; c < scores.cols(); ++c) {
    std::vector<bool> is_member;
    for (const Index other : classes) is_member.push_back(other == c);
    const auto members = std::ranges::count(is_member, true);
    if (members == 0 || members == count) continue;
    area += area_under_curve(scores.col(c), is_member);
    ++judged;
  }
  tally.accuracy += weight * right / double(count);
  tally.auc += weight * (judged > 0 ? area / double(judged) : 0.5);
}

/// Of the classes that have points.
Index smallest_class(const Labels& labels) {
  Index smallest = labels.size();
  for (const Index size : class_sizes(labels))
    if (size > 0) smallest = std::min(smallest, size);
  return smallest;
}

}  // namespace

LinearProbe linear_probe(const PointCloud& points, const Labels& labels, const LinearProbeOptions& options,
                         const Context& context) {
  require_classes(points, labels);
  if (options.folds < 2)
    throw Error(codes::bad_request, fmt::format("needs at least 2 folds, got {}", options.folds)).within("folds");
  if (options.replicates < 1) throw Error(codes::bad_request, "needs at least 1, got 0").within("replicates");
  if (!(options.penalty > 0 && options.penalty < infinity))
    throw Error(codes::bad_request, fmt::format("needs a positive number, got {}", format_double(options.penalty)))
        .within("penalty");
  if (smallest_class(labels) < 2)
    throw Error(codes::too_few, "needs at least 2 points in every class, got one of 1").within("labels");

  const Index folds = std::min(options.folds, smallest_class(labels)), n = points.size();
  const auto classes = Index(labels.names().size());
  Tally tally{0, 0, std::vector<double>(classes, 0.0), std::vector<double>(classes, 0.0)};
  for (Index replicate = 0; replicate < options.replicates; ++replicate) {
    const auto fold = dealt_folds(points, labels, folds, context.random(replicate));
    for (Index held = 0; held < folds; ++held) {
      std::vector<Index> train_classes, test_classes;
      const auto count = std::ranges::count(fold, held);
      Eigen::MatrixXd train(n - count, points.dimension()), test(count, points.dimension());
      for (Index point = 0; point < n; ++point) {
        auto& rows = fold[point] == held ? test : train;
        auto& of_rows = fold[point] == held ? test_classes : train_classes;
        rows.row(Eigen::Index(of_rows.size())) =
            Eigen::Map<const Eigen::RowVectorXd>(points[point].data(), points.dimension());
        of_rows.push_back(labels[point]);
      }
      standardize(train, test);
      const auto model = softmax_regression(train, train_classes, classes, options.penalty, context);
      judge(tally, model.scores(test), test_classes, 1.0 / double(folds) / double(options.replicates));
      context.progress(replicate * folds + held + 1, folds * options.replicates);
    }
  }

  LinearProbe probe{.accuracy = tally.accuracy, .balanced_accuracy = 0, .auc = tally.auc, .folds = folds};
  double present = 0, known = 0;
  for (Index c = 0; c < classes; ++c) {
    if (tally.members[c] == 0) continue;
    known += tally.known[c] / tally.members[c];
    ++present;
  }
  probe.balanced_accuracy = known / present;
  return probe;
}

}  // namespace tessera
