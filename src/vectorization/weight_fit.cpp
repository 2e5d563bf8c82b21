// SPDX-License-Identifier: MIT
#include "tessera/vectorization/weight_fit.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/separability/persistence_separability.hpp"
#include "tessera/vectorization/concatenate.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace tessera {
namespace {

constexpr double factors[] = {0, 0.25, 0.5, 2, 4};
constexpr int most_rounds = 10;

using Squares = std::vector<double>;  // squared distances of pairs, n x n

SummandImageOptions image_options(const WeightFitOptions& options, double p, const GridBox<2>& box) {
  return {
      .kernel = options.kernel, .p = p, .bandwidth = options.bandwidth, .resolution = options.resolution, .fit = box};
}

Squares squared_distances(const FeatureMatrix& features, const Context& context) {
  const std::size_t n = features.rows();
  Squares squares(n * n, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    context.check();
    for (std::size_t j = 0; j < i; ++j) {
      const auto a = features.row(Index(i)), b = features.row(Index(j));
      double sum = 0;
      for (std::size_t k = 0; k < a.size(); ++k) sum += (a[k] - b[k]) * (a[k] - b[k]);
      squares[i * n + j] = squares[j * n + i] = sum;
    }
  }
  return squares;
}

/// Divides by the mean over pairs; returns its root, 1 when all samples are equal.
double scaled_to_spread(Squares& squares, std::size_t n) {
  double sum = 0;
  for (const double square : squares) sum += square;
  if (sum == 0) return 1;
  const double mean = sum / double(n * (n - 1));
  for (double& square : squares) square /= mean;
  return std::sqrt(mean);
}

void add_weighted(const std::vector<Squares>& branches, const std::vector<double>& weights, Squares& sum) {
  for (std::size_t b = 0; b < branches.size(); ++b)
    for (std::size_t k = 0; weights[b] > 0 && k < sum.size(); ++k) sum[k] += weights[b] * weights[b] * branches[b][k];
}

/// Better scores are larger; the second entry breaks ties.
using Score = std::pair<double, double>;
constexpr Score worst{-infinity, -infinity};

Score nearest_neighbor_score(const Squares& squares, const Labels& labels) {
  const std::size_t n = labels.size();
  double hits = 0, margins = 0;
  for (std::size_t i = 0; i < n; ++i) {
    double same = infinity, other = infinity;
    for (std::size_t j = 0; j < n; ++j) {
      if (j == i) continue;
      double& nearest = labels[Index(j)] == labels[Index(i)] ? same : other;
      nearest = std::min(nearest, squares[i * n + j]);
    }
    hits += same < other ? 1 : same == other ? 0.5 : 0;
    if (same == infinity || other == infinity) {
      margins += same < other ? 1 : -1;
    } else if (same + other > 0) {
      const double near = std::sqrt(same), far = std::sqrt(other);
      margins += (far - near) / (far + near);
    }
  }
  return {hits / double(n), margins / double(n)};
}

Score separability_score(const Squares& squares, std::size_t n, const Context& context) {
  std::vector<double> lower;
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < i; ++j) lower.push_back(std::sqrt(squares[i * n + j]));
  return {persistence_separability(DistanceMatrix(Index(n), std::move(lower)), {}, context).value, 0};
}

class WeightSearch {
 public:
  WeightSearch(const WeightFitOptions& options, const Labels* labels, const Context& context)
      : options_(options), labels_(labels), context_(context) {}

  Score score(const std::vector<Squares>& branches, const std::vector<double>& weights, std::size_t n) const {
    context_.check();
    Squares squares(n * n);
    add_weighted(branches, weights, squares);
    if (std::ranges::all_of(squares, [](double square) { return square == 0; })) return worst;
    return options_.criterion == WeightCriterion::cross_validation ? nearest_neighbor_score(squares, *labels_)
                                                                   : separability_score(squares, n, context_);
  }

  std::pair<Score, std::vector<double>> best(const std::vector<Squares>& branches, std::size_t n) const {
    std::vector<double> weights(branches.size(), 1.0), tried;
    Score reached = score(branches, weights, n);
    bool has_changed = branches.size() > 1;
    for (int round = 0; round < most_rounds && has_changed; ++round) {
      has_changed = false;
      for (std::size_t b = 0; b < branches.size(); ++b)
        for (const double factor : factors) {
          tried = weights;
          tried[b] = weights[b] == 0 ? factor : weights[b] * factor;
          const Score found = score(branches, tried, n);
          if (found <= reached) continue;
          reached = found;
          std::swap(weights, tried);
          has_changed = true;
        }
    }
    const double sum = [&] {
      double total = 0;
      for (const double weight : weights) total += weight;
      return total;
    }();
    for (double& weight : weights) weight /= sum;
    return {reached, weights};
  }

 private:
  const WeightFitOptions& options_;
  const Labels* labels_;
  const Context& context_;
};

void check_request(const Many<Collection<Decomposition<2>>>& branches, const Labels* labels,
                   const WeightFitOptions& options) {
  if (branches.size() == 0) throw Error(codes::too_few, "needs one branch at least, got none");
  const Index samples = branches[0].size();
  if (samples < 2) throw Error(codes::too_few, fmt::format("needs two samples at least, got {}", samples));
  for (Index b = 1; b < branches.size(); ++b)
    if (branches[b].ids() != branches[0].ids())
      throw Error(codes::bad_shape,
                  fmt::format("needs the same samples in every branch, got others in '{}' than in '{}'",
                              branches.name(b), branches.name(0)));
  if (options.exponents.empty())
    throw Error(codes::bad_request, "needs one exponent at least, got none").within("exponents");
  if (options.criterion != WeightCriterion::cross_validation) return;
  if (!labels)
    throw Error(codes::bad_request, "cross validation needs labels, got none",
                "connect them, or take criterion = \"separability\"");
  if (labels->size() != samples)
    throw Error(codes::bad_shape, fmt::format("{} samples need as many labels, got {}", samples, labels->size()));
  if (std::ranges::all_of(labels->classes(), [&](Index c) { return c == labels->classes().front(); }))
    throw Error(codes::bad_request, "cross validation needs two classes, got one");
}

}  // namespace

FittedValues WeightFit::values() const {
  FittedValues values{{"score", {score}}, {"weights", weights}, {"spreads", spreads}};
  values["p"] = {p == infinity ? -1 : p};  // recorded lists hold finite numbers
  for (const auto& box : boxes) {
    auto& list = values["boxes"];
    list.insert(list.end(), {box.low[0], box.low[1], box.high[0], box.high[1]});
  }
  return values;
}

WeightFit WeightFit::from_values(const FittedValues& values) {
  const auto found = values.find("weights");
  const std::size_t branches = found == values.end() ? 0 : found->second.size();
  WeightFit fit;
  fit.p = fitted_list(values, "p", 1)[0];
  if (fit.p == -1) fit.p = infinity;
  fit.score = fitted_list(values, "score", 1)[0];
  fit.weights = fitted_list(values, "weights", branches);
  fit.spreads = fitted_list(values, "spreads", branches);
  const auto boxes = fitted_list(values, "boxes", 4 * branches);
  for (std::size_t b = 0; b < branches; ++b)
    fit.boxes.push_back({{boxes[4 * b], boxes[4 * b + 1]}, {boxes[4 * b + 2], boxes[4 * b + 3]}});
  return fit;
}

WeightFit fit_weights(const Many<Collection<Decomposition<2>>>& branches, const Labels* labels,
                      const WeightFitOptions& options, const Context& context) {
  check_request(branches, labels, options);
  const std::size_t n = branches[0].size();
  context.require_memory(std::uint64_t(branches.size() + 1) * n * n * sizeof(double), "the distances of all pairs",
                         "fit on fewer samples");

  WeightFit fit;
  for (Index b = 0; b < branches.size(); ++b) fit.boxes.push_back(fit_summand_image(branches[b], {}, context));
  Score reached = worst;
  for (const double p : options.exponents) {
    std::vector<Squares> squares;
    std::vector<double> spreads;
    for (Index b = 0; b < branches.size(); ++b) {
      const auto image = summand_image(branches[b], image_options(options, p, fit.boxes[b]), context);
      squares.push_back(squared_distances(image, context));
      spreads.push_back(scaled_to_spread(squares.back(), n));
    }
    const auto [score, weights] = WeightSearch(options, labels, context).best(squares, n);
    if (score <= reached && !fit.weights.empty()) continue;
    reached = score;
    fit.p = p;
    fit.weights = weights;
    fit.spreads = spreads;
  }
  fit.score = std::isfinite(reached.first) ? reached.first : 0;
  return fit;
}

FeatureMatrix weight_fit(const Many<Collection<Decomposition<2>>>& branches, const Labels* labels,
                         const WeightFitOptions& options, const Context& context) {
  const WeightFit fit = options.fit ? *options.fit : fit_weights(branches, labels, options, context);
  if (fit.weights.size() != branches.size())
    throw Error(codes::bad_request,
                fmt::format("was fitted on {} branches, got {}", fit.weights.size(), branches.size()))
        .within("fit");
  context.resolved("p", fit.p);
  context.resolved("score", fit.score);

  std::vector<FeatureMatrix> images;
  for (Index b = 0; b < branches.size(); ++b) {
    images.push_back(summand_image(branches[b], image_options(options, fit.p, fit.boxes[b]), context));
    const double factor = fit.weights[b] / fit.spreads[b];
    context.resolved("weight of " + branches.name(b), fit.weights[b]);
    for (double& value : images.back().values) value *= factor;
    for (auto& column : images.back().columns)  // the name of the stage comes before that of the branch
      if (!context.stage().empty()) column = column.substr(context.stage().size() + 1);
    auto& stability = images.back().stability;
    stability = {factor == 0 ? 0 : factor * stability.constant,
                 fmt::format("times {} ({} over {}): {}", format_double(factor), format_double(fit.weights[b]),
                             format_double(fit.spreads[b]), stability.statement)};
  }
  Many<FeatureMatrix> named;
  for (Index b = 0; b < branches.size(); ++b) named.add(branches.name(b), images[b]);
  auto features = concatenate(named, {}, context);
  for (auto& column : features.columns)
    if (!context.stage().empty()) column = context.stage() + "." + column;
  features.stability.statement += " The weights, the spreads and p are held fixed.";
  return features;
}

}  // namespace tessera
