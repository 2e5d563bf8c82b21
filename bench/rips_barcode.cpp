// SPDX-License-Identifier: MIT
// Rips barcodes of four known inputs: sphere_3_192 (degrees up to 2), o3_1024 (3, max_diameter 1.8), the dragon of 2000
// points (1) and 50,000 points of the Clifford torus (2, .15). Files come from the folder TESSERA_DATA; without it only
// the torus runs. One JSON line an input and number of threads; seconds are medians of three, from the points in
// memory.
//   rips_barcode [input [route]]
#include "tessera/persistence/rips_barcode.hpp"

#include "measurement.hpp"
#include "tessera/core/random.hpp"
#include "tessera/exchange/distances.hpp"
#include "tessera/exchange/points.hpp"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <numbers>

#include <fmt/format.h>

using namespace tessera;

namespace {

PointCloud clifford_torus(Index count) {
  RandomStream random(1, count);
  std::vector<double> coordinates;
  for (Index point = 0; point < count; ++point)
    for (int circle = 0; circle < 2; ++circle) {
      const double angle = 2 * std::numbers::pi * random.uniform();
      coordinates.push_back(std::cos(angle));
      coordinates.push_back(std::sin(angle));
    }
  return PointCloud(count, 4, std::move(coordinates));
}

template <class Space>
void measure(const std::string& name, const Space& space, const RipsBarcodeOptions& options) {
  for (const unsigned threads : {1u, 2u}) {
    ContextOptions settings;
    settings.threads = threads;
    const Context context(settings);
    Barcode barcode;
    const double seconds = bench::median_seconds(3, [&] { barcode = rips_barcode(space, options, context); });
    std::map<Index, Index> counts;
    for (const auto& bar : barcode.bars) ++counts[bar.degree];
    std::string text;
    for (const auto& [degree, count] : counts) text += (text.empty() ? "" : ",") + std::to_string(count);
    fmt::print(
        "{{\"bench\":\"rips_barcode\",\"input\":\"{}\",\"threads\":{},\"bars\":[{}],\"wall_s\":{:.5f},\"peak_mb\":{:."
        "1f},"
        "\"cpu\":\"{}\"}}\n",
        name, threads, text, seconds, bench::peak_mb(), bench::cpu_name());
    std::fflush(stdout);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::string only = argc > 1 ? argv[1] : "";
  const std::string route = argc > 2 ? argv[2] : "";
  const auto options = [&](Index max_degree, std::optional<Quantity> max_diameter) {
    return RipsBarcodeOptions{.max_degree = max_degree,
                              .max_diameter = max_diameter,
                              .route = route == "collapse"     ? RipsRoute::collapse
                                       : route == "cohomology" ? RipsRoute::cohomology
                                                               : RipsRoute::automatic};
  };
  bool good = true;
  const auto run = [&](const std::string& name, const auto& body) {
    if (only.empty() || only == name) good = bench::in_own_process(body) && good;
  };

  if (const char* folder = std::getenv("TESSERA_DATA")) {
    const std::filesystem::path data = folder;
    const auto points = [&](const char* file) {
      exchange::PointsOptions reading;
      reading.path = (data / file).string();
      return exchange::read_points(reading, Context())[0];
    };
    run("sphere_3_192", [&] {
      exchange::DistancesOptions reading;
      reading.path = (data / "ripser_examples/sphere_3_192.lower_distance_matrix.gz").string();
      measure("sphere_3_192", exchange::read_distances(reading, Context())[0], options(2, {}));
    });
    run("o3_1024", [&] { measure("o3_1024", points("ripser_examples/o3_1024.txt.gz"), options(3, 1.8)); });
    run("dragon2000",
        [&] { measure("dragon2000", points("pointclouds/roadmap_dragon_vrip_2000.txt.gz"), options(1, {})); });
  }
  run("torus4", [&] { measure("torus4", clifford_torus(50000), options(2, 0.15)); });
  return good ? 0 : 1;
}
