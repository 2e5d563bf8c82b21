// SPDX-License-Identifier: MIT
#include "tessera/geometry/embedding_dimension.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/parallel.hpp"
#include "tessera/geometry/embedding_lag.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include <fmt/format.h>

namespace tessera {
namespace {

constexpr Index most_references = 2000;  // times of a series whose neighbor is tested
constexpr double rounding = 1e-9;        // differences below this part of the attractor's size count as none

/// Channel after channel, over a power of two that keeps squares finite.
struct Channels {
  std::vector<std::vector<double>> values;
  double squared_size = 0;  // the sum of the variances
};

Channels channels_of(const TimeSeries& series) {
  double largest = 0;
  for (const double x : series.values()) largest = std::max(largest, std::abs(x));
  int exponent = 0;
  std::frexp(largest, &exponent);

  Channels channels;
  for (Index channel = 0; channel < series.channels(); ++channel) {
    auto& values = channels.values.emplace_back(series.length());
    double mean = 0, squares = 0;
    for (Index time = 0; time < series.length(); ++time)
      mean += (values[time] = std::ldexp(series(time, channel), -exponent)) / double(series.length());
    for (const double x : values) squares += (x - mean) * (x - mean);
    channels.squared_size += squares / double(series.length());
  }
  return channels;
}

/// With how many copies every time has a neighbor more than a lag away, both with a next copy.
Index most_copies(Index length, Index lag, Index max_dimension) {
  Index copies = 0;
  while (copies < max_dimension && std::uint64_t{lag} * (copies + std::uint64_t{3}) + 2 <= length) ++copies;
  return copies;
}

/// The least entry; infinity where there is none. Eight minima side by side, which the compiler keeps in vectors.
double least_of(std::span<const double> values) {
  std::array<double, 8> least;
  least.fill(infinity);
  std::size_t i = 0;
  for (; i + least.size() <= values.size(); i += least.size())
    for (std::size_t k = 0; k < least.size(); ++k) least[k] = values[i + k] < least[k] ? values[i + k] : least[k];
  for (; i < values.size(); ++i) least[0] = std::min(least[0], values[i]);
  return std::ranges::min(least);
}

/// The first of the times more than a lag away from `time` whose squared distance is least; there must be one.
std::size_t nearest_time(std::span<const double> squared, Index time, Index lag) {
  const std::size_t left_end = time > lag ? time - lag : 0;
  const std::size_t right_begin = std::min(squared.size(), std::size_t{time} + lag + 1);
  const double left = least_of(squared.first(left_end)), right = least_of(squared.subspan(right_begin));
  const auto from = squared.begin() + std::ptrdiff_t(left <= right ? 0 : right_begin);
  return std::size_t(std::find(from, squared.end(), std::min(left, right)) - squared.begin());
}

enum class Neighbor : std::uint8_t { none, good, is_false };

/// The neighbors of one time with 1, 2, ... copies, each from the squared distances with one copy less.
/// `squared` is scratch of one entry a time; found[m - 1] is of m copies.
void judge_neighbors(const Channels& channels, Index time, Index lag, const EmbeddingDimensionOptions& options,
                     std::vector<double>& squared, std::span<Neighbor> found) {
  const std::size_t length = squared.size();
  const double ratio = options.distance_ratio * options.distance_ratio;
  const double largest = options.size_ratio * options.size_ratio * channels.squared_size;
  std::ranges::fill(squared, 0.0);
  for (std::size_t copy = 0; copy < found.size(); ++copy) {
    const std::size_t now = copy * lag, next = now + lag;
    if (time + next >= length) return;

    for (const auto& values : channels.values) {
      const double here = values[time + now];
      for (std::size_t other = 0; other < length - next; ++other) {
        const double difference = values[other + now] - here;
        squared[other] += difference * difference;
      }
    }

    const std::size_t nearest = nearest_time(std::span(squared).first(length - next), time, lag);
    double gained = 0;
    for (const auto& values : channels.values) {
      const double difference = values[nearest + next] - values[time + next];
      gained += difference * difference;
    }
    const bool is_false = gained > rounding * rounding * channels.squared_size &&
                          (gained > ratio * squared[nearest] || squared[nearest] + gained > largest);
    found[copy] = is_false ? Neighbor::is_false : Neighbor::good;
  }
}

struct Tally {
  std::vector<std::uint64_t> tested, is_false;  // entry m - 1 is of m copies
};

void count_neighbors(const TimeSeries& series, Index lag, Index copies, const EmbeddingDimensionOptions& options,
                     Tally& tally, const Context& context) {
  const Channels channels = channels_of(series);
  const Index step = (series.length() - 1) / most_references + 1;
  const std::size_t references = (series.length() - 1) / step + 1;
  std::vector<Neighbor> found(references * copies, Neighbor::none);
  parallel_for_blocks(context, references, 4, [&](std::size_t begin, std::size_t end) {
    std::vector<double> squared(series.length());
    for (std::size_t reference = begin; reference < end; ++reference)
      judge_neighbors(channels, Index(reference * step), lag, options, squared,
                      std::span(found).subspan(reference * copies, copies));
  });
  for (std::size_t k = 0; k < found.size(); ++k) {
    tally.tested[k % copies] += found[k] != Neighbor::none;
    tally.is_false[k % copies] += found[k] == Neighbor::is_false;
  }
}

void check_options(const EmbeddingDimensionOptions& options) {
  const auto refuse = [](std::string_view name, std::string reason) {
    throw Error(codes::bad_request, std::move(reason)).within(name);
  };
  if (options.lag == Index{0}) refuse("lag", "needs at least 1, got 0");
  if (options.max_dimension == 0) refuse("max_dimension", "needs at least 1, got 0");
  if (!(options.distance_ratio > 0)) refuse("distance_ratio", "needs a positive number");
  if (!(options.size_ratio > 0)) refuse("size_ratio", "needs a positive number");
  if (!(options.false_share >= 0 && options.false_share < 1)) refuse("false_share", "needs a number in [0, 1)");
}

}  // namespace

EmbeddingDimension embedding_dimension(const Collection<TimeSeries>& series, const EmbeddingDimensionOptions& options,
                                       const Context& context) {
  check_options(options);
  EmbeddingDimension estimate;
  estimate.lag = options.lag ? *options.lag : embedding_lag(series, {}, context).lag;

  if (series.empty()) throw Error(codes::too_few, "needs at least one series, got none");
  Index copies = options.max_dimension;
  for (Index sample = 0; sample < series.size(); ++sample) {
    copies = std::min(copies, most_copies(series[sample].length(), estimate.lag, options.max_dimension));
    if (copies == 0)
      throw Error(codes::too_few,
                  fmt::format("lag {} needs a series of at least {} times to choose a dimension, got {}", estimate.lag,
                              std::uint64_t{3} * estimate.lag + 2, series[sample].length()),
                  "take a smaller lag, or give the dimension")
          .within(fmt::format("sample '{}'", series.id(sample)));
  }

  std::uint64_t longest = 0;
  for (Index sample = 0; sample < series.size(); ++sample)
    longest =
        std::max(longest, std::uint64_t{series[sample].length()} * (series[sample].channels() + context.threads()));
  context.require_memory(longest * sizeof(double), "the search for false neighbors", "cut the series into windows");

  Tally tally{std::vector<std::uint64_t>(copies), std::vector<std::uint64_t>(copies)};
  for (Index sample = 0; sample < series.size(); ++sample)
    count_neighbors(series[sample], estimate.lag, copies, options, tally, context);

  estimate.dimension = copies;
  for (Index m = copies; m >= 1; --m) {
    const double share = double(tally.is_false[m - 1]) / double(std::max<std::uint64_t>(tally.tested[m - 1], 1));
    estimate.false_shares.insert(estimate.false_shares.begin(), share);
    if (share > options.false_share) continue;
    estimate.dimension = m;
    estimate.is_unfolded = true;
  }
  if (!estimate.is_unfolded) {
    const auto least = std::ranges::min_element(estimate.false_shares);
    context.warn(fmt::format(
        "no dimension up to {} unfolds the series, so it takes {}; it may be noise{}. Fewest neighbors are false in "
        "dimension {}: {:.1f} %",
        copies, copies, copies < options.max_dimension ? ", or too short for more copies at this lag" : "",
        least - estimate.false_shares.begin() + 1, 100 * *least));
  }
  return estimate;
}

std::string summary(const EmbeddingDimension& estimate) {
  std::string text =
      fmt::format("dimension {} at lag {}{}; share of false neighbors, from 1 copy on:", estimate.dimension,
                  estimate.lag, estimate.is_unfolded ? "" : ", the largest tried: none unfolds the series");
  for (const double share : estimate.false_shares) text += fmt::format(" {:.3f}", share);
  return text;
}

FittedValues figures(const EmbeddingDimension& estimate) {
  return {{"dimension", {double(estimate.dimension)}},
          {"lag", {double(estimate.lag)}},
          {"is_unfolded", {double(estimate.is_unfolded)}},
          {"false_shares", estimate.false_shares}};
}

}  // namespace tessera
