// SPDX-License-Identifier: MIT
#include "tessera/geometry/heat_kernel.hpp"

#include "geometry/heat_solvers.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace tessera {
namespace {

constexpr Index exact_up_to = 500;

void check_time(double time) {
  if (!(time >= 0) || std::isinf(time))
    throw Error(codes::bad_request, fmt::format("needs a finite time of at least 0, got {}", format_double(time)))
        .within("time");
}

void check_options(const HeatOptions& options) {
  if (!(options.tolerance > 0 && options.tolerance < 1))
    throw Error(codes::bad_request, fmt::format("needs a number in (0, 1), got {}", format_double(options.tolerance)))
        .within("tolerance");
  if (options.steps < 1) throw Error(codes::bad_request, "needs at least 1 step, got 0").within("steps");
  if (options.eigenpairs < 1) throw Error(codes::bad_request, "needs at least 1, got 0").within("eigenpairs");
}

std::shared_ptr<const HeatSolver> solver_for(const WeightedGraph& graph, double time, const HeatOptions& options,
                                             const Context& context) {
  auto laplacian = std::make_shared<const BoundedLaplacian>(bounded_laplacian(graph, options.laplacian));
  switch (options.method) {
    case HeatMethod::automatic:
      if (graph.size() > exact_up_to) return chebyshev_heat(std::move(laplacian), time, options.tolerance);
      [[fallthrough]];
    case HeatMethod::exact:
      return spectral_heat(*laplacian, time, graph.size(), context);
    case HeatMethod::chebyshev:
      return chebyshev_heat(std::move(laplacian), time, options.tolerance);
    case HeatMethod::euler:
      return euler_heat(std::move(laplacian), time, options.steps, context);
    case HeatMethod::low_rank:
      return spectral_heat(*laplacian, time, options.eigenpairs, context);
  }
  throw Error(codes::bad_request, "needs a method").within("method");
}

}  // namespace

struct HeatOperator::State {
  Index size;
  double time;
  std::shared_ptr<const HeatSolver> solver;
};

HeatOperator::HeatOperator(const WeightedGraph& graph, double time, const HeatOptions& options,
                           const Context& context) {
  check_time(time);
  check_options(options);
  state_ = std::make_shared<State>(State{graph.size(), time, solver_for(graph, time, options, context)});
}

HeatOperator HeatOperator::at(double time, const Context& context) const {
  check_time(time);
  return HeatOperator(std::make_shared<State>(State{size(), time, state_->solver->at(time, context)}));
}

Index HeatOperator::size() const noexcept { return state_->size; }
double HeatOperator::time() const noexcept { return state_->time; }
double HeatOperator::error_bound() const noexcept { return state_->solver->error_bound(); }

std::vector<double> HeatOperator::apply(std::span<const double> columns, Index width, const Context& context) const {
  const std::size_t n = size();
  if (columns.size() != n * width)
    throw Error(codes::bad_shape, fmt::format("needs {} x {} numbers, got {}", n, width, columns.size()));
  std::vector<double> result(columns.size());
  parallel_for(context, (width + heat_width - 1) / heat_width, 1, [&](std::size_t part) {
    const std::size_t first = part * heat_width, count = std::min<std::size_t>(heat_width, width - first);
    HeatBlock block = HeatBlock::Zero(Eigen::Index(n), heat_width);
    for (std::size_t row = 0; row < n; ++row)
      for (std::size_t k = 0; k < count; ++k)
        block(Eigen::Index(row), Eigen::Index(k)) = columns[row * width + first + k];
    block = state_->solver->applied(block);
    for (std::size_t row = 0; row < n; ++row)
      for (std::size_t k = 0; k < count; ++k)
        result[row * width + first + k] = block(Eigen::Index(row), Eigen::Index(k));
  });
  return result;
}

std::vector<double> HeatOperator::rows(std::span<const Index> vertices, const Context& context) const {
  const std::size_t n = size();
  for (const Index vertex : vertices)
    if (vertex >= n) throw Error(codes::bad_shape, fmt::format("needs vertices below {}, got {}", n, vertex));
  context.require_memory(vertices.size() * n * sizeof(double), "rows of a heat kernel", "ask for fewer rows");

  std::vector<double> result(vertices.size() * n);
  parallel_for_blocks(context, vertices.size(), heat_width, [&](std::size_t begin, std::size_t end) {
    HeatBlock block = HeatBlock::Zero(Eigen::Index(n), heat_width);
    for (std::size_t k = begin; k < end; ++k) block(vertices[k], Eigen::Index(k - begin)) = 1;
    block = state_->solver->applied(block);
    for (std::size_t k = begin; k < end; ++k)  // the kernel is symmetric: its columns are its rows
      for (std::size_t v = 0; v < n; ++v) result[k * n + v] = block(Eigen::Index(v), Eigen::Index(k - begin));
  });
  return result;
}

KernelMatrix heat_kernel(const WeightedGraph& graph, const HeatKernelOptions& options, const Context& context) {
  const Index n = graph.size();
  std::vector<std::string> names = graph.names();
  if (names.empty())
    for (Index v = 0; v < n; ++v) names.push_back(std::to_string(v));
  if (n == 0) return KernelMatrix({}, {});

  context.require_memory(16 * std::uint64_t{n} * n, fmt::format("a heat kernel of {} vertices", n),
                         "ask for rows of some landmarks only");
  const double time =
      options.time
          ? *options.time
          : heat_entropy(graph, {.laplacian = options.laplacian, .longest = options.longest_time}, context).knee;
  const HeatOperator heat(graph, time,
                          {.laplacian = options.laplacian,
                           .method = options.method,
                           .tolerance = options.tolerance,
                           .steps = options.steps,
                           .eigenpairs = options.eigenpairs},
                          context);
  context.resolved("time", time);
  context.resolved("error_bound", heat.error_bound());

  std::vector<Index> all(n);
  for (Index v = 0; v < n; ++v) all[v] = v;
  auto values = heat.rows(all, context);
  constexpr Index side = 64;
  parallel_for_blocks(context, n, side, [&](std::size_t begin, std::size_t end) {
    for (std::size_t first = begin; first < n; first += side)  // the block of (i, j) with j >= i
      for (std::size_t i = begin; i < end; ++i)
        for (std::size_t j = std::max(first, i + 1); j < std::min<std::size_t>(first + side, n); ++j)
          values[i * n + j] = values[j * n + i] = (values[i * n + j] + values[j * n + i]) / 2;
  });
  return KernelMatrix(std::move(names), std::move(values));
}

}  // namespace tessera
