// SPDX-License-Identifier: MIT
// Nearest neighbors, exact and approximate, and heat kernels of their graphs. Arguments: points, dimension, threads.
// Points are Gaussian around a random subspace of a quarter of the dimension, or on a swiss roll for heat.
#include "tessera/geometry/neighbor_graph.hpp"
#include "measurement.hpp"
#include "tessera/geometry/heat_kernel.hpp"
#include "tessera/geometry/nearest_neighbors.hpp"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <numbers>
#include <optional>
#include <random>
#include <tuple>

#include <fmt/core.h>

using namespace tessera;

namespace {

PointCloud near_subspace(Index size, Index dimension) {
  std::mt19937 gen(7);
  std::normal_distribution<double> normal;
  const Index rank = std::max<Index>(1, dimension / 4);
  std::vector<double> basis(std::size_t{rank} * dimension), coordinates(std::size_t{size} * dimension), latent(rank);
  for (double& x : basis) x = normal(gen);
  for (Index point = 0; point < size; ++point) {
    for (double& x : latent) x = normal(gen);
    for (Index axis = 0; axis < dimension; ++axis) {
      double sum = 0.5 * normal(gen);
      for (Index k = 0; k < rank; ++k) sum += latent[k] * basis[std::size_t{k} * dimension + axis];
      coordinates[std::size_t{point} * dimension + axis] = sum;
    }
  }
  return PointCloud(size, dimension, std::move(coordinates));
}

PointCloud swiss_roll(Index size) {
  std::mt19937 gen(42);
  std::uniform_real_distribution<double> uniform;
  std::normal_distribution<double> normal(0, 0.1);
  std::vector<double> coordinates;
  for (Index point = 0; point < size; ++point) {
    const double t = 1.5 * std::numbers::pi * (1 + 2 * uniform(gen)), height = 5 * uniform(gen);
    for (const double x : {t * std::cos(t), height, t * std::sin(t)}) coordinates.push_back(x + normal(gen));
  }
  return PointCloud(size, 3, std::move(coordinates));
}

void neighbors(const PointCloud& points, unsigned threads, NeighborSearch search, const char* name) {
  double recall = 1;
  const Context context({.threads = threads, .resolved = [&](const ResolvedValue& value) { recall = value.value; }});
  const double seconds =
      bench::median_seconds(1, [&] { nearest_neighbors(points, {.neighbors = 10, .search = search}, context); });
  fmt::print(
      "{{\"bench\": \"neighbors\", \"search\": \"{}\", \"points\": {}, \"dimension\": {}, \"threads\": {}, "
      "\"seconds\": {:.2f}, \"recall\": {:.3f}, \"peak_mb\": {:.0f}, \"cpu\": \"{}\"}}\n",
      name, points.size(), points.dimension(), threads, seconds, recall, bench::peak_mb(), bench::cpu_name());
  std::fflush(stdout);
}

void heat(Index size, unsigned threads) {
  const Context context({.threads = threads});
  const auto graph = neighbor_graph(swiss_roll(size), {.kind = NeighborGraphKind::alpha_decay}, context);
  for (const auto& [name, method, time] : {std::tuple("exact", HeatMethod::exact, std::optional(10.0)),
                                           {"chebyshev", HeatMethod::chebyshev, 10.0},
                                           {"euler", HeatMethod::euler, 10.0},
                                           {"low_rank", HeatMethod::low_rank, 10.0},
                                           {"automatic time", HeatMethod::chebyshev, {}}}) {
    if (method == HeatMethod::exact && size > 2000) continue;
    const double seconds =
        bench::median_seconds(1, [&] { heat_kernel(graph, {.time = time, .method = method}, context); });
    fmt::print(
        "{{\"bench\": \"heat\", \"method\": \"{}\", \"points\": {}, \"edges\": {}, \"threads\": {}, "
        "\"seconds\": {:.2f}, \"peak_mb\": {:.0f}, \"cpu\": \"{}\"}}\n",
        name, size, graph.edges().size(), threads, seconds, bench::peak_mb(), bench::cpu_name());
    std::fflush(stdout);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const auto size = Index(argc > 1 ? std::atoi(argv[1]) : 50000);
  const auto dimension = Index(argc > 2 ? std::atoi(argv[2]) : 128);
  const auto threads = unsigned(argc > 3 ? std::atoi(argv[3]) : 2);
  bench::in_own_process([&] { heat(2000, threads); });
  bench::in_own_process([&] { heat(5000, threads); });
  const auto points = near_subspace(size, dimension);
  bench::in_own_process([&] { neighbors(points, threads, NeighborSearch::approximate, "approximate"); });
  bench::in_own_process([&] { neighbors(points, threads, NeighborSearch::automatic, "automatic"); });
}
