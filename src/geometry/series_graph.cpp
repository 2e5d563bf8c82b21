// SPDX-License-Identifier: MIT
#include "tessera/geometry/series_graph.hpp"

#include "tessera/core/error.hpp"

#include <utility>

#include <fmt/format.h>

namespace tessera {
namespace {

std::vector<WeightedEdge> path_edges(Index length) {
  std::vector<WeightedEdge> edges;
  for (Index t = 1; t < length; ++t) edges.push_back({t - 1, t, 1});
  return edges;
}

/// A time waits on the stack until a value that is not smaller comes: until then it sees each new time.
std::vector<WeightedEdge> horizontal_edges(const std::vector<double>& values) {
  std::vector<WeightedEdge> edges;
  std::vector<Index> waiting;
  for (Index t = 0; t < values.size(); ++t) {
    bool is_hidden = false;
    while (!waiting.empty() && !is_hidden) {
      const Index before = waiting.back();
      edges.push_back({before, t, double(t - before)});
      is_hidden = values[before] >= values[t];
      if (values[before] <= values[t]) waiting.pop_back();
    }
    waiting.push_back(t);
  }
  return edges;
}

/// From each time on, those whose slope is larger than all before.
std::vector<WeightedEdge> natural_edges(const std::vector<double>& values, const Context& context) {
  std::vector<WeightedEdge> edges;
  std::size_t asked = 0;
  for (Index a = 0; a < values.size(); ++a) {
    context.check();
    double steepest = -infinity;
    for (Index b = a + 1; b < values.size(); ++b) {
      const double slope = (values[b] - values[a]) / double(b - a);
      if (slope <= steepest) continue;
      steepest = slope;
      edges.push_back({a, b, double(b - a)});
    }
    if (edges.size() > 2 * asked) {
      asked = edges.size();
      context.require_memory(4 * asked * sizeof(WeightedEdge), "a visibility graph",
                             "take a shorter series, or kind = \"horizontal\"");
    }
  }
  return edges;
}

}  // namespace

SeriesGraph series_graph(const TimeSeries& series, const SeriesGraphOptions& options, const Context& context) {
  if (options.channel >= series.channels())
    throw Error(codes::bad_request, fmt::format("needs a channel below {}, got {}", series.channels(), options.channel))
        .within("channel");
  std::vector<double> values;
  for (Index t = 0; t < series.length(); ++t) values.push_back(series(t, options.channel));
  auto edges = options.kind == SeriesGraphKind::path         ? path_edges(series.length())
               : options.kind == SeriesGraphKind::horizontal ? horizontal_edges(values)
                                                             : natural_edges(values, context);
  return {WeightedGraph(series.length(), std::move(edges)), ScalarField(std::move(values))};
}

}  // namespace tessera
