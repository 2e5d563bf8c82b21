// SPDX-License-Identifier: MIT
#include "vectorization/rectangle_sums.hpp"

#include "vectorization/nodes.hpp"

#include <algorithm>

/// In the row i a window sees a rectangle [b0, d0] x [b1, d1] with the side u_i = min(high_i - b0, d0 - low_i, d0 - b0,
/// 2 bandwidth) along axis 0, and the shorter side at the column j is
///   min(h_i, high_j - b1, d1 - low_j)+,  h_i = min(u_i, d1 - b1):
/// a trapezoid, the sum of four hinges (high_j - b1)+ - (high_j - b1 - h_i)+ - (low_j - d1 + h_i)+ + (low_j - d1)+.
///  1. A hinge is a slope from its first column on, and a value there.
///  2. Rows share hinges: all that see the rectangle those at b1 and d1, and those between that see the largest h the
///     other two. They are put at the first of these rows and taken off after the last. The rows on either side, where
///     h_i grows and falls, have two of their own.
///  3. Sums of `shared` along axis 0, and sums of slopes, then of values, along axis 1 give the image.
namespace tessera {
namespace {

using WeightedPiece = SummedMaps::WeightedPiece;

struct Hinges {
  double slope = 0, value = 0;
  void operator+=(const Hinges& other) noexcept {
    slope += other.slope;
    value += other.value;
  }
};

class SquareMethod : public SummedMaps::Method {
 public:
  SquareMethod(double bandwidth, const PixelGrid& grid)
      : grid_(grid),
        side_(2 * bandwidth),
        low_{Nodes(grid[0].low), Nodes(grid[1].low)},
        high_{Nodes(grid[0].high), Nodes(grid[1].high)} {}

  void add(std::span<const WeightedPiece> pieces, std::span<double> image) const override {
    const std::size_t rows = grid_[0].size(), columns = grid_[1].size();
    std::vector<Hinges> shared((rows + 1) * columns), own(rows * columns);  // shared: the last row is beyond the image
    for (const auto& [piece, weight] : pieces) put(piece, weight, shared, own);

    for (std::size_t i = 0; i < rows; ++i) {
      Hinges sum;
      for (std::size_t j = 0; j < columns; ++j) {
        const std::size_t pixel = i * columns + j;
        if (i > 0) shared[pixel] += shared[pixel - columns];
        if (j > 0) sum.value += sum.slope * (grid_[1].centre[j] - grid_[1].centre[j - 1]);
        sum += shared[pixel];
        sum += own[pixel];
        image[pixel] += sum.value / side_;
      }
    }
  }

 private:
  /// `shared` holds for all rows from its own on, `own` for its row alone.
  void put(const Piece& piece, double weight, std::vector<Hinges>& shared, std::vector<Hinges>& own) const {
    const auto& [from, to, lower, upper] = piece;
    const std::size_t begin = high_[0].first_from(from), end = low_[0].first_from(to);  // rows that see the piece
    if (begin >= end || high_[1].first_from(lower) >= low_[1].first_from(upper)) return;

    const double largest = std::min({to - from, upper - lower, side_});
    // Rows that see the largest: none where full = full_end.
    const std::size_t full = std::clamp(high_[0].first_from(from + largest), begin, end);
    const std::size_t full_end = std::clamp(low_[0].first_from(to - largest), full, end);
    const std::size_t columns = grid_[1].size();
    const auto share = [&](const Nodes& nodes, double place, double w, std::size_t first, std::size_t last) {
      const std::size_t j = nodes.first_from(place);
      if (j == columns) return;
      const double value = w * (nodes[j] - place);
      shared[first * columns + j] += {w, value};
      shared[last * columns + j] += {-w, -value};
    };
    share(high_[1], lower, weight, begin, end);
    share(low_[1], upper, weight, begin, end);
    if (full < full_end) {
      share(high_[1], lower + largest, -weight, full, full_end);
      share(low_[1], upper - largest, -weight, full, full_end);
    }

    const auto put_own = [&](const Nodes& nodes, double place, std::size_t i) {
      const std::size_t j = nodes.first_from(place);
      if (j < columns) own[i * columns + j] += {-weight, -weight * (nodes[j] - place)};
    };
    const auto put_row = [&](std::size_t i) {
      const double shorter = std::min({high_[0][i] - from, to - low_[0][i], largest});
      put_own(high_[1], lower + shorter, i);
      put_own(low_[1], upper - shorter, i);
    };
    for (std::size_t i = begin; i < full; ++i) put_row(i);
    for (std::size_t i = full_end; i < end; ++i) put_row(i);
  }

  const PixelGrid& grid_;
  double side_;  // of a window
  std::array<Nodes, 2> low_, high_;
};

}  // namespace

std::unique_ptr<const SummedMaps::Method> rectangle_sums(double bandwidth, const PixelGrid& grid) {
  return std::make_unique<SquareMethod>(bandwidth, grid);
}

}  // namespace tessera
