// SPDX-License-Identifier: MIT
#include "tessera/exchange/meshes.hpp"

#include "exchange/lines.hpp"
#include "exchange/place.hpp"
#include "exchange/polygons.hpp"

#include <algorithm>
#include <span>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

using Triangle = Mesh::Triangle;

/// The triangles in their order, each where it is first given.
std::vector<Triangle> without_repetitions(const std::vector<Triangle>& triangles) {
  auto sorted = triangles;
  for (auto& triangle : sorted) std::ranges::sort(triangle);
  std::vector<Index> order(triangles.size());
  for (std::size_t t = 0; t < order.size(); ++t) order[t] = Index(t);
  std::ranges::stable_sort(order, {}, [&](Index t) { return sorted[t]; });
  const auto repeated = std::ranges::unique(order, {}, [&](Index t) { return sorted[t]; });
  order.erase(repeated.begin(), repeated.end());
  std::ranges::sort(order);

  std::vector<Triangle> distinct;
  distinct.reserve(order.size());
  for (const Index t : order) distinct.push_back(triangles[t]);
  return distinct;
}

}  // namespace

Mesh triangulated(Polygons polygons, std::string_view file, const Context& context) {
  std::vector<Triangle> triangles;
  std::uint64_t degenerate = 0;
  for (std::size_t face = 0; face + 1 < polygons.starts.size(); ++face) {
    const std::span<const Index> corners(polygons.corners.data() + polygons.starts[face],
                                         polygons.starts[face + 1] - polygons.starts[face]);
    degenerate += corners.size() < 3;
    for (std::size_t k = 2; k < corners.size(); ++k) {
      const Triangle triangle{corners[0], corners[k - 1], corners[k]};
      if (triangle[0] == triangle[1] || triangle[1] == triangle[2] || triangle[0] == triangle[2])
        ++degenerate;
      else
        triangles.push_back(triangle);
    }
  }
  index_of(triangles.size(), file, "triangles");

  auto distinct = without_repetitions(triangles);
  if (degenerate > 0)
    context.warn(fmt::format("{}: {} of {} triangles lack three different corners and were left out", file, degenerate,
                             triangles.size() + degenerate));
  if (const std::size_t repeated = triangles.size() - distinct.size(); repeated > 0)
    context.warn(fmt::format("{}: {} of {} triangles were given before and were left out", file, repeated,
                             triangles.size() + degenerate));
  return Mesh(std::move(polygons.points), std::move(distinct));
}

Mesh parse_mesh(Source source, const Context& context) {
  if (source.bytes.starts_with("ply\n") || source.bytes.starts_with("ply\r"))
    return triangulated(parse_ply(source), source.name, context);
  Lines lines(source);
  if (!lines.next_content()) refuse(codes::truncated, source.name, "needs a mesh, the file is empty");
  std::string_view rest = lines.text();
  const auto word = next_word(rest);
  const bool is_off = word.ends_with("OFF");
  return triangulated(is_off ? parse_off_polygons(source) : parse_obj(source), source.name, context);
}

Mesh read_mesh(const MeshOptions& options, const Context& context) {
  const File file = read_file(options.path, context.memory_budget());
  return parse_mesh(file.source(), context);
}

}  // namespace tessera::exchange
