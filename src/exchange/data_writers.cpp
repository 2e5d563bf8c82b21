// SPDX-License-Identifier: MIT
// Data in the forms that the readers of this room take back.
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/exchange/array.hpp"
#include "tessera/exchange/results.hpp"

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

/// The shape that all samples share, by `shape_of`. Throws Error D102, naming the first that differs.
template <class T, class ShapeOf>
std::vector<std::uint64_t> common_shape(const Collection<T>& samples, const ShapeOf& shape_of) {
  if (samples.empty()) throw Error(codes::too_few, "needs at least one sample, got none");
  const std::vector<std::uint64_t> shape = shape_of(samples[0]);
  for (Index sample = 1; sample < samples.size(); ++sample)
    if (const auto other = shape_of(samples[sample]); other != shape)
      throw Error(codes::bad_shape, fmt::format("needs samples of one shape, got ({}) and, at '{}', ({})",
                                                fmt::join(shape, ", "), samples.id(sample), fmt::join(other, ", ")));
  return shape;
}

/// One array with a sample a row, and the ids.
template <class T, class ValuesOf>
NpzWriter stacked(std::string_view name, const Collection<T>& samples, std::vector<std::uint64_t> shape,
                  const ValuesOf& values_of) {
  std::vector<double> all;
  for (Index sample = 0; sample < samples.size(); ++sample) {
    const auto& values = values_of(samples[sample]);
    all.insert(all.end(), values.begin(), values.end());
  }
  shape.insert(shape.begin(), samples.size());
  NpzWriter npz;
  npz.add(name, npy_of(shape, all));
  npz.add("ids", npy_of({samples.size()}, samples.ids()));
  return npz;
}

}  // namespace

std::string points_npz(const Collection<PointCloud>& clouds) {
  const auto dimension =
      common_shape(clouds, [](const PointCloud& cloud) { return std::vector<std::uint64_t>{cloud.dimension()}; });
  std::vector<double> points;
  std::vector<std::int64_t> offsets{0};
  for (Index cloud = 0; cloud < clouds.size(); ++cloud) {
    points.insert(points.end(), clouds[cloud].coordinates().begin(), clouds[cloud].coordinates().end());
    offsets.push_back(offsets.back() + clouds[cloud].size());
  }
  NpzWriter npz;
  npz.add("points", npy_of({std::uint64_t(offsets.back()), dimension[0]}, points));
  npz.add("offsets", npy_of({offsets.size()}, offsets));
  npz.add("ids", npy_of({clouds.size()}, clouds.ids()));
  return std::move(npz).finish();
}

std::string images_npz(const Collection<Image>& images) {
  const auto shape = common_shape(images, [](const Image& image) {
    return std::vector<std::uint64_t>(image.shape().begin(), image.shape().end());
  });
  return stacked("images", images, shape, [](const Image& image) -> const auto& { return image.values(); }).finish();
}

std::string series_npz(const Collection<TimeSeries>& series) {
  auto shape = common_shape(series, [](const TimeSeries& one) {
    return std::vector<std::uint64_t>{one.length(), one.channels()};
  });
  if (shape[1] == 1) shape.pop_back();
  return stacked("series", series, shape, [](const TimeSeries& one) -> const auto& { return one.values(); }).finish();
}

std::string distances_npz(const Collection<DistanceMatrix>& matrices) {
  const auto shape = common_shape(matrices, [](const DistanceMatrix& one) {
    return std::vector<std::uint64_t>{one.size(), one.size()};
  });
  auto npz = stacked("distances", matrices, shape, [](const DistanceMatrix& one) {
    std::vector<double> full;
    for (Index i = 0; i < one.size(); ++i)
      for (Index j = 0; j < one.size(); ++j) full.push_back(one(i, j));
    return full;
  });
  std::vector<std::string> names;
  for (Index matrix = 0; matrix < matrices.size(); ++matrix)
    names.insert(names.end(), matrices[matrix].names().begin(), matrices[matrix].names().end());
  if (names.size() == std::size_t{matrices.size()} * shape[0] && !names.empty())
    npz.add("names", npy_of({matrices.size(), shape[0]}, names));
  return std::move(npz).finish();
}

std::string points_csv(const PointCloud& cloud) {
  std::string text;
  for (Index axis = 0; axis < cloud.dimension(); ++axis) text += fmt::format("{}x{}", axis ? "," : "", axis);
  text += '\n';
  for (Index point = 0; point < cloud.size(); ++point) {
    const char* before = "";
    for (const double value : cloud[point]) {
      (text += before) += format_double(value);
      before = ",";
    }
    text += '\n';
  }
  return text;
}

std::string distances_text(const DistanceMatrix& matrix) {
  std::string text;
  for (Index i = 0; i < matrix.size(); ++i) {
    for (Index j = 0; j < i; ++j) (text += j ? "," : "") += format_double(matrix(i, j));
    text += '\n';
  }
  return text;
}

}  // namespace tessera::exchange
