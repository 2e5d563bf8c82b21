// SPDX-License-Identifier: MIT
#include "tessera/decomposition/matching_distance.hpp"

#include "decomposition/infinite_distance.hpp"
#include "decomposition/line_comparison.hpp"
#include "persistence/all_pairs.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/parallel.hpp"
#include "tessera/decomposition/summands.hpp"
#include "tessera/persistence/minimal_presentation.hpp"

#include <algorithm>
#include <cmath>
#include <queue>

#include <fmt/format.h>

/// Outline.
///  1. Grades are divided by the scale and moved to have the origin in their middle: |x| <= X / 2, |y| <= Y / 2.
///  2. The weighted barcode along a line depends on it by weighted pushes only (line_box.hpp). Slopes run over the
///     closed [0, 1], offsets over [-(X + Y) / 2, (X + Y) / 2]: beyond, all grades are pushed along one axis, and lines
///     differ by a common shift. Weighted pushes are continuous, so the closure adds nothing to the supremum.
///     Along one line they differ by max(X, Y) at most, which bounds the distance where it is finite.
///  3. Boxes wait in order of what is proven about them, and go in rounds of the first few, each round in parallel
///     against the bounds that the rounds before have left: so nothing depends on the number of threads. Of a box, one
///     line is evaluated: the middle one, or that of slope 1, where distances tend to be largest.
///  4. A box on which the distance is proven to be at most what the errors allow is done. Else the distance along its
///     line may raise the lower bound, the bound that can be proven for the box is narrowed, and it is halved across
///     the side along which grades move further.
///  5. The upper bound is the largest that was proven for a box, done or waiting.
namespace tessera {
namespace {

constexpr double rounding = 1e-13;  // of the range of the grades
/// Boxes in a round; fewer where a comparison is large. Depends on the modules alone.
std::size_t round_size(std::size_t grades) { return grades > 100000 ? 2 : 8; }
/// Of one comparison: places, times, orders, reduced columns of a few entries.
constexpr std::uint64_t bytes_per_grade = 300;

struct WaitingBox {
  LineBox box;
  double bound;
  std::uint64_t number;
  /// Largest bound first, then the one that came first.
  friend bool operator<(const WaitingBox& a, const WaitingBox& b) {
    return a.bound != b.bound ? a.bound < b.bound : a.number > b.number;
  }
};

void check_options(const MatchingDistanceOptions& options) {
  for (const auto& [error, name] :
       {std::pair{options.relative_error, "relative_error"}, {options.absolute_error, "absolute_error"}})
    if (!(error >= 0) || !std::isfinite(error))
      throw Error(codes::bad_request,
                  fmt::format("needs a finite number that is not negative, got {}", format_double(error)))
          .within(name);
  if (options.max_evaluations == 0)
    throw Error(codes::bad_request, "needs one evaluation at least, got 0").within("max_evaluations");
}

/// Middle and extent of all grades of both modules in scaled units.
struct Extent {
  std::array<double, 2> centre{}, length{};

  Extent(const Presentation<2>& first, const Presentation<2>& second, const std::array<double, 2>& scale) {
    for (int axis = 0; axis < 2; ++axis) {
      double low = infinity, high = -infinity;
      for (const auto* module : {&first, &second})
        for (const auto* grades : {&module->matrix.row_grades, &module->matrix.column_grades})
          for (const auto& grade : *grades) {
            const double value = module->grid.axes[axis].values[grade[axis]] / scale[axis];
            low = std::min(low, value);
            high = std::max(high, value);
          }
      if (low > high) continue;
      centre[axis] = (low + high) / 2;
      length[axis] = high - low;
    }
  }
};

class BranchAndBound {
 public:
  BranchAndBound(const Presentation<2>& first, const Presentation<2>& second, const std::array<double, 2>& scale,
                 const MatchingDistanceOptions& options, const Context& context)
      : options_(options), scale_(scale), extent_(first, second, scale) {
    std::size_t grades = 0;
    for (const auto* module : {&first, &second})
      grades += std::size_t{module->matrix.row_count()} + module->matrix.column_count();
    const std::size_t boxes = round_size(grades);
    context.require_memory(boxes * grades * bytes_per_grade, "comparing the modules along lines",
                           "coarsen the modules, or give more memory");
    const double forgiven = rounding * (extent_.length[0] + extent_.length[1]);
    comparisons_.reserve(boxes);
    for (std::size_t k = 0; k < boxes; ++k) comparisons_.emplace_back(first, second, scale, extent_.centre, forgiven);
    result_.axis_scale = scale;
  }

  MatchingDistance run(const Context& context) {
    const double reach = (extent_.length[0] + extent_.length[1]) / 2;
    for (const bool is_steep : {false, true})
      wait({is_steep, 0, 1, -reach, reach}, std::max(extent_.length[0], extent_.length[1]));

    while (!waiting_.empty() && !is_finished()) {
      const auto boxes = next_round();
      std::vector<Verdict> verdicts(boxes.size());
      parallel_for(context, boxes.size(), 1, [&](std::size_t k) { verdicts[k] = evaluate(boxes[k], comparisons_[k]); });
      for (std::size_t k = 0; k < boxes.size(); ++k) learn_from_line(boxes[k].box, verdicts[k].distance);
      for (std::size_t k = 0; k < boxes.size(); ++k)
        if (verdicts[k].limit <= allowed())
          proven_ = std::max(proven_, verdicts[k].limit);
        else
          halve(boxes[k].box, verdicts[k].limit);
    }
    result_.upper = std::max({result_.lower, proven_, waiting_.empty() ? 0 : waiting_.top().bound});
    return result_;
  }

 private:
  struct Verdict {
    double limit = infinity;  // proven for the whole box
    double distance = 0;      // along its line, if that was looked for
  };

  double allowed_above(double lower) const {
    return lower + std::max(options_.relative_error * lower, options_.absolute_error);
  }
  double allowed() const { return allowed_above(result_.lower); }
  bool is_started() const { return result_.weight > 0; }

  bool is_finished() const {
    if (result_.evaluations == 0) return false;
    return waiting_.top().bound <= allowed() || result_.evaluations >= options_.max_evaluations ||
           result_.lower == infinity;
  }

  void wait(const LineBox& box, double bound) { waiting_.push({box, bound, number_++}); }

  std::vector<WaitingBox> next_round() {
    std::vector<WaitingBox> boxes;
    while (boxes.size() < comparisons_.size() && !waiting_.empty() && result_.evaluations < options_.max_evaluations) {
      if (is_started() && waiting_.top().bound <= allowed()) break;
      boxes.push_back(waiting_.top());
      waiting_.pop();
      ++result_.evaluations;
    }
    return boxes;
  }

  static double slope_of(const LineBox& box) { return box.slope_high == 1 ? 1 : (box.slope_low + box.slope_high) / 2; }
  static double offset_of(const LineBox& box) { return (box.offset_low + box.offset_high) / 2; }

  Verdict evaluate(const WaitingBox& waiting, LineComparison& comparison) const {
    const auto& box = waiting.box;
    comparison.go_to(box, slope_of(box), offset_of(box));
    if (is_started() && comparison.is_certified(allowed())) {
      const double least = std::max(result_.lower, proven_);  // less would not narrow the interval
      return {.limit = least < allowed() && comparison.is_certified(least) ? least : allowed()};
    }

    Verdict verdict{.limit = waiting.bound};
    if (!is_started() || !comparison.is_at_most(result_.lower)) verdict.distance = comparison.distance();
    if (verdict.distance == infinity) return {infinity, infinity};
    const double lower = std::max(result_.lower, verdict.distance);
    double low = allowed_above(lower);
    if ((low > allowed() || !is_started()) && comparison.is_certified(low))
      return {comparison.is_certified(lower) ? lower : low, verdict.distance};
    constexpr int steps = 3;
    for (int step = 0; step < steps; ++step) {
      const double middle = (low + verdict.limit) / 2;
      (comparison.is_certified(middle) ? verdict.limit : low) = middle;
    }
    return verdict;
  }

  /// May raise the lower bound by the distance along the line of the box.
  void learn_from_line(const LineBox& box, double distance) {
    if (is_started() && distance <= result_.lower) return;
    result_.lower = distance;
    result_.weight = slope_of(box);
    result_.line = line(box.is_steep, slope_of(box), offset_of(box));
  }

  Line<2> line(bool is_steep, double slope, double offset) const {
    Line<2> result;
    const int along = is_steep ? 1 : 0, across = 1 - along;
    result.base[along] = extent_.centre[along] * scale_[along];
    result.base[across] = (extent_.centre[across] + offset) * scale_[across];
    result.direction[along] = scale_[along];
    result.direction[across] = slope * scale_[across];
    return result;
  }

  void halve(const LineBox& box, double bound) {
    const double slopes = (box.slope_high - box.slope_low) * extent_.length[box.is_steep] / 2;
    const double offsets = box.offset_high - box.offset_low;
    LineBox low = box, high = box;
    if (slopes > offsets)
      low.slope_high = high.slope_low = (box.slope_low + box.slope_high) / 2;
    else
      low.offset_high = high.offset_low = (box.offset_low + box.offset_high) / 2;
    wait(low, bound);
    wait(high, bound);
  }

  const MatchingDistanceOptions& options_;
  std::array<double, 2> scale_;
  Extent extent_;
  std::vector<LineComparison> comparisons_;  // one a box of a round
  MatchingDistance result_;
  std::priority_queue<WaitingBox> waiting_;
  std::uint64_t number_ = 0;
  double proven_ = 0;  // the largest bound of a box that is done
};

bool is_same(const Presentation<2>& a, const Presentation<2>& b) {
  return a.matrix == b.matrix && a.grid.axes[0].values == b.grid.axes[0].values &&
         a.grid.axes[1].values == b.grid.axes[1].values;
}

void check_pair(const Presentation<2>& a, const Presentation<2>& b) {
  if (a.degree != b.degree)
    throw Error(codes::bad_request, fmt::format("needs modules of one degree, got {} and {}", a.degree, b.degree));
  for (int axis = 0; axis < 2; ++axis)
    if (a.grid.axes[axis].direction != b.grid.axes[axis].direction)
      throw Error(codes::bad_request,
                  fmt::format("needs axis {} of both modules in one direction, got both directions", axis));
}

MatchingDistance distance_of_minimal(const Presentation<2>& first, const Presentation<2>& second,
                                     const std::array<double, 2>& scale, const MatchingDistanceOptions& options,
                                     const Context& context) {
  if (is_same(first, second)) {
    MatchingDistance zero;
    zero.axis_scale = scale;
    return zero;
  }
  return BranchAndBound(first, second, scale, options, context).run(context);
}

std::array<double, 2> chosen_scale(const Collection<Presentation<2>>& modules, const MatchingDistanceOptions& options,
                                   const Context& context) {
  const auto scale = options.fit ? options.fit->scale : fit_matching_distances(modules, options, context).scale;
  for (const double s : scale)
    if (!(s > 0) || !std::isfinite(s))
      throw Error(codes::bad_request, fmt::format("needs a positive scale, got {}", format_double(s))).within("fit");
  return scale;
}

}  // namespace

AxisScale<2> fit_matching_distances(const Collection<Presentation<2>>& modules, const MatchingDistanceOptions& options,
                                    const Context& context) {
  return fit_axis_scale(modules, {.axis_scale = options.axis_scale, .line_spacing = {}, .fit = {}}, context);
}

MatchingDistance matching_distance(const Presentation<2>& first, const Presentation<2>& second,
                                   const MatchingDistanceOptions& options, const Context& context) {
  check_options(options);
  check_pair(first, second);
  Collection<Presentation<2>> minimal;
  for (const auto* module : {&first, &second}) minimal.add("", minimal_presentation(*module, {}, context));
  return distance_of_minimal(minimal[0], minimal[1], chosen_scale(minimal, options, context), options, context);
}

DistanceMatrix matching_distances(const Collection<Presentation<2>>& modules, const MatchingDistanceOptions& options,
                                  const Context& context) {
  check_options(options);
  for (Index sample = 1; sample < modules.size(); ++sample) check_pair(modules[0], modules[sample]);
  const std::size_t pairs = pair_count(modules.size());
  context.require_memory(pairs * sizeof(MatchingDistance), "the distances of all pairs", "take fewer samples");
  const auto scale = chosen_scale(modules, options, context);
  std::vector<Presentation<2>> minimal(modules.size());
  parallel_for(context, modules.size(), 1, [&](std::size_t sample) {
    minimal[sample] = minimal_presentation(modules[Index(sample)], {}, context);
  });

  std::vector<MatchingDistance> distances(pairs);
  parallel_for(context, pairs, 1, [&](std::size_t pair) {
    const auto [row, column] = pair_of(pair);
    distances[pair] = distance_of_minimal(minimal[row], minimal[column], scale, options, context);
  });

  double widest = 0;
  std::size_t unfinished = 0;
  std::vector<double> lower_triangle(pairs);
  for (std::size_t pair = 0; pair < pairs; ++pair) {
    const auto& distance = distances[pair];
    if (distance.lower == infinity) {
      const auto [row, column] = pair_of(pair);
      throw infinite_distance_between(modules.id(column), modules.id(row), infinite_distance_remedy);
    }
    lower_triangle[pair] = distance.midpoint();
    widest = std::max(widest, distance.width());
    unfinished += distance.width() > std::max(options.relative_error * distance.lower, options.absolute_error);
  }
  context.resolved("widest_interval", widest);
  if (unfinished > 0)
    context.warn(
        fmt::format("{} of {} distances are known less well than asked for, the worst within {}, because their "
                    "evaluations were used up",
                    unfinished, pairs, format_double(widest)));
  return {modules.size(), std::move(lower_triangle), modules.ids()};
}

}  // namespace tessera
