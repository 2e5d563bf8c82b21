// SPDX-License-Identifier: MIT
#include "tessera/persistence/rips_presentation.hpp"

#include "filtration/rips_graph.hpp"
#include "persistence/flag_cohomology.hpp"
#include "tessera/core/error.hpp"
#include "tessera/filtration/function_rips.hpp"
#include "tessera/persistence/minimal_presentation.hpp"

#include <string>

namespace tessera {
namespace {

/// Of enumerating a triangle and of what it does to cocycles, in steps of the collapse: some nanoseconds.
constexpr double triangle_cost = 4;

constexpr Index most_degree = 7;  // simplices of a function-Rips complex have dimension 8 at most

RipsPresentationRoute chosen_route(const RipsPresentationOptions& options) {
  if (options.degree > most_degree)
    throw Error(codes::bad_request,
                "needs a degree from 0 to " + std::to_string(most_degree) + ", got " + std::to_string(options.degree))
        .within("degree");
  if (options.route == RipsPresentationRoute::cohomology && options.degree != 1)
    throw Error(codes::bad_request, "needs degree 1 for the cohomology route, got " + std::to_string(options.degree),
                "use route automatic or homology")
        .within("route");
  if (options.route == RipsPresentationRoute::cohomology && options.cycles)
    throw Error(codes::bad_request, "needs the homology route for cycles, got cohomology",
                "use route automatic or homology")
        .within("route");
  if (options.route != RipsPresentationRoute::automatic) return options.route;
  return options.degree == 1 && !options.cycles ? RipsPresentationRoute::cohomology : RipsPresentationRoute::homology;
}

template <class Space>
Presentation<2> presented(const Space& space, const ScalarField& values, const RipsPresentationOptions& options,
                          const Context& context) {
  const RipsPresentationRoute route = chosen_route(options);
  context.resolved("route", route == RipsPresentationRoute::homology ? 1 : 2);
  FunctionRipsOptions rips;
  rips.max_diameter = options.max_diameter;
  rips.direction = {options.direction};
  rips.collapse = options.collapse;
  rips.max_dimension = options.degree + 1;

  if (route == RipsPresentationRoute::homology) {
    return minimal_presentation(function_rips<2>(space, {{"values", &values}}, rips, context),
                                {.degree = options.degree, .cycles = options.cycles}, context);
  }

  const auto graph = function_rips_graph<2>(space, {{"values", &values}}, rips, triangle_cost, context);
  const std::uint64_t edges = graph.blocks.size() > 1 ? graph.blocks[1].size() : 0;
  context.require_memory(flag_first_homology_memory(space.size(), edges),
                         "the cocycles of " + std::to_string(edges) + " edges",
                         "lower max_diameter or take a subsample");
  const Presentation<2> nearly_minimal{
      .grid = graph.grid, .matrix = flag_first_homology(graph, context), .degree = 1, .is_minimal = false};
  return minimal_presentation(nearly_minimal, {}, context);
}

}  // namespace

Presentation<2> rips_presentation(const PointCloud& points, const ScalarField& values,
                                  const RipsPresentationOptions& options, const Context& context) {
  return presented(points, values, options, context);
}

Presentation<2> rips_presentation(const DistanceMatrix& distances, const ScalarField& values,
                                  const RipsPresentationOptions& options, const Context& context) {
  return presented(distances, values, options, context);
}

}  // namespace tessera
