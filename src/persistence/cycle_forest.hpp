// SPDX-License-Identifier: MIT
#pragma once

#include "persistence/annotations.hpp"
#include "tessera/core/index.hpp"

#include <vector>

namespace tessera {

/// A spanning forest whose edges carry a height and an annotation, as parent pointers: a path costs its length.
class CycleForest {
 public:
  explicit CycleForest(Index vertices) : parents_(vertices), mark_(vertices, 0) {}

  /// The path between two vertices: where its highest edge hangs (the edge above `highest`), `none` when there is no
  /// path. Of edges of equal height the first one found.
  struct Path {
    bool exists = false;
    Index highest = none, height = 0;
    Annotations::Name annotation = 0;  // the sum along the path
  };

  Path path(Index u, Index v, Annotations& annotations) {
    ++stamp_;
    for (Index x = u; x != none; x = parents_[x].vertex) mark_[x] = stamp_;
    Index apex = v;
    while (apex != none && mark_[apex] != stamp_) apex = parents_[apex].vertex;
    Path path{.exists = apex != none};
    if (!path.exists) return path;

    climb(u, apex, path, annotations);
    climb(v, apex, path, annotations);
    return path;
  }

  /// Joins two trees by the edge uv.
  void link(Index u, Index v, Index height, Annotations::Name annotation) {
    hang(u);
    parents_[u] = {v, height, annotation};
  }

  /// Puts the edge uv in the place of the highest edge of the path between u and v.
  void replace(const Path& path, Index u, Index v, Index height, Annotations::Name annotation) {
    parents_[path.highest].vertex = none;
    link(u, v, height, annotation);
  }

 private:
  struct Parent {
    Index vertex = none, height = 0;
    Annotations::Name annotation = 0;
  };

  void climb(Index from, Index apex, Path& path, Annotations& annotations) const {
    for (Index x = from; x != apex; x = parents_[x].vertex) {
      path.annotation = annotations.sum(path.annotation, parents_[x].annotation);
      if (path.highest != none && parents_[x].height <= path.height) continue;
      path.highest = x;
      path.height = parents_[x].height;
    }
  }

  /// Makes `vertex` the root of its tree.
  void hang(Index vertex) {
    Parent above{};
    for (Index x = vertex; x != none;) {
      std::swap(above, parents_[x]);
      const Index next = above.vertex;
      above.vertex = x;
      x = next;
    }
  }

  std::vector<Parent> parents_;
  std::vector<std::uint64_t> mark_;
  std::uint64_t stamp_ = 0;
};

}  // namespace tessera
