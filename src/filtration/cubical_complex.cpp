// SPDX-License-Identifier: MIT
// 1. Rank the values of every channel (one sort each); a pixel that the mask leaves out gets the rank `none`, which is
//    above all others and so is the unit of the meet, and absorbs in the join.
// 2. Grades spread from the pixels over the types of cubes, one axis at a time: a cube that spans the axes E is the
//    join of its two ends across any axis of E (vertices), or the meet of the two cubes it lies between across any axis
//    outside E (top cells), and these hold all pixels in question. Along rows, so that the loops are straight.
// 3. Faces in closed form: from the last axis spanned to the first, the lower end before the upper.
// 4. With a mask: cubes of the grade `none` leave, and the others are numbered anew, in the same order.
#include "tessera/filtration/cubical_complex.hpp"

#include "core/large_vector.hpp"
#include "core/value_order.hpp"
#include "filtration/cube_lattice.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace tessera {
namespace {

constexpr std::size_t cells_together = 1 << 15;

void check_channels(const Many<Image>& channels, const Image* mask, int parameters) {
  if (channels.size() != Index(parameters))
    throw Error(codes::bad_shape, fmt::format("needs {} channel{} for as many parameters, got {}", parameters,
                                              parameters == 1 ? "" : "s", channels.size()))
        .within("channels");
  const auto& shape = channels[0].shape();
  if (shape.empty() || shape.size() > CubeType::max_axes)
    throw Error(codes::bad_shape, fmt::format("needs images of 1 to 4 axes, got {}", shape.size())).within("channels");
  if (channels[0].values().empty())
    throw Error(codes::bad_shape, fmt::format("needs a pixel, got images of shape ({})", fmt::join(shape, ", ")))
        .within("channels");
  for (Index k = 1; k < channels.size(); ++k)
    if (channels[k].shape() != shape)
      throw Error(codes::bad_shape,
                  fmt::format("needs channels of one shape, got ({}) in '{}' and ({}) in '{}'", fmt::join(shape, ", "),
                              channels.name(0), fmt::join(channels[k].shape(), ", "), channels.name(k)))
          .within("channels");
  if (mask && mask->shape() != shape)
    throw Error(codes::bad_shape, fmt::format("needs the shape of the channels, ({}), got ({})", fmt::join(shape, ", "),
                                              fmt::join(mask->shape(), ", ")))
        .within("mask");
}

void check_options(const CubicalComplexOptions& options, std::size_t axes, int parameters) {
  const auto& periodic = options.periodic;
  for (auto axis = periodic.begin(); axis != periodic.end(); ++axis) {
    if (*axis >= axes)
      throw Error(codes::bad_request, fmt::format("needs axes below {}, got {}", axes, *axis)).within("periodic");
    if (std::find(periodic.begin(), axis, *axis) != axis)
      throw Error(codes::bad_request, fmt::format("needs each axis once, got {} twice", *axis)).within("periodic");
  }
  if (options.direction.size() > 1 && options.direction.size() != std::size_t(parameters))
    throw Error(codes::bad_request, fmt::format("needs one direction, or one for each of {} channels, got {}",
                                                parameters, options.direction.size()))
        .within("direction");
}

/// What is held at once at most: the complex, and either the sorting of the values or the numbers under the mask.
template <int N>
void require_memory(const CubeLattice& lattice, std::uint64_t pixels, bool has_mask, const Context& context) {
  constexpr std::uint64_t sorting = 28;  // values, words, scratch and order, of a pixel and channel
  std::uint64_t cells = 0, bytes = 0;
  for (std::size_t d = 0; d < lattice.cells.size(); ++d) {
    if (lattice.cells[d] >= none)
      throw Error(codes::over_cap,
                  fmt::format("needs fewer than 2^32 cubes of a dimension, got {} of {}", lattice.cells[d], d),
                  "take a part of the images, or coarser ones");
    cells += lattice.cells[d];
    bytes += lattice.cells[d] * sizeof(Grade<N>) + lattice.faces[d] * sizeof(Index);
    if (!lattice.is_uniform(d)) bytes += lattice.cells[d] * sizeof(std::uint64_t);
  }
  const std::uint64_t axes = pixels * N * sizeof(double);
  const std::uint64_t sorted = pixels * (sizeof(Grade<N>) + N * sorting) + axes;
  const std::uint64_t built = bytes + axes + (has_mask ? (cells + 2 * pixels) * sizeof(Index) : 0);
  context.require_memory(std::max(sorted, built), fmt::format("the {} cubes of {} pixels", cells, pixels),
                         "take a part of the images, or coarser ones");
}

/// Fills axis k of the grid and rank k of the pixels present.
template <int N>
void rank_channel(const Image& channel, const Image* mask, int k, Axis& axis, std::vector<Grade<N>>& pixels) {
  const double sign = axis.direction == Direction::superlevel ? -1 : 1;
  std::vector<double> values;
  std::vector<Index> place;  // of each value; empty: its own position
  values.reserve(channel.values().size());
  for (std::size_t pixel = 0; pixel < channel.values().size(); ++pixel) {
    if (mask && mask->values()[pixel] == 0) continue;
    values.push_back(sign * channel.values()[pixel] + 0.0);  // no -0, so equal means equal
    if (mask) place.push_back(Index(pixel));
  }
  axis.values.reserve(values.size());
  for (const Index i : order_by_value(values)) {
    if (axis.values.empty() || axis.values.back() != values[i]) axis.values.push_back(values[i]);
    pixels[mask ? place[i] : i][k] = Index(axis.values.size() - 1);
  }
  if (axis.values.size() < values.size()) axis.values.shrink_to_fit();
}

template <int N>
class CubicalBuilder {
 public:
  CubicalBuilder(CubeLattice lattice, const Context& context) : lattice_(std::move(lattice)), context_(context) {}

  FilteredComplex<N> build(const Many<Image>& channels, const Image* mask, const std::vector<Direction>& direction) {
    complex_.blocks.resize(lattice_.cells.size());
    auto& pixels = complex_.blocks[lattice_.is_dual ? std::size_t(lattice_.axes) : 0].grades;
    resize_in_large_pages(pixels, channels[0].values().size());
    rank_pixels(channels, mask, direction, pixels);

    for (std::size_t d = 0; d < lattice_.cells.size(); ++d)
      if (auto& grades = complex_.blocks[d].grades; grades.empty()) resize_in_large_pages(grades, lattice_.cells[d]);

    if (lattice_.is_dual)
      for (std::size_t i = lattice_.types.size() - 1; i-- > 0;) spread_grades(lattice_.types[i]);
    else
      for (std::size_t i = 1; i < lattice_.types.size(); ++i) spread_grades(lattice_.types[i]);
    for (std::size_t d = 1; d < complex_.blocks.size(); ++d) lay_out_faces(d);
    if (mask) leave_out_absent();
    return std::move(complex_);
  }

 private:
  void rank_pixels(const Many<Image>& channels, const Image* mask, const std::vector<Direction>& direction,
                   std::vector<Grade<N>>& pixels) {
    if (mask) {
      Grade<N> absent;
      absent.rank.fill(none);
      std::ranges::fill(pixels, absent);
    }
    parallel_for(context_, N, 1, [&](std::size_t k) {
      Axis& axis = complex_.grid.axes[k];
      axis.name = channels.name(Index(k));
      if (!direction.empty()) axis.direction = direction[direction.size() == 1 ? 0 : k];
      rank_channel(channels[Index(k)], mask, int(k), axis, pixels);
    });
  }

  static std::size_t dimension_of(const CubeType& type) { return std::size_t(std::popcount(type.extents)); }

  /// visit(row, number of its first cube, relative to the type's)
  template <class Visit>
  void for_each_row(const CubeType& type, const Visit& visit) const {
    const Index length = type.side[std::size_t(lattice_.last())];
    if (type.count == 0) return;
    parallel_for(context_, type.count / length, std::max<std::size_t>(1, cells_together / length),
                 [&](std::size_t row) { visit(CubeRow(lattice_, type, row), row * length); });
  }

  /// Grades of a type from the type that spans one axis less, or for top cells one more.
  void spread_grades(const CubeType& type) {
    const unsigned all = (1u << lattice_.axes) - 1;
    const int axis = std::countr_zero(lattice_.is_dual ? all & ~type.extents : type.extents);  // the last only if alone
    const CubeType& from = lattice_.types[type.extents ^ 1u << axis];
    const auto both = [&](const Grade<N>& a, const Grade<N>& b) { return lattice_.is_dual ? meet(a, b) : join(a, b); };
    const auto pair = [&](Index at) { return lattice_.is_dual ? lattice_.sides(axis, at) : lattice_.ends(axis, at); };
    const Grade<N>* source = complex_.blocks[dimension_of(from)].grades.data();
    Grade<N>* target = complex_.blocks[dimension_of(type)].grades.data() + type.first;
    const Index length = type.count == 0 ? 0 : type.side[std::size_t(lattice_.last())];

    for_each_row(type, [&](const CubeRow& row, std::uint64_t begin) {
      Grade<N>* out = target + begin;
      if (axis == lattice_.last()) {
        const Grade<N>* along = source + row.begin(from);
        for (Index x = 0; x < length; ++x) {
          const auto [low, high] = pair(x);
          out[x] = both(along[low], along[high]);
        }
        return;
      }
      const auto [low, high] = pair(row.coordinate[std::size_t(axis)]);
      const Grade<N>* below = source + row.begin(from, axis, low);
      const Grade<N>* above = source + row.begin(from, axis, high);
      if (lattice_.is_dual)
        for (Index x = 0; x < length; ++x) out[x] = meet(below[x], above[x]);
      else
        for (Index x = 0; x < length; ++x) out[x] = join(below[x], above[x]);
    });
  }

  void lay_out_faces(std::size_t dimension) {
    auto& block = complex_.blocks[dimension];
    resize_in_large_pages(block.faces, lattice_.faces[dimension]);
    const bool is_uniform = lattice_.is_uniform(dimension);
    if (!is_uniform) block.offsets.push_back(0);
    Index* out = block.faces.data();
    for (const CubeType& type : lattice_.types) {
      if (dimension_of(type) != dimension || type.count == 0) continue;
      if (is_uniform) block.stride = type.faces;
      for (std::uint64_t cell = 0; !is_uniform && cell < type.count; ++cell)
        block.offsets.push_back(block.offsets.back() + type.faces);
      switch (type.faces) {
        case 2:
          write_faces<2>(type, out);
          break;
        case 4:
          write_faces<4>(type, out);
          break;
        case 6:
          write_faces<6>(type, out);
          break;
        case 8:
          write_faces<8>(type, out);
          break;
        default:
          break;
      }
      out += type.count * type.faces;
    }
  }

  template <std::size_t Faces>
  void write_faces(const CubeType& type, Index* out) {
    const int last = lattice_.last();
    const Index length = type.side[std::size_t(last)];
    const bool closes = type.spans(last) && lattice_.wraps[std::size_t(last)] && length > 1;
    for_each_row(type, [&](const CubeRow& row, std::uint64_t begin) {
      std::array<Index, Faces> face;
      std::size_t k = 0;
      for (int axis = lattice_.axes; axis-- > 0;) {
        const auto i = std::size_t(axis);
        if (!type.spans(axis) || (lattice_.wraps[i] && lattice_.pixels[i] == 1)) continue;
        const CubeType& facets = lattice_.types[type.extents ^ 1u << axis];
        auto [low, high] = axis == last ? std::pair<Index, Index>(0, 1) : lattice_.ends(axis, row.coordinate[i]);
        if (low > high) std::swap(low, high);
        face[k++] = Index(row.begin(facets, axis, low));
        face[k++] = Index(row.begin(facets, axis, high));
      }
      Index* here = out + begin * Faces;
      for (Index x = 0; x < length; ++x, here += Faces)
        for (std::size_t i = 0; i < Faces; ++i) here[i] = face[i] + x;
      if (closes) {  // the last cube of the row leads back to its beginning
        here[1 - std::ptrdiff_t(Faces)] = face[0] + length - 1;
        here[-std::ptrdiff_t(Faces)] = face[0];
      }
    });
  }

  void leave_out_absent() {
    std::vector<Index> below, number;  // the new numbers of cubes of the dimension before, and of this one
    for (std::size_t d = 0; d < complex_.blocks.size(); ++d) {
      context_.check();
      auto& block = complex_.blocks[d];
      number.assign(block.grades.size(), none);
      Index kept = 0;
      std::uint64_t faces = 0;
      std::vector<std::uint64_t> offsets;
      for (Index cell = 0; cell < number.size(); ++cell) {
        if (block.grades[cell][0] == none) continue;
        if (!block.offsets.empty()) offsets.push_back(faces);
        for (const Index face : block.boundary(cell)) block.faces[faces++] = below[face];  // never overtakes its reader
        block.grades[kept] = block.grades[cell];
        number[cell] = kept++;
      }
      if (!block.offsets.empty()) offsets.push_back(faces);
      block.offsets = std::move(offsets);
      block.grades.resize(kept);
      block.faces.resize(faces);
      if (d == 0 && !lattice_.is_dual) name_vertices(number);
      below.swap(number);
    }
    while (complex_.blocks.size() > 1 && complex_.blocks.back().grades.empty()) complex_.blocks.pop_back();
  }

  void name_vertices(const std::vector<Index>& number) {
    for (Index pixel = 0; pixel < number.size(); ++pixel)
      if (number[pixel] != none) complex_.vertex_point.push_back(pixel);
    complex_.vertex_multiplicity.assign(complex_.vertex_point.size(), 1);
  }

  CubeLattice lattice_;
  const Context& context_;
  FilteredComplex<N> complex_;
};

}  // namespace

template <int N>
FilteredComplex<N> cubical_complex(const Many<Image>& channels, const Image* mask, const CubicalComplexOptions& options,
                                   const Context& context) {
  check_channels(channels, mask, N);
  const auto& shape = channels[0].shape();
  check_options(options, shape.size(), N);

  CubeLattice lattice(shape, options.periodic, options.construction);
  require_memory<N>(lattice, channels[0].values().size(), mask != nullptr, context);
  return CubicalBuilder<N>(std::move(lattice), context).build(channels, mask, options.direction);
}

template FilteredComplex<1> cubical_complex(const Many<Image>&, const Image*, const CubicalComplexOptions&,
                                            const Context&);
template FilteredComplex<2> cubical_complex(const Many<Image>&, const Image*, const CubicalComplexOptions&,
                                            const Context&);
template FilteredComplex<3> cubical_complex(const Many<Image>&, const Image*, const CubicalComplexOptions&,
                                            const Context&);
template FilteredComplex<4> cubical_complex(const Many<Image>&, const Image*, const CubicalComplexOptions&,
                                            const Context&);

}  // namespace tessera
