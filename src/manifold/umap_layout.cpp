// SPDX-License-Identifier: MIT
#include "manifold/umap_layout.hpp"

#include <algorithm>
#include <array>
#include <type_traits>

namespace tessera {
namespace {

constexpr double longest = 4;            // of a step along an axis, before the learning rate
constexpr double softening = 0.001;      // of the square in the push: it is finite where points meet
constexpr double least_square = 1e-300;  // below, points are on one spot and have no direction to move in

/// A position whose width is known at compile time (0: it is not).
template <int D>
class Mover {
 public:
  Mover(std::span<double> position, double learning_rate, const UmapForces& forces)
      : position_(position), learning_rate_(learning_rate), forces_(forces) {
    if constexpr (D == 0) difference_.resize(position.size()), total_.resize(position.size());
  }

  void pull_to(const double* other) {
    const double square = squared_distance(other);
    if (square < least_square) return;
    const auto [a, b] = forces_.curve;
    add(-2 * a * b / (square * (1 / forces_.power(square) + a)));
    move();
  }

  /// Adds a push, which move() carries out.
  void push_from(const double* other) {
    const double square = squared_distance(other);
    if (square < least_square) return;
    const auto [a, b] = forces_.curve;
    add(2 * b * forces_.repulsion / ((softening + square) * (1 + a * forces_.power(square))));
  }

  void move() {
    for (std::size_t axis = 0; axis < width(); ++axis) {
      position_[axis] += learning_rate_ * total_[axis];
      total_[axis] = 0;
    }
  }

 private:
  using Vector = std::conditional_t<(D > 0), std::array<double, std::size_t(D > 0 ? D : 1)>, std::vector<double>>;

  std::size_t width() const { return D > 0 ? std::size_t(D) : position_.size(); }

  double squared_distance(const double* other) {
    double square = 0;
    for (std::size_t axis = 0; axis < width(); ++axis) {
      difference_[axis] = position_[axis] - other[axis];
      square += difference_[axis] * difference_[axis];
    }
    return square;
  }

  void add(double coefficient) {
    for (std::size_t axis = 0; axis < width(); ++axis)
      total_[axis] += std::clamp(coefficient * difference_[axis], -longest, longest);
  }

  std::span<double> position_;
  double learning_rate_;
  const UmapForces& forces_;
  Vector difference_{}, total_{};
};

template <int D>
void move(std::span<double> position, std::span<const double> standing, Index self, std::span<const UmapPull> pulls,
          Index epoch, double learning_rate, const UmapForces& forces, RandomStream& random) {
  const std::size_t width = D > 0 ? std::size_t(D) : position.size();
  const std::uint64_t count = standing.size() / width;
  Mover<D> mover(position, learning_rate, forces);
  for (const auto& pull : pulls) {
    if (!pull.is_due(epoch)) continue;
    for (int k = 0; k < forces.pulls; ++k) mover.pull_to(&standing[pull.to * width]);
    for (Index k = 0; k < forces.negative_samples; ++k) {
      const std::uint64_t other = random() * count >> 32;  // even to count / 2^32
      if (other != self) mover.push_from(&standing[other * width]);
    }
    mover.move();
  }
}

}  // namespace

void umap_move(std::span<double> position, std::span<const double> standing, Index self,
               std::span<const UmapPull> pulls, Index epoch, double learning_rate, const UmapForces& forces,
               RandomStream& random) {
  const auto moves = position.size() == 2 ? &move<2> : position.size() == 3 ? &move<3> : &move<0>;
  moves(position, standing, self, pulls, epoch, learning_rate, forces, random);
}

}  // namespace tessera
