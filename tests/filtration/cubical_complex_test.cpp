// SPDX-License-Identifier: MIT
#include "tessera/filtration/cubical_complex.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/naive_cubes.hpp"

#include <array>
#include <optional>
#include <random>

using namespace tessera;

namespace {

const Context context;
constexpr auto vertices = CubicalConstruction::vertices;
constexpr auto top_cells = CubicalConstruction::top_cells;

struct Trial {
  std::vector<Image> channels;
  std::optional<Image> mask;
  CubicalComplexOptions options;

  template <int N>
  FilteredComplex<N> complex(const Context& in = context) const {
    return cubical_complex<N>(Many<Image>(channels), mask ? &*mask : nullptr, options, in);
  }
};

/// Channels with many or few ties, axes of one pixel and glued ones among them, half the time a mask.
Trial random_trial(std::mt19937& random, int channels, int axes) {
  const auto between = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
  std::vector<Index> shape;
  std::size_t pixels = 1;
  for (int axis = 0; axis < axes; ++axis) {
    shape.push_back(Index(between(1, std::array{12, 6, 4, 3}[std::size_t(axes) - 1])));
    pixels *= shape.back();
  }

  Trial trial;
  const int levels = between(0, 1) ? 2 : 1000;
  trial.options.direction.clear();
  for (int k = 0; k < channels; ++k) {
    std::vector<double> values(pixels);
    for (double& value : values) value = between(-levels, levels) / 7.0;
    trial.channels.emplace_back(shape, values);
    trial.options.direction.push_back(between(0, 1) ? Direction::sublevel : Direction::superlevel);
  }
  if (between(0, 1)) {
    std::vector<double> present(pixels);
    for (double& value : present) value = between(0, 4) ? 1.5 : 0;
    trial.mask = Image(shape, present);
  }
  trial.options.construction = between(0, 1) ? vertices : top_cells;
  for (int axis = 0; axis < axes; ++axis)
    if (between(0, 2) == 0) trial.options.periodic.push_back(Index(axis));
  return trial;
}

template <int N>
void check_trial(const Trial& trial) {
  const auto complex = trial.complex<N>();
  check(complex);
  CHECK(complex.complete_dimension == none);
  CHECK(NaiveCubes(complex) == NaiveCubes(trial.channels, trial.mask ? &*trial.mask : nullptr, trial.options));
}

std::vector<std::size_t> cell_counts(const Image& image, const CubicalComplexOptions& options) {
  std::vector<std::size_t> counts;
  const auto complex = cubical_complex<1>({{"f", &image}}, nullptr, options, context);
  check(complex);
  for (const auto& block : complex.blocks) counts.push_back(block.size());
  return counts;
}

}  // namespace

TEST_CASE("a square of four pixels enters at the join of its corners", "[filtration][cubical][example]") {
  const Image f({2, 2}, {0, 1, 2, 3}), g({2, 2}, {5, 7, 6, 5});
  const auto complex = cubical_complex<2>({{"f", &f}, {"g", &g}}, nullptr, {}, context);
  check(complex);
  REQUIRE(complex.blocks.size() == 3);
  CHECK(complex.grid.axes[0].values == std::vector<double>{0, 1, 2, 3});
  CHECK(complex.grid.axes[1].values == std::vector<double>{5, 6, 7});
  CHECK(complex.grid.axes[1].name == "g");
  CHECK(complex.blocks[0].grades == std::vector<Grade<2>>{{{0, 0}}, {{1, 2}}, {{2, 1}}, {{3, 0}}});
  CHECK(complex.blocks[1].grades == std::vector<Grade<2>>{{{2, 1}}, {{3, 2}}, {{1, 2}}, {{3, 1}}});
  CHECK(complex.blocks[1].faces == std::vector<Index>{0, 2, 1, 3, 0, 1, 2, 3});
  CHECK(complex.blocks[2].grades == std::vector<Grade<2>>{{{3, 2}}});
  CHECK(complex.blocks[2].faces == std::vector<Index>{0, 1, 2, 3});
  CHECK(complex.vertex_point.empty());
}

TEST_CASE("the corner that two top cells share enters as soon as each channel is low in one of them",
          "[filtration][cubical][example]") {
  const Image f({2}, {0, 9}), g({2}, {9, 0});
  const auto complex = cubical_complex<2>({{"f", &f}, {"g", &g}}, nullptr, {.construction = top_cells}, context);
  check(complex);
  CHECK(complex.blocks[0].grades == std::vector<Grade<2>>{{{0, 1}}, {{0, 0}}, {{1, 0}}});
  CHECK(complex.blocks[1].grades == std::vector<Grade<2>>{{{0, 1}}, {{1, 0}}});
  CHECK(complex.blocks[1].faces == std::vector<Index>{0, 1, 1, 2});
}

TEST_CASE("a superlevel channel enters negated", "[filtration][cubical][example]") {
  const Image f({3}, {1, 4, -0.0});
  const auto complex = cubical_complex<1>({{"f", &f}}, nullptr, {.direction = {Direction::superlevel}}, context);
  CHECK(complex.grid.axes[0].values == std::vector<double>{-4, -1, 0});
  CHECK(complex.grid.axes[0].direction == Direction::superlevel);
  CHECK(complex.blocks[0].grades == std::vector<Grade<1>>{{{1}}, {{0}}, {{2}}});
  CHECK(complex.blocks[1].grades == std::vector<Grade<1>>{{{1}}, {{2}}});
}

TEST_CASE("lattices, cylinders and tori have the numbers of cubes of products", "[filtration][cubical][example]") {
  using Counts = std::vector<std::size_t>;
  const Image image({3, 4}, std::vector<double>(12, 2.5));
  CHECK(cell_counts(image, {}) == Counts{12, 17, 6});
  CHECK(cell_counts(image, {.construction = top_cells}) == Counts{20, 31, 12});
  CHECK(cell_counts(image, {.periodic = {1}}) == Counts{12, 20, 8});
  CHECK(cell_counts(image, {.construction = top_cells, .periodic = {0, 1}}) == Counts{12, 24, 12});

  const Image one({1, 1, 1}, {2.5});
  CHECK(cell_counts(one, {}) == Counts{1});
  CHECK(cell_counts(one, {.construction = top_cells}) == Counts{1});
  CHECK(cell_counts(one, {.periodic = {0, 2}}) == Counts{1, 2, 1});
}

TEST_CASE("a pixel that the mask leaves out takes its cubes along", "[filtration][cubical][example]") {
  const Image f({1, 3}, {0, 1, 2}), mask({1, 3}, {1, 0, 1});
  const auto complex = cubical_complex<1>({{"f", &f}}, &mask, {}, context);
  check(complex);
  CHECK(complex.blocks.size() == 1);
  CHECK(complex.grid.axes[0].values == std::vector<double>{0, 2});
  CHECK(complex.vertex_point == std::vector<Index>{0, 2});

  const auto dual = cubical_complex<1>({{"f", &f}}, &mask, {.construction = top_cells}, context);
  check(dual);
  CHECK(dual.blocks[0].size() == 4);
  CHECK(dual.blocks[1].faces == std::vector<Index>{0, 1, 2, 3});

  const Image nothing({1, 3}, {0, 0, 0});
  const auto empty = cubical_complex<1>({{"f", &f}}, &nothing, {}, context);
  check(empty);
  CHECK(empty.size() == 0);
}

TEST_CASE("cubes, their faces and their grades are those of the definition", "[filtration][cubical][law]") {
  std::mt19937 random(11);
  for (int trial = 0; trial < 480; ++trial) {
    const int parameters = trial % 4 + 1, axes = trial / 4 % 4 + 1;
    const Trial images = random_trial(random, parameters, axes);
    INFO("trial " << trial << ", " << images.channels[0].brief() << ", glued " << images.options.periodic.size()
                  << (images.mask ? ", masked" : ""));
    if (parameters == 1) check_trial<1>(images);
    if (parameters == 2) check_trial<2>(images);
    if (parameters == 3) check_trial<3>(images);
    if (parameters == 4) check_trial<4>(images);
  }
}

TEST_CASE("any number of threads builds the same cubes", "[filtration][cubical][law]") {
  std::mt19937 random(5);
  Trial images = random_trial(random, 2, 3);
  std::vector<double> values(40 * 50 * 60);
  for (double& value : values) value = double(random() % 500);
  images.channels[0] = Image({40, 50, 60}, values);
  std::ranges::reverse(values);
  images.channels[1] = Image({40, 50, 60}, values);
  images.mask.reset();
  for (const auto construction : {vertices, top_cells}) {
    images.options.construction = construction;
    const auto serial = images.complex<2>(), threaded = images.complex<2>(Context({.threads = 4}));
    REQUIRE(serial.blocks.size() == 4);
    CHECK(serial.grid == threaded.grid);
    for (std::size_t d = 0; d < 4; ++d) {
      CHECK(serial.blocks[d].grades == threaded.blocks[d].grades);
      CHECK(serial.blocks[d].faces == threaded.blocks[d].faces);
    }
  }
}

TEST_CASE("channels that do not fit are refused by name", "[filtration][cubical][error]") {
  const Image f({2, 2}, {0, 1, 2, 3}), row({4}, {0, 1, 2, 3}), empty({0, 3}, {});
  const Image five({1, 1, 1, 1, 1}, {0});
  const auto build = [&](const Many<Image>& channels, const Image* mask, const CubicalComplexOptions& options) {
    return [=] { cubical_complex<2>(channels, mask, options, context); };
  };
  const Many<Image> pair{{"f", &f}, {"g", &f}};
  CHECK(reason_of(build({{"f", &f}}, nullptr, {})) == "needs 2 channels for as many parameters, got 1");
  CHECK(reason_of(build({{"f", &f}, {"g", &row}}, nullptr, {})) ==
        "needs channels of one shape, got (2, 2) in 'f' and (4) in 'g'");
  CHECK(code_of(build({{"f", &empty}, {"g", &empty}}, nullptr, {})) == "D102");
  CHECK(reason_of(build({{"f", &five}, {"g", &five}}, nullptr, {})) == "needs images of 1 to 4 axes, got 5");
  CHECK(reason_of(build(pair, &row, {})) == "needs the shape of the channels, (2, 2), got (4)");
  CHECK(reason_of(build(pair, nullptr, {.periodic = {2}})) == "needs axes below 2, got 2");
  CHECK(reason_of(build(pair, nullptr, {.periodic = {1, 1}})) == "needs each axis once, got 1 twice");
  CHECK(code_of(build(pair, nullptr, {.direction = std::vector<Direction>(3)})) == "D106");
}

TEST_CASE("cubes that pass the budget are refused before they are built", "[filtration][cubical][error]") {
  const Image volume({100, 100, 100}, std::vector<double>(1000000, 1.0));
  const Context small(ContextOptions{.memory_budget = 64 << 20});
  CHECK(code_of([&] { cubical_complex<1>({{"f", &volume}}, nullptr, {}, small); }) == "R302");
}
