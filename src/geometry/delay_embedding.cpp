// SPDX-License-Identifier: MIT
#include "tessera/geometry/delay_embedding.hpp"

#include "tessera/core/error.hpp"
#include "tessera/geometry/embedding_dimension.hpp"
#include "tessera/geometry/embedding_lag.hpp"

#include <memory>

#include <fmt/format.h>

namespace tessera {
namespace {

void require_positive(std::optional<Index> value, std::string_view name) {
  if (value == Index{0}) throw Error(codes::bad_request, "needs at least 1, got 0").within(name);
}

/// What the options leave open, for the series together.
SharedEmbedding chosen(const Collection<TimeSeries>& series, const DelayEmbeddingOptions& options,
                       const Context& context) {
  SharedEmbedding embedding{options.dimension, options.lag};
  if (!embedding.lag)
    embedding.lag =
        embedding.dimension == Index{1} ? 1 : embedding_lag(series, {.max_lag = options.max_lag}, context).lag;
  if (!embedding.dimension)
    embedding.dimension =
        embedding_dimension(
            series, {.lag = embedding.lag, .max_dimension = options.max_dimension, .false_share = options.false_share},
            context)
            .dimension;
  return embedding;
}

SharedEmbedding resolved(const TimeSeries& series, DelayEmbeddingOptions options, const Context& context) {
  if (options.fit) {
    if (!options.dimension) options.dimension = options.fit->dimension;
    if (!options.lag) options.lag = options.fit->lag;
  }
  if (options.dimension && options.lag) return {options.dimension, options.lag};

  Collection<TimeSeries> alone;
  alone.add("", std::shared_ptr<const TimeSeries>(std::shared_ptr<void>(), &series));  // not owned
  const SharedEmbedding embedding = chosen(alone, options, context);
  context.resolved("lag", *embedding.lag);
  context.resolved("dimension", *embedding.dimension);
  return embedding;
}

}  // namespace

FittedValues SharedEmbedding::values() const {
  FittedValues all;
  if (dimension) all["dimension"] = {double(*dimension)};
  if (lag) all["lag"] = {double(*lag)};
  return all;
}

SharedEmbedding SharedEmbedding::from_values(const FittedValues& values) {
  const auto whole = [&](const std::string& name) -> std::optional<Index> {
    if (!values.contains(name)) return {};
    const double value = fitted_list(values, name, 1)[0];
    if (!(value >= 1 && value < double(none) && value == double(Index(value))))
      throw Error(codes::bad_request, fmt::format("the fit's entry '{}' needs a whole number from 1 on", name));
    return Index(value);
  };
  return {whole("dimension"), whole("lag")};
}

SharedEmbedding fit_delay_embedding(const Collection<TimeSeries>& series, const DelayEmbeddingOptions& options,
                                    const Context& context) {
  if (!options.shared || (options.dimension && options.lag)) return {};
  require_positive(options.dimension, "dimension");
  require_positive(options.lag, "lag");
  return chosen(series, options, context);
}

PointCloud delay_embedding(const TimeSeries& series, const DelayEmbeddingOptions& options, const Context& context) {
  require_positive(options.dimension, "dimension");
  require_positive(options.lag, "lag");
  require_positive(options.stride, "stride");
  const auto embedding = resolved(series, options, context);
  const Index dimension = *embedding.dimension, lag = *embedding.lag;
  const std::uint64_t span = std::uint64_t{dimension - 1} * lag;  // from the first time to the last
  if (series.length() <= span)
    throw Error(codes::too_few,
                fmt::format("dimension {} and lag {} need a series of at least {} times, got {}", dimension, lag,
                            span + 1, series.length()),
                "take a smaller dimension or lag");

  const std::uint64_t count = (series.length() - span - 1) / options.stride + 1;
  const std::uint64_t width = std::uint64_t{dimension} * series.channels();
  context.require_memory(count * width * sizeof(double), "the delay embedding", "take a larger stride");

  std::vector<double> coordinates;
  coordinates.reserve(count * width);
  for (std::uint64_t point = 0; point < count; ++point)
    for (std::uint64_t copy = 0; copy < dimension; ++copy)
      for (Index channel = 0; channel < series.channels(); ++channel)
        coordinates.push_back(series(Index(point * options.stride + copy * lag), channel));
  return PointCloud(Index(count), Index(width), std::move(coordinates));
}

}  // namespace tessera
