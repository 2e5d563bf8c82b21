// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/data/scalar_field.hpp"
#include "tessera/data/time_series.hpp"
#include "tessera/data/weighted_graph.hpp"

namespace tessera {

/// Which times are joined. path: neighbors in time. natural: times a < b whose values see one another, no value between
/// reaching the line from one to the other. horizontal: no value between reaches the smaller of the two.
enum class SeriesGraphKind { path, natural, horizontal };

struct SeriesGraphOptions {
  SeriesGraphKind kind = SeriesGraphKind::path;
  Index channel = 0;
};

/// A graph on the times of a series, and the values of one channel on its vertices. The lower star filtration of `path`
/// by the values has the sublevel sets of the series.
struct SeriesGraph {
  WeightedGraph graph;  // weights: steps between the times
  ScalarField values;
};

/// path <= horizontal <= natural, as sets of edges. No time gives no vertex. The natural graph does not change when the
/// series is multiplied by a positive number or gains a line in time, but for rounding: lines are compared in doubles.
/// Cost: path and horizontal linear; natural O(n^2) time, the edges in memory (R302 where their forecast is over the
/// budget). Throws D106 when the series has no such channel.
/// Source: Lacasa et al. 2008, From time series to complex networks: the visibility graph, doi:10.1073/pnas.0709247105;
/// Luque et al. 2009, doi:10.1103/PhysRevE.80.046103 (horizontal).
SeriesGraph series_graph(const TimeSeries& series, const SeriesGraphOptions& options, const Context& context);

}  // namespace tessera
