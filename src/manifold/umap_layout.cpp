// SPDX-License-Identifier: MIT
#include "manifold/umap_layout.hpp"

#include <algorithm>
#include <array>

namespace tessera {
namespace {

/// A position whose width is known at compile time (0: it is not).
template <int D>
class Mover {
 public:
  Mover(std::span<double> position, const UmapForces& forces) : position_(position), forces_(forces) {
    if constexpr (D == 0) difference_.resize(position.size());
  }

  void pull_to(const double* other) {
    const double square = squared_distance(other);
    if (!(square > 0)) return;
    const auto [a, b] = forces_.curve;
    const double power = std::pow(square, b);
    move(-2 * a * b * power / (square * (1 + a * power)));
  }

  void push_from(const double* other) {
    const double square = squared_distance(other);
    if (!(square > 0)) return;
    const auto [a, b] = forces_.curve;
    move(2 * b * forces_.repulsion / ((0.001 + square) * (1 + a * std::pow(square, b))));
  }

 private:
  std::size_t width() const { return D > 0 ? std::size_t(D) : position_.size(); }

  double squared_distance(const double* other) {
    double square = 0;
    for (std::size_t axis = 0; axis < width(); ++axis) {
      difference_[axis] = position_[axis] - other[axis];
      square += difference_[axis] * difference_[axis];
    }
    return square;
  }

  void move(double coefficient) {
    constexpr double longest = 4;  // of a step along an axis, before the learning rate
    for (std::size_t axis = 0; axis < width(); ++axis)
      position_[axis] += forces_.step * std::clamp(coefficient * difference_[axis], -longest, longest);
  }

  std::span<double> position_;
  const UmapForces& forces_;
  std::conditional_t<(D > 0), std::array<double, std::size_t(D > 0 ? D : 1)>, std::vector<double>> difference_;
};

template <int D>
void move(std::span<double> position, std::span<const double> standing, Index self, std::span<const UmapPull> pulls,
          Index epoch, const UmapForces& forces, RandomStream& random) {
  const std::size_t width = position.size();
  const std::uint64_t count = standing.size() / width;
  Mover<D> mover(position, forces);
  for (const auto& pull : pulls) {
    if (!pull.is_due(epoch)) continue;
    for (int k = 0; k < forces.pulls; ++k) mover.pull_to(&standing[pull.to * width]);
    for (Index k = 0; k < forces.negative_samples; ++k) {
      const std::uint64_t other = random() * count >> 32;  // even to count / 2^32
      if (other != self) mover.push_from(&standing[other * width]);
    }
  }
}

}  // namespace

void umap_move(std::span<double> position, std::span<const double> standing, Index self,
               std::span<const UmapPull> pulls, Index epoch, const UmapForces& forces, RandomStream& random) {
  const auto moves = position.size() == 2 ? &move<2> : position.size() == 3 ? &move<3> : &move<0>;
  moves(position, standing, self, pulls, epoch, forces, random);
}

}  // namespace tessera
