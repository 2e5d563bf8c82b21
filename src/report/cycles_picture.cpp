// SPDX-License-Identifier: MIT
#include "report/points_plot.hpp"
#include "tessera/core/error.hpp"
#include "tessera/decomposition/interval_distance.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

namespace tessera {

using namespace report;

namespace {

constexpr double beyond = 0.13;  // of the extent, added to the largest finite corner where an infinite one is clipped

constexpr const char* muted = R"(fill="#666666" font-size="11")";

/// Where infinite deaths are clipped, by axis.
Point<2> clip_of(const Decomposition<2>& summands) {
  Point<2> low{infinity, infinity}, high{-infinity, -infinity};
  for (const auto& summand : summands.summands)
    for (const auto* corners : {&summand.support.births, &summand.support.deaths})
      for (const auto& corner : *corners)
        for (int axis = 0; axis < 2; ++axis) {
          if (corner[axis] == infinity) continue;
          low[axis] = std::min(low[axis], corner[axis]);
          high[axis] = std::max(high[axis], corner[axis]);
        }
  for (int axis = 0; axis < 2; ++axis) high[axis] += beyond * (high[axis] > low[axis] ? high[axis] - low[axis] : 1);
  return high;
}

/// A summand as it is drawn.
struct Drawn {
  const Summand<2>* summand;
  double weight;
  std::size_t longest;  // the birth that lasts longest
};

class CyclesPicture {
 public:
  CyclesPicture(const PointCloud& points, const ScalarField* values, const Decomposition<2>& summands,
                const PictureOptions& options)
      : summands_(summands),
        size_(points.size()),
        legend_left_(values ? 120 : 22),
        plot_(points, values, options, values ? 250 : 152),
        drawn_(heaviest(options.count)),
        svg_(options.width, options.height) {}

  std::string draw(const PictureOptions& options) && {
    draw_title(svg_, plot_.frame(), title_of(options, kind()), plot_.caption());
    draw_grid(svg_, plot_.frame());
    svg_.begin_group(R"(fill="none" stroke-linecap="round" stroke-linejoin="round")");
    for (std::size_t rank = drawn_.size(); rank-- > 0;)
      for (std::size_t birth = 0; birth < drawn_[rank].summand->cycles.size(); ++birth)
        if (birth != drawn_[rank].longest) cycle(drawn_[rank].summand->cycles[birth], rank, false);
    for (std::size_t rank = drawn_.size(); rank-- > 0;)  // the heaviest on top
      cycle(drawn_[rank].summand->cycles[drawn_[rank].longest], rank, true);
    svg_.end_group();
    plot_.draw_points(svg_, "#7a7a7a", 0.6);
    draw_axes(svg_, plot_.frame());
    plot_.draw_bar(svg_);
    legend();
    return std::move(svg_).str();
  }

 private:
  std::vector<Drawn> heaviest(Index count) const {
    const Point<2> clip = clip_of(summands_);
    std::vector<Drawn> all;
    for (const auto& summand : summands_.summands) {
      if (summand.cycles.empty()) continue;
      auto visible = summand.support;
      for (auto& death : visible.deaths)
        for (int axis = 0; axis < 2; ++axis) death[axis] = std::min(death[axis], clip[axis]);
      visible = scaled(visible, summands_.axis_scale);
      Drawn one{&summand, interval_weight(visible), 0};
      double longest = -1;
      for (std::size_t birth = 0; birth < visible.births.size(); ++birth)
        if (const double weight = interval_weight({{visible.births[birth]}, visible.deaths}); weight > longest) {
          longest = weight;
          one.longest = birth;
        }
      all.push_back(one);
    }
    if (all.empty() && !summands_.summands.empty())
      throw Error(codes::bad_request, "needs summands with cycles, got none",
                  "set cycles = true in persistence.minimal_presentation and in decomposition.summands")
          .within("summands");
    std::ranges::stable_sort(all, std::greater<>{}, &Drawn::weight);
    if (all.size() > count) all.resize(count);
    return all;
  }

  std::string kind() const {
    const std::size_t all = summands_.summands.size();
    return fmt::format("Cycles of {}{} summand{} in H{}", drawn_.size(),
                       drawn_.size() < all ? fmt::format(" of {}", all) : "", all == 1 ? "" : "s", summands_.degree);
  }

  void require_points(const Cycle& cycle) const {
    if (cycle.cell_size != summands_.degree + 1)
      throw Error(codes::bad_request, "needs cells that are named by their points, got positions in a complex",
                  "cycles of a complex of simplices can be drawn")
          .within("summands");
    for (const Index point : cycle.cells)
      if (point >= size_)
        throw Error(codes::bad_shape, fmt::format("needs cycles of {} points, got one on point {}", size_, point))
            .within("summands");
  }

  std::string at(Index point) const { return coordinate(plot_.x(point)) + " " + coordinate(plot_.y(point)); }

  /// All edges of all cells.
  std::string edges(const Cycle& cycle) const {
    std::string data;
    for (Index i = 0; i < cycle.size(); ++i) {
      const auto cell = cycle.cell(i);
      for (std::size_t a = 0; a < cell.size(); ++a)
        for (std::size_t b = a + 1; b < cell.size(); ++b) data += fmt::format("M{}L{}", at(cell[a]), at(cell[b]));
    }
    return data;
  }

  std::string triangles(const Cycle& cycle) const {
    std::string data;
    for (Index i = 0; i < cycle.size(); ++i) {
      const auto cell = cycle.cell(i);
      data += fmt::format("M{}L{}L{}Z", at(cell[0]), at(cell[1]), at(cell[2]));
    }
    return data;
  }

  void cycle(const Cycle& cycle, std::size_t rank, bool is_bold) {
    require_points(cycle);
    const auto* colour = categorical_colour(rank);
    if (cycle.cell_size == 1) {
      for (const Index point : cycle.cells)
        svg_.circle(plot_.x(point), plot_.y(point), (is_bold ? 2.2 : 1.5) * plot_.radius(),
                    fmt::format("stroke=\"{}\" stroke-width=\"{}\" stroke-opacity=\"{}\"", colour, is_bold ? 3 : 1.4,
                                is_bold ? 1 : 0.6));
      return;
    }
    if (cycle.cell_size == 3)
      svg_.path(triangles(cycle), fmt::format("fill=\"{}\" fill-opacity=\"{}\"", colour, is_bold ? 0.16 : 0.05));
    const auto data = edges(cycle);
    const double width = cycle.cell_size == 2 ? 3 : 1;
    if (is_bold && cycle.cell_size == 2) svg_.path(data, R"(stroke="#ffffff" stroke-width="6" stroke-opacity="0.85")");
    svg_.path(data, is_bold
                        ? fmt::format("stroke=\"{}\" stroke-width=\"{}\"", colour, width)
                        : fmt::format("stroke=\"{}\" stroke-width=\"{}\" stroke-opacity=\"0.5\"", colour, width / 2.5));
  }

  std::string axis_name(int axis) const {
    const std::string& name = summands_.axes[axis].name;
    return name.empty() || name.size() > 12 ? fmt::format("axis {}", axis) : name;
  }

  void legend() {
    const double x = plot_.frame().right() + legend_left_;
    double y = plot_.frame().top + 8;
    if (!drawn_.empty())
      svg_.text(x, y, fmt::format("born at ({}, {})", axis_name(0), axis_name(1)), Anchor::start, muted);
    y += 26;
    for (std::size_t rank = 0; rank < drawn_.size() && y + 30 < plot_.frame().bottom(); ++rank) {
      const auto& [summand, weight, longest] = drawn_[rank];
      const auto& birth = summand->support.births[longest];
      svg_.line(x, y - 4, x + 20, y - 4,
                fmt::format("stroke=\"{}\" stroke-width=\"3\" stroke-linecap=\"round\"", categorical_colour(rank)));
      svg_.text(x + 28, y,
                fmt::format("({:.3g}, {:.3g})", summands_.axes[0].shown(birth[0]) + 0.0,
                            summands_.axes[1].shown(birth[1]) + 0.0),
                Anchor::start);
      const bool is_infinite = interval_weight(summand->support) == infinity;
      svg_.text(x + 28, y + 15, is_infinite ? "infinite" : fmt::format("weight {:.2g}", weight), Anchor::start, muted);
      y += 38;
    }
  }

  const Decomposition<2>& summands_;
  Index size_;  // of the cloud
  double legend_left_;
  PointsPlot plot_;
  std::vector<Drawn> drawn_;
  Svg svg_;
};

}  // namespace

std::string svg(const PointCloud& points, const ScalarField* values, const Decomposition<2>& summands,
                const PictureOptions& options) {
  return CyclesPicture(points, values, summands, options).draw(options);
}

}  // namespace tessera
