// SPDX-License-Identifier: MIT
#include "exchange/decomposition_checks.hpp"
#include "exchange/place.hpp"
#include "tessera/core/error.hpp"
#include "tessera/exchange/array.hpp"
#include "tessera/exchange/decompositions.hpp"

#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace tessera::exchange {
namespace {

constexpr const char* format_name = "tessera.decompositions/1";

using Shape = std::vector<std::uint64_t>;
using Route = DecompositionCertificate::Route;
using Sweep = DecompositionCertificate::Sweep;

template <int N>
struct SampleArrays {
  std::vector<std::string> axes, units;
  std::vector<std::uint8_t> directions, route, sweep, exactness_decided;
  std::vector<double> axis_scale, known_below, line_gap, line_spacing;
  std::vector<std::int64_t> degrees, lines, monodromy;
  std::array<std::vector<double>, N> values;
  std::array<std::vector<std::int64_t>, N> values_offsets;

  void add(const Decomposition<N>& sample) {
    degrees.push_back(std::int64_t(sample.degree));
    for (int k = 0; k < N; ++k) {
      const Axis& axis = sample.axes[k];
      axes.push_back(axis.name);
      units.push_back(axis.unit);
      directions.push_back(axis.direction == Direction::superlevel);
      axis_scale.push_back(sample.axis_scale[k]);
      known_below.push_back(axis.known_below);
      for (const double value : axis.values) values[k].push_back(axis.shown(value) + 0.0);
      values_offsets[k].push_back(std::int64_t(values[k].size()));
    }
    route.push_back(sample.certificate.route == Route::whole);
    sweep.push_back(std::uint8_t(sample.certificate.sweep));
    line_gap.push_back(sample.certificate.line_gap);
    line_spacing.push_back(sample.certificate.line_spacing);
    lines.push_back(std::int64_t(sample.certificate.lines));
    exactness_decided.push_back(sample.certificate.is_exactness_decided);
    const auto& [squares, bars, unjoined] = sample.certificate.monodromy;
    for (const std::uint64_t count : {squares, bars, unjoined}) monodromy.push_back(std::int64_t(count));
  }

  void write(NpzWriter& archive) const {
    const std::uint64_t n = degrees.size();
    archive.add("degrees", npy_of({n}, degrees));
    archive.add("axes", npy_of({n, N}, axes));
    archive.add("units", npy_of({n, N}, units));
    archive.add("directions", npy_of({n, N}, directions));
    archive.add("axis_scale", npy_of({n, N}, axis_scale));
    archive.add("known_below", npy_of({n, N}, known_below));
    for (int k = 0; k < N; ++k) {
      auto offsets = values_offsets[k];
      offsets.insert(offsets.begin(), 0);
      archive.add(fmt::format("axis{}", k), npy_of({values[k].size()}, values[k]));
      archive.add(fmt::format("axis{}_offsets", k), npy_of({n + 1}, offsets));
    }
    archive.add("route", npy_of({n}, route));
    archive.add("sweep", npy_of({n}, sweep));
    archive.add("line_gap", npy_of({n}, line_gap));
    archive.add("line_spacing", npy_of({n}, line_spacing));
    archive.add("lines", npy_of({n}, lines));
    archive.add("exactness_decided", npy_of({n}, exactness_decided));
    if (N > 2) archive.add("monodromy", npy_of({n, 3}, monodromy));
  }
};

template <int N>
struct SummandArrays {
  std::vector<std::int64_t> summands{0}, births_offsets{0}, deaths_offsets{0};
  std::vector<std::int64_t> cycles{0}, cell_size, cells, cells_offsets{0};
  std::vector<std::uint8_t> exact;
  std::vector<double> births, deaths;

  void add(const Decomposition<N>& sample) {
    for (const Summand<N>& summand : sample.summands) {
      exact.push_back(summand.is_exact);
      append(summand.support.births, sample.axes, births);
      append(summand.support.deaths, sample.axes, deaths);
      births_offsets.push_back(std::int64_t(births.size() / N));
      deaths_offsets.push_back(std::int64_t(deaths.size() / N));
      for (const Cycle& cycle : summand.cycles) {
        cell_size.push_back(std::int64_t(cycle.cell_size));
        cells.insert(cells.end(), cycle.cells.begin(), cycle.cells.end());
        cells_offsets.push_back(std::int64_t(cells.size()));
      }
      cycles.push_back(std::int64_t(cell_size.size()));
    }
    summands.push_back(std::int64_t(exact.size()));
  }

  void write(NpzWriter& archive) const {
    archive.add("summands", npy_of({summands.size()}, summands));
    archive.add("exact", npy_of({exact.size()}, exact));
    archive.add("births", npy_of({births.size() / N, N}, births));
    archive.add("births_offsets", npy_of({births_offsets.size()}, births_offsets));
    archive.add("deaths", npy_of({deaths.size() / N, N}, deaths));
    archive.add("deaths_offsets", npy_of({deaths_offsets.size()}, deaths_offsets));
    if (cell_size.empty()) return;
    archive.add("cycles", npy_of({cycles.size()}, cycles));
    archive.add("cell_size", npy_of({cell_size.size()}, cell_size));
    archive.add("cells", npy_of({cells.size()}, cells));
    archive.add("cells_offsets", npy_of({cells_offsets.size()}, cells_offsets));
  }

 private:
  static void append(const std::vector<Point<N>>& corners, const std::array<Axis, N>& axes, std::vector<double>& out) {
    for (const Point<N>& corner : corners)
      for (int k = 0; k < N; ++k) out.push_back(axes[k].shown(corner[k]) + 0.0);
  }
};

/// The arrays of an archive, each read once and held to its shape.
class Archive {
 public:
  Archive(Source source, std::uint64_t byte_limit) : source_(source), byte_limit_(byte_limit) {
    for (const Member& member : list_npz(source)) names_.insert(member.name);
    const Array format = read("format");
    if (!format.is_text() || format.text != std::vector<std::string>{format_name})
      refuse(codes::bad_format, source_.name, fmt::format("needs the format '{}', got another", format_name));
  }

  bool has(const std::string& name) const { return names_.contains(name); }

  static constexpr std::uint64_t any = ~std::uint64_t{0};

  std::vector<std::string> text(const std::string& name, const Shape& shape) const {
    Array array = read(name);
    require_shape(name, array, shape, true);
    return std::move(array.text);
  }
  std::vector<double> numbers(const std::string& name, const Shape& shape) const {
    Array array = read(name);
    require_shape(name, array, shape, false);
    for (std::size_t i = 0; i < array.values.size(); ++i)
      if (std::isnan(array.values[i])) refuse_at(name, i, "a number", array.values[i]);
    return std::move(array.values);
  }
  /// Whole numbers from 0 to `largest`.
  std::vector<std::uint64_t> counts(const std::string& name, const Shape& shape, std::uint64_t largest) const {
    const auto values = numbers(name, shape);
    std::vector<std::uint64_t> result;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double value = values[i];
      if (!(value >= 0 && value <= double(largest) && value == std::floor(value)))
        refuse_at(name, i, fmt::format("a whole number from 0 to {}", largest), value);
      result.push_back(std::uint64_t(value));
    }
    return result;
  }
  /// Where each of `parts` begins among `end` items, and the end of the last.
  std::vector<std::uint64_t> offsets(const std::string& name, std::uint64_t parts, std::uint64_t end) const {
    const auto result = counts(name, {parts + 1}, end);
    for (std::size_t i = 0; i < result.size(); ++i) {
      const bool is_right = i == 0 ? result[i] == 0 : result[i - 1] <= result[i];
      if (!is_right || (i == parts && result[i] != end))
        refuse_at(name, i, fmt::format("offsets that grow from 0 to {}", end), double(result[i]));
    }
    return result;
  }

  [[noreturn]] void refuse_at(const std::string& name, std::size_t place, std::string_view needed, double got) const {
    refuse(codes::bad_format, source_.name, fmt::format("{}[{}] needs {}, got {}", name, place, needed, got));
  }
  [[noreturn]] void refuse_at(const std::string& name, std::size_t place, std::string_view needed) const {
    refuse(codes::bad_format, source_.name, fmt::format("{}[{}] needs {}", name, place, needed));
  }
  std::string_view file() const { return source_.name; }

 private:
  Array read(const std::string& name) const {
    if (!has(name))
      refuse(codes::bad_format, source_.name, fmt::format("needs an array '{}', got none", name),
             "decompositions are written by write.summands_npz");
    return read_npz(source_, name, byte_limit_);
  }

  void require_shape(const std::string& name, const Array& array, const Shape& shape, bool is_text) const {
    if (array.is_text() != is_text)
      refuse(codes::bad_format, source_.name, fmt::format("'{}' needs {}", name, is_text ? "text" : "numbers"));
    const bool fits = std::ranges::equal(
        array.shape, shape, [](std::uint64_t got, std::uint64_t needed) { return needed == any || got == needed; });
    if (fits) return;
    std::vector<std::string> wanted;
    for (const std::uint64_t length : shape) wanted.push_back(length == any ? "any" : std::to_string(length));
    refuse(codes::bad_shape, source_.name,
           fmt::format("'{}' needs shape ({}), got ({})", name, fmt::join(wanted, ", "), fmt::join(array.shape, ", ")));
  }

  Source source_;
  std::uint64_t byte_limit_;
  std::set<std::string> names_;
};

constexpr std::uint64_t largest_whole = std::uint64_t{1} << 53;

template <int N>
std::vector<Decomposition<N>> samples_of(const Archive& archive, std::uint64_t n) {
  std::vector<Decomposition<N>> samples(n);
  const auto degrees = archive.counts("degrees", {n}, none - 1);
  const auto axes = archive.text("axes", {n, N}), units = archive.text("units", {n, N});
  const auto directions = archive.counts("directions", {n, N}, 1);
  const auto axis_scale = archive.numbers("axis_scale", {n, N}), known_below = archive.numbers("known_below", {n, N});
  const auto route = archive.counts("route", {n}, 1), sweep = archive.counts("sweep", {n}, 2);
  const auto line_gap = archive.numbers("line_gap", {n}), line_spacing = archive.numbers("line_spacing", {n});
  const auto lines = archive.counts("lines", {n}, largest_whole);
  const auto is_decided = archive.counts("exactness_decided", {n}, 1);
  const auto monodromy =
      N > 2 ? archive.counts("monodromy", {n, 3}, largest_whole) : std::vector<std::uint64_t>(3 * n, 0);
  for (std::size_t i = 0; i < n; ++i) {
    samples[i].degree = Index(degrees[i]);
    auto& certificate = samples[i].certificate;
    certificate.route = route[i] ? Route::whole : Route::indecomposables;
    certificate.sweep = Sweep(sweep[i]);
    certificate.line_gap = line_gap[i];
    certificate.line_spacing = line_spacing[i];
    certificate.lines = lines[i];
    certificate.is_exactness_decided = is_decided[i] == 1;
    certificate.monodromy = {monodromy[3 * i], monodromy[3 * i + 1], monodromy[3 * i + 2]};
    for (std::size_t k = 0; k < N; ++k) {
      const std::size_t at = i * N + k;
      if (!(axis_scale[at] > 0)) archive.refuse_at("axis_scale", at, "a number > 0", axis_scale[at]);
      samples[i].axis_scale[k] = axis_scale[at];
      samples[i].axes[k] = {.values = {},
                            .name = axes[at],
                            .unit = units[at],
                            .direction = directions[at] ? Direction::superlevel : Direction::sublevel,
                            .known_below = known_below[at]};
    }
  }
  for (int k = 0; k < N; ++k) {
    const std::string name = fmt::format("axis{}", k);
    const auto values = archive.numbers(name, {Archive::any});
    const auto offsets = archive.offsets(name + "_offsets", n, values.size());
    for (std::size_t i = 0; i < n; ++i) {
      Axis& axis = samples[i].axes[k];
      for (std::uint64_t at = offsets[i]; at < offsets[i + 1]; ++at) {
        const double value = axis.shown(values[at]) + 0.0;  // the sign is its own inverse
        if (!std::isfinite(value) || (!axis.values.empty() && !(axis.values.back() < value)))
          archive.refuse_at(name, at, "finite values that run one way", values[at]);
        axis.values.push_back(value);
      }
    }
  }
  return samples;
}

/// The corners of all summands of all samples, births or deaths.
template <int N>
void add_corners(const Archive& archive, const std::string& name, bool are_deaths,
                 const std::vector<std::uint64_t>& summands, std::vector<Decomposition<N>>& samples) {
  const auto coordinates = archive.numbers(name, {Archive::any, N});
  const auto offsets = archive.offsets(name + "_offsets", summands.back(), coordinates.size() / N);
  for (std::size_t i = 0; i < samples.size(); ++i)
    for (std::uint64_t j = summands[i]; j < summands[i + 1]; ++j) {
      auto& support = samples[i].summands[j - summands[i]].support;
      auto& corners = are_deaths ? support.deaths : support.births;
      for (std::uint64_t at = offsets[j]; at < offsets[j + 1]; ++at) {
        Point<N>& corner = corners.emplace_back();
        for (int k = 0; k < N; ++k) corner[k] = samples[i].axes[k].shown(coordinates[at * N + k]) + 0.0;
      }
      if (corners.empty()) archive.refuse_at(name + "_offsets", j + 1, "a corner for every summand");
      if (const auto fault = fault_of_corners<N>(corners, are_deaths))
        archive.refuse_at(name, offsets[j] + fault->place, fault->needed);
    }
}

template <int N>
void add_cycles(const Archive& archive, const std::vector<std::uint64_t>& summands,
                std::vector<Decomposition<N>>& samples) {
  const auto cell_size = archive.counts("cell_size", {Archive::any}, largest_cell);
  const auto offsets = archive.offsets("cycles", summands.back(), cell_size.size());
  const auto cells = archive.counts("cells", {Archive::any}, none - 1);
  const auto cells_offsets = archive.offsets("cells_offsets", cell_size.size(), cells.size());
  for (std::size_t i = 0; i < samples.size(); ++i)
    for (std::uint64_t j = summands[i]; j < summands[i + 1]; ++j) {
      Summand<N>& summand = samples[i].summands[j - summands[i]];
      const std::uint64_t count = offsets[j + 1] - offsets[j];
      if (count != 0 && count != summand.support.births.size())
        archive.refuse_at("cycles", j, "none or one cycle a birth");
      for (std::uint64_t c = offsets[j]; c < offsets[j + 1]; ++c) {
        const std::uint64_t length = cells_offsets[c + 1] - cells_offsets[c];
        if (cell_size[c] == 0 || length == 0 || length % cell_size[c] != 0)
          archive.refuse_at("cells_offsets", c + 1, "whole cells, at least one a cycle");
        Cycle& cycle = summand.cycles.emplace_back();
        cycle.cell_size = Index(cell_size[c]);
        for (std::uint64_t at = cells_offsets[c]; at < cells_offsets[c + 1]; ++at)
          cycle.cells.push_back(Index(cells[at]));
        cycle.coefficients.assign(length / cell_size[c], 1);
      }
    }
}

}  // namespace

template <int N>
std::string decompositions_npz(const Collection<Decomposition<N>>& decompositions) {
  SampleArrays<N> samples;
  SummandArrays<N> summands;
  for (Index i = 0; i < decompositions.size(); ++i) {
    samples.add(decompositions[i]);
    summands.add(decompositions[i]);
  }
  NpzWriter archive;
  archive.add("format", npy_of({}, std::vector<std::string>{format_name}));
  archive.add("ids", npy_of({decompositions.size()}, decompositions.ids()));
  samples.write(archive);
  summands.write(archive);
  return std::move(archive).finish();
}

template <int N>
Collection<Decomposition<N>> parse_decompositions_npz(Source source, std::uint64_t byte_limit) {
  const Archive archive(source, byte_limit);
  auto ids = archive.text("ids", {Archive::any});
  auto samples = samples_of<N>(archive, ids.size());
  const auto is_exact = archive.counts("exact", {Archive::any}, 1);
  const auto summands = archive.offsets("summands", samples.size(), is_exact.size());
  for (std::size_t i = 0; i < samples.size(); ++i)
    for (std::uint64_t j = summands[i]; j < summands[i + 1]; ++j)
      samples[i].summands.push_back({.support = {}, .is_exact = is_exact[j] == 1});
  add_corners(archive, "births", false, summands, samples);
  add_corners(archive, "deaths", true, summands, samples);
  if (archive.has("cycles")) add_cycles(archive, summands, samples);

  Collection<Decomposition<N>> result;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (!seen.insert(ids[i]).second) archive.refuse_at("ids", i, "an id that no other sample has");
    result.add(std::move(ids[i]), std::move(samples[i]));
  }
  return result;
}

int decomposition_array_parameters(Source source) {
  const Archive archive(source, default_byte_limit);
  if (!archive.has("axes")) refuse(codes::bad_format, source.name, "needs an array 'axes', got none");
  const auto shape = read_npz_header(source, "axes").shape;
  if (shape.size() != 2 || shape[1] < 2 || shape[1] > 4)
    refuse(codes::bad_shape, source.name,
           fmt::format("'axes' needs shape (any, 2 to 4), got ({})", fmt::join(shape, ", ")));
  return int(shape[1]);
}

#define TESSERA_DECOMPOSITION_ARRAYS(N)                                            \
  template std::string decompositions_npz<N>(const Collection<Decomposition<N>>&); \
  template Collection<Decomposition<N>> parse_decompositions_npz<N>(Source, std::uint64_t);
TESSERA_DECOMPOSITION_ARRAYS(2)
TESSERA_DECOMPOSITION_ARRAYS(3)
TESSERA_DECOMPOSITION_ARRAYS(4)
#undef TESSERA_DECOMPOSITION_ARRAYS

}  // namespace tessera::exchange
