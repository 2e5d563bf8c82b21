// SPDX-License-Identifier: MIT
#include "tessera/geometry/graph_laplacian.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/random_graphs.hpp"

#include <cmath>
#include <limits>

using namespace tessera;
using Eigen::MatrixXd;

namespace {

const WeightedGraph path_with_a_lone_vertex(4, {{0, 1, 1}, {1, 2, 3}});

}  // namespace

TEST_CASE("the Laplacians of a path and a lone vertex are those of the textbook", "[geometry][laplacian][example]") {
  const auto& graph = path_with_a_lone_vertex;
  MatrixXd combinatorial(4, 4), walk(4, 4);
  combinatorial << 1, -1, 0, 0, -1, 4, -3, 0, 0, -3, 3, 0, 0, 0, 0, 0;
  walk << 1, -1, 0, 0, -0.25, 1, -0.75, 0, 0, -1, 1, 0, 0, 0, 0, 0;
  CHECK(MatrixXd(graph_laplacian(graph)) == combinatorial);
  CHECK(MatrixXd(random_walk_laplacian(graph)) == walk);
  CHECK(weighted_degrees(graph) == std::vector<double>{1, 4, 3, 0});

  const MatrixXd normalized(graph_laplacian(graph, Laplacian::normalized));
  CHECK(normalized == normalized.transpose());
  CHECK(normalized(0, 1) == Approx(-0.5));
  CHECK(normalized(1, 2) == Approx(-3 / std::sqrt(12)));
  CHECK(normalized.diagonal() == Eigen::Vector4d(1, 1, 1, 0));
  CHECK(MatrixXd(affinity_matrix(graph)).sum() == 8);
}

TEST_CASE("transitions are those of the definition for every power of the density", "[geometry][laplacian][oracle]") {
  RandomStream random(61, 0);
  for (const double alpha : {0.0, 0.5, 1.0})
    for (const double self : {0.0, 1.0, 2.5}) {
      const auto graph = random_graph(random, 30, 4, true);
      MatrixXd kernel(affinity_matrix(graph));
      kernel.diagonal().array() += self;
      const Eigen::VectorXd density = kernel.rowwise().sum().array().pow(-alpha);
      kernel = (density.asDiagonal() * kernel * density.asDiagonal()).eval();
      const Eigen::VectorXd degrees = kernel.rowwise().sum();

      const auto diffusion = diffusion_operator(graph, {.density_exponent = alpha, .self_affinity = self});
      const MatrixXd symmetric(diffusion.symmetric), transitions(diffusion.transitions());
      CHECK(symmetric == symmetric.transpose());
      CHECK((transitions - degrees.cwiseInverse().asDiagonal() * kernel).norm() < 1e-13);
      CHECK((transitions.rowwise().sum().array() - 1).abs().maxCoeff() < 1e-14);
      for (Index v = 1; v < 30; ++v)
        CHECK(diffusion.degrees[v] / diffusion.degrees[0] == Approx(degrees[v] / degrees[0]));
    }
}

TEST_CASE("a vertex without affinities stays where it is", "[geometry][laplacian][law]") {
  const auto diffusion = diffusion_operator(path_with_a_lone_vertex, {.density_exponent = 1, .self_affinity = 0});
  const MatrixXd transitions(diffusion.transitions());
  CHECK(transitions(3, 3) == 1);
  CHECK((transitions.rowwise().sum().array() - 1).abs().maxCoeff() < 1e-15);
  const WeightedGraph huge(3, {{0, 1, 1e300}, {1, 2, 1e290}}), tiny(3, {{0, 1, 1e-310}, {1, 2, 1e-300}});
  for (const auto& graph : {huge, tiny})
    CHECK(MatrixXd(diffusion_operator(graph, {.density_exponent = 1, .self_affinity = 0}).symmetric).allFinite());
  CHECK(graph_laplacian(WeightedGraph()).rows() == 0);
}

TEST_CASE("negative weights, sums that overflow and strange exponents are refused", "[geometry][laplacian][error]") {
  CHECK(code_of([] { graph_laplacian(WeightedGraph(2, {{0, 1, -1}})); }) == "D101");
  const double most = std::numeric_limits<double>::max();
  CHECK(reason_of([&] {
          weighted_degrees(WeightedGraph(3, {{0, 1, most}, {1, 2, most}}));
        }) == "needs weights with finite sums, those at vertex 1 overflow");
  CHECK(code_of([] { diffusion_operator(path_with_a_lone_vertex, {.density_exponent = 1.5}); }) == "D106");
  CHECK(code_of([] { diffusion_operator(path_with_a_lone_vertex, {.self_affinity = -1}); }) == "D106");
}
