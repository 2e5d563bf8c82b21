// SPDX-License-Identifier: MIT
#include "persistence/point_measure.hpp"

#include "tessera/core/error.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace tessera {
namespace {

template <int N>
MeasureBox box_of(std::span<const SignedBarcode<N>* const> barcodes) {
  MeasureBox box{std::vector<double>(N, infinity), std::vector<double>(N, -infinity)};
  for (const auto* barcode : barcodes)
    for (const auto& bar : barcode->bars) {
      const Point<N> point = barcode->grid(bar.birth);
      for (int axis = 0; axis < N; ++axis) {
        box.low[axis] = std::min(box.low[axis], point[axis]);
        box.high[axis] = std::max(box.high[axis], point[axis]);
      }
    }
  return box;
}

template <int N>
void check_box(const MeasureBox& box) {
  if (box.low.size() == N && box.high.size() == N) return;
  throw Error(codes::bad_request,
              fmt::format("needs a box of {} axes, got {} and {} numbers", N, box.low.size(), box.high.size()))
      .within("box");
}

template <int N>
std::int64_t mass(const SignedBarcode<N>& barcode) {
  std::int64_t sum = 0;
  for (const auto& bar : barcode.bars)
    if (__builtin_add_overflow(sum, bar.multiplicity, &sum))
      throw Error(codes::bad_value, "needs multiplicities whose sum is below 2^63");
  return sum;
}

}  // namespace

template <int D>
void PointMeasure<D>::settle() {
  std::ranges::sort(points, {}, [](const auto& mass) { return mass.first; });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < points.size();) {
    auto sum = points[i];
    for (++i; i < points.size() && points[i].first == sum.first; ++i)
      if (__builtin_add_overflow(sum.second, points[i].second, &sum.second))
        throw Error(codes::bad_value, "needs multiplicities whose sum is below 2^63");
    if (sum.second != 0) points[kept++] = sum;
  }
  points.resize(kept);
}

template <int D>
PointMeasure<D> difference(const PointMeasure<D>& a, const PointMeasure<D>& b) {
  PointMeasure<D> result = a;
  for (const auto& [point, weight] : b.points) result.add(point, -weight);
  result.settle();
  return result;
}

double transport_on_line(const PointMeasure<1>& measure) {
  double sum = 0;
  std::int64_t below = 0;
  for (std::size_t i = 0; i < measure.points.size(); ++i) {
    if (below != 0) sum += std::abs(double(below)) * (measure.points[i].first[0] - measure.points[i - 1].first[0]);
    below += measure.points[i].second;
  }
  return sum;
}

template <int N>
std::vector<PointMeasure<N>> scaled_measures(std::span<const SignedBarcode<N>* const> barcodes, AxisScaling axis_scale,
                                             UnequalMass unequal_mass, const std::optional<MeasureBox>& given,
                                             const Context& context) {
  for (const auto* barcode : barcodes)
    if (barcode->kind != SignedBarKind::free)
      throw Error(codes::bad_request, "needs sums of free modules, got a sum of hooks or rectangles",
                  "take kind = \"hilbert\" of persistence.signed_barcode, or an Euler measure");
  if (given) check_box<N>(*given);
  const MeasureBox box = given ? *given : box_of(barcodes);

  Point<N> scale, corner;
  for (int axis = 0; axis < N; ++axis) {
    const double length = box.high[axis] - box.low[axis];
    scale[axis] = axis_scale == AxisScaling::range && length > 0 && length < infinity ? length : 1;
    corner[axis] = box.high[axis] / scale[axis];
    context.resolved("axis_scale." + std::to_string(axis), scale[axis]);
  }

  std::vector<PointMeasure<N>> measures;
  for (const auto* barcode : barcodes) {
    auto& measure = measures.emplace_back();
    for (const auto& bar : barcode->bars) {
      Point<N> point = barcode->grid(bar.birth);
      for (int axis = 0; axis < N; ++axis) point[axis] /= scale[axis];
      measure.add(point, bar.multiplicity);
    }
    const std::int64_t own = mass(*barcode), first = mass(*barcodes.front());
    if (unequal_mass == UnequalMass::corner)
      measure.add(corner, -own);
    else if (own != first)
      throw Error(codes::bad_request, fmt::format("needs measures of one mass, got {} and {}", first, own),
                  "unequal_mass = \"corner\" takes the mass of each away at the upper corner of the box")
          .within("unequal_mass");
    measure.settle();
  }
  return measures;
}

#define TESSERA_POINT_MEASURE(N)                                                                               \
  template struct PointMeasure<N>;                                                                             \
  template PointMeasure<N> difference(const PointMeasure<N>&, const PointMeasure<N>&);                         \
  template std::vector<PointMeasure<N>> scaled_measures(std::span<const SignedBarcode<N>* const>, AxisScaling, \
                                                        UnequalMass, const std::optional<MeasureBox>&,         \
                                                        const Context&);
TESSERA_POINT_MEASURE(1)
TESSERA_POINT_MEASURE(2)
TESSERA_POINT_MEASURE(3)
TESSERA_POINT_MEASURE(4)
#undef TESSERA_POINT_MEASURE

}  // namespace tessera
