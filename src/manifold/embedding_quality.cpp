// SPDX-License-Identifier: MIT
// 1. Point by point: distances of both spaces, their two orders, ranks; everything that is a mean over points.
// 2. Moments of all pairs are merged from those of the points (Chan's formula), in their order: no thread count shows.
// 3. With the best scale known, a second pass measures the errors.
// 4. Where asked, all pairs are ranked.
#include "tessera/manifold/embedding_quality.hpp"

#include "manifold/distance_rows.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace tessera {
namespace {

using Options = EmbeddingQualityOptions;

/// Moments of pairs of numbers.
struct Moments {
  double count = 0, mean_a = 0, mean_b = 0, aa = 0, bb = 0, ab = 0;

  void add(double a, double b) { merge({1, a, b, 0, 0, 0}); }
  void merge(const Moments& other) {
    if (other.count == 0) return;
    const double da = other.mean_a - mean_a, db = other.mean_b - mean_b, sum = count + other.count;
    const double share = other.count / sum, weight = count * share;
    aa += other.aa + da * da * weight;
    bb += other.bb + db * db * weight;
    ab += other.ab + da * db * weight;
    mean_a += da * share;
    mean_b += db * share;
    count = sum;
  }
  double correlation() const {
    if (aa <= 0 || bb <= 0) return aa <= 0 && bb <= 0 ? 1 : 0;
    return std::clamp(ab / std::sqrt(aa) / std::sqrt(bb), -1.0, 1.0);
  }
};

Moments moments(std::span<const double> a, std::span<const double> b) {
  Moments all{double(a.size()), 0, 0, 0, 0, 0};
  if (a.empty()) return all;
  const auto is_constant = [](std::span<const double> x) {
    return std::ranges::all_of(x, [&](double y) { return y == x.front(); });
  };
  const bool constant_a = is_constant(a), constant_b = is_constant(b);
  for (std::size_t i = 0; i < a.size(); ++i) {
    all.mean_a += a[i];
    all.mean_b += b[i];
  }
  all.mean_a = constant_a ? a[0] : all.mean_a / all.count;
  all.mean_b = constant_b ? b[0] : all.mean_b / all.count;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double da = a[i] - all.mean_a, db = b[i] - all.mean_b;
    all.aa += da * da;
    all.bb += db * db;
    all.ab += da * db;
  }
  return all;
}

/// Numbers in ascending order, and where each group of equal ones begins.
struct Ranking {
  std::vector<std::pair<double, Index>> sorted;
  std::vector<Index> first;       // of every number: how many are strictly less
  std::vector<double> mean_rank;  // of every number, from 0

  void rank(std::span<const double> numbers) {
    const Index n = Index(numbers.size());
    sorted.resize(n);
    first.resize(n);
    mean_rank.resize(n);
    for (Index i = 0; i < n; ++i) sorted[i] = {numbers[i], i};
    std::ranges::sort(sorted);
    for (Index begin = 0, end = 0; begin < n; begin = end) {
      while (end < n && sorted[end].first == sorted[begin].first) ++end;
      for (Index at = begin; at < end; ++at) {
        first[sorted[at].second] = begin;
        mean_rank[sorted[at].second] = (double(begin) + double(end) - 1) / 2;
      }
    }
  }

  /// The k nearest: all below `begin` in order, and those in [begin, end) by the same part.
  struct Neighborhood {
    Index begin, end;
    double part;
    double weight(Index first_of) const { return first_of < begin ? 1 : first_of == begin ? part : 0; }
  };
  Neighborhood nearest(Index k) const {
    const Index begin = first[sorted[k - 1].second];
    Index end = k;
    while (end < sorted.size() && sorted[end].first == sorted[k - 1].first) ++end;
    return {begin, end, double(k - begin) / double(end - begin)};
  }
};

/// The weight of the overlap of the k nearest.
double overlap(const Ranking& a, const Ranking& b, Index k) {
  const auto near_a = a.nearest(k), near_b = b.nearest(k);
  double sum = 0;
  for (Index at = 0; at < near_a.end; ++at) {
    const Index j = a.sorted[at].second;
    sum += std::min(at < near_a.begin ? 1 : near_a.part, near_b.weight(b.first[j]));
  }
  return sum;
}

/// How far the k nearest of `near` lie beyond the k nearest of `far`, in ranks.
double intrusion(const Ranking& near, const Ranking& far, Index k) {
  const auto hood = near.nearest(k);
  double sum = 0;
  for (Index at = 0; at < hood.end; ++at) {
    const double rank = far.first[near.sorted[at].second] + 1.0;
    if (rank > k) sum += (at < hood.begin ? 1 : hood.part) * (rank - k);
  }
  return sum;
}

/// What one point, or all of them, say; sums over points.
struct PointSums {
  double trust = 0, continuity = 0, jaccard = 0, pearson = 0, spearman = 0, aa = 0, bb = 0, ab = 0;
  std::vector<double> precision;
  Moments pairs;

  void merge(const PointSums& other) {
    trust += other.trust;
    continuity += other.continuity;
    jaccard += other.jaccard;
    pearson += other.pearson;
    spearman += other.spearman;
    aa += other.aa;
    bb += other.bb;
    ab += other.ab;
    precision.resize(other.precision.size());
    for (std::size_t k = 0; k < precision.size(); ++k) precision[k] += other.precision[k];
    pairs.merge(other.pairs);
  }
};

class Comparison {
 public:
  Comparison(const DistanceRows& a, const DistanceRows& b, const Options& options, const Context& context)
      : a_(a), b_(b), options_(options), context_(context) {
    for (const Index k : options.precision_at)
      if (k < a.size()) precision_at_.push_back(k);
  }

  SpaceAgreement agreement() const {
    const Index n = a_.size();
    const auto sums = parallel_reduce(
        context_, n, 8, PointSums{}, [&](std::size_t begin, std::size_t end) { return points(begin, end); },
        [](PointSums all, const PointSums& some) {
          all.merge(some);
          return all;
        });
    if (sums.aa == 0) throw Error(codes::too_few, fmt::format("needs two different points, got {} equal ones", n));

    SpaceAgreement result;
    const double k = options_.neighbors, worst = double(n) * k * (2.0 * n - 3 * k - 1) / 2;
    result.trustworthiness = 1 - sums.trust / worst;
    result.continuity = 1 - sums.continuity / worst;
    result.neighborhood_agreement = sums.jaccard / n;
    for (std::size_t at = 0; at < precision_at_.size(); ++at)
      result.precision.emplace_back(precision_at_[at], sums.precision[at] / n);
    result.row_pearson = sums.pearson / n;
    result.row_spearman = sums.spearman / n;
    result.shepard_pearson = sums.pairs.correlation();
    if (options_.shepard) result.shepard_spearman = rank_correlation();
    measure_errors(sums, result);
    return result;
  }

 private:
  PointSums points(std::size_t begin, std::size_t end) const {
    const Index n = a_.size();
    PointSums all;
    all.precision.assign(precision_at_.size(), 0);
    std::vector<double> a(n), b(n);
    Ranking by_a, by_b;
    for (Index i = Index(begin); i < end; ++i) {
      context_.check();
      a.resize(n);
      b.resize(n);
      a_.row(i, n, a.data());
      b_.row(i, n, b.data());
      const auto below_a = std::span<const double>(a).first(i), below_b = std::span<const double>(b).first(i);
      all.pairs.merge(moments(below_a, below_b));  // every pair once
      for (Index j = 0; j < i; ++j) {
        all.aa += a[j] * a[j];
        all.bb += b[j] * b[j];
        all.ab += a[j] * b[j];
      }
      a.erase(a.begin() + i);
      b.erase(b.begin() + i);
      by_a.rank(a);
      by_b.rank(b);
      const Index k = options_.neighbors;
      all.trust += intrusion(by_b, by_a, k);
      all.continuity += intrusion(by_a, by_b, k);
      const double common = overlap(by_a, by_b, k);
      all.jaccard += common / (2.0 * k - common);
      for (std::size_t at = 0; at < precision_at_.size(); ++at)
        all.precision[at] += overlap(by_a, by_b, precision_at_[at]) / precision_at_[at];
      all.pearson += moments(a, b).correlation();
      all.spearman += moments(by_a.mean_rank, by_b.mean_rank).correlation();
    }
    return all;
  }

  /// Step 3.
  void measure_errors(const PointSums& sums, SpaceAgreement& result) const {
    const double unit = sums.bb > 0 ? std::ldexp(1, b_.exponent() - a_.exponent()) : 1;  // of b, in that of a
    const double factor = sums.bb > 0 ? sums.ab / sums.bb : 0;
    struct Errors {
      double squares = 0, largest = 0, scaled_squares = 0, scaled_largest = 0, longest = 0;
    };
    const auto errors = parallel_reduce(
        context_, a_.size(), 32, Errors{},
        [&](std::size_t begin, std::size_t end) {
          Errors some;
          std::vector<double> a(end), b(end);
          for (Index i = Index(begin); i < end; ++i) {
            a_.row(i, i, a.data());
            b_.row(i, i, b.data());
            for (Index j = 0; j < i; ++j) {
              const double plain = std::abs(unit * b[j] - a[j]), scaled = std::abs(factor * b[j] - a[j]);
              some.squares += plain * plain;
              some.scaled_squares += scaled * scaled;
              some.largest = std::max(some.largest, plain);
              some.scaled_largest = std::max(some.scaled_largest, scaled);
              some.longest = std::max(some.longest, a[j]);
            }
          }
          return some;
        },
        [](Errors all, const Errors& some) {
          return Errors{all.squares + some.squares, std::max(all.largest, some.largest),
                        all.scaled_squares + some.scaled_squares, std::max(all.scaled_largest, some.scaled_largest),
                        std::max(all.longest, some.longest)};
        });
    result.frobenius_error = std::sqrt(errors.squares / sums.aa);
    result.maximum_error = errors.largest / errors.longest;
    result.scaled_frobenius_error = std::sqrt(errors.scaled_squares / sums.aa);
    result.scaled_maximum_error = errors.scaled_largest / errors.longest;
    result.scale = factor / unit;
  }

  /// Step 4.
  double rank_correlation() const {
    const std::uint64_t n = a_.size(), pairs = n * (n - 1) / 2;
    context_.require_memory(44 * pairs, fmt::format("the ranks of {} distances", pairs),
                            "set shepard to false, or take fewer points");
    if (pairs >= none) throw Error(codes::over_cap, fmt::format("cannot rank {} distances", pairs)).within("shepard");
    std::vector<double> ranks[2];
    for (const int side : {0, 1}) {
      const auto& space = side == 0 ? a_ : b_;
      std::vector<double> distances(pairs);
      parallel_for(context_, n, 32,
                   [&](std::size_t i) { space.row(Index(i), Index(i), distances.data() + i * (i - (i > 0)) / 2); });
      Ranking ranking;
      ranking.rank(distances);
      ranks[side] = std::move(ranking.mean_rank);
    }
    return moments(ranks[0], ranks[1]).correlation();
  }

  const DistanceRows& a_;
  const DistanceRows& b_;
  const Options& options_;
  const Context& context_;
  std::vector<Index> precision_at_;
};

void check_request(Index n, Index embedded, const Options& options) {
  if (n != embedded)
    throw Error(codes::bad_shape,
                fmt::format("needs as many embedded points as original ones, {}, got {}", n, embedded));
  if (n < 3) throw Error(codes::too_few, fmt::format("needs at least 3 points, got {}", n));
  if (options.neighbors == 0 || 2 * std::uint64_t{options.neighbors} >= n)
    throw Error(codes::bad_request,
                fmt::format("needs at least 1 and less than half the points, {}, got {}", n, options.neighbors))
        .within("neighbors");
  if (std::ranges::find(options.precision_at, Index{0}) != options.precision_at.end())
    throw Error(codes::bad_request, "needs numbers of neighbors from 1 on, got 0").within("precision_at");
}

SpaceAgreement agreement(const DistanceRows& a, const DistanceRows& b, const Options& options, const Context& context) {
  // The squares of the errors overflow beyond.
  if (!b.is_zero() && std::abs(a.exponent() - b.exponent()) > 500)
    throw Error(codes::bad_value, "needs distances within a factor of 2^500 of each other");
  return Comparison(a, b, options, context).agreement();
}

EmbeddingQuality quality(const DistanceRows& original, const PointCloud& embedding, const DistanceMatrix* reference,
                         const Options& options, const Context& context) {
  check_request(original.size(), embedding.size(), options);
  if (reference && reference->size() != embedding.size())
    throw Error(codes::bad_shape,
                fmt::format("needs distances of {} points, got {}", embedding.size(), reference->size()))
        .within("reference");

  const DistanceRows embedded(embedding, Metric::euclidean);
  EmbeddingQuality result{.points = original.size(), .neighbors = options.neighbors, .original = {}, .reference = {}};
  result.original = agreement(original, embedded, options, context);
  if (reference) result.reference = agreement(DistanceRows(*reference), embedded, options, context);
  return result;
}

std::string lines(std::string_view title, const SpaceAgreement& found) {
  std::string precision;
  for (const auto& [k, share] : found.precision) precision += fmt::format(" {}: {:.3f}", k, share);
  return fmt::format(
      "{}: trustworthiness {:.4f}, continuity {:.4f}, neighborhood agreement {:.4f}\n"
      "  distances: Pearson {:.4f}{}; from every point Pearson {:.4f}, Spearman {:.4f}\n"
      "  relative error {:.4g}, at most {:.4g}; scaled by {:.4g} {:.4g}, at most {:.4g}\n"
      "  precision at{}\n",
      title, found.trustworthiness, found.continuity, found.neighborhood_agreement, found.shepard_pearson,
      found.shepard_spearman ? fmt::format(", Spearman {:.4f}", *found.shepard_spearman) : "", found.row_pearson,
      found.row_spearman, found.frobenius_error, found.maximum_error, found.scale, found.scaled_frobenius_error,
      found.scaled_maximum_error, precision.empty() ? " none" : precision);
}

void add_figures(const SpaceAgreement& found, const std::string& prefix, FittedValues& values) {
  const auto put = [&](const char* name, double value) { values[prefix + name] = {value}; };
  put("trustworthiness", found.trustworthiness);
  put("continuity", found.continuity);
  put("neighborhood_agreement", found.neighborhood_agreement);
  put("shepard_pearson", found.shepard_pearson);
  if (found.shepard_spearman) put("shepard_spearman", *found.shepard_spearman);
  put("row_pearson", found.row_pearson);
  put("row_spearman", found.row_spearman);
  put("frobenius_error", found.frobenius_error);
  put("maximum_error", found.maximum_error);
  put("scaled_frobenius_error", found.scaled_frobenius_error);
  put("scaled_maximum_error", found.scaled_maximum_error);
  put("scale", found.scale);
  for (const auto& [k, share] : found.precision) put(fmt::format("precision_at_{}", k).c_str(), share);
}

}  // namespace

EmbeddingQuality embedding_quality(const PointCloud& original, const PointCloud& embedding,
                                   const DistanceMatrix* reference, const Options& options, const Context& context) {
  return quality(DistanceRows(original, options.metric), embedding, reference, options, context);
}

EmbeddingQuality embedding_quality(const DistanceMatrix& original, const PointCloud& embedding,
                                   const DistanceMatrix* reference, const Options& options, const Context& context) {
  return quality(DistanceRows(original), embedding, reference, options, context);
}

std::string summary(const EmbeddingQuality& quality) {
  return fmt::format("{} points, {} neighbors\n", quality.points, quality.neighbors) +
         lines("original space", quality.original) + (quality.reference ? lines("reference", *quality.reference) : "");
}

FittedValues figures(const EmbeddingQuality& quality) {
  FittedValues values{{"points", {double(quality.points)}}, {"neighbors", {double(quality.neighbors)}}};
  add_figures(quality.original, "", values);
  if (quality.reference) add_figures(*quality.reference, "reference_", values);
  return values;
}

}  // namespace tessera
