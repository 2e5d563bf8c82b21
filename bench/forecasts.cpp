// SPDX-License-Identifier: MIT
// What each filtration builder forecasts to hold at most, against what its process then held; and what was held when a
// budget of 64 MiB, or of half the forecast where that is less, made it refuse. One JSON line a run, then a summary.
//   forecasts
#include "measurement.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/random.hpp"
#include "tessera/filtration/cech_complex.hpp"
#include "tessera/filtration/core_delaunay.hpp"
#include "tessera/filtration/cubical_complex.hpp"
#include "tessera/filtration/degree_rips.hpp"
#include "tessera/filtration/flag_complex.hpp"
#include "tessera/filtration/function_alpha.hpp"
#include "tessera/filtration/function_delaunay.hpp"
#include "tessera/filtration/function_rips.hpp"
#include "tessera/filtration/lower_star.hpp"
#include "tessera/filtration/multicover.hpp"
#include "tessera/filtration/sparse_rips.hpp"
#include "tessera/filtration/witness_complex.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <functional>
#include <numeric>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <sys/mman.h>

using namespace tessera;

namespace {

/// A line of /proc/self/status, in bytes.
std::uint64_t status_bytes(const std::string& name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(name)) return std::stoull(line.substr(name.size() + 1)) * 1024;
  return 0;
}

struct Measured {
  std::uint64_t forecast = 0, peak = 0;
  bool is_refused = false;
};

using Build = std::function<void(const Context&)>;
/// Makes the input and returns what builds from it.
using Prepare = std::function<Build()>;

/// In a process of its own; the input counts for nothing.
Measured measured(const Prepare& prepare, std::uint64_t budget) {
  auto* shared = static_cast<Measured*>(
      mmap(nullptr, sizeof(Measured), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  *shared = {};
  bench::in_own_process([&] {
    ContextOptions options;
    options.threads = 1;
    options.memory_budget = budget;
    options.forecast = [&](const MemoryForecast& forecast) {
      shared->forecast = std::max(shared->forecast, forecast.bytes);
    };
    const Build build = prepare();
    std::ofstream("/proc/self/clear_refs") << "5";
    const std::uint64_t before = status_bytes("VmRSS:");
    try {
      build(Context(options));
    } catch (const Error& error) {
      shared->is_refused = error.code() == codes::over_budget;
    }
    shared->peak = status_bytes("VmHWM:") - before;
  });
  const Measured result = *shared;
  munmap(shared, sizeof(Measured));
  return result;
}

struct Case {
  std::string builder, input;
  Prepare prepare;
};

PointCloud random_points(Index n, Index d) {
  RandomStream random(n, d);
  std::vector<double> coordinates(std::size_t{n} * d);
  for (double& x : coordinates) x = random.uniform();
  return PointCloud(n, d, std::move(coordinates));
}

std::vector<double> random_values(std::size_t n) {
  RandomStream random(n, 7);
  std::vector<double> values(n);
  for (double& value : values) value = random.uniform();
  return values;
}

/// Builders of clouds with one random function.
template <class Use>
Prepare with_function(Index n, Index d, const Use& use) {
  return [=]() -> Build {
    return [use, points = random_points(n, d), values = ScalarField(random_values(n))](const Context& context) {
      use(points, Many<ScalarField>{{"f", &values}}, context);
    };
  };
}

void add_rips(std::vector<Case>& cases) {
  for (const auto& [n, d, collapse] : {std::tuple<Index, Index, Collapse>{150, 2, Collapse::off},
                                       {300, 2, Collapse::off},
                                       {400, 3, Collapse::off},
                                       {1500, 2, Collapse::full},
                                       {2000, 3, Collapse::full}})
    cases.push_back({"function_rips",
                     fmt::format("{} points in R^{}, collapse {}", n, d, collapse == Collapse::off ? "off" : "full"),
                     with_function(n, d, [=](const auto& points, const auto& values, const Context& context) {
                       function_rips<2>(points, values, {.collapse = collapse}, context);
                     })});
  for (const auto& [n, longest] : {std::pair<Index, double>{20000, 0.02}, {50000, 0.01}, {5000, 0.05}})
    cases.push_back({"function_rips", fmt::format("{} points in R^2 within {}", n, longest),
                     with_function(n, 2, [=](const auto& points, const auto& values, const Context& context) {
                       function_rips<2>(points, values, {.max_diameter = Quantity{longest}}, context);
                     })});
  for (const auto& [n, most] : {std::pair<Index, Index>{500, 20}, {1000, 20}, {2000, 8}, {400, none}, {600, none}})
    cases.push_back({"degree_rips", fmt::format("{} points in R^2, {}", n, most == none ? "all degrees" : "20 degrees"),
                     with_function(n, 2, [=](const auto& points, const auto&, const Context& context) {
                       degree_rips(points, {.max_degree = most}, context);
                     })});
}

void add_delaunay(std::vector<Case>& cases) {
  for (const auto& [n, d] :
       {std::pair<Index, Index>{50000, 2}, {200000, 2}, {10000, 3}, {40000, 3}, {1000, 4}, {3000, 4}})
    cases.push_back({"function_alpha", fmt::format("{} points in R^{}", n, d),
                     with_function(n, d, [](const auto& points, const auto& values, const Context& context) {
                       function_alpha<2>(points, values, {}, context);
                     })});
  for (const auto& [n, d] : {std::pair<Index, Index>{20000, 2},
                             {100000, 2},
                             {3000, 3},
                             {10000, 3},
                             {20000, 3},
                             {500, 4},
                             {2000, 4},
                             {400, 5},
                             {120, 6},
                             {60, 7}})
    cases.push_back({"function_delaunay", fmt::format("{} points in R^{}", n, d),
                     with_function(n, d, [](const auto& points, const auto& values, const Context& context) {
                       function_delaunay(points, values, {}, context);
                     })});
  for (const auto& [n, d, most] : {std::tuple<Index, Index, Index>{3000, 2, 5}, {8000, 2, 3}, {400, 3, 4}})
    cases.push_back({"multicover", fmt::format("{} points in R^{} to order {}", n, d, most),
                     with_function(n, d, [most](const auto& points, const auto&, const Context& context) {
                       multicover(points, {.max_order = most}, context);
                     })});
  for (const auto& [n, d, most] :
       {std::tuple<Index, Index, Index>{5000, 2, 50}, {20000, 2, 20}, {3000, 3, 40}, {1000, 2, 1000}})
    cases.push_back({"core_delaunay", fmt::format("{} points in R^{}, {} counts", n, d, most),
                     with_function(n, d, [most](const auto& points, const auto&, const Context& context) {
                       core_delaunay(points, {.max_count = most}, context);
                     })});
}

void add_cech(std::vector<Case>& cases) {
  for (const auto& [n, d, radius, dimension] : {std::tuple<Index, Index, double, Index>{250, 3, infinity, 2},
                                                {70, 4, infinity, 3},
                                                {3000, 2, 0.05, 2},
                                                {2000, 3, 0.1, 3}})
    cases.push_back({"cech", fmt::format("{} points in R^{} within {}", n, d, radius),
                     with_function(n, d, [=](const auto& points, const auto& values, const Context& context) {
                       CechComplexOptions options{.max_radius = {}, .max_dimension = dimension};
                       if (radius < infinity) options.max_radius = Quantity{radius};
                       cech_complex<2>(points, values, options, context);
                     })});
}

void add_sparse(std::vector<Case>& cases) {
  for (const auto& [n, d, epsilon] : {std::tuple<Index, Index, double>{600, 2, 0.5}, {2000, 2, 0.9}, {2000, 1, 0.3}})
    cases.push_back({"sparse_rips", fmt::format("{} points in R^{}, epsilon {}", n, d, epsilon),
                     with_function(n, d, [=](const auto& points, const auto&, const Context& context) {
                       sparse_rips<1>(points, {}, {.epsilon = epsilon}, context);
                     })});
  for (const auto& [n, landmarks, kind] : {std::tuple<Index, Index, WitnessKind>{20000, 60, WitnessKind::weak},
                                           {100000, 100, WitnessKind::lazy},
                                           {2000, 250, WitnessKind::lazy}})
    cases.push_back({"witness", fmt::format("{} landmarks of {} points in R^3", landmarks, n),
                     with_function(n, 3, [=](const auto& points, const auto& values, const Context& context) {
                       witness_complex<2>(points, values, {.landmarks = landmarks, .kind = kind}, context);
                     })});
}

void add_images(std::vector<Case>& cases) {
  for (const auto& shape : std::vector<std::vector<Index>>{{1000, 1000}, {2000, 1500}, {64, 64, 64}, {100, 120, 80}})
    for (const auto construction : {CubicalConstruction::vertices, CubicalConstruction::top_cells}) {
      const std::size_t pixels = std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>());
      cases.push_back(
          {"cubical",
           fmt::format("{} pixels, {} axes, {}", pixels, shape.size(),
                       construction == CubicalConstruction::vertices ? "vertices" : "top cells"),
           [=]() -> Build {
             auto values = random_values(pixels);
             const Image first(shape, values);
             std::ranges::reverse(values);
             return [=, second = Image(shape, values)](const Context& context) {
               cubical_complex<2>({{"f", &first}, {"g", &second}}, nullptr, {.construction = construction}, context);
             };
           }});
    }
}

WeightedGraph random_graph(Index n, std::size_t edges) {
  RandomStream random(n, 3);
  std::vector<std::pair<Index, Index>> pairs;
  while (pairs.size() < edges) {
    const Index u = Index(random.below(n)), v = Index(random.below(n));
    if (u < v) pairs.emplace_back(u, v);
  }
  std::ranges::sort(pairs);
  pairs.erase(std::ranges::unique(pairs).begin(), pairs.end());
  std::vector<WeightedEdge> weighted;
  for (const auto& [u, v] : pairs) weighted.push_back({u, v, random.uniform()});
  return WeightedGraph(n, std::move(weighted));
}

/// A torus of side x side squares, each cut in two.
Mesh torus(Index side) {
  std::vector<Mesh::Triangle> triangles;
  const auto at = [&](Index a, Index b) { return (a % side) * side + b % side; };
  for (Index i = 0; i < side; ++i)
    for (Index j = 0; j < side; ++j) {
      triangles.push_back({at(i, j), at(i + 1, j), at(i + 1, j + 1)});
      triangles.push_back({at(i, j), at(i + 1, j + 1), at(i, j + 1)});
    }
  return Mesh(random_points(side * side, 3), std::move(triangles));
}

void add_graphs(std::vector<Case>& cases) {
  for (const auto& [n, edges] : {std::pair<Index, std::size_t>{3000, 400000}, {200000, 1000000}, {400, 60000}})
    cases.push_back({"flag", fmt::format("{} vertices, {} random edges", n, edges), [=]() -> Build {
                       return [graph = random_graph(n, edges),
                               values = ScalarField(random_values(n))](const Context& context) {
                         flag_complex<2>(graph, {{"f", &values}}, {.collapse = Collapse::off}, context);
                       };
                     }});
  for (const std::size_t edges : {1000000, 3000000})
    cases.push_back({"lower_star", fmt::format("{} random edges", edges), [=]() -> Build {
                       return [graph = random_graph(200000, edges),
                               values = ScalarField(random_values(200000))](const Context& context) {
                         lower_star<1>(graph, {{"f", &values}}, {}, context);
                       };
                     }});
}

void add_meshes(std::vector<Case>& cases) {
  for (const Index side : {300, 800})
    cases.push_back({"lower_star", fmt::format("{} triangles", 2 * side * side), [=]() -> Build {
                       return [mesh = torus(side),
                               values = ScalarField(random_values(side * side))](const Context& context) {
                         lower_star<2>(mesh, {{"f", &values}, {"g", &values}}, {}, context);
                       };
                     }});
}

}  // namespace

int main() {
  std::vector<Case> cases;
  add_rips(cases);
  add_delaunay(cases);
  add_cech(cases);
  add_sparse(cases);
  add_images(cases);
  add_graphs(cases);
  add_meshes(cases);
  int good = 0;
  for (const auto& [builder, input, prepare] : cases) {
    const auto free = measured(prepare, std::uint64_t{20} << 30);
    const double ratio = double(free.forecast) / double(free.peak);
    const auto budget = std::min<std::uint64_t>(std::uint64_t{64} << 20, free.forecast / 2);
    const auto refused = measured(prepare, budget);
    good += ratio >= 0.8 && ratio <= 1.25;
    fmt::print(
        "{{\"builder\":\"{}\",\"input\":\"{}\",\"forecast_mb\":{:.1f},\"peak_mb\":{:.1f},\"ratio\":{:.2f},"
        "\"refused\":{},\"held_when_refused_mb\":{:.1f}}}\n",
        builder, input, double(free.forecast) / 1048576, double(free.peak) / 1048576, ratio, refused.is_refused,
        double(refused.peak) / 1048576);
    std::fflush(stdout);
  }
  fmt::print("{{\"runs\":{},\"within_1.25\":{}}}\n", cases.size(), good);
  return 0;
}
