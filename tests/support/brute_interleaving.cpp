// SPDX-License-Identifier: MIT
#include "support/brute_interleaving.hpp"

#include <vector>

namespace tessera {
namespace {

bool holds(const Interval<2>& interval, double x, double y) {
  bool born = false, alive = false;
  for (const auto& b : interval.births) born |= b[0] <= x && b[1] <= y;
  for (const auto& d : interval.deaths) alive |= x < d[0] && y < d[1];
  return born && alive;
}

/// The square [-margin, extent + margin]^2 in cells of side 1/2, each known by its centre.
struct Plane {
  int side;
  double low;
  double centre(int k) const { return low + 0.5 * k + 0.25; }
  template <class Claim>
  std::vector<char> where(const Claim& claim) const {
    std::vector<char> cells(std::size_t(side) * std::size_t(side));
    for (int i = 0; i < side; ++i)
      for (int j = 0; j < side; ++j) cells[std::size_t(i * side + j)] = claim(centre(i), centre(j));
    return cells;
  }
};

/// Cells on which the greatest morphism from I to J(e) is not zero.
std::vector<char> morphism(const Plane& plane, const Interval<2>& source, const Interval<2>& target, double e) {
  const int n = plane.side;
  const auto in_source = plane.where([&](double x, double y) { return holds(source, x, y); });
  const auto in_target = plane.where([&](double x, double y) { return holds(target, x + e, y + e); });
  const auto at = [n](int i, int j) { return std::size_t(i * n + j); };

  // A cell is bad when something below it lies in I and not in J - e, or something above it in J - e and not in I.
  std::vector<char> below(std::size_t(n) * std::size_t(n)), above(below);
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j)
      below[at(i, j)] =
          (in_source[at(i, j)] && !in_target[at(i, j)]) || (i && below[at(i - 1, j)]) || (j && below[at(i, j - 1)]);
  for (int i = n - 1; i >= 0; --i)
    for (int j = n - 1; j >= 0; --j)
      above[at(i, j)] = (in_target[at(i, j)] && !in_source[at(i, j)]) || (i + 1 < n && above[at(i + 1, j)]) ||
                        (j + 1 < n && above[at(i, j + 1)]);

  std::vector<char> seen(below.size()), result(below.size());
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < n; ++j) {
      if (seen[at(i, j)] || !in_source[at(i, j)] || !in_target[at(i, j)]) continue;
      std::vector<std::size_t> component{at(i, j)};
      seen[at(i, j)] = true;
      bool is_valid = true;
      for (std::size_t k = 0; k < component.size(); ++k) {
        const int x = int(component[k]) / n, y = int(component[k]) % n;
        is_valid &= !below[component[k]] && !above[component[k]];
        for (const auto& [u, v] : {std::pair{x - 1, y}, {x + 1, y}, {x, y - 1}, {x, y + 1}}) {
          if (u < 0 || v < 0 || u >= n || v >= n || seen[at(u, v)] || !in_source[at(u, v)] || !in_target[at(u, v)])
            continue;
          seen[at(u, v)] = true;
          component.push_back(at(u, v));
        }
      }
      for (const std::size_t cell : component) result[cell] = is_valid;
    }
  return result;
}

/// The composite I -> J(e) -> I(2e) is the internal map wherever that is not zero.
bool composes(const Plane& plane, const Interval<2>& first, double e, const std::vector<char>& f,
              const std::vector<char>& g) {
  const int shift = int(2 * e);
  for (int i = 0; i < plane.side; ++i)
    for (int j = 0; j < plane.side; ++j) {
      const double x = plane.centre(i), y = plane.centre(j);
      if (!holds(first, x, y) || !holds(first, x + 2 * e, y + 2 * e)) continue;
      if (i + shift >= plane.side || j + shift >= plane.side) continue;
      if (!f[std::size_t(i * plane.side + j)] || !g[std::size_t((i + shift) * plane.side + j + shift)]) return false;
    }
  return true;
}

}  // namespace

double brute_interleaving_distance(const Interval<2>& first, const Interval<2>& second, int extent) {
  const double margin = extent + 2;
  const Plane plane{int(2 * (extent + 2 * margin)), -margin};
  for (double e = 0; e <= extent + 1; e += 0.5) {
    const auto forth = morphism(plane, first, second, e), back = morphism(plane, second, first, e);
    if (composes(plane, first, e, forth, back) && composes(plane, second, e, back, forth)) return e;
  }
  return infinity;
}

}  // namespace tessera
