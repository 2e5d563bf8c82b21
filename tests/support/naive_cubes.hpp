// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/filtration/cubical_complex.hpp"

#include <algorithm>
#include <map>
#include <vector>

namespace tessera {

/// The cubes of several channels by the definition, point by point in a lattice with two coordinates a pixel: a slow
/// oracle of `cubical_complex`, in its order of cells. Axes of one pixel that are not glued are left out beforehand.
struct NaiveCubes {
  struct Cube {
    std::vector<double> values;  // one a channel, in the order of inclusion
    std::vector<Index> faces;    // increasing; those that appear twice cancel
    friend bool operator==(const Cube&, const Cube&) = default;
  };
  std::vector<std::vector<Cube>> cubes;  // by dimension

  template <int N>
  explicit NaiveCubes(const FilteredComplex<N>& complex) {
    for (const auto& block : complex.blocks) {
      auto& here = cubes.emplace_back();
      for (Index cell = 0; cell < block.size(); ++cell) {
        const auto point = complex.grid(block.grades[cell]);
        const auto faces = block.boundary(cell);
        here.push_back({{point.begin(), point.end()}, {faces.begin(), faces.end()}});
      }
    }
  }

  NaiveCubes(const std::vector<Image>& channels, const Image* mask, const CubicalComplexOptions& options) {
    using Lattice = std::vector<int>;
    const bool is_dual = options.construction == CubicalConstruction::top_cells;
    Lattice pixels;
    std::vector<bool> wraps;
    for (Index axis = 0; axis < channels[0].shape().size(); ++axis) {
      const bool is_glued = std::ranges::count(options.periodic, axis) > 0;
      if (channels[0].shape()[axis] == 1 && !is_glued) continue;
      pixels.push_back(int(channels[0].shape()[axis]));
      wraps.push_back(is_glued);
    }
    const std::size_t axes = pixels.size();
    const auto folded = [&](Lattice point) {
      for (std::size_t i = 0; i < axes; ++i)
        if (wraps[i]) point[i] = (point[i] + 2 * pixels[i]) % (2 * pixels[i]);
      return point;
    };

    // Every cube is met from every pixel that it lies in or that is its vertex: all steps of -1, 0, 1 in every axis.
    // Odd coordinates are spanned; pixels lie at even points, for top cells at odd ones.
    std::map<Lattice, std::vector<double>> entry;
    std::map<Lattice, bool> lacks_pixel;
    for (std::size_t pixel = 0; pixel < channels[0].values().size(); ++pixel) {
      Lattice center(axes);
      std::size_t rest = pixel;
      for (std::size_t i = axes; i-- > 0; rest /= std::size_t(pixels[i]))
        center[i] = 2 * int(rest % std::size_t(pixels[i])) + is_dual;
      std::vector<double> values;
      for (std::size_t k = 0; k < channels.size(); ++k) {
        const auto direction = options.direction[options.direction.size() == 1 ? 0 : k];
        values.push_back(direction == Direction::superlevel ? -channels[k].values()[pixel]
                                                            : channels[k].values()[pixel]);
      }
      const bool is_present = !mask || mask->values()[pixel] != 0;
      std::size_t steps = 1;
      for (std::size_t i = 0; i < axes; ++i) steps *= 3;
      for (std::size_t step = 0; step < steps; ++step) {
        Lattice point = center;
        bool is_inside = true;
        std::size_t digits = step;
        for (std::size_t i = 0; i < axes; ++i, digits /= 3) {
          point[i] += int(digits % 3) - 1;
          const int highest = is_dual ? 2 * pixels[i] : 2 * pixels[i] - 2;
          is_inside = is_inside && (wraps[i] || (point[i] >= 0 && point[i] <= highest));
        }
        if (!is_inside) continue;
        point = folded(point);
        if (!is_present) {
          lacks_pixel[point] = true;
          continue;
        }
        auto& mine = entry.emplace(point, values).first->second;
        for (std::size_t k = 0; k < values.size(); ++k)
          mine[k] = is_dual ? std::min(mine[k], values[k]) : std::max(mine[k], values[k]);
      }
    }
    if (!is_dual || axes == 0) std::erase_if(entry, [&](const auto& cube) { return lacks_pixel.contains(cube.first); });

    // By dimension, then by the set of axes spanned, the first axis the lowest bit; then row-major.
    std::map<std::pair<int, unsigned>, std::vector<Lattice>> ordered;
    for (const auto& [point, values] : entry) {
      unsigned extents = 0;
      int dimension = 0;
      for (std::size_t i = 0; i < axes; ++i)
        if (point[i] % 2 != 0) extents |= 1u << i, ++dimension;
      ordered[{dimension, extents}].push_back(point);
    }
    cubes.resize(1);
    std::map<Lattice, Index> number;
    for (const auto& [kind, points] : ordered) {
      cubes.resize(std::max(cubes.size(), std::size_t(kind.first) + 1));
      auto& here = cubes[std::size_t(kind.first)];
      for (const Lattice& point : points) {
        number[point] = Index(here.size());
        std::map<Index, int> met;
        for (std::size_t i = 0; i < axes; ++i)
          for (const int step : {-1, 1})
            if (point[i] % 2 != 0) {
              Lattice face = point;
              face[i] += step;
              ++met[number.at(folded(face))];
            }
        Cube cube{entry.at(point), {}};
        for (const auto& [face, times] : met)
          if (times % 2 == 1) cube.faces.push_back(face);
        here.push_back(std::move(cube));
      }
    }
  }

  friend bool operator==(const NaiveCubes&, const NaiveCubes&) = default;
};

}  // namespace tessera
