// SPDX-License-Identifier: MIT
#include "tessera/exchange/results.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {
namespace {

struct NoOptions {};

std::string bytes(const DistanceMatrix& distances, const NoOptions&, const WriterContext&) {
  return exchange::distances_text(distances);
}

}  // namespace

WriterSpec exchange_write_distances() {
  return writer("write.distances", &bytes)
      .summary("One distance matrix as its lower triangle, the form that Ripser reads.")
      .source("Bauer 2021, Ripser: efficient computation of Vietoris-Rips persistence barcodes")
      .input("distances", "what is written")
      .suffixes({".lower_distance_matrix"});
}

}  // namespace tessera::stages
