// SPDX-License-Identifier: MIT
// Public point clouds and bifiltrations: every way to a presentation against every other, and GUDHI along lines.
#include "tessera/exchange/points.hpp"
#include "tessera/exchange/rivet.hpp"
#include "tessera/exchange/scc.hpp"
#include "tessera/filtration/function_rips.hpp"
#include "tessera/geometry/distance_to_measure.hpp"
#include "tessera/persistence/minimal_presentation.hpp"
#include "tessera/persistence/rips_presentation.hpp"
#include "tessera/persistence/slice.hpp"

#include "support/catch.hpp"
#include "support/scratch.hpp"
#include "support/sliced_witness.hpp"
#include "tessera/core/random.hpp"

#include <algorithm>
#include <vector>

using namespace tessera;

namespace {

const Context context;

/// Generator and relation grades, as points, sorted: the Betti numbers of the module.
struct BettiGrades {
  std::vector<Point<2>> generators, relations;
  friend bool operator==(const BettiGrades&, const BettiGrades&) = default;
};
BettiGrades betti_grades(const Presentation<2>& module) {
  REQUIRE(module.is_minimal);
  BettiGrades result;
  for (const auto& z : module.matrix.row_grades) result.generators.push_back(module.grid(z));
  for (const auto& z : module.matrix.column_grades) result.relations.push_back(module.grid(z));
  std::ranges::sort(result.generators);
  std::ranges::sort(result.relations);
  return result;
}

std::vector<Line<2>> random_lines(const Grid<2>& grid, RandomStream& random, int count) {
  std::vector<Line<2>> lines;
  while (int(lines.size()) < count) {
    Line<2> line;
    for (std::size_t axis = 0; axis < 2; ++axis) {
      const auto& values = grid.axes[axis].values;
      const double range = values.back() - values.front();
      line.base[axis] = values.front() + range * (random.uniform() - 0.25);
      line.direction[axis] = (range > 0 ? range : 1) * random.uniform();
    }
    lines.push_back(line);
  }
  return lines;
}

struct Cloud {
  const char* file;
  Index points;  // the first of the file
  const char* max_diameter;
};
// Full: every edge as long as it can matter; the others are cut so that the complex built as a witness stays small.
const std::vector<Cloud> clouds = {
    {"spiral_2d.npz", 100, "full"},
    {"tore3D_300.off.gz", 100, "full"},
    {"sphere2D_80.off", 80, "full"},
    {"alphacomplexdoc.off", 7, "full"},
    {"grid_5_5_5_in_0_1.off", 100, "full"},
    {"roadmap_klein_bottle_pointcloud_new_400.txt.gz", 400, "15 %diameter"},
    {"tda_tutorial_NoisyTrefoil180.txt.gz", 100, "full"},
    {"fd_noisy_torus.txt.gz", 300, "25 %diameter"},
};

}  // namespace

TEST_CASE("every route, collapse and preprocessing presents public point clouds alike, and slices them as GUDHI does",
          "[end_to_end][presentation][reference]") {
  if (data_folder().empty()) {
    WARN("needs TESSERA_DATA: left out");
    return;
  }
  RandomStream random(51, 0);
  Index compared = 0, lines_compared = 0;
  for (const auto& cloud : clouds) {
    INFO(cloud.file);
    exchange::PointsOptions reading;
    reading.path = data_folder() + "/pointclouds/" + cloud.file;
    const PointCloud all = exchange::read_points(reading, context)[0];
    const Index n = std::min(cloud.points, all.size());
    std::vector<double> coordinates;
    for (Index i = 0; i < n; ++i) coordinates.insert(coordinates.end(), all[i].begin(), all[i].end());
    const PointCloud points(n, all.dimension(), std::move(coordinates));
    const ScalarField values = distance_to_measure(points, {}, context);

    RipsPresentationOptions options;
    if (std::string_view(cloud.max_diameter) != "full") options.max_diameter = Quantity::parse(cloud.max_diameter);
    const FunctionRipsOptions whole{
        .max_diameter = options.max_diameter, .max_dimension = 2, .collapse = Collapse::off};
    const auto complex = function_rips<2>(points, {{"f", &values}}, whole, context);
    const auto expected = minimal_presentation(complex, {.preprocessing = Preprocessing::plain}, context);

    const auto agrees = [&](const Presentation<2>& module) {
      ++compared;
      CHECK(betti_grades(module) == betti_grades(expected));
    };
    for (const auto way : {Preprocessing::chunk, Preprocessing::flag, Preprocessing::automatic})
      agrees(minimal_presentation(complex, {.preprocessing = way}, context));
    for (const auto collapse : {Collapse::off, Collapse::strong, Collapse::full})
      for (const auto route : {RipsPresentationRoute::homology, RipsPresentationRoute::cohomology}) {
        options.collapse = collapse;
        options.route = route;
        agrees(rips_presentation(points, values, options, context));
      }

    const auto module = rips_presentation(points, values, {.max_diameter = options.max_diameter}, context);
    const SlicedWitness gudhi(complex);
    for (const auto& line : random_lines(complex.grid, random, complex.size() > 200'000 ? 2 : 10)) {
      ++lines_compared;
      CHECK(slice(module, line) == of_degree(gudhi.barcode(line, 2), 1));
    }
  }
  CHECK(compared == 9 * clouds.size());
  CHECK(lines_compared > 40);
}

TEST_CASE("public bifiltrations are presented alike by every preprocessing, and sliced as GUDHI does",
          "[end_to_end][presentation][reference]") {
  if (data_folder().empty()) {
    WARN("needs TESSERA_DATA: left out");
    return;
  }
  RandomStream random(52, 0);
  for (const char* file : {"bifiltration1.txt", "bifiltration2.txt", "bifiltration3.txt"}) {
    INFO(file);
    const auto text = exchange::read_file(data_folder() + "/rivet/Test_Bifiltrations/" + file);
    const auto complex = exchange::parse_rivet_bifiltration(text.source());
    const SlicedWitness gudhi(complex);
    for (Index degree = 0; degree + 1 < complex.blocks.size(); ++degree) {
      const auto module = minimal_presentation(complex, {.degree = degree}, context);
      for (const auto way : {Preprocessing::plain, Preprocessing::chunk})
        CHECK(betti_grades(minimal_presentation(complex, {degree, way}, context)) == betti_grades(module));
      for (const auto& line : random_lines(complex.grid, random, 50))
        CHECK(slice(module, line) == of_degree(gudhi.barcode(line, int(degree) + 1), degree));
    }
  }
  for (const char* file : {"firep_ex2.txt", "firep_ex3.txt"}) {
    INFO(file);
    const auto text = exchange::read_file(data_folder() + "/rivet/FIReps/" + file);
    const auto complex = exchange::parse_scc_complex<2>(text.source());
    const auto plain = minimal_presentation(complex, {1, Preprocessing::plain}, context);
    CHECK(betti_grades(minimal_presentation(complex, {1, Preprocessing::chunk}, context)) == betti_grades(plain));
  }
}

TEST_CASE("presentations that others made minimal stay as they are", "[end_to_end][presentation][reference]") {
  if (data_folder().empty()) {
    WARN("needs TESSERA_DATA: left out");
    return;
  }
  for (const char* file : {"k_fold_46_10_2_min_pres.firep.gz", "multi_cover_050_10_1_min_pres.scc.gz",
                           "noisy_circle_firep_8_0_min_pres.firep.gz", "small_pres_with_nonzero_k_min_pres.firep",
                           "points_wo_density_10_dim2_k_fold_10_min_pres.firep.gz"}) {
    INFO(file);
    const auto text = exchange::read_file(data_folder() + "/presentations/aida/" + file);
    auto given = exchange::parse_scc_presentation<2>(text.source());
    const auto module = minimal_presentation(given, {}, context);
    given.is_minimal = true;
    CHECK(betti_grades(module) == betti_grades(given));
  }
}
