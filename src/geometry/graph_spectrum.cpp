// SPDX-License-Identifier: MIT
#include "tessera/geometry/graph_spectrum.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/geometry/graph_algorithms.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include <fmt/format.h>
#include <Eigen/Eigenvalues>

namespace tessera {
namespace {

constexpr Index largest_component = 3000;
constexpr double tolerance = 1e-9;  // below which eigenvalues, at the scale of the largest, are one

struct LaplacianOptions {
  Laplacian kind;
  bool weighted;
};

using Solver = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>;

/// visit(vertices, spectrum) for every component of two vertices or more: its vertices in ascending order, and the
/// eigenvalues, ascending, and eigenvectors of its Laplacian.
void for_each_spectrum(const WeightedGraph& graph, const LaplacianOptions& options, const Context& context,
                       const std::function<void(const std::vector<Index>&, const Solver&)>& visit) {
  if (options.weighted) require_weights(graph);
  const auto component = connected_components(graph);
  const Index count = component.empty() ? 0 : *std::ranges::max_element(component) + 1;
  std::vector<std::vector<Index>> vertices(count);
  std::vector<Index> place(graph.size());
  for (Index v = 0; v < graph.size(); ++v) {
    place[v] = Index(vertices[component[v]].size());
    vertices[component[v]].push_back(v);
  }
  std::vector<std::vector<WeightedEdge>> edges(count);
  for (const auto& [u, v, weight] : graph.edges()) edges[component[u]].push_back({place[u], place[v], options.weighted ? weight : 1.0});

  for (Index c = 0; c < count; ++c) {
    context.check();
    const auto n = Index(vertices[c].size());
    if (n < 2) continue;
    if (n > largest_component)
      throw Error(codes::over_cap, fmt::format("needs components of at most {} vertices, got {}", largest_component, n),
                  "use another function on the vertices, such as vertex_closeness");
    context.require_memory(24 * std::uint64_t{n} * n, fmt::format("the spectrum of {} vertices", n),
                           "use another function on the vertices, such as vertex_closeness");
    const Solver spectrum(Eigen::MatrixXd(graph_laplacian(WeightedGraph(n, std::move(edges[c])), options.kind)));
    if (spectrum.info() != Eigen::Success) throw Error(codes::internal, "the eigenvalues did not converge");
    visit(vertices[c], spectrum);
  }
}

/// Whether the vector is to be turned about.
bool points_backward(const Eigen::VectorXd& vector) {
  const double cubes = vector.array().cube().sum();
  if (std::abs(cubes) > tolerance) return cubes < 0;
  const auto first = std::ranges::find_if(vector, [](double x) { return std::abs(x) > tolerance; });
  return first != vector.end() && *first < 0;
}

}  // namespace

ScalarField heat_kernel_signature(const WeightedGraph& graph, const HeatKernelSignatureOptions& options,
                                  const Context& context) {
  if (!(options.time >= 0) || std::isinf(options.time))
    throw Error(codes::bad_request,
                fmt::format("needs a finite time of at least 0, got {}", format_double(options.time)))
        .within("time");
  std::vector<double> heat(graph.size(), 1.0);
  for_each_spectrum(graph, {options.laplacian, options.weighted}, context,
                    [&](const std::vector<Index>& vertices, const Solver& spectrum) {
                      const Eigen::ArrayXd decay = (-options.time * spectrum.eigenvalues().array().max(0.0)).exp();
                      const Eigen::VectorXd diagonal = spectrum.eigenvectors().cwiseAbs2() * decay.matrix();
                      for (std::size_t k = 0; k < vertices.size(); ++k) heat[vertices[k]] = diagonal[Eigen::Index(k)];
                    });
  return ScalarField(std::move(heat), "heat");
}

ScalarField fiedler_vector(const WeightedGraph& graph, const FiedlerVectorOptions& options, const Context& context) {
  std::vector<double> values(graph.size(), 0.0);
  bool is_unique = true;
  for_each_spectrum(graph, {options.laplacian, options.weighted}, context,
                    [&](const std::vector<Index>& vertices, const Solver& spectrum) {
                      const auto& eigenvalues = spectrum.eigenvalues();
                      const auto last = eigenvalues.size() - 1;
                      if (last >= 2 && eigenvalues[2] - eigenvalues[1] <= tolerance * eigenvalues[last])
                        is_unique = false;
                      Eigen::VectorXd vector = spectrum.eigenvectors().col(1);
                      if (points_backward(vector)) vector = -vector;
                      for (std::size_t k = 0; k < vertices.size(); ++k) values[vertices[k]] = vector[Eigen::Index(k)];
                    });
  if (!is_unique) context.warn("the second eigenvalue is multiple: the Fiedler vector is one of many");
  return ScalarField(std::move(values), "1");
}

}  // namespace tessera
