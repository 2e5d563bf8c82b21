// SPDX-License-Identifier: MIT
#include "tessera/exchange/images.hpp"
#include "tessera/persistence/cubical_barcode.hpp"

#include "support/catch.hpp"
#include "support/naive_cubical.hpp"

#include <cstdlib>
#include <filesystem>

using namespace tessera;

TEST_CASE("barcodes of handwritten digits are those of GUDHI", "[end_to_end][cubical][reference]") {
  const char* data = std::getenv("TESSERA_DATA");
  const std::string path = std::string(data ? data : "") + "/images/mnist_t10k_first5000.npz";
  if (!std::filesystem::exists(path)) {
    WARN("needs images/mnist_t10k_first5000.npz below TESSERA_DATA: left out");
    return;
  }
  const Context context;
  const auto digits = exchange::read_images({.path = path, .array = "X", .shape = {28, 28}, .first = 100}, context);
  for (Index i = 0; i < digits.images.size(); ++i)
    for (const auto direction : {Direction::sublevel, Direction::superlevel}) {
      INFO("digit " << i);
      const CubicalBarcodeOptions options{.construction = CubicalConstruction::top_cells, .direction = direction};
      CHECK(cubical_barcode(digits.images[i], options, context) == gudhi_cubical_barcode(digits.images[i], options));
    }
}
