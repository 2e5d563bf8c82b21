// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

#include <vector>

namespace tessera {

/// Triangulated surfaces and spaces whose homology depends on the field, by their triangles.
struct TriangulatedSpace {
  Index vertices;
  std::vector<std::vector<Index>> triangles;
};

/// The real projective plane on six vertices: half the icosahedron. Betti numbers 1, 1, 1 over Z/2, else 1, 0, 0.
inline TriangulatedSpace projective_plane() {
  return {
      6,
      {{0, 1, 2}, {0, 2, 3}, {0, 3, 4}, {0, 4, 5}, {0, 1, 5}, {1, 2, 4}, {2, 3, 5}, {1, 3, 4}, {2, 4, 5}, {1, 3, 5}}};
}

/// A 4 x 4 grid of squares, each cut in two, with opposite sides glued, one pair with a flip: the Klein bottle. Betti
/// numbers 1, 2, 1 over Z/2, else 1, 1, 0.
inline TriangulatedSpace klein_bottle() {
  constexpr Index n = 4;
  const auto vertex = [](Index x, Index y) {
    if (x == n) {
      x = 0;
      y = n - y;
    }
    return x * n + y % n;
  };
  TriangulatedSpace space{n * n, {}};
  for (Index x = 0; x < n; ++x)
    for (Index y = 0; y < n; ++y) {
      space.triangles.push_back({vertex(x, y), vertex(x + 1, y), vertex(x + 1, y + 1)});
      space.triangles.push_back({vertex(x, y), vertex(x, y + 1), vertex(x + 1, y + 1)});
    }
  return space;
}

/// A disc whose boundary runs three times around a circle of three vertices: H_1 over the integers is Z/3. Betti
/// numbers 1, 1, 1 over Z/3, else 1, 0, 0.
inline TriangulatedSpace moore_space() {
  constexpr Index around = 9, circle = 3;  // vertices 0 .. 2: the circle; 3 .. 11: a ring; 12: the center
  TriangulatedSpace space{circle + around + 1, {}};
  for (Index i = 0; i < around; ++i) {
    const Index a = i % circle, b = (i + 1) % circle, c = circle + i, d = circle + (i + 1) % around;
    space.triangles.push_back({a, b, c});
    space.triangles.push_back({b, c, d});
    space.triangles.push_back({c, d, circle + around});
  }
  return space;
}

}  // namespace tessera
