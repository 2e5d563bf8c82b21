// SPDX-License-Identifier: MIT
// One kernel on one file, in a process of its own: what bench/peers/algebra_table.py runs side by side with the peers.
//   algebra_case WORK FILE [--degree K] [--diameter D] [--threads N] [--runs R] [--keep SCC]
// WORK is one of
//   rips          points (.npy, text) or a triangle of distances (.lower_distance_matrix): barcode up to degree K
//   cubical       an image (.npy), top cells: barcode, all degrees
//   alpha         points (.npy): barcode, all degrees
//   presentation  points with a function in the last column (.npy): H_K of the function-Rips bifiltration
//   minimal       a bifiltered complex (.scc): minimal presentation of H_K
//   hilbert       points and function: the Hilbert function on 50 x 50 grades, from the points to the table
//   rank          the same: the rank invariant on 20 x 20 grades
//   delaunay      points and function: writes the Delaunay bifiltration to --keep, times nothing
// Prints one JSON line; seconds, of the clock on the wall and of the processors, are medians of R runs, without reading
// the file.
#include "measurement.hpp"
#include "tessera/core/number.hpp"
#include "tessera/exchange/array.hpp"
#include "tessera/exchange/distances.hpp"
#include "tessera/exchange/points.hpp"
#include "tessera/exchange/scc.hpp"
#include "tessera/filtration/function_alpha.hpp"
#include "tessera/filtration/function_rips.hpp"
#include "tessera/persistence/alpha_barcode.hpp"
#include "tessera/persistence/cubical_barcode.hpp"
#include "tessera/persistence/hilbert_function.hpp"
#include "tessera/persistence/minimal_presentation.hpp"
#include "tessera/persistence/rank_invariant.hpp"
#include "tessera/persistence/rips_barcode.hpp"
#include "tessera/persistence/rips_presentation.hpp"

#include <cstdio>
#include <ctime>
#include <map>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

using namespace tessera;

namespace {

struct Case {
  std::string work, file, keep;
  Index degree = 1;
  std::optional<Quantity> max_diameter;
  unsigned threads = 1;
  int runs = 3;
};

PointCloud points_of(const Case& one, const Context& context) {
  exchange::PointsOptions options;
  options.path = one.file;
  return exchange::read_points(options, context)[0];
}

/// Points whose last coordinate is a function.
struct Valued {
  PointCloud points;
  ScalarField values;
};
Valued valued_points(const Case& one, const Context& context) {
  const PointCloud all = points_of(one, context);
  const Index dimension = all.dimension() - 1;
  std::vector<double> coordinates, values;
  for (Index point = 0; point < all.size(); ++point) {
    for (Index axis = 0; axis < dimension; ++axis) coordinates.push_back(all[point][axis]);
    values.push_back(all[point][dimension]);
  }
  return {PointCloud(all.size(), dimension, std::move(coordinates)), ScalarField(std::move(values))};
}

Image image_of(const Case& one) {
  const exchange::File file = exchange::read_file(one.file);
  const exchange::Array array = exchange::parse_npy(file.source());
  return Image({array.shape.begin(), array.shape.end()}, array.values);
}

std::string counts(const Barcode& barcode) {
  std::map<Index, Index> bars;
  for (const auto& bar : barcode.bars) ++bars[bar.degree];
  std::vector<Index> numbers;
  for (const auto& [degree, count] : bars) numbers.push_back(count);
  return fmt::format("\"bars\":[{}]", fmt::join(numbers, ","));
}
std::string counts(const Presentation<2>& module) {
  return fmt::format("\"generators\":{},\"relations\":{}", module.matrix.row_count(), module.matrix.column_count());
}

/// Runs `work` and returns the JSON of its result and times.
template <class Work>
std::string timed(const Case& one, const Work& work) {
  std::string answer;
  std::vector<double> wall, processors;
  for (int run = 0; run < one.runs; ++run) {
    const std::clock_t start = std::clock();
    wall.push_back(bench::median_seconds(1, [&] { answer = work(); }));
    processors.push_back(double(std::clock() - start) / CLOCKS_PER_SEC);
  }
  std::ranges::sort(wall);
  std::ranges::sort(processors);
  return fmt::format("{},\"wall_s\":{:.6f},\"cpu_s\":{:.6f}", answer, wall[wall.size() / 2],
                     processors[processors.size() / 2]);
}

FilteredComplex<2> rips_complex(const Case& one, const Valued& cloud, const Context& context) {
  FunctionRipsOptions options;
  options.max_diameter = one.max_diameter;
  options.max_dimension = one.degree + 1;
  return function_rips<2>(cloud.points, Many<ScalarField>{{"values", &cloud.values}}, options, context);
}

std::string rips(const Case& one, const Context& context) {
  RipsBarcodeOptions options;
  options.max_degree = one.degree;
  options.max_diameter = one.max_diameter;
  if (one.file.find("distance_matrix") != std::string::npos) {
    exchange::DistancesOptions reading;
    reading.path = one.file;
    const DistanceMatrix distances = exchange::read_distances(reading, context)[0];
    return timed(one, [&] { return counts(rips_barcode(distances, options, context)); });
  }
  const PointCloud points = points_of(one, context);
  return timed(one, [&] { return counts(rips_barcode(points, options, context)); });
}

std::string presentation(const Case& one, const Context& context) {
  const Valued cloud = valued_points(one, context);
  RipsPresentationOptions options;
  options.degree = one.degree;
  options.max_diameter = one.max_diameter;
  return timed(one, [&] { return counts(rips_presentation(cloud.points, cloud.values, options, context)); });
}

std::string minimal(const Case& one, const Context& context) {
  const exchange::File file = exchange::read_file(one.file);
  const auto complex = exchange::parse_scc_complex<2>(file.source());
  MinimalPresentationOptions options;
  options.degree = one.degree;
  return fmt::format("\"cells\":{},", complex.size()) +
         timed(one, [&] { return counts(minimal_presentation(complex, options, context)); });
}

std::string hilbert(const Case& one, const Context& context) {
  const Valued cloud = valued_points(one, context);
  HilbertFunctionOptions options;
  options.grid = GridKind::regular;
  options.resolution = {50};
  options.degree = one.degree;
  return timed(one, [&] {
    const auto table = hilbert_function(rips_complex(one, cloud, context), options, context);
    std::uint64_t sum = 0;
    for (const Index dimension : table.dimensions) sum += dimension;
    return fmt::format("\"sum\":{}", sum);
  });
}

std::string rank(const Case& one, const Context& context) {
  const Valued cloud = valued_points(one, context);
  RankInvariantOptions options;
  options.resolution = {20};
  options.degree = one.degree;
  return timed(one, [&] {
    const auto table = rank_invariant(rips_complex(one, cloud, context), options, context);
    std::uint64_t sum = 0;
    for (const Index number : table.ranks) sum += number;
    return fmt::format("\"sum\":{}", sum);
  });
}

std::string delaunay(const Case& one, const Context& context) {
  const Valued cloud = valued_points(one, context);
  const auto complex = function_alpha<2>(cloud.points, Many<ScalarField>{{"values", &cloud.values}}, {}, context);
  std::FILE* file = std::fopen(one.keep.c_str(), "wb");
  if (!file) throw Error(codes::cannot_create, "needs --keep FILE for the complex");
  const std::string text = exchange::scc_of(complex);
  std::fwrite(text.data(), 1, text.size(), file);
  std::fclose(file);
  return fmt::format("\"cells\":{}", complex.size());
}

std::string result_of(const Case& one, const Context& context) {
  if (one.work == "rips") return rips(one, context);
  if (one.work == "presentation") return presentation(one, context);
  if (one.work == "minimal") return minimal(one, context);
  if (one.work == "hilbert") return hilbert(one, context);
  if (one.work == "rank") return rank(one, context);
  if (one.work == "delaunay") return delaunay(one, context);
  if (one.work == "cubical") {
    const Image image = image_of(one);
    CubicalBarcodeOptions options;
    options.construction = CubicalConstruction::top_cells;
    return timed(one, [&] { return counts(cubical_barcode(image, options, context)); });
  }
  if (one.work == "alpha") {
    const PointCloud points = points_of(one, context);
    return timed(one, [&] { return counts(alpha_barcode(points, {}, context)); });
  }
  throw Error(codes::usage, "needs a known WORK, got " + one.work);
}

Case case_of(int count, char** words) {
  if (count < 3 || count % 2 == 0) throw Error(codes::usage, "needs WORK, FILE and options with a value each");
  Case one{.work = words[1], .file = words[2], .keep = {}, .max_diameter = {}};
  for (int i = 3; i < count; i += 2) {
    const std::string option = words[i], value = words[i + 1];
    if (option == "--keep") {
      one.keep = value;
      continue;
    }
    const auto number = parse_double(value);
    if (!number) throw Error(codes::usage, "needs a number after " + option);
    if (option == "--degree")
      one.degree = Index(*number);
    else if (option == "--diameter")
      one.max_diameter = Quantity(*number);
    else if (option == "--threads")
      one.threads = unsigned(*number);
    else if (option == "--runs")
      one.runs = int(*number);
    else
      throw Error(codes::usage, "the option " + option + " is not known");
  }
  return one;
}

}  // namespace

int main(int count, char** words) try {
  const Case one = case_of(count, words);
  ContextOptions settings;
  settings.threads = one.threads;
  const std::string result = result_of(one, Context(settings));
  fmt::print("{{\"bench\":\"{}\",{},\"threads\":{},\"peak_mb\":{:.1f}}}\n", one.work, result, one.threads,
             bench::peak_mb());
  return 0;
} catch (const Error& error) {
  fmt::print(stderr, "{}\n", error.what());
  return exit_code(error.code().fault);
}
