// SPDX-License-Identifier: MIT
// What the edge collapse costs and saves over a whole job, one thread: function-Rips complex, then the minimal
// presentation in degree 1 (functions) or the barcode (none), with collapse off, strong and full.
//   edge_collapse [input]
// One JSON line an input and effort; cpu_s is the median processor time of three jobs. The dragon and o3 come from the
// folder TESSERA_DATA and are left out without it. Jobs of more than about 10^8 triangles are not run without collapse.
#include "tessera/core/error.hpp"
#include "tessera/exchange/points.hpp"
#include "tessera/filtration/function_rips.hpp"
#include "tessera/persistence/complex_barcode.hpp"
#include "tessera/persistence/minimal_presentation.hpp"

#include "measurement.hpp"
#include "tessera/core/random.hpp"

#include <cmath>
#include <cstdlib>
#include <ctime>
#include <numbers>
#include <optional>

#include <fmt/format.h>

using namespace tessera;

namespace {

struct Input {
  std::string name;
  std::function<PointCloud()> points;
  std::string function;  // "codensity", "random" or none
  Index max_dimension = 2;
  std::optional<Quantity> max_diameter;
  bool runs_whole = true;
};

PointCloud noisy_circle(Index count) {
  RandomStream random(1, count);
  std::vector<double> coordinates;
  for (Index point = 0; point < count; ++point) {
    const double angle = 2 * std::numbers::pi * random.uniform();
    coordinates.push_back(std::cos(angle) + 0.1 * random.normal());
    coordinates.push_back(std::sin(angle) + 0.1 * random.normal());
  }
  return PointCloud(count, 2, std::move(coordinates));
}

PointCloud gaussian(Index count, Index dimension) {
  RandomStream random(2, count);
  std::vector<double> coordinates(std::size_t{count} * dimension);
  for (double& x : coordinates) x = random.normal();
  return PointCloud(count, dimension, std::move(coordinates));
}

PointCloud sphere(Index count, Index dimension) {
  auto coordinates = gaussian(count, dimension).coordinates();
  for (Index point = 0; point < count; ++point) {
    double sum = 0;
    for (Index axis = 0; axis < dimension; ++axis) sum += std::pow(coordinates[point * dimension + axis], 2);
    for (Index axis = 0; axis < dimension; ++axis) coordinates[point * dimension + axis] /= std::sqrt(sum);
  }
  return PointCloud(count, dimension, std::move(coordinates));
}

PointCloud clifford_torus(Index count) {
  RandomStream random(1, count);
  std::vector<double> coordinates;
  for (Index circle = 0; circle < 2 * count; ++circle) {
    const double angle = 2 * std::numbers::pi * random.uniform();
    coordinates.push_back(std::cos(angle));
    coordinates.push_back(std::sin(angle));
  }
  return PointCloud(count, 4, std::move(coordinates));
}

ScalarField function_on(const PointCloud& points, const std::string& name) {
  std::vector<double> values(points.size(), 0);
  RandomStream random(3, points.size());
  for (Index i = 0; i < points.size(); ++i) {
    if (name == "random") values[i] = random.uniform();
    for (Index j = 0; name == "codensity" && j < points.size(); ++j) {
      double sum = 0;
      for (Index axis = 0; axis < points.dimension(); ++axis) sum += std::pow(points[i][axis] - points[j][axis], 2);
      values[i] -= std::exp(-sum / 0.08);
    }
  }
  return ScalarField(std::move(values));
}

struct Job {
  double cpu_s = 0;
  Index edges = 0, triangles = 0;
};

template <int N>
Job job(const PointCloud& points, const Many<ScalarField>& values, const FunctionRipsOptions& options) {
  const Context context;
  const std::clock_t start = std::clock();
  const auto complex = function_rips<N>(points, values, options, context);
  if constexpr (N == 1)
    barcode(complex, {}, context);
  else
    minimal_presentation(complex, {.degree = 1}, context);
  return {double(std::clock() - start) / CLOCKS_PER_SEC, complex.blocks[1].size(), complex.blocks[2].size()};
}

Job median_job(const Input& input, Collapse effort) {
  const PointCloud points = input.points();
  const FunctionRipsOptions options{
      .max_diameter = input.max_diameter, .max_dimension = input.max_dimension, .collapse = effort};
  std::vector<Job> jobs;
  for (int run = 0; run < 3; ++run) {
    if (input.function.empty()) {
      jobs.push_back(job<1>(points, {}, options));
    } else {
      const ScalarField values = function_on(points, input.function);
      jobs.push_back(job<2>(points, {{input.function, &values}}, options));
    }
  }
  std::ranges::sort(jobs, {}, &Job::cpu_s);
  return jobs[1];
}

void measure(const Input& input, Collapse effort, const char* name) {
  const Job result = median_job(input, effort);
  fmt::print(
      "{{\"bench\":\"edge_collapse\",\"input\":\"{}\",\"collapse\":\"{}\",\"edges\":{},\"triangles\":{},"
      "\"cpu_s\":{:.5f},\"peak_mb\":{:.1f},\"cpu\":\"{}\"}}\n",
      input.name, name, result.edges, result.triangles, result.cpu_s, bench::peak_mb(), bench::cpu_name());
  std::fflush(stdout);
}

std::vector<Input> inputs() {
  const Quantity all(infinity);
  std::vector<Input> list;
  for (const Index count : {150, 400, 800})
    list.push_back(
        {fmt::format("circle_{}", count), [=] { return noisy_circle(count); }, "codensity", 2, all, count < 800});
  list.push_back({"circle_150_random", [] { return noisy_circle(150); }, "random", 2, all});
  list.push_back({"sphere_192", [] { return sphere(192, 4); }, ""});
  list.push_back({"sphere_192_random", [] { return sphere(192, 4); }, "random", 2, all});
  list.push_back({"gaussian_r10_300", [] { return gaussian(300, 10); }, ""});
  list.push_back({"gaussian_r10_200_random", [] { return gaussian(200, 10); }, "random", 2, all});
  list.push_back({"torus_50000", [] { return clifford_torus(50000); }, "", 2, Quantity(0.15)});
  if (const char* folder = std::getenv("TESSERA_DATA")) {
    const auto file = [&](const char* path) {
      const std::string whole = std::string(folder) + "/" + path;
      return [whole] { return exchange::read_points({.path = whole}, Context())[0]; };
    };
    list.push_back({"o3_1024", file("ripser_examples/o3_1024.txt.gz"), "", 3, Quantity(1.8)});
    list.push_back({"dragon_2000", file("pointclouds/roadmap_dragon_vrip_2000.txt.gz"), "", 2, {}, false});
  }
  return list;
}

}  // namespace

int main(int argument_count, char** arguments) {
  for (const Input& input : inputs()) {
    if (argument_count > 1 && input.name != arguments[1]) continue;
    for (const auto& [effort, name] :
         {std::pair(Collapse::off, "off"), std::pair(Collapse::strong, "strong"), std::pair(Collapse::full, "full")}) {
      if (effort == Collapse::off && !input.runs_whole) continue;
      if (!bench::in_own_process([&, effort, name] { measure(input, effort, name); })) return 1;
    }
  }
}
