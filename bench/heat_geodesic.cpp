// SPDX-License-Identifier: MIT
// How well distances find the geodesics of a noisy swiss roll, and what heat costs. Arguments: points and seeds of the
// table (seeds from 42), points that are timed, threads. Every method has one setting, chosen beforehand: nothing here
// is the best of several. Noise is isotropic in the ambient space, so that a rotation of the roll would change nothing.
#include "tessera/manifold/heat_geodesic.hpp"

#include "measurement.hpp"
#include "tessera/geometry/graph_geodesics.hpp"
#include "tessera/geometry/pairwise_distances.hpp"
#include "tessera/manifold/diffusion_map.hpp"
#include "tessera/manifold/phate.hpp"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <numbers>
#include <random>

#include <fmt/core.h>

using namespace tessera;

namespace {

struct Roll {
  PointCloud points;
  DistanceMatrix geodesics;
};

Roll swiss_roll(unsigned seed, Index size, Index dimension, double noise, const Context& context) {
  std::mt19937 gen(seed);
  std::uniform_real_distribution<double> uniform;
  std::normal_distribution<double> normal(0, noise);
  std::vector<double> rolled, flat;
  for (Index point = 0; point < size; ++point) {
    const double t = 1.5 * std::numbers::pi * (1 + 2 * uniform(gen)), height = 5 * uniform(gen);
    flat.insert(flat.end(), {(t * std::sqrt(t * t + 1) + std::asinh(t)) / 2, height});
    const double at[] = {t * std::cos(t), height, t * std::sin(t)};
    for (Index axis = 0; axis < dimension; ++axis) rolled.push_back((axis < 3 ? at[axis] : 0) + normal(gen));
  }
  return {PointCloud(size, dimension, std::move(rolled)),
          pairwise_distances(PointCloud(size, 2, std::move(flat)), {}, context)};
}

/// The mean over rows, without the diagonal.
double correlation(const DistanceMatrix& a, const DistanceMatrix& b) {
  const Index n = a.size();
  double mean = 0;
  for (Index i = 0; i < n; ++i) {
    double sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0;
    for (Index j = 0; j < n; ++j) {
      if (j == i) continue;
      const double x = a(i, j), y = b(i, j);
      sa += x, sb += y, saa += x * x, sbb += y * y, sab += x * y;
    }
    const double m = n - 1;
    mean += (sab - sa * sb / m) / std::sqrt((saa - sa * sa / m) * (sbb - sb * sb / m)) / n;
  }
  return mean;
}

DistanceMatrix shortest_paths(const PointCloud& points, const Context& context) {
  constexpr double across = 300;  // longer than the sheet
  const auto graph = neighbor_graph(points, {.weights = EdgeWeight::distance}, context);
  return graph_geodesics(graph, {.weighted = true, .unreachable = across}, context);
}

void table_row(Index size, Index dimension, double noise, unsigned seed, const Context& context) {
  const auto [points, geodesics] = swiss_roll(seed, size, dimension, noise, context);
  const auto print = [&](const char* method, const DistanceMatrix& distances) {
    fmt::print(
        "{{\"bench\": \"swiss_roll\", \"points\": {}, \"dimension\": {}, \"noise\": {}, \"seed\": {}, \"method\": "
        "\"{}\", \"pearson\": {:.4f}}}\n",
        size, dimension, noise, seed, method, correlation(distances, geodesics));
    std::fflush(stdout);
  };
  HeatDistanceOptions heat;
  print("heat, knee of the entropy", heat_geodesic_distance(points, heat, context));
  heat.times = {50};
  print("heat, time 50", heat_geodesic_distance(points, heat, context));
  heat.harnack = 1;
  print("heat, time 50, harnack 1", heat_geodesic_distance(points, heat, context));
  print("shortest paths", shortest_paths(points, context));
  const auto map = diffusion_map(points, nullptr, {.time = 50, .components = 50}, context);
  print("diffusion map, time 50", pairwise_distances(map.points, {}, context));
  const auto graph = neighbor_graph(points, {.kind = NeighborGraphKind::alpha_decay}, context);
  print("potential (phate)", potential_distance(graph, {}, context));
}

void timed(Index size, const Context& context, unsigned threads) {
  const auto points = swiss_roll(42, size, 3, 0.1, context).points;
  const auto print = [&](const char* what, const std::function<void()>& work) {
    const double seconds = bench::median_seconds(1, work);
    fmt::print(
        "{{\"bench\": \"{}\", \"points\": {}, \"threads\": {}, \"seconds\": {:.2f}, \"peak_mb\": {:.0f}, \"cpu\": "
        "\"{}\"}}\n",
        what, size, threads, seconds, bench::peak_mb(), bench::cpu_name());
    std::fflush(stdout);
  };
  HeatGeodesicOptions heat;
  heat.times = {50};
  heat.harnack = 1;
  heat.scaling = MdsMethod::classical;
  print("heat_geodesic_distance", [&] { heat_geodesic_distance(points, heat, context); });
  print("heat_geodesic, classical", [&] { heat_geodesic(points, heat, context); });
  heat.method = HeatMethod::euler;
  print("heat_geodesic_distance, euler", [&] { heat_geodesic_distance(points, heat, context); });
  print("diffusion_map", [&] { diffusion_map(points, nullptr, {}, context); });
}

}  // namespace

int main(int argc, char** argv) {
  const auto argument = [&](int k, int absent) { return Index(argc > k ? std::atoi(argv[k]) : absent); };
  const Index size = argument(1, 1000), seeds = argument(2, 2), many = argument(3, 5000), threads = argument(4, 2);
  const Context context({.threads = threads});
  for (const double noise : {0.1, 0.5, 1.0})
    for (const Index dimension : {3, 10, 50})
      for (Index seed = 42; seed < 42 + seeds; ++seed)
        bench::in_own_process([&] { table_row(size, dimension, noise, seed, context); });
  if (many > 0) bench::in_own_process([&] { timed(many, context, threads); });
}
