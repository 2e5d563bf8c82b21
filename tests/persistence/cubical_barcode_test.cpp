// SPDX-License-Identifier: MIT
#include "tessera/persistence/cubical_barcode.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/naive_cubical.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <random>
#include <stop_token>

using namespace tessera;

namespace {

const Context context;
constexpr auto vertices = CubicalConstruction::vertices;
constexpr auto top_cells = CubicalConstruction::top_cells;

struct Trial {
  Image image;
  CubicalBarcodeOptions options;

  bool has_circle_of_one() const {
    return std::ranges::any_of(options.periodic, [&](Index axis) { return image.shape()[axis] == 1; });
  }
};

/// A small image of 1 to 4 axes with many, some or no ties, and options.
Trial random_trial(std::mt19937& random) {
  const auto between = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
  const int axes = between(1, 4), longest = std::array{12, 6, 4, 3}[std::size_t(axes) - 1];
  std::vector<Index> shape;
  std::size_t pixels = 1;
  for (int axis = 0; axis < axes; ++axis) {
    shape.push_back(Index(between(1, longest)));
    pixels *= shape.back();
  }
  const int levels = std::array{2, 9, 100000}[std::size_t(between(0, 2))];
  std::vector<double> values(pixels);
  for (double& value : values) value = between(-levels, levels) / 7.0;

  CubicalBarcodeOptions options;
  options.construction = between(0, 1) ? vertices : top_cells;
  options.direction = between(0, 1) ? Direction::sublevel : Direction::superlevel;
  options.field = std::array{2u, 3u, 5u}[std::size_t(between(0, 2))];
  for (int axis = 0; axis < axes; ++axis)
    if (between(0, 2) == 0) options.periodic.push_back(Index(axis));
  return {Image(shape, values), options};
}

std::string text(const Trial& trial) {
  std::string text = "shape";
  for (const Index side : trial.image.shape()) text += " " + std::to_string(side);
  text += trial.options.construction == vertices ? ", vertices" : ", top cells";
  text += trial.options.direction == Direction::sublevel ? ", sublevel" : ", superlevel";
  text += ", field " + std::to_string(trial.options.field) + ", periodic";
  for (const Index axis : trial.options.periodic) text += " " + std::to_string(axis);
  return text;
}

std::vector<Bar> bars(const Image& image, const CubicalBarcodeOptions& options) {
  return cubical_barcode(image, options, context).bars;
}

/// A cycle of a bar is a cycle, is born with it and, above degree 0, bounds when it dies.
void check_cycle(const NaiveCubical& complex, const Bar& bar, const std::vector<Index>& chain) {
  REQUIRE(!chain.empty());
  CHECK(complex.boundary(chain) == std::vector<Index>(complex.cubes.size(), 0));
  double latest = -infinity;
  for (std::size_t i = 0; i < chain.size(); ++i)
    if (chain[i] != 0) latest = std::max(latest, complex.cubes[i].value);
  CHECK(latest == bar.birth);
  if (bar.degree == 0 || bar.death == infinity) return;
  const int degree = int(bar.degree);
  CHECK(complex.rank_with_boundaries(degree, bar.death, {chain}) ==
        complex.rank_with_boundaries(degree, bar.death, {}));
}

/// At every birth the cycles of the living bars are a basis of the homology.
void check_basis(const NaiveCubical& complex, const Barcode& barcode, const std::vector<std::vector<Index>>& chains) {
  for (const Bar& born : barcode.bars) {
    std::vector<std::vector<Index>> alive;
    for (std::size_t i = 0; i < chains.size(); ++i)
      if (barcode.bars[i].degree == born.degree && barcode.bars[i].birth <= born.birth &&
          born.birth < barcode.bars[i].death)
        alive.push_back(chains[i]);
    const int degree = int(born.degree);
    CHECK(complex.rank_with_boundaries(degree, born.birth, alive) ==
          complex.rank_with_boundaries(degree, born.birth, {}) + alive.size());
  }
}

/// Nine by nine by three vertices: a curve of zeros that winds twice around the middle column of twos, among ones.
Image double_loop() {
  std::vector<double> values(9 * 9 * 3, 1);
  const auto at = [&](int x, int y, int z) -> double& { return values[std::size_t((x * 9 + y) * 3 + z)]; };
  for (int z = 0; z < 3; ++z) at(4, 4, z) = 2;
  const std::vector<std::array<int, 3>> corners{{2, 0, 0}, {8, 0, 0}, {8, 8, 0}, {0, 8, 0}, {0, 2, 0},
                                                {2, 2, 0}, {6, 2, 0}, {6, 6, 0}, {2, 6, 0}, {2, 4, 0},
                                                {2, 4, 2}, {2, 0, 2}, {2, 0, 0}};
  for (std::size_t i = 1; i < corners.size(); ++i)
    for (auto point = corners[i - 1]; point != corners[i];) {
      at(point[0], point[1], point[2]) = 0;
      for (std::size_t axis = 0; axis < 3; ++axis)
        point[axis] += (corners[i][axis] > point[axis]) - (corners[i][axis] < point[axis]);
    }
  return Image({9, 9, 3}, values);
}

/// Finite bars of one degree; those born at `left_out` are left out, mirrored ones run from -death to -birth.
std::vector<Bar> finite_bars(const std::vector<Bar>& bars, Index degree, bool mirrored, double left_out) {
  std::vector<Bar> kept;
  for (const Bar& bar : bars) {
    if (bar.degree != degree || bar.death == infinity || bar.birth == left_out) continue;
    kept.push_back(mirrored ? Bar{-bar.death, -bar.birth, 0} : Bar{bar.birth, bar.death, 0});
  }
  return barcode_of(kept).bars;
}

/// Minus the image with a border of one pixel of this value.
Image negated_with_border(const Image& image, double border) {
  std::vector<Index> shape = image.shape();
  std::size_t pixels = 1;
  for (Index& side : shape) pixels *= side += 2;
  std::vector<double> values(pixels, border);
  for (std::size_t place = 0; place < image.values().size(); ++place) {
    std::size_t rest = place, target = 0, stride = 1;
    for (std::size_t axis = shape.size(); axis-- > 0;) {
      target += (rest % image.shape()[axis] + 1) * stride;
      rest /= image.shape()[axis];
      stride *= shape[axis];
    }
    values[target] = -image.values()[place];
  }
  return Image(shape, values);
}

}  // namespace

TEST_CASE("a ring of ones around a five is one loop, and fills at five", "[persistence][cubical][example]") {
  const Image ring({3, 3}, {1, 1, 1, 1, 5, 1, 1, 1, 1});
  const std::vector<Bar> expected{{1, infinity, 0}, {1, 5, 1}};
  CHECK(bars(ring, {.construction = vertices}) == expected);
  CHECK(bars(ring, {.construction = top_cells}) == expected);
  CHECK(bars(ring, {.direction = Direction::superlevel}) == std::vector<Bar>{{-5, infinity, 0}});
  CHECK(bars(ring, {.max_degree = 0}) == std::vector<Bar>{{1, infinity, 0}});
}

TEST_CASE("pixels that share a corner are neighbors as top cells only", "[persistence][cubical][example]") {
  const Image board({2, 2}, {0, 1, 1, 0});
  CHECK(bars(board, {.construction = vertices}) == std::vector<Bar>{{0, 1, 0}, {0, infinity, 0}});
  CHECK(bars(board, {.construction = top_cells}) == std::vector<Bar>{{0, infinity, 0}});
}

TEST_CASE("a cycle is named by the corners of its cubes", "[persistence][cubical][example]") {
  const Image ring({3, 3}, {1, 1, 1, 1, 5, 1, 1, 1, 1});
  const auto barcode = cubical_barcode(ring, {.construction = vertices, .cycles = true}, context);
  REQUIRE(barcode.cycles.size() == 2);
  CHECK(barcode.cycles[0].size() == 1);
  CHECK(barcode.cycles[1] == Cycle{.cell_size = 2,
                                   .cells = {0, 3, 0, 1, 1, 2, 2, 5, 3, 6, 5, 8, 6, 7, 7, 8},
                                   .coefficients = {1, 1, 1, 1, 1, 1, 1, 1}});

  const auto circle = cubical_barcode(Image({2}, {0, 1}), {.periodic = {0}, .cycles = true}, context);
  REQUIRE(circle.bars == std::vector<Bar>{{0, infinity, 0}, {1, infinity, 1}});
  CHECK(circle.cycles[1] == Cycle{.cell_size = 2, .cells = {0, 1, 1, 0}, .coefficients = {1, 1}});
}

TEST_CASE("a loop that winds twice around a solid torus outlives it over Z/3 only", "[persistence][cubical][example]") {
  const Image image = double_loop();
  const std::vector<Bar> over_two{{0, infinity, 0}, {0, 1, 1}, {1, 2, 1}}, over_three{{0, infinity, 0}, {0, 2, 1}};
  CHECK(bars(image, {.field = 2}) == over_two);
  CHECK(bars(image, {.field = 3}) == over_three);
  CHECK(bars(image, {.field = 65521}) == over_three);
  CHECK(NaiveCubical(image, {.field = 2}).barcode().bars == over_two);
  CHECK(NaiveCubical(image, {.field = 3}).barcode().bars == over_three);
}

TEST_CASE("a constant image has the homology of a box, a cylinder or a torus", "[persistence][cubical][example]") {
  for (const auto construction : {vertices, top_cells})
    for (const std::vector<Index>& shape : {std::vector<Index>{1, 1, 1}, {2, 2, 2}, {3, 3, 3}, {1, 2, 3}, {5, 1, 1}}) {
      const Image image(shape, std::vector<double>(shape[0] * shape[1] * shape[2], 4));
      const auto betti = [&](const std::vector<Index>& periodic) {
        std::vector<int> numbers(4, 0);
        for (const Bar& bar : bars(image, {.construction = construction, .periodic = periodic})) {
          CHECK((bar.birth == 4 && bar.death == infinity));
          ++numbers[bar.degree];
        }
        return numbers;
      };
      CHECK(betti({}) == std::vector<int>{1, 0, 0, 0});
      CHECK(betti({1}) == std::vector<int>{1, 1, 0, 0});
      CHECK(betti({0, 2}) == std::vector<int>{1, 2, 1, 0});
      CHECK(betti({2, 0, 1}) == std::vector<int>{1, 3, 3, 1});
    }
}

TEST_CASE("barcodes are those of the naive complex, in every degree and over every field",
          "[persistence][cubical][law]") {
  std::mt19937 random(11);
  for (int trial = 0; trial < 400; ++trial) {
    auto [image, options] = random_trial(random);
    INFO("trial " << trial << ": " << text({image, options}));
    const NaiveCubical complex(image, options);
    REQUIRE(cubical_barcode(image, options, context) == complex.barcode());
    options.max_degree = Index(trial % 4);
    REQUIRE(cubical_barcode(image, options, context) == complex.barcode(*options.max_degree));
  }
}

TEST_CASE("barcodes of top cells are those of GUDHI", "[persistence][cubical][reference]") {
  std::mt19937 random(12);
  for (int trial = 0; trial < 400; ++trial) {
    auto [image, options] = random_trial(random);
    options.construction = top_cells;
    INFO("trial " << trial << ": " << text({image, options}));
    REQUIRE(cubical_barcode(image, options, context) == gudhi_cubical_barcode(image, options));
  }
}

TEST_CASE("cycles are born with their bars, bound when they die and are a basis while they live",
          "[persistence][cubical][law]") {
  std::mt19937 random(13);
  int cycles = 0;
  for (int trial = 0; trial < 250; ++trial) {
    auto [image, options] = random_trial(random);
    if (Trial{image, options}.has_circle_of_one()) continue;
    INFO("trial " << trial << ": " << text({image, options}));
    const auto plain = cubical_barcode(image, options, context);
    options.cycles = true;
    const auto barcode = cubical_barcode(image, options, context);
    REQUIRE(barcode.bars == plain.bars);
    REQUIRE(barcode.cycles.size() == barcode.bars.size());

    const NaiveCubical complex(image, options);
    std::vector<std::vector<Index>> chains;
    for (std::size_t i = 0; i < barcode.bars.size(); ++i) {
      chains.push_back(complex.chain(barcode.cycles[i], int(barcode.bars[i].degree)));
      check_cycle(complex, barcode.bars[i], chains.back());
      ++cycles;
    }
    if (complex.cubes.size() < 300) check_basis(complex, barcode, chains);
  }
  CHECK(cycles > 500);
}

TEST_CASE("finite bars of top cells mirror those of the vertices of minus the image within a border",
          "[persistence][cubical][law]") {
  std::mt19937 random(14);
  for (int trial = 0; trial < 60; ++trial) {
    auto [image, options] = random_trial(random);
    const Index axes = Index(image.shape().size());
    if (std::ranges::count(image.shape(), 1) > 0) continue;
    constexpr double border = -1e6;
    const auto direct = bars(image, {.construction = top_cells});
    const auto dual = bars(negated_with_border(image, border), {.construction = vertices});
    for (Index degree = 0; degree < axes; ++degree) {
      INFO("trial " << trial << ": " << text({image, options}) << ", degree " << degree);
      CHECK(finite_bars(direct, degree, false, infinity) == finite_bars(dual, axes - 1 - degree, true, border));
    }
  }
}

TEST_CASE("an axis of one pixel changes no bar, and turning the image none either", "[persistence][cubical][law]") {
  const std::vector<double> values{3, 1, 2, 0, 5, 2, 2, 7, -1};
  for (const auto construction : {vertices, top_cells}) {
    const auto line = bars(Image({9}, values), {.construction = construction});
    for (const std::vector<Index>& shape : {std::vector<Index>{1, 9}, {9, 1}, {1, 9, 1}, {1, 1, 1, 9}})
      CHECK(bars(Image(shape, values), {.construction = construction}) == line);
    const std::vector<double> turned{3, 0, 2, 1, 5, 7, 2, 2, -1};
    CHECK(bars(Image({3, 3}, values), {.construction = construction}) ==
          bars(Image({3, 3}, turned), {.construction = construction}));
  }
  CHECK(bars(Image({1, 1}, {6}), {}) == std::vector<Bar>{{6, infinity, 0}});
  CHECK(cubical_barcode(Image({1, 1}, {6}), {.cycles = true}, context).cycles[0].cells == std::vector<Index>{0, 0});
}

TEST_CASE("zeros of either sign are one value, and huge values stay apart", "[persistence][cubical]") {
  CHECK(bars(Image({4}, {0.0, -0.0, 0.0, -0.0}), {}) == std::vector<Bar>{{0, infinity, 0}});
  CHECK(bars(Image({3}, {1e308, 1.1e308, -1e308}), {}) == std::vector<Bar>{{-1e308, infinity, 0}, {1e308, 1.1e308, 0}});
  const double smallest = 5e-324;
  CHECK(bars(Image({3}, {0, 2 * smallest, smallest}), {}) ==
        std::vector<Bar>{{0, infinity, 0}, {smallest, 2 * smallest, 0}});
}

TEST_CASE("barcodes and cycles are the same for one, two and three threads", "[persistence][cubical][law]") {
  std::mt19937 random(15);
  std::uniform_int_distribution<int> level(0, 40);
  for (const std::vector<Index>& shape : {std::vector<Index>{300, 170}, {30, 31, 29}, {9, 8, 7, 10}}) {
    std::size_t pixels = 1;
    for (const Index side : shape) pixels *= side;
    std::vector<double> values(pixels);
    for (double& value : values) value = level(random);
    const Image image(shape, values);
    for (const auto construction : {vertices, top_cells})
      for (const bool cycles : {false, shape.size() == 3}) {
        const CubicalBarcodeOptions options{
            .construction = construction, .periodic = {0}, .field = 3, .cycles = cycles};
        const auto one = cubical_barcode(image, options, context);
        for (const unsigned threads : {2u, 3u})
          CHECK(cubical_barcode(image, options, Context(ContextOptions{.threads = threads})) == one);
      }
  }
}

TEST_CASE("what cannot be computed is refused", "[persistence][cubical][error]") {
  const Image square({2, 2}, {1, 2, 3, 4});
  const auto refusal = [](const Image& image, const CubicalBarcodeOptions& options) {
    return reason_of([&] { cubical_barcode(image, options, context); });
  };
  CHECK(refusal(Image({1, 1, 1, 1, 1}, {1}), {}) == "needs an image of 1 to 4 axes, got 5");
  CHECK(refusal(Image(), {}) == "needs an image of 1 to 4 axes, got 0");
  CHECK(refusal(Image({3, 0}, {}), {}) == "needs a pixel, got an image of shape (3, 0)");
  CHECK(refusal(square, {.periodic = {2}}) == "needs axes below 2, got 2");
  CHECK(refusal(square, {.periodic = {1, 1}}) == "needs each axis once, got 1 twice");
  CHECK(refusal(square, {.field = 6}) == "needs a prime below 65536, got 6");
  CHECK(refusal(Image({1, 4}, {1, 2, 3, 4}), {.periodic = {0}, .cycles = true}) ==
        "needs periodic axes of two pixels or more to name the cells of cycles, got one of one");

  const Context poor(ContextOptions{.memory_budget = 1 << 20});
  const Image large({256, 256}, std::vector<double>(65536, 1));
  CHECK(code_of([&] { cubical_barcode(large, {}, poor); }) == "R302");

  std::stop_source stop;
  stop.request_stop();
  CHECK_THROWS_AS(cubical_barcode(large, {}, Context(ContextOptions{.stop = stop.get_token()})), Cancelled);
}

namespace {

/// A file of Perseus: the number of axes, their lengths (negative: periodic), the values of the top cells, first axis
/// fastest.
Trial read_perseus(const std::string& path) {
  std::ifstream file(path);
  int axes = 0;
  file >> axes;
  Trial trial;
  trial.options.construction = top_cells;
  std::vector<Index> shape;
  for (int axis = 0; axis < axes; ++axis) {
    int length = 0;
    file >> length;
    if (length < 0) trial.options.periodic.push_back(Index(axes - 1 - axis));
    shape.insert(shape.begin(), Index(std::abs(length)));
  }
  std::vector<double> values;
  for (double value = 0; file >> value;) values.push_back(value);
  trial.image = Image(shape, values);
  return trial;
}

}  // namespace

TEST_CASE("files of Perseus give the sphere and the torus they are named after", "[persistence][cubical][reference]") {
  const char* data = std::getenv("TESSERA_DATA");
  if (!data) {
    WARN("TESSERA_DATA is not set: left out");
    return;
  }
  const auto read = [&](const std::string& name) { return read_perseus(data + ("/cubical/" + name)); };
  const auto sphere = read("CubicalTwoSphere.txt");
  CHECK(bars(sphere.image, sphere.options) == std::vector<Bar>{{0, infinity, 0}, {0, 100, 2}});
  const auto torus = read("2d_torus.txt");
  CHECK(bars(torus.image, torus.options) ==
        std::vector<Bar>{{0, infinity, 0}, {0, infinity, 1}, {0, infinity, 1}, {10, infinity, 2}});
  for (const auto* name :
       {"CubicalOneSphere.txt", "3d_torus.txt", "cubicalcomplexdoc.txt", "periodiccubicalcomplexdoc.txt"}) {
    INFO(name);
    const auto trial = read(name);
    CHECK(cubical_barcode(trial.image, trial.options, context) == gudhi_cubical_barcode(trial.image, trial.options));
  }
}
