// SPDX-License-Identifier: MIT
#include "tessera/geometry/delay_embedding.hpp"

#include "tessera/core/error.hpp"

#include <fmt/format.h>

namespace tessera {
namespace {

void require_positive(Index value, std::string_view name) {
  if (value == 0) throw Error(codes::bad_request, "needs at least 1, got 0").within(name);
}

}  // namespace

PointCloud delay_embedding(const TimeSeries& series, const DelayEmbeddingOptions& options, const Context& context) {
  require_positive(options.dimension, "dimension");
  require_positive(options.lag, "lag");
  require_positive(options.stride, "stride");
  const std::uint64_t span = std::uint64_t{options.dimension - 1} * options.lag;  // from the first time to the last
  if (series.length() <= span)
    throw Error(codes::too_few,
                fmt::format("dimension {} and lag {} need a series of at least {} times, got {}", options.dimension,
                            options.lag, span + 1, series.length()),
                "take a smaller dimension or lag");

  const std::uint64_t count = (series.length() - span - 1) / options.stride + 1;
  const std::uint64_t width = std::uint64_t{options.dimension} * series.channels();
  context.require_memory(count * width * sizeof(double), "the delay embedding", "take a larger stride");

  std::vector<double> coordinates;
  coordinates.reserve(count * width);
  for (std::uint64_t point = 0; point < count; ++point)
    for (std::uint64_t copy = 0; copy < options.dimension; ++copy)
      for (Index channel = 0; channel < series.channels(); ++channel)
        coordinates.push_back(series(Index(point * options.stride + copy * options.lag), channel));
  return PointCloud(Index(count), Index(width), std::move(coordinates));
}

}  // namespace tessera
