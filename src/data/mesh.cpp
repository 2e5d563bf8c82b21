// SPDX-License-Identifier: MIT
#include "tessera/data/mesh.hpp"

#include "tessera/core/error.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tessera {

Mesh::Mesh(PointCloud vertices, std::vector<Triangle> triangles)
    : vertices_(std::move(vertices)), triangles_(std::move(triangles)) {
  auto sorted = triangles_;
  for (std::size_t t = 0; t < sorted.size(); ++t) {
    auto& [a, b, c] = sorted[t];
    std::ranges::sort(sorted[t]);
    if (c >= vertices_.size())
      throw Error(codes::bad_shape,
                  fmt::format("triangle {} names vertex {}, needs less than {}", t, c, vertices_.size()));
    if (a == b || b == c) throw Error(codes::bad_complex, fmt::format("triangle {} has vertex {} twice", t, b));
  }
  std::ranges::sort(sorted);
  const auto twice = std::ranges::adjacent_find(sorted);
  if (twice != sorted.end())
    throw Error(codes::bad_complex,
                fmt::format("triangle ({}, {}, {}) is given twice", (*twice)[0], (*twice)[1], (*twice)[2]));
}

}  // namespace tessera
