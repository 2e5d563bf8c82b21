// SPDX-License-Identifier: MIT
#include "tessera/vectorization/multiparameter_kernel.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/parallel.hpp"
#include "tessera/persistence/slice.hpp"
#include "vectorization/product_columns.hpp"
#include "vectorization/scaled_box.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <fmt/format.h>
#include <Eigen/Core>

namespace tessera {
namespace {

/// A line in the unit of the axes, its parameter in scaled units, within the box for begin <= t <= end.
struct WeightedLine {
  Line<2> line;
  double weight = 1, begin = 0, end = 0;
};

std::vector<WeightedLine> lines_through(const ScaledBox<2>& scaled, const MultiparameterKernelOptions& options) {
  std::vector<WeightedLine> lines;
  const auto& [low, high] = scaled.box;
  for (Index d = 0; d < options.directions; ++d) {
    const double angle = (d + 0.5) / options.directions * std::numbers::pi / 2;
    const double longer = std::max(std::cos(angle), std::sin(angle));
    const bool is_diagonal = 2 * d + 1 == options.directions;
    const Point<2> direction =
        is_diagonal ? Point<2>{1, 1} : Point<2>{std::cos(angle) / longer, std::sin(angle) / longer};
    for (Index i = 0; i < options.lines; ++i) {
      const double u = (i + 0.5) / options.lines;
      const Point<2> base{low[0] + u * (high[0] - low[0]), high[1] - u * (high[1] - low[1])};
      WeightedLine line{.weight = std::min(direction[0], direction[1]), .begin = -infinity, .end = infinity};
      for (int axis = 0; axis < 2; ++axis) {
        line.begin = std::max(line.begin, (low[axis] - base[axis]) / direction[axis]);
        line.end = std::min(line.end, (high[axis] - base[axis]) / direction[axis]);
        line.line.base[axis] = base[axis] * scaled.scale[axis];
        line.line.direction[axis] = direction[axis] * scaled.scale[axis];
      }
      lines.push_back(line);
    }
  }
  return lines;
}

/// The bars of one module on one line, cut to the box: those that stay.
struct CutBars {
  Eigen::ArrayXd births, deaths;
};

CutBars cut(const Barcode& barcode, double begin, double end) {
  std::vector<double> births, deaths;
  for (const Bar& bar : barcode.bars) {
    const double birth = std::max(bar.birth, begin), death = std::min(bar.death, end);
    if (birth >= death) continue;
    births.push_back(birth);
    deaths.push_back(death);
  }
  const auto size = Eigen::Index(births.size());
  return {Eigen::Map<Eigen::ArrayXd>(births.data(), size), Eigen::Map<Eigen::ArrayXd>(deaths.data(), size)};
}

/// The sum over pairs of bars; the factor 1 / (4 pi s^2) is left to the caller.
double scale_space_sum(const CutBars& a, const CutBars& b, double s) {
  const double exponent = -1 / (4 * s * s);
  double sum = 0;
  for (Eigen::Index k = 0; k < a.births.size(); ++k) {
    const double birth = a.births[k], death = a.deaths[k];
    const auto beside = (b.births - birth).square() + (b.deaths - death).square();
    const auto across = (b.deaths - birth).square() + (b.births - death).square();
    sum += ((beside * exponent).exp() - (across * exponent).exp()).sum();
  }
  return sum;
}

void check_modules(const Collection<Presentation<2>>& modules) {
  for (Index sample = 1; sample < modules.size(); ++sample) try {
      check_one_kind(modules[0].grid, modules[0].degree, modules[sample].grid, modules[sample].degree);
    } catch (const Error& error) {
      throw error.within(fmt::format("sample '{}'", modules.id(sample)));
    }
}

void check_options(const MultiparameterKernelOptions& options) {
  if (options.directions == 0) throw Error(codes::bad_request, "needs one angle at least, got 0").within("directions");
  if (options.lines == 0) throw Error(codes::bad_request, "needs one line at least, got 0").within("lines");
}

Stability stability_of(double s, Index most_bars) {
  const double slope = 1 / (std::sqrt(2 * std::numbers::pi) * s * s);
  const double constant = 2.0 * most_bars * slope;
  return {
      constant,
      fmt::format(
          "|Phi(M) - Phi(N)| = sqrt(k(M, M) + k(N, N) - 2 k(M, N)) <= {} sqrt(mean over the lines of (w W_1(M|line, "
          "N|line))^2), W_1 with q = infinity, for all modules; hence <= (m + n) d_I(M, N) times that, in scaled "
          "units, for at most m and n bars on a line: constant {} with m = n = {}, the most among these samples; a "
          "sample with more is not covered. The box, the lines, the scale and the bandwidth {} are fixed.",
          format_double(slope), format_double(constant), most_bars, format_double(s))};
}

}  // namespace

SamplingGrid fit_multiparameter_kernel(const Collection<Presentation<2>>& modules, const MultiparameterKernelOptions&,
                                       const Context& context) {
  check_modules(modules);
  return fit_line_box(modules, SliceOptions{}, context);
}

KernelMatrix multiparameter_kernel(const Collection<Presentation<2>>& modules,
                                   const MultiparameterKernelOptions& options, const Context& context) {
  check_options(options);
  check_modules(modules);
  const auto fit = options.fit ? *options.fit : fit_multiparameter_kernel(modules, options, context);
  const auto scaled = scaled_box<2>(fit, options.axis_scale);
  const double s = resolved_bandwidth(options.bandwidth, scaled.longest);
  context.resolved("bandwidth", s);

  const std::size_t n = modules.size();
  const std::uint64_t count = std::uint64_t{options.directions} * options.lines;
  std::uint64_t generators = 0;
  for (Index sample = 0; sample < n; ++sample) generators += modules[sample].matrix.row_count();
  context.require_memory(count * (sizeof(WeightedLine) + n * sizeof(CutBars) + 16 * generators) + 8 * n * n,
                         "the bars of all samples on all lines", "take fewer lines or directions");
  const auto lines = lines_through(scaled, options);

  std::vector<std::vector<CutBars>> bars(n);
  parallel_for(context, n, 1, [&](std::size_t sample) {
    const auto& module = modules[Index(sample)];
    SliceOptions along;
    for (const auto& [line, weight, begin, end] : lines) {
      along.lines.insert(along.lines.end(), line.base.begin(), line.base.end());
      along.lines.insert(along.lines.end(), line.direction.begin(), line.direction.end());
    }
    const auto fibered = slices(module, along, context);
    for (std::size_t k = 0; k < lines.size(); ++k) {
      double end = lines[k].end;
      for (int axis = 0; axis < 2; ++axis)
        end = std::min(end,
                       (module.grid.axes[axis].known_below - lines[k].line.base[axis]) / lines[k].line.direction[axis]);
      bars[sample].push_back(cut(fibered.barcodes[k], lines[k].begin, end));
    }
  });
  Eigen::Index most_bars = 0;
  for (const auto& sample : bars)
    for (const auto& on_line : sample) most_bars = std::max(most_bars, on_line.births.size());

  std::vector<double> values(n * n);
  const double factor = 1 / (4 * std::numbers::pi * s * s * double(count));
  parallel_for(context, n * (n + 1) / 2, 1, [&](std::size_t pair) {
    auto i = std::size_t((std::sqrt(8.0 * double(pair) + 1) - 1) / 2);
    while (i * (i + 1) / 2 > pair) --i;
    while ((i + 1) * (i + 2) / 2 <= pair) ++i;
    const std::size_t j = pair - i * (i + 1) / 2;
    double sum = 0;
    for (std::size_t k = 0; k < lines.size(); ++k)
      sum += lines[k].weight * lines[k].weight * scale_space_sum(bars[i][k], bars[j][k], s);
    values[i * n + j] = values[j * n + i] = sum * factor;
  });
  return KernelMatrix(modules.ids(), std::move(values), stability_of(s, Index(most_bars)));
}

}  // namespace tessera
