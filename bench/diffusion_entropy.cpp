// SPDX-License-Identifier: MIT
// Diffusion spectral entropy of 2,000 Gaussian points, by dimension and threads, all eigenvalues. One JSON line a case.
#include "measurement.hpp"

#include "tessera/core/random.hpp"
#include "tessera/manifold/diffusion_entropy.hpp"

#include <vector>

#include <fmt/format.h>

int main() {
  using namespace tessera;
  constexpr Index points = 2000;
  for (const Index dimension : {3u, 64u, 1024u}) {
    RandomStream random(1, dimension);
    std::vector<double> coordinates(std::size_t{points} * dimension);
    for (double& x : coordinates) x = random.normal();
    const PointCloud cloud(points, dimension, std::move(coordinates));
    for (const unsigned threads : {1u, 2u}) {
      ContextOptions options;
      options.threads = threads;
      const Context context(options);
      double entropy = 0;
      const double seconds =
          bench::median_seconds(3, [&] { entropy = diffusion_spectral_entropy(cloud, {}, context).entropy.front(); });
      fmt::print(
          R"({{"bench":"diffusion_entropy","points":{},"dimension":{},"threads":{},"seconds":{:.3f},"bits":{:.4f},)"
          R"("peak_mb":{:.0f},"cpu":"{}"}})"
          "\n",
          points, dimension, threads, seconds, entropy, bench::peak_mb(), bench::cpu_name());
    }
  }
}
