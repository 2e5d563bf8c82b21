// SPDX-License-Identifier: MIT
// 1. For a row of pixels, compare each with its neighbors: one bit a neighbor, level by level of the star.
// 2. Keep the cubes that enter with the pixel: those whose facets around the pixel all do.
// 3. Collapse them from the highest level down; what is left of level 1 are the components of the lower link, the first
//    of which is matched with the pixel itself.
// 4. Write down the partners, the two flows (on pixels, and on the corners between them) and the unmatched cubes.
// Of the two flows, that on pixels is the downward one of `vertices` and the upward one of `top_cells`.
#include "persistence/cubical_gradient.hpp"

#include "persistence/cubical_star.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace tessera {
namespace {

constexpr std::size_t steps_between_checks = 1 << 20;

/// What the loops need of a star within a frame, as plain numbers.
struct PlacedCube {
  Index neighbor = 0;                                 // slots from the pixel to the pixel across the cube
  Index shift = 0;                                    // slots from the pixel to the slot of the cube
  Index extents = 0;                                  // the axes it spans
  std::uint8_t from = 0;                              // axes along which its slot is below the pixel's
  std::uint8_t past = 0;                              // axes along which it is above
  std::array<std::uint8_t, 4> to_facet{}, to_cube{};  // codes from the cube to each facet and back
  std::array<Index, 4> across{};                      // slots from it to its mirror image along each of its axes
};

template <int d>
class GradientBuilder {
 public:
  GradientBuilder(const CubicalFrame& frame, const CubicalStar& star, CubicalGradient& gradient)
      : frame_(frame),
        star_(star),
        gradient_(gradient),
        is_dual_(frame.construction == CubicalConstruction::top_cells),
        pixel_flow_(is_dual_ ? gradient.up : gradient.down),
        corner_flow_(is_dual_ ? gradient.down : gradient.up) {
    for (int k = 1; k <= d; ++k)
      for (const auto& cube : star.level(k)) placed_[std::size_t(k) - 1].push_back(place(cube, k));
    if constexpr (d == 2)
      if (!gradient.partner) write_patterns();
  }

  using Sets = std::array<std::vector<std::uint32_t>, d>;  // of each level, a set of cubes for each pixel of a row
  using Critical = std::array<CriticalList, d + 1>;        // by level

  void row(Index line, Sets& sets, Critical& critical) const {
    const Index length = frame_.side[d - 1];
    Index begin = frame_.first;
    bool is_seam = false;
    for (int axis = d - 1; axis-- > 0;) {
      const auto i = std::size_t(axis);
      const Index x = line % frame_.side[i];
      line /= frame_.side[i];
      begin += x * frame_.stride[i];
      is_seam = is_seam || (frame_.wraps[i] && (x == 0 || x + 1 == frame_.side[i]));
    }

    for (auto& level : sets) std::ranges::fill(level, 0);
    if (!is_seam) compare_row(begin, sets);
    for (Index x = 0; x < length; ++x) {
      const bool at_seam = is_seam || (frame_.wraps[d - 1] && (x == 0 || x + 1 == length));
      if (at_seam) compare_at_seam(begin + x, x, sets);
      if (!at_seam && !patterns_.empty())
        follow(patterns_[sets[0][x] | sets[d - 1][x] << 4], begin + x, critical);
      else
        pixel(begin + x, x, at_seam, sets, critical);
    }
  }

 private:
  PlacedCube place(const CubicalStar::Cube& cube, int k) const {
    PlacedCube placed;
    for (std::size_t axis = 0; axis < d; ++axis) {
      const int o = cube.offset[axis];
      placed.neighbor += Index(o) * frame_.stride[axis];
      if ((o != 0) != is_dual_) placed.extents |= 1u << axis;
      if (o == (is_dual_ ? 1 : -1)) placed.shift += Index(o) * frame_.stride[axis];
      if (o == -1 && !is_dual_) placed.from |= std::uint8_t(1u << axis);
      if (o == 1 && is_dual_) placed.past |= std::uint8_t(1u << axis);
    }
    for (std::size_t i = 0; i < std::size_t(k); ++i) {
      const std::uint8_t axis = cube.axes[i];
      const bool is_up = cube.offset[axis] == 1;
      placed.to_facet[i] = std::uint8_t(2 * axis + !is_up);
      placed.to_cube[i] = std::uint8_t(2 * axis + is_up);
      placed.across[i] = is_up ? 0 - frame_.stride[axis] : frame_.stride[axis];
    }
    return placed;
  }

  /// Bits of the neighbors that come before the pixel (`vertices`) or after it (`top_cells`): ties by position.
  void compare_row(Index begin, Sets& sets) const {
    const Index length = frame_.side[d - 1];
    const double* here = frame_.values.data() + begin;
    for (std::size_t k = 0; k < d; ++k)
      for (std::size_t cube = 0; cube < placed_[k].size(); ++cube) {
        const Index neighbor = placed_[k][cube].neighbor;
        const double* there = frame_.values.data() + (begin + neighbor);
        std::uint32_t* set = sets[k].data();
        const std::uint32_t bit = 1u << cube;
        const bool is_later = neighbor < CubicalGradient::ends;  // not minus something
        if (is_dual_ && is_later)
          for (Index x = 0; x < length; ++x) set[x] |= there[x] >= here[x] ? bit : 0;
        else if (is_dual_)
          for (Index x = 0; x < length; ++x) set[x] |= there[x] > here[x] ? bit : 0;
        else if (is_later)
          for (Index x = 0; x < length; ++x) set[x] |= there[x] < here[x] ? bit : 0;
        else
          for (Index x = 0; x < length; ++x) set[x] |= there[x] <= here[x] ? bit : 0;
      }
  }

  void compare_at_seam(Index pixel, Index x, Sets& sets) const {
    for (std::size_t k = 0; k < d; ++k) {
      sets[k][x] = 0;
      for (std::size_t cube = 0; cube < placed_[k].size(); ++cube) {
        const Index there = moved(pixel, star_.level(int(k) + 1)[cube].offset);
        const double a = frame_.values[there], b = frame_.values[pixel];
        const bool is_before = a < b || (a == b && there < pixel);
        if (is_before != is_dual_) sets[k][x] |= 1u << cube;
      }
    }
  }

  Index moved(Index slot, const std::array<int, CubicalStar::max_level>& offset) const {
    const Index start = slot;
    for (int axis = 0; axis < d; ++axis) {
      const int o = offset[std::size_t(axis)];
      if (o == 0) continue;
      slot += (o > 0 ? frame_.above(start, axis) : frame_.below(start, axis)) - start;
    }
    return slot;
  }

  /// The slot of a cube around a pixel.
  Index slot_of(Index pixel, const PlacedCube& cube, bool at_seam) const {
    if (!at_seam) return pixel + cube.shift;
    Index slot = pixel;
    for (int axis = 0; axis < d; ++axis) {
      if (cube.from >> axis & 1) slot += frame_.below(pixel, axis) - pixel;
      if (cube.past >> axis & 1) slot += frame_.above(pixel, axis) - pixel;
    }
    return slot;
  }

  /// Steps 2 to 4 for a pixel of the plane whose neighbors compare in one way, relative to the slot of the pixel: there
  /// are 256 ways.
  struct Pattern {
    Index pixel_flow = 0;  // 0: the pixel is critical
    std::uint8_t corners = 0;
    std::array<std::uint8_t, 3> critical{};             // how many, by level
    std::array<std::pair<Index, Index>, 4> corner{};    // slot and flow
    std::array<std::array<Index, 4>, 3> critical_cell;  // by level
  };

  void write_patterns() {
    patterns_.resize(256);
    for (std::uint32_t way = 0; way < patterns_.size(); ++way) {
      Pattern& pattern = patterns_[way];
      const auto add_critical = [&](std::size_t level, const PlacedCube& cube) {
        pattern.critical_cell[level][pattern.critical[level]++] = (cube.shift << d) + cube.extents;
      };
      std::uint32_t edges = way & 15;
      const std::uint32_t squares = star_.closed(2, way >> 4, edges);
      CubicalStar::Matching scratch;
      const auto& matching = star_.collapsed(2, squares, scratch);
      for (std::uint32_t rest = squares; rest != 0; rest &= rest - 1) {
        const auto number = std::size_t(std::countr_zero(rest));
        const PlacedCube& cube = placed_[1][number];
        const std::uint8_t partner = matching.partner[number];
        if (partner == CubicalStar::unmatched)
          add_critical(2, cube);
        else
          pattern.corner[pattern.corners++] = {cube.shift, cube.shift + cube.across[partner]};
      }
      edges &= ~matching.taken;
      if (edges == 0) {
        pattern.critical_cell[0][pattern.critical[0]++] = is_dual_ ? (1u << d) - 1 : 0;
        continue;
      }
      pattern.pixel_flow = placed_[0][std::size_t(std::countr_zero(edges))].neighbor;
      for (std::uint32_t rest = edges & (edges - 1); rest != 0; rest &= rest - 1)
        add_critical(1, placed_[0][std::size_t(std::countr_zero(rest))]);
    }
  }

  void follow(const Pattern& pattern, Index pixel, Critical& critical) const {
    if (pattern.pixel_flow != 0) pixel_flow_[pixel] = pixel + pattern.pixel_flow;
    for (std::size_t i = 0; i < pattern.corners; ++i)
      corner_flow_[pixel + pattern.corner[i].first] = pixel + pattern.corner[i].second;
    for (std::size_t level = 0; level <= d && level < 3; ++level)
      for (std::size_t i = 0; i < pattern.critical[level]; ++i)
        critical[level].add((pixel << d) + pattern.critical_cell[level][i], frame_.values[pixel]);
  }

  /// Steps 2 to 4 for one pixel.
  void pixel(Index pixel, Index x, bool at_seam, const Sets& sets, Critical& critical) const {
    std::array<std::uint32_t, d> cubes;
    cubes[0] = sets[0][x];
    for (std::size_t k = 1; k < d; ++k) cubes[k] = star_.closed(int(k) + 1, sets[k][x], cubes[k - 1]);

    CubicalStar::Matching scratch;
    for (std::size_t k = d - 1; k > 0; --k) {
      if (cubes[k] == 0) continue;
      const auto& matching = star_.collapsed(int(k) + 1, cubes[k], scratch);
      for (std::uint32_t rest = cubes[k]; rest != 0; rest &= rest - 1) {
        const auto cube = std::size_t(std::countr_zero(rest));
        write(pixel, k, cube, matching.partner[cube], at_seam, critical);
      }
      cubes[k - 1] &= ~matching.taken;
    }
    write_link(pixel, cubes[0], at_seam, critical);
  }

  /// A cube of level 2 or more and its partner.
  void write(Index pixel, std::size_t k, std::size_t number, std::uint8_t partner, bool at_seam,
             Critical& critical) const {
    const PlacedCube& cube = placed_[k][number];
    const Index slot = slot_of(pixel, cube, at_seam);
    const Index cell = frame_.cell(slot, cube.extents);
    if (partner == CubicalStar::unmatched) {
      critical[k + 1].add(cell, frame_.values[pixel]);
      if (gradient_.partner) gradient_.partner[cell] = CubicalGradient::critical;
      return;
    }
    if (k + 1 == d) {
      const std::uint8_t axis = star_.level(d)[number].axes[partner];
      const bool is_up = star_.level(d)[number].offset[axis] == 1;
      corner_flow_[slot] = !at_seam ? slot + cube.across[partner]
                           : is_up  ? frame_.below(slot, axis)
                                    : frame_.above(slot, axis);
    }
    if (!gradient_.partner) return;
    const auto facet = std::size_t(star_.level(int(k) + 1)[number].facets[partner]);
    const PlacedCube& below = placed_[k - 1][facet];
    gradient_.partner[cell] = cube.to_facet[partner];
    gradient_.partner[frame_.cell(slot_of(pixel, below, at_seam), below.extents)] = cube.to_cube[partner];
  }

  /// The pixel itself and what is left of level 1.
  void write_link(Index pixel, std::uint32_t cubes, bool at_seam, Critical& critical) const {
    const Index own = frame_.cell(pixel, is_dual_ ? (1u << d) - 1 : 0);
    if (cubes == 0) {
      critical[0].add(own, frame_.values[pixel]);
      if (gradient_.partner) gradient_.partner[own] = CubicalGradient::critical;
      return;
    }

    const auto first = std::size_t(std::countr_zero(cubes));
    for (std::uint32_t rest = cubes; rest != 0; rest &= rest - 1) {
      const auto number = std::size_t(std::countr_zero(rest));
      const PlacedCube& cube = placed_[0][number];
      const Index slot = slot_of(pixel, cube, at_seam);
      const Index cell = frame_.cell(slot, cube.extents);
      if (number != first) critical[1].add(cell, frame_.values[pixel]);
      if (gradient_.partner) gradient_.partner[cell] = number == first ? cube.to_facet[0] : CubicalGradient::critical;
    }
    const PlacedCube& cube = placed_[0][first];
    pixel_flow_[pixel] = at_seam ? moved(pixel, star_.level(1)[first].offset) : pixel + cube.neighbor;
    if (gradient_.partner) gradient_.partner[own] = cube.to_cube[0];
    if (d == 1) write_lone_corners(pixel, first, at_seam);
  }

  /// With one axis the cubes of level 1 are the corners as well.
  void write_lone_corners(Index pixel, std::size_t first, bool at_seam) const {
    const PlacedCube& cube = placed_[0][first];
    const Index slot = slot_of(pixel, cube, at_seam);
    const bool is_up = star_.level(1)[first].offset[0] == 1;
    corner_flow_[slot] = is_up ? frame_.below(slot, 0) : frame_.above(slot, 0);
  }

  const CubicalFrame& frame_;
  const CubicalStar& star_;
  CubicalGradient& gradient_;
  bool is_dual_;
  CubicalGradient::Flow &pixel_flow_, &corner_flow_;
  std::array<std::vector<PlacedCube>, d> placed_;
  std::vector<Pattern> patterns_;  // by neighbors: those of level 1, then those of level 2; empty where not used
};

template <int d>
CubicalGradient gradient_of(const CubicalFrame& frame, bool with_partners, const Context& context) {
  CubicalGradient gradient;
  resize_with_zeros(gradient.down, frame.slots);
  resize_with_zeros(gradient.up, frame.slots);
  if (with_partners) gradient.partner = std::make_unique_for_overwrite<std::uint8_t[]>(std::size_t{frame.slots} << d);

  const CubicalStar star(d);
  const GradientBuilder<d> builder(frame, star, gradient);
  const Index length = frame.side[d - 1];
  std::size_t rows = 1;
  for (std::size_t axis = 0; axis + 1 < d; ++axis) rows *= frame.side[axis];

  // Rows write disjoint entries: every cube enters with one pixel. The lists of their critical cells are as if one
  // thread had written them, since they are joined in the order of the rows.
  const std::size_t per_part = (rows + context.threads() - 1) / context.threads();
  std::vector<typename GradientBuilder<d>::Critical> parts((rows + per_part - 1) / per_part);
  parallel_for_blocks(context, rows, per_part, [&](std::size_t begin, std::size_t end) {
    auto& critical = parts[begin / per_part];
    for (auto& list : critical) list.reserve((end - begin) * length / 3);  // noise has about that; untouched is free
    typename GradientBuilder<d>::Sets sets;
    for (auto& level : sets) level.resize(length);
    for (std::size_t row = begin; row < end; ++row) {
      if ((row - begin) * length / steps_between_checks != (row + 1 - begin) * length / steps_between_checks)
        context.check();
      builder.row(Index(row), sets, critical);
    }
  });

  const bool is_dual = frame.construction == CubicalConstruction::top_cells;
  gradient.cells.resize(d + 1);
  for (std::size_t level = 0; level <= d; ++level) {
    CriticalList& list = gradient.cells[is_dual ? d - level : level];
    list = std::move(parts[0][level]);
    for (std::size_t part = 1; part < parts.size(); ++part) list.append(parts[part][level]);
  }
  return gradient;
}

}  // namespace

CubicalGradient cubical_gradient(const CubicalFrame& frame, bool with_partners, const Context& context) {
  switch (frame.dimension) {
    case 1:
      return gradient_of<1>(frame, with_partners, context);
    case 2:
      return gradient_of<2>(frame, with_partners, context);
    case 3:
      return gradient_of<3>(frame, with_partners, context);
    default:
      return gradient_of<4>(frame, with_partners, context);
  }
}

}  // namespace tessera
