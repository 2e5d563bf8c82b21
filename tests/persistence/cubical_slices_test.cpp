// SPDX-License-Identifier: MIT
// The filtered complexes of images, restricted to one parameter, against the barcodes of images and GUDHI's.
#include "support/catch.hpp"
#include "support/naive_cubical.hpp"
#include "tessera/filtration/cubical_complex.hpp"
#include "tessera/persistence/complex_barcode.hpp"
#include "tessera/persistence/minimal_presentation.hpp"
#include "tessera/persistence/slice.hpp"

#include <algorithm>
#include <array>
#include <random>

using namespace tessera;

namespace {

const Context context;
constexpr auto vertices = CubicalConstruction::vertices;
constexpr auto top_cells = CubicalConstruction::top_cells;

int between(std::mt19937& random, int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); }

Image random_image(std::mt19937& random, const std::vector<Index>& shape, int levels) {
  std::size_t pixels = 1;
  for (const Index side : shape) pixels *= side;
  std::vector<double> values(pixels);
  for (double& value : values) value = between(random, -levels, levels);
  return Image(shape, values);
}

std::vector<Index> random_shape(std::mt19937& random, int axes) {
  std::vector<Index> shape;
  for (int axis = 0; axis < axes; ++axis)
    shape.push_back(Index(between(random, 1, std::array{14, 6, 4, 3}[std::size_t(axes) - 1])));
  return shape;
}

/// A channel alone: the complex where the values of the others are as large as they get.
template <int N>
FilteredComplex<1> channel_of(const FilteredComplex<N>& complex, int k) {
  FilteredComplex<1> result;
  result.grid.axes[0] = complex.grid.axes[std::size_t(k)];
  for (const auto& block : complex.blocks) {
    auto& mine = result.blocks.emplace_back();
    mine.faces = block.faces;
    mine.stride = block.stride;
    mine.offsets = block.offsets;
    for (const auto& grade : block.grades) mine.grades.push_back({{grade[k]}});
  }
  return result;
}

}  // namespace

TEST_CASE("a channel of a filtered complex of images has the barcode of that image", "[persistence][cubical][oracle]") {
  std::mt19937 random(3);
  for (int trial = 0; trial < 240; ++trial) {
    const int axes = trial % 4 + 1;
    const auto shape = random_shape(random, axes);
    const std::vector<Image> channels{random_image(random, shape, trial % 3 == 0 ? 2 : 50),
                                      random_image(random, shape, 50)};
    CubicalComplexOptions options{.construction = trial & 1 ? vertices : top_cells,
                                  .direction = {Direction::sublevel, Direction::superlevel}};
    CubicalBarcodeOptions image_options{.construction = options.construction};
    for (int axis = 0; axis < axes; ++axis)
      if (between(random, 0, 2) == 0) options.periodic.push_back(Index(axis));
    image_options.periodic = options.periodic;

    const auto complex = cubical_complex<2>(Many<Image>(channels), nullptr, options, context);
    for (int k = 0; k < 2; ++k) {
      image_options.direction = options.direction[std::size_t(k)];
      INFO("trial " << trial << ", " << channels[0].brief() << ", channel " << k);
      const auto bars = barcode(channel_of(complex, k), {}, context).bars;
      CHECK(bars == cubical_barcode(channels[std::size_t(k)], image_options, context).bars);
      const bool has_axis_of_one = std::ranges::count(shape, Index{1}) > 0;  // GUDHI gives it a thickness, or no circle
      if (options.construction == top_cells && !has_axis_of_one)
        CHECK(bars == gudhi_cubical_barcode(channels[std::size_t(k)], image_options).bars);
    }
  }
}

TEST_CASE("along a line, vertices enter as the pixels of the image of their times", "[persistence][cubical][law]") {
  std::mt19937 random(4);
  for (int trial = 0; trial < 120; ++trial) {
    const int axes = trial % 4 + 1;
    const auto shape = random_shape(random, axes);
    const std::vector<Image> channels{random_image(random, shape, 9), random_image(random, shape, 9)};
    const Line<2> line{.base = {double(between(random, -3, 3)), double(between(random, -3, 3))},
                       .direction = {double(between(random, 1, 4)), double(between(random, 1, 4))}};
    std::vector<double> times(channels[0].values().size());
    for (std::size_t pixel = 0; pixel < times.size(); ++pixel) {
      times[pixel] = -infinity;
      for (std::size_t k = 0; k < 2; ++k)
        times[pixel] = std::max(times[pixel], (channels[k].values()[pixel] - line.base[k]) / line.direction[k]);
    }
    const Index glued = Index(between(random, 0, axes - 1));
    const auto expected = cubical_barcode(Image(shape, times), {.periodic = {glued}}, context);
    const auto complex = cubical_complex<2>(Many<Image>(channels), nullptr, {.periodic = {glued}}, context);
    for (Index degree = 0; degree < Index(complex.blocks.size()); ++degree) {
      INFO("trial " << trial << ", " << channels[0].brief() << ", degree " << degree);
      const auto module = minimal_presentation(complex, {.degree = degree}, context);
      std::vector<Bar> bars;
      for (const Bar& bar : expected.bars)
        if (bar.degree == degree) bars.push_back(bar);
      const auto along = slice(module, line).bars;
      REQUIRE(along.size() == bars.size());
      for (std::size_t i = 0; i < bars.size(); ++i) {
        CHECK(along[i].birth == Approx(bars[i].birth).margin(1e-12));
        if (bars[i].death == infinity)
          CHECK(along[i].death == infinity);
        else
          CHECK(along[i].death == Approx(bars[i].death).margin(1e-12));
      }
    }
  }
}

TEST_CASE("masked pixels are holes", "[persistence][cubical][example]") {
  const Image f({3, 3}, std::vector<double>(9, 1)), g({3, 3}, {0, 1, 2, 3, 4, 5, 6, 7, 8});
  const Image ring({3, 3}, {1, 1, 1, 1, 0, 1, 1, 1, 1}), nothing({3, 3}, std::vector<double>(9, 0));
  for (const auto construction : {vertices, top_cells}) {
    const auto complex = cubical_complex<1>({{"f", &f}}, &ring, {.construction = construction}, context);
    CHECK(barcode(complex, {}, context).bars == std::vector<Bar>{{1, infinity, 0}, {1, infinity, 1}});
    const auto empty = cubical_complex<2>({{"f", &f}, {"g", &g}}, &nothing, {.construction = construction}, context);
    CHECK(minimal_presentation(empty, {.degree = 0}, context).matrix.row_count() == 0);
  }
}
