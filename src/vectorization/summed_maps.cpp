// SPDX-License-Identifier: MIT
#include "vectorization/summed_maps.hpp"

#include "vectorization/nodes.hpp"
#include "vectorization/rectangle_sums.hpp"
#include "vectorization/summand_maps.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/Dense>

/// A sum of indicators of staircases is a signed sum of quadrants {z >= c}, one a corner of a piece, and a linear map
/// of a quadrant is a product of one function of (x_0 - c_0) and one of (x_1 - c_1). With corners put into the cell of
/// the grid that they lie in, prefix sums along both axes do the rest: the functions are polynomials or exponentials,
/// whose translates span few dimensions. Of a rectangle `rectangle` is `volume`; `interleaving` is
/// in rectangle_sums.cpp.
///  1. volume: the area of the quadrant below a point q is (q_0 - c_0)+ (q_1 - c_1)+; two moments an axis. The window's
///     volume is the signed sum over its four corners, so q runs through the ends of all windows.
///  2. exponential: the mass on a quadrant along one axis is 1 - exp(-(x - c)) / 2 for x >= c and exp(x - c) / 2 below:
///     a constant and a decaying term swept forward, a decaying term swept backward; nine products.
///  3. gaussian: its distribution function is so smooth that a corner may be spread over the nodes of a lattice of an
///     eighth of the deviation, with the weights of Lagrange interpolation on the nearest 16 an axis: the error is
///     below 1e-14 a corner and axis (derived below). What is left is a product of three matrices.
namespace tessera {
namespace {

using WeightedPiece = SummedMaps::WeightedPiece;

std::vector<double> window_ends(const PixelAxis& axis) {
  std::vector<double> ends(axis.low.size() * 2);
  std::ranges::merge(axis.low, axis.high, ends.begin());
  return ends;
}

/// Where each window's low and high end stand among the nodes.
std::vector<std::pair<Index, Index>> places_of_windows(const PixelAxis& axis, const Nodes& nodes) {
  std::vector<std::pair<Index, Index>> places;
  for (Index k = 0; k < axis.size(); ++k)
    places.emplace_back(Index(nodes.first_from(axis.low[k])), Index(nodes.first_from(axis.high[k])));
  return places;
}

/// Moments of the corners at or before a node: sum of c, c u, c v, c u v, with u, v how far they lie behind it.
struct Moments {
  double c = 0, cu = 0, cv = 0, cuv = 0;
  void move_along_0(double step) noexcept {
    cu += c * step;
    cuv += cv * step;
  }
  void move_along_1(double step) noexcept {
    cv += c * step;
    cuv += cu * step;
  }
  void operator+=(const Moments& other) noexcept {
    c += other.c;
    cu += other.cu;
    cv += other.cv;
    cuv += other.cuv;
  }
};

class VolumeMethod : public SummedMaps::Method {
 public:
  VolumeMethod(double bandwidth, const PixelGrid& grid)
      : grid_(grid),
        nodes_{Nodes(window_ends(grid[0])), Nodes(window_ends(grid[1]))},
        windows_{places_of_windows(grid[0], nodes_[0]), places_of_windows(grid[1], nodes_[1])},
        unit_(4 * bandwidth * bandwidth) {}

  void add(std::span<const WeightedPiece> pieces, std::span<double> image) const override {
    const std::size_t rows = nodes_[0].size(), columns = nodes_[1].size();
    std::vector<Moments> moments(rows * columns);
    for (const auto& [piece, weight] : pieces) {
      const Place from = place(0, piece.from), to = place(0, piece.to);
      const Place lower = place(1, piece.lower), upper = place(1, piece.upper);
      const auto put = [&](const Place& i, const Place& j, double c) {
        if (i.node == rows || j.node == columns) return;
        moments[i.node * columns + j.node] += {c, c * i.ahead, c * j.ahead, c * i.ahead * j.ahead};
      };
      put(from, lower, weight);
      put(to, lower, -weight);
      put(from, upper, -weight);
      put(to, upper, weight);
    }
    sweep(moments);

    const Index height = grid_[0].size(), width = grid_[1].size();
    for (Index i = 0; i < height; ++i) {
      const Moments *low = &moments[windows_[0][i].first * columns], *high = &moments[windows_[0][i].second * columns];
      for (Index j = 0; j < width; ++j) {
        const auto [left, right] = windows_[1][j];
        image[std::size_t{i} * width + j] +=
            (high[right].cuv - high[left].cuv - low[right].cuv + low[left].cuv) / unit_;
      }
    }
  }

 private:
  struct Place {
    std::size_t node;  // the first one not below
    double ahead;      // how far it is
  };
  Place place(std::size_t axis, double z) const {
    const std::size_t node = nodes_[axis].first_from(z);
    return {node, node < nodes_[axis].size() ? nodes_[axis][node] - z : 0};
  }

  void sweep(std::vector<Moments>& moments) const {
    const std::size_t rows = nodes_[0].size(), columns = nodes_[1].size();
    for (std::size_t i = 0; i < rows; ++i) {
      Moments* row = &moments[i * columns];
      Moments sum;  // of this row alone
      for (std::size_t j = 0; j < columns; ++j) {
        if (j > 0) sum.move_along_1(nodes_[1][j] - nodes_[1][j - 1]);
        sum += row[j];
        row[j] = sum;
      }
      if (i == 0) continue;
      const double step = nodes_[0][i] - nodes_[0][i - 1];
      for (std::size_t j = 0; j < columns; ++j) {
        Moments above = row[j - columns];
        above.move_along_0(step);
        row[j] += above;
      }
    }
  }

  const PixelGrid& grid_;
  std::array<Nodes, 2> nodes_;
  std::array<std::vector<std::pair<Index, Index>>, 2> windows_;
  double unit_;
};

/// Along one axis: `constant` and `behind` belong to the corners at or before a node, `ahead` to those after it.
class ExponentialMethod : public SummedMaps::Method {
 public:
  ExponentialMethod(double bandwidth, const PixelGrid& grid)
      : bandwidth_(bandwidth), nodes_{Nodes(grid[0].centre), Nodes(grid[1].centre)} {
    for (std::size_t axis = 0; axis < 2; ++axis)
      for (std::size_t k = 1; k < nodes_[axis].size(); ++k)
        decay_[axis].push_back(std::exp(-(nodes_[axis][k] - nodes_[axis][k - 1]) / bandwidth));
  }

  void add(std::span<const WeightedPiece> pieces, std::span<double> image) const override {
    const std::size_t rows = nodes_[0].size(), columns = nodes_[1].size();
    std::array<std::vector<double>, 9> terms;  // 3 (term along axis 0) + (term along axis 1)
    for (auto& term : terms) term.assign(rows * columns, 0.0);
    const auto put = [&](const std::array<Term, 3>& along_0, const std::array<Term, 3>& along_1, double c) {
      for (std::size_t a = 0; a < 3; ++a)
        for (std::size_t b = 0; b < 3; ++b)
          if (along_0[a].factor != 0 && along_1[b].factor != 0)
            terms[3 * a + b][along_0[a].node * columns + along_1[b].node] += c * along_0[a].factor * along_1[b].factor;
    };
    for (const auto& [piece, weight] : pieces) {
      const auto from = terms_of(0, piece.from), to = terms_of(0, piece.to);
      const auto lower = terms_of(1, piece.lower), upper = terms_of(1, piece.upper);
      put(from, lower, weight);
      put(to, lower, -weight);
      put(from, upper, -weight);
      put(to, upper, weight);
    }
    for (std::size_t a = 0; a < 3; ++a)
      for (std::size_t b = 0; b < 3; ++b) {
        sweep_along_1(terms[3 * a + b], b);
        sweep_along_0(terms[3 * a + b], a);
        for (std::size_t k = 0; k < image.size(); ++k) image[k] += terms[3 * a + b][k];
      }
  }

 private:
  enum : std::size_t { constant, behind, ahead };
  struct Term {
    std::size_t node = 0;
    double factor = 0;
  };

  std::array<Term, 3> terms_of(std::size_t axis, double z) const {
    const Nodes& nodes = nodes_[axis];
    const std::size_t node = nodes.first_from(z);
    std::array<Term, 3> terms;
    if (node < nodes.size()) {
      terms[constant] = {node, 1};
      terms[behind] = {node, -0.5 * std::exp(-(nodes[node] - z) / bandwidth_)};
    }
    if (node > 0) terms[ahead] = {node - 1, 0.5 * std::exp(-(z - nodes[node - 1]) / bandwidth_)};
    return terms;
  }

  void sweep_along_1(std::vector<double>& term, std::size_t kind) const {
    const std::size_t rows = nodes_[0].size(), columns = nodes_[1].size();
    for (std::size_t i = 0; i < rows; ++i) {
      double* row = &term[i * columns];
      if (kind == ahead)
        for (std::size_t j = columns - 1; j > 0; --j) row[j - 1] += row[j] * decay_[1][j - 1];
      else
        for (std::size_t j = 1; j < columns; ++j) row[j] += row[j - 1] * (kind == constant ? 1 : decay_[1][j - 1]);
    }
  }
  void sweep_along_0(std::vector<double>& term, std::size_t kind) const {
    const std::size_t rows = nodes_[0].size(), columns = nodes_[1].size();
    const auto pass = [&](std::size_t from, std::size_t to, double factor) {
      for (std::size_t j = 0; j < columns; ++j) term[to * columns + j] += term[from * columns + j] * factor;
    };
    if (kind == ahead)
      for (std::size_t i = rows - 1; i > 0; --i) pass(i, i - 1, decay_[0][i - 1]);
    else
      for (std::size_t i = 1; i < rows; ++i) pass(i - 1, i, kind == constant ? 1 : decay_[0][i - 1]);
  }

  double bandwidth_;
  std::array<Nodes, 2> nodes_;
  std::array<std::vector<double>, 2> decay_;  // from a node to the next
};

/// f(c) = Phi((x - c) / sigma) is interpolated in c by polynomials of degree 15 on 16 equally spaced nodes, c between
/// the middle two. The remainder is at most max |f^(16)| / 16! times the product of the distances to the nodes, which
/// is at most h^16 (0.5 * 1.5 * ... * 7.5)^2 = 6.3e7 h^16; f^(16) = He_15 phi / sigma^16, and |He_n(t)| exp(-t^2 / 4)
/// is at most 1.0865 sqrt(n!) (Cramer's inequality), so |f^(16)| <= 5.0e5 / sigma^16. Together 1.5 (h / sigma)^16
/// = 5.3e-15.
class GaussianMethod : public SummedMaps::Method {
 public:
  GaussianMethod(double bandwidth, const PixelGrid& grid)
      : grid_(grid), bandwidth_(bandwidth), step_(bandwidth / nodes_per_deviation) {
    std::array<double, 2> counts;
    for (std::size_t axis = 0; axis < 2; ++axis) {
      first_[axis] = grid[axis].low.front() - stencil * step_;
      counts[axis] = std::floor((grid[axis].high.back() - first_[axis]) / step_) + stencil + 1;
    }
    has_lattice_ = counts[0] <= most_nodes && counts[1] <= most_nodes;
    for (std::size_t axis = 0; axis < 2 && has_lattice_; ++axis) {
      std::vector<double> nodes;
      for (double node = 0; node < counts[axis]; ++node) nodes.push_back(first_[axis] + node * step_);
      mass_[axis] = mass_beyond(axis, nodes);
    }
  }

  void add(std::span<const WeightedPiece> pieces, std::span<double> image) const override {
    Image sum(image.data(), grid_[0].size(), grid_[1].size());
    if (has_lattice_ && pieces.size() > std::size_t(mass_[0].cols())) {
      sum.noalias() += (mass_[0] * on_lattice(pieces)) * mass_[1].transpose();
    } else {
      for (; !pieces.empty(); pieces = pieces.subspan(std::min(block, pieces.size())))
        add_each(pieces.first(std::min(block, pieces.size())), sum);
    }
  }

 private:
  using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  using Image = Eigen::Map<Matrix>;
  static constexpr int stencil = 16, nodes_per_deviation = 8;
  static constexpr double most_nodes = 4096;  // along an axis: more are dearer than the pieces one by one
  static constexpr std::size_t block = 1024;

  /// Few pieces, or so narrow a density that a lattice would be larger than what it saves.
  void add_each(std::span<const WeightedPiece> pieces, Image& sum) const {
    std::array<std::vector<double>, 2> begins, ends;
    Eigen::VectorXd weights(Eigen::Index(pieces.size()));
    for (std::size_t k = 0; k < pieces.size(); ++k) {
      const auto& [piece, weight] = pieces[k];
      begins[0].push_back(piece.from), ends[0].push_back(piece.to);
      begins[1].push_back(piece.lower), ends[1].push_back(piece.upper);
      weights[Eigen::Index(k)] = weight;
    }
    const auto mass_between = [&](std::size_t axis) -> Matrix {
      return mass_beyond(axis, begins[axis]) - mass_beyond(axis, ends[axis]);
    };
    sum.noalias() += mass_between(0) * weights.asDiagonal() * mass_between(1).transpose();
  }

  /// The mass of the density around every pixel that lies above a place.
  Matrix mass_beyond(std::size_t axis, const std::vector<double>& places) const {
    Matrix mass(grid_[axis].size(), Eigen::Index(places.size()));
    for (Eigen::Index pixel = 0; pixel < mass.rows(); ++pixel)
      for (Eigen::Index k = 0; k < mass.cols(); ++k)
        mass(pixel, k) = mass_below(SummandMap::gaussian,
                                    (grid_[axis].centre[std::size_t(pixel)] - places[std::size_t(k)]) / bandwidth_);
    return mass;
  }

  struct Spread {
    Eigen::Index first;
    std::array<double, stencil> shares;
  };

  /// Corners spread over the nodes around them.
  Matrix on_lattice(std::span<const WeightedPiece> pieces) const {
    Matrix lattice = Matrix::Zero(mass_[0].cols(), mass_[1].cols());
    const auto put = [&](const Spread& along_0, const Spread& along_1, double c) {
      for (int a = 0; a < stencil; ++a) {
        double* nodes = &lattice(along_0.first + a, along_1.first);
        const double share = c * along_0.shares[std::size_t(a)];
        for (std::size_t b = 0; b < stencil; ++b) nodes[b] += share * along_1.shares[b];
      }
    };
    for (const auto& [piece, weight] : pieces) {
      const auto from = spread(0, piece.from), to = spread(0, piece.to);
      const auto lower = spread(1, piece.lower), upper = spread(1, piece.upper);
      put(from, lower, weight);
      put(to, lower, -weight);
      put(from, upper, -weight);
      put(to, upper, weight);
    }
    return lattice;
  }

  /// Lagrange interpolation in barycentric form: node k has the weight (-1)^k binomial(15, k) / (t - k).
  Spread spread(std::size_t axis, double z) const {
    z = std::clamp(z, grid_[axis].low.front(), grid_[axis].high.back());  // beyond, all is below 1e-17
    const double t = (z - first_[axis]) / step_;
    Spread spread{Eigen::Index(t) - (stencil / 2 - 1), {}};
    double sum = 0, binomial = 1;
    for (int k = 0; k < stencil; ++k) {
      const double gap = t - double(spread.first + k);
      if (gap == 0) {
        spread.shares.fill(0);
        spread.shares[std::size_t(k)] = 1;
        return spread;
      }
      sum += spread.shares[std::size_t(k)] = binomial / gap;
      binomial *= -double(stencil - 1 - k) / (k + 1);
    }
    for (double& share : spread.shares) share /= sum;
    return spread;
  }

  const PixelGrid& grid_;
  double bandwidth_, step_;
  std::array<double, 2> first_;  // node of the lattice
  std::array<Matrix, 2> mass_;   // pixels x nodes: mass beyond the node
  bool has_lattice_ = false;
};

/// Where no window meets a piece rounding may leave something: it is taken away.
void clear_unseen(const PixelGrid& grid, std::span<const WeightedPiece> pieces, std::span<double> image) {
  const std::size_t height = grid[0].size(), width = grid[1].size();
  std::vector<int> covers((height + 1) * (width + 1), 0);
  for (const auto& [piece, weight] : pieces) {
    const auto [row, rows_end] = grid[0].touching(piece.from, piece.to);
    const auto [column, columns_end] = grid[1].touching(piece.lower, piece.upper);
    ++covers[row * (width + 1) + column];
    --covers[row * (width + 1) + columns_end];
    --covers[rows_end * (width + 1) + column];
    ++covers[rows_end * (width + 1) + columns_end];
  }
  for (std::size_t i = 0; i < height; ++i)
    for (std::size_t j = 0; j < width; ++j) {
      int& here = covers[i * (width + 1) + j];
      if (j > 0) here += covers[i * (width + 1) + j - 1];
      if (i > 0) here += covers[(i - 1) * (width + 1) + j];
      if (i > 0 && j > 0) here -= covers[(i - 1) * (width + 1) + j - 1];
      if (here == 0) image[i * width + j] = 0;
    }
}

bool is_linear(SummandMap map) {
  return map == SummandMap::volume || map == SummandMap::gaussian || map == SummandMap::exponential;
}

/// A share of a window is a difference of areas up to that of the box, and rounding is a share of the largest: with 100
/// windows along an axis 1e-16 of it is 1e-12 of a window.
bool are_wide(const PixelGrid& grid, double bandwidth) {
  return std::ranges::all_of(
      grid, [&](const PixelAxis& axis) { return axis.high.back() - axis.low.front() <= 100 * 2 * bandwidth; });
}

}  // namespace

SummedMaps::SummedMaps(SummandMap map, double bandwidth, const PixelGrid& grid) : map_(map), grid_(grid) {
  if (is_windowed(map) && !are_wide(grid, bandwidth)) return;
  switch (map) {
    case SummandMap::interleaving:
      method_ = rectangle_sums(bandwidth, grid);
      break;
    case SummandMap::volume:
    case SummandMap::rectangle:  // of rectangles: the same
      method_ = std::make_unique<VolumeMethod>(bandwidth, grid);
      break;
    case SummandMap::gaussian:
      method_ = std::make_unique<GaussianMethod>(bandwidth, grid);
      break;
    case SummandMap::exponential:
      method_ = std::make_unique<ExponentialMethod>(bandwidth, grid);
      break;
    case SummandMap::landscape:
    case SummandMap::distance:
      break;
  }
}

SummedMaps::~SummedMaps() = default;

bool SummedMaps::takes(const Interval<2>& support) const noexcept {
  return method_ && (is_linear(map_) || (support.births.size() == 1 && support.deaths.size() == 1));
}

void SummedMaps::add(std::span<const Interval<2>> supports, std::span<const double> weights,
                     std::span<double> image) const {
  std::vector<WeightedPiece> weighted;
  weighted.reserve(supports.size());
  std::vector<Piece> pieces;
  for (std::size_t k = 0; k < supports.size(); ++k) {
    if (supports[k].births.empty() || weights[k] == 0 || !takes(supports[k])) continue;
    cut_into_pieces(supports[k], pieces);
    for (const Piece& piece : pieces) weighted.push_back({piece, weights[k]});
  }
  if (weighted.empty()) return;

  method_->add(weighted, image);
  if (is_windowed(map_)) clear_unseen(grid_, weighted, image);
  for (double& value : image) value = std::max(value, 0.0);
}

}  // namespace tessera
