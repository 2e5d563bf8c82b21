// SPDX-License-Identifier: MIT
// What peers read, written and read again; Ripser, where it is installed, as a witness from outside.
#include "tessera/exchange/distances.hpp"
#include "tessera/exchange/images.hpp"
#include "tessera/exchange/info.hpp"
#include "tessera/exchange/results.hpp"
#include "tessera/exchange/scc.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/scratch.hpp"

#include <cstdio>
#include <random>

using namespace tessera;
using namespace tessera::exchange;
using Catch::Contains;

namespace {

const Context context;

DistanceMatrix random_distances(std::mt19937& gen, Index points) {
  std::vector<double> lower;
  for (Index pair = 0; pair < points * (points - 1) / 2; ++pair) lower.push_back(double(1 + gen() % 1000) / 64);
  return DistanceMatrix(points, lower);
}

/// What a program prints; empty where it cannot be run.
std::string output_of(const std::string& command) {
  std::string text;
  FILE* const pipe = popen((command + " 2>/dev/null").c_str(), "r");
  if (!pipe) return text;
  for (int letter = std::fgetc(pipe); letter != EOF; letter = std::fgetc(pipe)) text += char(letter);
  return pclose(pipe) == 0 ? text : "";
}

}  // namespace

TEST_CASE("distances written for Ripser and DIPHA are read again the same", "[exchange][writers][law]") {
  std::mt19937 gen(5);
  for (Index points = 1; points < 20; ++points) {
    const DistanceMatrix matrix = random_distances(gen, points);
    REQUIRE(parse_distances({"m", distances_dipha(matrix)}, {}, context)[0] == matrix);
    if (points > 2) REQUIRE(parse_distances({"m", distances_text(matrix)}, {}, context)[0] == matrix);
  }
}

TEST_CASE("a damaged matrix of DIPHA is refused where it is", "[exchange][writers][error]") {
  const std::string bytes = distances_dipha(DistanceMatrix(3, {1, 2, 3}));
  const auto reason = [](const std::string& bad) {
    return reason_of([&] { parse_distances({"m", bad}, {}, context); });
  };
  CHECK(reason(bytes.substr(0, 20)) == "m: byte 20: ends within the header of DIPHA");
  CHECK(reason(bytes.substr(0, 90)) == "m: byte 90: 3 points need 9 distances, the file holds 8");
  CHECK(reason(bytes + "x") == "m: byte 96: bytes follow the 9 distances");
  std::string claim = bytes;
  claim.replace(16, 8, std::string("\xfe\xff\xff\xff\0\0\0\0", 8));
  CHECK_THAT(reason(claim), Contains("needs a number of points") || Contains("the file holds 9"));
}

TEST_CASE("an image written for DIPHA is read again the same", "[exchange][writers][law]") {
  std::mt19937 gen(6);
  for (const std::vector<Index>& shape : {std::vector<Index>{7}, {3, 4}, {2, 3, 4}, {2, 2, 3, 2}}) {
    std::uint64_t pixels = 1;
    for (const Index side : shape) pixels *= side;
    std::vector<double> values(pixels);
    for (double& value : values) value = double(gen()) / 1024;
    const Image image(shape, values);
    REQUIRE(parse_images({"i", image_dipha(image)}, {}, context).images[0] == image);
  }
}

TEST_CASE("a firep is read again as the same presentation", "[exchange][writers][example]") {
  const std::string text = "firep\n[-]density\nscale\n2 2 0\n3 2 ; 0\n2 1 ; 0 1\n5 1 ; \n4.5 0 ;\n";
  const auto module = parse_scc_presentation<2>({"m", text});
  CHECK(module.grid.axes[0].direction == Direction::superlevel);
  const std::string written = firep_of(module);
  CHECK(written == "firep\n[-]density\nscale\n2 2 0\n3 2 ; 0\n2 1 ; 0 1\n5 1 ;\n4.5 0 ;\n");
  CHECK(parse_scc_presentation<2>({"m", written}) == module);

  auto unnamed = module;
  unnamed.grid.axes[0].name = "two\nlines";
  unnamed.grid.axes[1].name = "";
  const auto again = parse_scc_presentation<2>({"m", firep_of(unnamed)});
  CHECK(again.grid.axes[0].name == "x");
  CHECK(again.grid.axes[1].name == "y");
  CHECK(again.matrix == module.matrix);
}

TEST_CASE("Ripser reads the distances that are written for it", "[exchange][writers][reference]") {
  const ScratchFolder folder;
  const DistanceMatrix square(4, {1, 1.5, 1, 1, 1.5, 1});
  folder.write("square.lower", distances_text(square));
  folder.write("square.dipha", distances_dipha(square));
  const std::string lower = output_of("ripser --format lower-distance --dim 1 " + folder.path("square.lower"));
  if (lower.empty()) {
    WARN("skipped: there is no program ripser");
    return;
  }
  CHECK_THAT(lower, Contains("[1,1.5)"));  // the one loop
  CHECK_THAT(output_of("ripser --format dipha --dim 1 " + folder.path("square.dipha")), Contains("[1,1.5)"));
}
