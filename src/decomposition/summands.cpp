// SPDX-License-Identifier: MIT
#include "tessera/decomposition/summands.hpp"

#include "decomposition/axis_ranges.hpp"
#include "decomposition/event_sweep.hpp"
#include "decomposition/grid_sweep.hpp"
#include "decomposition/limited_indecomposables.hpp"
#include "decomposition/multiplicity.hpp"
#include "decomposition/rank_module.hpp"
#include "decomposition/transposed_reduction.hpp"
#include "persistence/generator_cycles.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/parallel.hpp"
#include "tessera/decomposition/indecomposables.hpp"
#include "tessera/persistence/minimal_presentation.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tessera {
namespace {

constexpr std::uint64_t line_limit = 20000;
/// An event sweep keeps two dense bit matrices; beyond this size `automatic` takes the grid. A constant, because limits
/// of a machine never change a result.
constexpr std::uint64_t event_bytes = std::uint64_t{2} << 30;
/// Above this many steps (tracks times generators and relations) exactness is left undecided. Steps depend on the
/// module's isomorphism class only.
constexpr double exactness_steps = 1e11;

double chosen_spacing(const RankModule& module, const SummandsOptions& options, const Context& context) {
  double range = 0;
  for (const auto& values : module.scaled)
    if (!values.empty()) range = std::max(range, values.back() - values.front());
  return chosen_spacing(options.line_spacing, range, context);
}

bool takes_events(const RankModule& module, const SummandsOptions& options) {
  if (options.sweep != DiagonalSweep::automatic) return options.sweep == DiagonalSweep::events;
  const double crossings = double(module.scaled[0].size()) * double(module.scaled[1].size());
  const auto bytes = TransposedReduction::bytes(module.matrix.row_count(), module.matrix.column_count());
  return forecast_transpositions(module.matrix) + crossings <= options.event_limit && bytes <= event_bytes;
}

/// Of the tracks of one support, as many are exact as the interval module has copies. Tracks come sorted.
void mark_exact(std::vector<Summand<2>>& tracks, const std::vector<RankInterval>& supports, const RankModule& module,
                const Context& context) {
  std::vector<std::size_t> first_of{0};  // of every support
  for (std::size_t i = 1; i <= tracks.size(); ++i)
    if (i == tracks.size() || tracks[i].support != tracks[i - 1].support) first_of.push_back(i);
  if (tracks.empty()) return;

  const Multiplicity multiplicity(module);
  parallel_for(context, first_of.size() - 1, 16, [&](std::size_t s) {
    const std::size_t copies = multiplicity(supports[first_of[s]]);
    for (std::size_t i = first_of[s]; i < std::min(first_of[s + 1], first_of[s] + copies); ++i)
      tracks[i].is_exact = true;
  });
}

/// The interval in ranks, if its finite corners are values of the grid.
std::optional<RankInterval> with_ranks(const Interval<2>& interval, const RankModule& module) {
  RankInterval ranked;
  const auto convert = [&](const std::vector<Point<2>>& points, std::vector<Grade<2>>& grades) {
    for (const auto& point : points) {
      Grade<2> grade{{none, none}};
      for (int axis = 0; axis < 2; ++axis) {
        if (point[axis] == infinity) continue;
        const auto& values = module.scaled[axis];
        const auto place = std::ranges::lower_bound(values, point[axis]);
        if (place == values.end() || *place != point[axis]) return false;
        grade[axis] = Index(place - values.begin());
      }
      grades.push_back(grade);
    }
    return true;
  };
  if (!convert(interval.births, ranked.births) || !convert(interval.deaths, ranked.deaths)) return std::nullopt;
  return ranked;
}

/// Values of the grid come back as they were; corners that fall together become one.
Interval<2> unscaled(Interval<2> interval, const RankModule& module, const std::array<double, 2>& scale) {
  for (auto* points : {&interval.births, &interval.deaths})
    for (auto& point : *points)
      for (int axis = 0; axis < 2; ++axis) {
        const auto place = std::ranges::lower_bound(module.scaled[axis], point[axis]);
        const bool is_value = place != module.scaled[axis].end() && *place == point[axis];
        point[axis] = is_value ? module.unscaled[axis][std::size_t(place - module.scaled[axis].begin())]
                               : point[axis] * scale[axis];
      }
  return completed(std::move(interval.births), std::move(interval.deaths));
}

/// What a sweep of a module, or of one of its blocks, gives.
struct Swept {
  DecompositionCertificate certificate;
  std::vector<Summand<2>> summands;
};

void decide_exactness(DecompositionCertificate& certificate, std::size_t tracks, const RankModule& module,
                      const Context& context) {
  const double steps = double(tracks) * (double(module.matrix.row_count()) + double(module.matrix.column_count()));
  certificate.is_exactness_decided = steps <= exactness_steps;
  if (!certificate.is_exactness_decided)
    context.warn(fmt::format("exactness is not decided for {} tracks of a module with {} generators and {} relations",
                             tracks, module.matrix.row_count(), module.matrix.column_count()));
}

Swept swept_by_events(const RankModule& module, const Context& context) {
  context.require_memory(TransposedReduction::bytes(module.matrix.row_count(), module.matrix.column_count()),
                         "the event sweep", "set sweep = \"grid\"");
  Swept result;
  auto sweep = event_sweep(module, context);
  result.certificate.sweep = DecompositionCertificate::Sweep::events;
  result.certificate.lines = sweep.strips;
  decide_exactness(result.certificate, sweep.tracks.size(), module, context);
  std::vector<std::pair<Interval<2>, RankInterval>> sorted;
  for (auto& track : sweep.tracks) sorted.emplace_back(with_values(track, module), std::move(track));
  std::ranges::sort(sorted, {}, [](const auto& item) -> const Interval<2>& { return item.first; });

  std::vector<RankInterval> supports;
  for (auto& [support, ranks] : sorted) {
    result.summands.push_back({std::move(support), false});
    supports.push_back(std::move(ranks));
  }
  if (result.certificate.is_exactness_decided) mark_exact(result.summands, supports, module, context);
  return result;
}

Swept swept_by_grid(const RankModule& module, const std::array<double, 2>& scale, double spacing,
                    const Context& context) {
  Swept result;
  const auto sweep = grid_sweep(module, spacing, line_limit, context);
  result.certificate.sweep = DecompositionCertificate::Sweep::grid;
  result.certificate.line_gap = sweep.gap;
  result.certificate.line_spacing = sweep.spacing;
  result.certificate.lines = sweep.lines;
  decide_exactness(result.certificate, sweep.tracks.size(), module, context);
  std::vector<Summand<2>> other;
  std::vector<RankInterval> supports;
  std::vector<std::pair<Interval<2>, RankInterval>> candidates;
  for (const auto& track : sweep.tracks) {
    if (auto ranks = with_ranks(track, module))
      candidates.emplace_back(with_values(*ranks, module), std::move(*ranks));
    else
      other.push_back({unscaled(track, module, scale), false});
  }
  std::ranges::sort(candidates, {}, [](const auto& item) -> const Interval<2>& { return item.first; });
  for (auto& [support, ranks] : candidates) {
    result.summands.push_back({std::move(support), false});
    supports.push_back(std::move(ranks));
  }
  if (result.certificate.is_exactness_decided) mark_exact(result.summands, supports, module, context);
  result.summands.insert(result.summands.end(), other.begin(), other.end());
  return result;
}

Swept swept(const Presentation<2>& module, const std::array<double, 2>& scale, double spacing,
            const SummandsOptions& options, const Context& context) {
  const auto ranked = rank_module(module, scale);
  return takes_events(ranked, options) ? swept_by_events(ranked, context)
                                       : swept_by_grid(ranked, scale, spacing, context);
}

/// Nothing when the work limit is passed.
std::optional<IndecomposableDecomposition<2>> split(const Presentation<2>& module, const SummandsOptions& options,
                                                    const Context& context) {
  if (options.route == SummandsRoute::whole) return std::nullopt;
  const IndecomposablesOptions splitting{.cycles = options.cycles, .work_limit = options.work_limit};
  if (options.route == SummandsRoute::indecomposables) return indecomposables(module, splitting, context);
  return limited_indecomposables(module, splitting, context);
}

/// The cycles of the generators of an interval module in the order of its births, which are their grades.
std::vector<Cycle> cycles_of_births(const Interval<2>& interval, const Grid<2>& grid,
                                    IndecomposableDecomposition<2>::Block& block) {
  std::vector<Cycle> cycles(block.cycles.size());
  for (Index row = 0; row < cycles.size(); ++row) {
    const auto birth = std::ranges::find(interval.births, grid(block.matrix.row_grades[row]));
    cycles[std::size_t(birth - interval.births.begin())] = std::move(block.cycles[row]);
  }
  return cycles;
}

/// Intervals are exact; the other blocks are swept one by one. An indecomposable that is no interval has no exact
/// track.
void decompose_blocks(Decomposition<2>& result, IndecomposableDecomposition<2> split, double spacing,
                      const SummandsOptions& options, const Context& context) {
  std::vector<Presentation<2>> others;
  for (auto& block : split.blocks) {
    if (auto interval = as_interval(split.grid, block.matrix)) {
      auto cycles = cycles_of_births(*interval, split.grid, block);
      result.summands.push_back({std::move(*interval), true, std::move(cycles)});
    } else {
      others.push_back({split.grid, std::move(block.matrix), split.degree, true});
    }
  }
  std::vector<Swept> parts(others.size());
  parallel_for(context, others.size(), 1,
               [&](std::size_t i) { parts[i] = swept(others[i], result.axis_scale, spacing, options, context); });
  auto& certificate = result.certificate;
  for (const auto& [part, summands] : parts) {
    certificate.sweep = std::max(certificate.sweep, part.sweep);
    certificate.line_gap = std::max(certificate.line_gap, part.line_gap);
    certificate.line_spacing = std::max(certificate.line_spacing, part.line_spacing);
    certificate.lines += part.lines;
    certificate.is_exactness_decided = certificate.is_exactness_decided && part.is_exactness_decided;
    result.summands.insert(result.summands.end(), summands.begin(), summands.end());
  }
}

}  // namespace

Decomposition<2> summands(const Presentation<2>& given, const SummandsOptions& options, const Context& context) {
  if (options.cycles && options.route == SummandsRoute::whole)
    throw Error(codes::bad_request, "tracks of a sweep of the whole module have no cycles",
                "set route = \"automatic\" or \"indecomposables\"")
        .within("cycles");
  if (options.cycles) require_cycles(given);
  const Presentation<2> module = minimal_presentation(given, {}, context);
  Decomposition<2> result{.summands = {},
                          .certificate = {},
                          .axis_scale = chosen_scale(module, options).scale,
                          .axes = module.grid.axes,
                          .degree = module.degree};
  if (module.matrix.row_count() == 0) return result;

  const double spacing = chosen_spacing(rank_module(module, result.axis_scale), options, context);
  if (auto blocks = split(module, options, context)) {
    decompose_blocks(result, std::move(*blocks), spacing, options, context);
  } else {
    auto whole = swept(module, result.axis_scale, spacing, options, context);
    result.certificate = whole.certificate;
    result.certificate.route = DecompositionCertificate::Route::whole;
    if (options.cycles) context.warn("no summand has cycles: the module passed work_limit and was swept as a whole");
    result.summands = std::move(whole.summands);
  }
  context.resolved("measured_gap", result.certificate.line_gap);
  context.resolved("bound", result.certificate.bound());
  context.resolved("route", result.certificate.route == DecompositionCertificate::Route::indecomposables ? 1 : 2);
  std::ranges::stable_sort(result.summands, [](const Summand<2>& a, const Summand<2>& b) {
    return a.support != b.support ? a.support < b.support : a.is_exact > b.is_exact;
  });
  return result;
}

AxisScale<2> fit_axis_scale(const Collection<Presentation<2>>& modules, const SummandsOptions& options,
                            const Context&) {
  return scale_of_collection(modules, options);
}

}  // namespace tessera
