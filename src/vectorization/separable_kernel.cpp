// SPDX-License-Identifier: MIT
#include "vectorization/separable_kernel.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tessera {
namespace {

double factor(MeasureKernel kernel, double u) {
  switch (kernel) {
    case MeasureKernel::gaussian:
      return std::exp(-u * u / 2);
    case MeasureKernel::exponential:
      return std::exp(-std::abs(u));
    case MeasureKernel::triangle:
      return std::max(0.0, 1 - std::abs(u));
  }
  return 0;
}

/// Chebyshev node q of n in (0, 1), and its weight in the barycentric formula.
double chebyshev_node(int q, int n) { return (1 - std::cos((q + 0.5) * std::numbers::pi / n)) / 2; }
double chebyshev_weight(int q, int n) { return (q % 2 ? -1 : 1) * std::sin((q + 0.5) * std::numbers::pi / n); }

std::size_t product(const std::vector<KernelAxis>& axes, Index (KernelAxis::*size)() const noexcept) {
  std::size_t all = 1;
  for (const auto& axis : axes) all *= (axis.*size)();
  return all;
}

/// Multiplications for so many points, in doubles: they may be beyond any integer.
double cost(const std::vector<KernelAxis>& axes, std::size_t points) {
  double entries = double(points), size = double(product(axes, &KernelAxis::slots)), sum = 0;
  for (const auto& axis : axes) entries *= axis.width();
  for (const auto& axis : axes) {
    size /= axis.slots();
    sum += size * double(axis.finishing());
    size *= axis.nodes();
  }
  return entries + sum;
}

}  // namespace

KernelAxis::KernelAxis(MeasureKernel kernel, double first, double spacing, Index nodes, double bandwidth,
                       bool is_interpolated)
    : kernel_(kernel),
      first_(first),
      spacing_(spacing),
      bandwidth_(bandwidth),
      reach_(kernel == MeasureKernel::gaussian ? gaussian_reach * bandwidth : bandwidth),
      nodes_(nodes),
      slots_(nodes),
      width_(Index(std::min(double(nodes), 2 * reach_ / spacing + 1))),
      is_interpolated_(is_interpolated) {
  if (kernel == MeasureKernel::gaussian)
    for (Index k = 0; k < nodes; ++k) table_.push_back(factor(kernel, k * spacing / bandwidth));
  if (kernel == MeasureKernel::exponential) {
    slots_ = 2 * nodes;
    width_ = 2;
    decay_ = std::exp(-spacing / bandwidth);
  }
  if (!is_interpolated) return;

  // Points beyond the reach of every node are left out, so the blocks end there.
  blocks_begin_ = first - reach_;
  const auto blocks = Index(std::ceil(((nodes - 1) * spacing + 2 * reach_) / bandwidth)) + 1;
  slots_ = blocks * order;
  width_ = order;
  for (int q = 0; q < order; ++q) {
    places_[std::size_t(q)] = chebyshev_node(q, order);
    weights_[std::size_t(q)] = chebyshev_weight(q, order);
  }
  matrix_.resize(std::size_t{nodes} * slots_);
  for (Index k = 0; k < nodes; ++k)
    for (Index slot = 0; slot < slots_; ++slot) {
      const double at = blocks_begin_ + (slot / order + places_[slot % order]) * bandwidth;
      matrix_[std::size_t{k} * slots_ + slot] = factor(kernel, (node(k) - at) / bandwidth);
    }
}

std::size_t KernelAxis::finishing() const noexcept {
  if (is_interpolated_) return std::size_t{nodes_} * slots_;
  return kernel_ == MeasureKernel::exponential ? 2 * std::size_t{slots_} : 0;
}

KernelAxis::Entry KernelAxis::enter(double coordinate, std::span<double> values) const {
  if (is_interpolated_) return enter_block(coordinate, values);
  return kernel_ == MeasureKernel::exponential ? enter_neighbours(coordinate, values) : enter_nodes(coordinate, values);
}

KernelAxis::Entry KernelAxis::enter_nodes(double coordinate, std::span<double> values) const {
  const double begin = std::max(0.0, std::ceil((coordinate - reach_ - first_) / spacing_));
  const double end = std::min(double(nodes_), std::floor((coordinate + reach_ - first_) / spacing_) + 1);
  if (!(begin < end)) return {};
  const Entry entry{Index(begin), std::min(Index(end - begin), width_)};
  if (kernel_ != MeasureKernel::gaussian) {
    for (Index k = 0; k < entry.size; ++k)
      values[k] = factor(kernel_, (node(entry.first + k) - coordinate) / bandwidth_);
    return entry;
  }

  // With t the way from the nearest node to the point, exp(-(i h - t)^2 / 2) = exp(-(i h)^2 / 2) exp(h t)^i
  // exp(-t^2/2).
  const double nearest = std::clamp(std::round((coordinate - first_) / spacing_), begin, end - 1);
  const double t = (coordinate - node(Index(nearest))) / bandwidth_;
  const auto middle = Index(nearest) - entry.first;
  const double ratio = std::exp(spacing_ / bandwidth_ * t), peak = std::exp(-t * t / 2);
  double power = peak;
  for (Index k = middle; k < entry.size; ++k, power *= ratio) values[k] = table_[k - middle] * power;
  power = peak / ratio;
  for (Index k = middle; k-- > 0; power /= ratio) values[k] = table_[middle - k] * power;
  return entry;
}

KernelAxis::Entry KernelAxis::enter_neighbours(double coordinate, std::span<double> values) const {
  const double place = std::floor((coordinate - first_) / spacing_);
  if (place < 0) {
    values[0] = std::exp(-(first_ - coordinate) / bandwidth_);
    return {0, 1};
  }
  const auto below = Index(std::min(place, double(nodes_ - 1)));
  values[0] = std::exp(-(coordinate - node(below)) / bandwidth_);
  if (below + 1 == nodes_) return {2 * below + 1, 1};
  values[1] = std::exp(-(node(below + 1) - coordinate) / bandwidth_);
  return {2 * below + 1, 2};
}

KernelAxis::Entry KernelAxis::enter_block(double coordinate, std::span<double> values) const {
  const double place = (coordinate - blocks_begin_) / bandwidth_;
  const auto blocks = slots_ / order;
  if (!(place >= 0 && place < blocks)) return {};
  const auto block = Index(place);
  const double t = place - block;
  double sum = 0;
  for (int q = 0; q < order; ++q) {
    const double gap = t - places_[std::size_t(q)];
    if (gap == 0) {
      std::ranges::fill(values.first(order), 0.0);
      values[std::size_t(q)] = 1;
      return {block * order, order};
    }
    sum += values[std::size_t(q)] = weights_[std::size_t(q)] / gap;
  }
  for (int q = 0; q < order; ++q) values[std::size_t(q)] /= sum;
  return {block * order, order};
}

void KernelAxis::finish(std::span<const double> slots, std::size_t outer, std::size_t inner,
                        std::span<double> nodes) const {
  std::ranges::fill(nodes, 0.0);
  const auto add = [inner](const double* from, double scale, double* to) {
    for (std::size_t i = 0; i < inner; ++i) to[i] += scale * from[i];
  };
  for (std::size_t part = 0; part < outer; ++part) {
    const double* in = slots.data() + part * slots_ * inner;
    double* out = nodes.data() + part * nodes_ * inner;
    if (is_interpolated_) {
      for (Index slot = 0; slot < slots_; ++slot)  // a slot's row stays in the cache
        for (Index k = 0; k < nodes_; ++k)
          if (const double value = matrix_[std::size_t{k} * slots_ + slot]; value > 1e-17)
            add(in + slot * inner, value, out + k * inner);
      continue;
    }
    std::vector<double> sum(inner, 0.0);
    for (Index k = 0; k < nodes_; ++k)
      for (std::size_t i = 0; i < inner; ++i)
        out[k * inner + i] = sum[i] = sum[i] * decay_ + in[2 * std::size_t{k} * inner + i];
    std::ranges::fill(sum, 0.0);
    for (Index k = nodes_; k-- > 0;)
      for (std::size_t i = 0; i < inner; ++i)
        out[k * inner + i] += sum[i] = sum[i] * decay_ + in[(2 * std::size_t{k} + 1) * inner + i];
  }
}

SeparableKernel::SeparableKernel(MeasureKernel kernel, double bandwidth, const std::vector<double>& low,
                                 const std::vector<double>& high, const std::vector<Index>& pixels) {
  constexpr double most_slots = 1 << 22;  // beyond it (32 MiB a sample) interpolation is not considered
  double slots = 1;
  for (std::size_t k = 0; k < pixels.size(); ++k) {
    const double spacing = (high[k] - low[k]) / pixels[k];
    plain_.emplace_back(kernel, low[k] + spacing / 2, spacing, pixels[k], bandwidth, false);
    slots *= 14 * ((high[k] - low[k]) / bandwidth + 2 * gaussian_reach + 2);
  }
  if (kernel != MeasureKernel::gaussian || slots > most_slots) return;
  for (std::size_t k = 0; k < pixels.size(); ++k) {
    const double spacing = (high[k] - low[k]) / pixels[k];
    interpolated_.emplace_back(kernel, low[k] + spacing / 2, spacing, pixels[k], bandwidth, true);
  }
}

std::size_t SeparableKernel::scratch() const noexcept {
  const auto largest = [](const auto& axes) { return 2 * product(axes, &KernelAxis::slots); };
  return std::max(largest(plain_), interpolated_.empty() ? 0 : largest(interpolated_));
}

void SeparableKernel::convolve(std::span<const double> points, std::span<const double> weights,
                               std::span<double> image) const {
  const auto& axes = interpolated_.empty() || cost(plain_, weights.size()) <= cost(interpolated_, weights.size())
                         ? plain_
                         : interpolated_;
  const std::size_t dimension = axes.size();
  std::vector<std::size_t> strides(dimension, 1);
  for (std::size_t k = dimension; k-- > 1;) strides[k - 1] = strides[k] * axes[k].slots();

  std::vector<double> slots(strides[0] * axes[0].slots(), 0.0);
  std::vector<std::vector<double>> values;
  for (const auto& axis : axes) values.emplace_back(std::max<Index>(axis.width(), 2));
  std::vector<KernelAxis::Entry> entries(dimension);
  const auto add = [&](auto& self, std::size_t k, std::size_t place, double weight) -> void {
    place += entries[k].first * strides[k];
    if (k + 1 == dimension) {
      for (Index i = 0; i < entries[k].size; ++i) slots[place + i] += weight * values[k][i];
      return;
    }
    for (Index i = 0; i < entries[k].size; ++i) self(self, k + 1, place + i * strides[k], weight * values[k][i]);
  };
  for (std::size_t p = 0; p < weights.size(); ++p) {
    bool is_seen = true;
    for (std::size_t k = 0; k < dimension; ++k) {
      entries[k] = axes[k].enter(points[p * dimension + k], values[k]);
      is_seen = is_seen && entries[k].size > 0;
    }
    if (is_seen) add(add, 0, 0, weights[p]);
  }

  // Axis 0 first: what is left is nodes of the axes done, slots of the others.
  std::size_t outer = 1;
  for (std::size_t k = 0; k < dimension; ++k) {
    if (axes[k].finishing() > 0) {
      std::vector<double> nodes(outer * axes[k].nodes() * strides[k]);
      axes[k].finish(slots, outer, strides[k], nodes);
      slots = std::move(nodes);
    }
    outer *= axes[k].nodes();
  }
  std::ranges::copy(slots, image.begin());
}

}  // namespace tessera
