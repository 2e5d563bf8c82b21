// SPDX-License-Identifier: MIT
#include "tessera/report/picture.hpp"

#include "report/frame.hpp"
#include "report/summand_regions.hpp"

#include <fmt/format.h>

namespace tessera {

using namespace report;

std::string svg(const Decomposition<2>& decomposition, const PictureOptions& options) {
  constexpr double legend_width = 180;
  const auto ranges = corner_ranges(decomposition);
  const auto& axes = decomposition.axes;
  const Frame frame =
      frame_on_page(options, shown_axis(axes[0], ranges[0], 0), shown_axis(axes[1], ranges[1], 1), legend_width);
  Svg page(options.width, options.height);
  draw_title(page, frame, title_of(options, kind_of(decomposition)), certificate_text(decomposition));
  draw_grid(page, frame);
  begin_clipped_group(page, frame, "frame");
  const auto order = largest_first<2>(decomposition, {axes[0].shown(frame.x.high), axes[1].shown(frame.y.high)});
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    const auto& summand = decomposition.summands[order[rank]];
    draw_region(page, frame, axes, summand.support, region_style(page, summand.is_exact, rank));
  }
  if (ranges[0].is_unbounded) draw_fade_right(page, frame, 0.8 * fading_share);
  if (ranges[1].is_unbounded) draw_fade_top(page, frame, 0.8 * fading_share);
  page.end_group();
  draw_axes(page, frame);
  draw_legend(page, decomposition, order.size(), frame.right() + 22, frame.top + 4);
  return std::move(page).str();
}

}  // namespace tessera
