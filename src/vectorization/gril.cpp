// SPDX-License-Identifier: MIT
#include "tessera/vectorization/gril.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/core/parallel.hpp"
#include "tessera/persistence/slice.hpp"
#include "vectorization/product_columns.hpp"
#include "vectorization/scaled_box.hpp"
#include "vectorization/worm_rank.hpp"

#include <fmt/format.h>

namespace tessera {
namespace {

void check_options(const GrilOptions& options) {
  const auto refuse = [](const char* what, const char* where) {
    throw Error(codes::bad_request, fmt::format("needs one {} at least, got 0", what)).within(where);
  };
  if (options.count == 0) refuse("rank", "count");
  if (options.worm == 0) refuse("square", "worm");
  if (options.widths == 0) refuse("width", "widths");
  if (options.resolution[0] == 0 || options.resolution[1] == 0) refuse("pixel on each axis", "resolution");
}

void check_modules(const Collection<Presentation<2>>& modules) {
  for (Index sample = 1; sample < modules.size(); ++sample) try {
      check_one_kind(modules[0].grid, modules[0].degree, modules[sample].grid, modules[sample].degree);
    } catch (const Error& error) {
      throw error.within(fmt::format("sample '{}'", modules.id(sample)));
    }
}

/// How many steps wide a worm around p may be for rank k = 1, ..., count: ranks fall, so a bisection finds it, and what
/// it saw serves the next k.
std::vector<Index> widest(WormRank& rank, const Point<2>& p, double step, const GrilOptions& options) {
  std::vector<Index> seen(std::size_t{options.widths} + 1, none);
  const auto rank_at = [&](Index width) {
    if (seen[width] == none) seen[width] = rank(p, width * step, options.worm);
    return seen[width];
  };
  std::vector<Index> result(options.count, 0);
  Index above = options.widths + 1;  // the last k failed there
  for (Index k = 1; k <= options.count; ++k) {
    Index held = 0;
    while (above - held > 1) {
      const Index middle = held + (above - held) / 2;
      (rank_at(middle) >= k ? held : above) = middle;
    }
    if (held == 0) break;
    result[k - 1] = held;
  }
  return result;
}

}  // namespace

SamplingGrid fit_gril(const Collection<Presentation<2>>& modules, const GrilOptions&, const Context& context) {
  check_modules(modules);
  return fit_line_box(modules, SliceOptions{}, context);
}

FeatureMatrix gril(const Collection<Presentation<2>>& modules, const GrilOptions& options, const Context& context) {
  check_options(options);
  check_modules(modules);
  const auto fit = options.fit ? *options.fit : fit_gril(modules, options, context);
  const auto scaled = scaled_box<2>(fit, options.axis_scale);
  const double step = scaled.longest / options.widths;
  context.resolved("width_step", step);

  std::uint64_t bits = 0;
  for (Index sample = 0; sample < modules.size(); ++sample) {
    const auto& matrix = modules[sample].matrix;
    bits = std::max(
        bits, std::uint64_t{matrix.row_count()} * (matrix.row_count() + 2 * std::uint64_t{matrix.column_count()}));
  }
  const std::size_t pixels = std::size_t{options.resolution[0]} * options.resolution[1];
  context.require_memory(
      bits / 4 * context.threads() + std::uint64_t(pixels) * options.count * (8 * modules.size() + 64),
      "dense columns and the features", "coarsen the modules, or take fewer pixels");

  FeatureMatrix features;
  features.ids = modules.ids();
  FeatureAxis ranks{"rank", "", {1, double(options.count)}, {}};
  for (Index k = 1; k <= options.count; ++k) ranks.values.push_back(k);
  features.axes.push_back(std::move(ranks));
  const auto grid = modules.empty() ? Grid<2>{} : modules[0].grid;
  auto first = numbered({"l", options.count + 1});
  first.erase(first.begin());  // from l01, as the literature counts
  std::vector<std::vector<std::string>> names{first};
  for (int axis = 0; axis < 2; ++axis) {
    const auto& ends = fit.axes[std::size_t(axis)];
    features.axes.push_back(feature_axis(grid.axes[axis], ends.front(), ends.back(), options.resolution[axis]));
    names.push_back(numbered({axis_letters[axis], options.resolution[axis]}));
  }
  features.columns = product_columns(context.stage(), names);
  features.units.resize(features.columns.size());
  features.values.assign(features.ids.size() * features.columns.size(), 0.0);

  const auto& [low, high] = scaled.box;
  const Index rows = options.resolution[0];
  parallel_for(context, std::size_t{modules.size()} * rows, 1, [&](std::size_t task) {
    const auto sample = Index(task / rows), i = Index(task % rows);
    WormRank rank(modules[sample], scaled.scale);
    double* row = features.values.data() + std::size_t{sample} * features.columns.size();
    for (Index j = 0; j < options.resolution[1]; ++j) {
      context.check();
      const Point<2> p{low[0] + (i + 0.5) * (high[0] - low[0]) / rows,
                       low[1] + (j + 0.5) * (high[1] - low[1]) / options.resolution[1]};
      const auto steps = widest(rank, p, step, options);
      for (Index k = 0; k < options.count; ++k)
        row[k * pixels + std::size_t{i} * options.resolution[1] + j] = steps[k] * step;
    }
  });
  features.stability = {
      1, fmt::format(
             "|lambda_k(M)(p) - lambda_k(N)(p)| <= d_I(M, N) in scaled units for the landscape over all widths, at "
             "every column, for all modules, end to end; widths are rounded down to multiples of {}, which adds "
             "less than that. The box and the scale are fixed.",
             format_double(step))};
  check(features);
  return features;
}

}  // namespace tessera
