// SPDX-License-Identifier: MIT
// From points to a 50 x 50 image of H1, one thread: an annulus with 20 % noise, Rips by kernel codensity.
//
//   points_to_image [--points FOLDER]     one JSON line a size; --points keeps the points for
//   bench/peers/side_by_side.py
//
// Targets: 200 points 0.06 s, 500 points 0.4 s, 100 points with every edge 0.3 s; 64 bytes a simplex plus 50 MB.
#include "annulus.hpp"
#include "measurement.hpp"

#include "tessera/core/number.hpp"
#include "tessera/decomposition/summands.hpp"
#include "tessera/filtration/function_rips.hpp"
#include "tessera/geometry/kernel_density.hpp"
#include "tessera/persistence/minimal_presentation.hpp"
#include "tessera/vectorization/summand_image.hpp"

#include <cstdio>
#include <filesystem>

#include <fmt/format.h>

namespace {

using namespace tessera;

constexpr std::uint64_t seed = 7;
constexpr double bandwidth = 0.2;

struct Case {
  Index points;
  double max_diameter;
  int runs;
};

struct Steps {
  ScalarField density;
  FilteredComplex<2> complex;
  Presentation<2> module;
  Decomposition<2> summands;
  FeatureMatrix image;
};

Steps points_to_image(const PointCloud& points, double max_diameter, const Context& context) {
  Steps steps;
  steps.density = kernel_density(points, {.bandwidth = bandwidth}, context);
  steps.complex = function_rips<2>(points, {{"density", &steps.density}},
                                   {.max_diameter = max_diameter, .direction = {Direction::superlevel}}, context);
  steps.module = minimal_presentation(steps.complex, {.degree = 1}, context);
  steps.summands = summands(steps.module, {}, context);
  Collection<Decomposition<2>> one;
  one.add("annulus", steps.summands);
  steps.image = summand_image(one, {}, context);
  return steps;
}

/// Coordinates and codensity, one point a row: what time_multipers.py reads.
void write_points(const PointCloud& points, const ScalarField& density, const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "w");
  if (!file) throw Error(codes::cannot_create, fmt::format("cannot write {}", path));
  for (Index p = 0; p < points.size(); ++p)
    fmt::print(file, "{},{},{}\n", format_double(points[p][0]), format_double(points[p][1]),
               format_double(-density[p]));
  std::fclose(file);
}

void measure(const Case& size, const std::string& folder) {
  const Context context;
  const PointCloud points = bench::noisy_annulus(size.points, seed);
  Steps steps;
  const double seconds =
      bench::median_seconds(size.runs, [&] { steps = points_to_image(points, size.max_diameter, context); });
  const double memory = bench::peak_mb();

  const auto whole = function_rips<2>(points, {{"density", &steps.density}},
                                      {.max_diameter = size.max_diameter, .collapse = Collapse::off}, context);
  const std::string path = folder.empty() ? "" : fmt::format("{}/annulus_{}.csv", folder, size.points);
  if (!path.empty()) write_points(points, steps.density, path);
  fmt::print(
      R"({{"bench":"points_to_image","points_n":{},"max_diameter":{},"seed":{},"simplices":{},"simplices_collapsed":{},)"
      R"("generators":{},"relations":{},"summands":{},"wall_s":{:.5f},"peak_mb":{:.1f},"runs":{},"threads":1,"cpu":"{}","points":"{}"}})"
      "\n",
      size.points, size.max_diameter, seed, whole.size(), steps.complex.size(), steps.module.matrix.row_count(),
      steps.module.matrix.column_count(), steps.summands.summands.size(), seconds, memory, size.runs, bench::cpu_name(),
      path);
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char* argv[]) {
  const std::string folder = argc == 3 && std::string(argv[1]) == "--points" ? argv[2] : "";
  if (argc != 1 && folder.empty()) return std::fputs("usage: points_to_image [--points FOLDER]\n", stderr), 64;
  if (!folder.empty()) std::filesystem::create_directories(folder);

  bool all_ran = true;
  for (const Case& size : {Case{200, 0.5, 9}, Case{500, 0.3, 5}, Case{100, 4.0, 5}})
    all_ran = bench::in_own_process([&] { measure(size, folder); }) && all_ran;
  return all_ran ? 0 : 70;
}
