// SPDX-License-Identifier: MIT
#include "tessera/exchange/invariants.hpp"

#include "exchange/csv.hpp"
#include "exchange/json.hpp"
#include "tessera/core/number.hpp"

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

/// A value in the user's sign; + 0.0 turns -0 into 0.
double shown(const Axis& axis, double value) { return axis.shown(value) + 0.0; }

/// "word0,word1,...": columns, one an axis.
template <int N>
std::string columns(std::string_view word) {
  std::string text;
  for (int axis = 0; axis < N; ++axis) text += fmt::format("{}{}{}", axis ? "," : "", word, axis);
  return text;
}

/// The values of a grade in the user's sign; infinity for `none`.
template <int N, class Format>
std::string coordinates(const Grid<N>& grid, const Grade<N>& grade, std::string_view separator, const Format& format) {
  std::string text;
  for (int axis = 0; axis < N; ++axis) {
    const auto& about = grid.axes[axis];
    const double value = grade[axis] == none ? infinity : about.values[grade[axis]];
    (text += axis ? separator : "") += format(shown(about, value));
  }
  return text;
}

/// One row a grade of each sample, axis 0 slowest.
template <int N, class Sample>
std::string grade_csv(const Collection<Sample>& samples, std::string_view column) {
  std::string text = fmt::format("sample,{},{}\n", columns<N>("axis"), column);
  for (Index sample = 0; sample < samples.size(); ++sample) {
    const Grid<N>& grid = samples[sample].grid;
    const auto walk = [&](const auto& self, int axis, Grade<N>& grade) -> void {
      if (axis == N) {
        text += fmt::format("{},{},{}\n", csv_cell(samples.id(sample)), coordinates(grid, grade, ",", format_double),
                            samples[sample](grade));
        return;
      }
      for (Index rank = 0; rank < grid.axes[axis].values.size(); ++rank) {
        grade[axis] = rank;
        self(self, axis + 1, grade);
      }
    };
    Grade<N> grade{};
    walk(walk, 0, grade);
  }
  return text;
}

std::string_view kind_name(SignedBarKind kind) {
  switch (kind) {
    case SignedBarKind::free:
      return "free";
    case SignedBarKind::hook:
      return "hook";
    case SignedBarKind::rectangle:
      return "rectangle";
  }
  return {};
}

}  // namespace

std::string betti_csv(const Collection<BettiTable>& tables) {
  std::string text = "sample,betti,axis0,axis1\n";
  for (Index sample = 0; sample < tables.size(); ++sample)
    for (int j = 0; j < 3; ++j)
      for (const auto& grade : tables[sample].betti[j])
        text += fmt::format("{},{},{}\n", csv_cell(tables.id(sample)), j,
                            coordinates(tables[sample].grid, grade, ",", format_double));
  return text;
}

template <int N>
std::string hilbert_csv(const Collection<HilbertFunction<N>>& functions) {
  return grade_csv<N>(functions, "dimension");
}

template <int N>
std::string euler_csv(const Collection<EulerSurface<N>>& surfaces) {
  return grade_csv<N>(surfaces, "characteristic");
}

template <int N>
std::string fibered_csv(const Collection<FiberedBarcode<N>>& fibered) {
  std::string text = fmt::format("sample,line,{},{},degree,birth,death\n", columns<N>("base"), columns<N>("direction"));
  for (Index sample = 0; sample < fibered.size(); ++sample)
    for (std::size_t k = 0; k < fibered[sample].lines.size(); ++k) {
      auto line = fmt::format("{},{}", csv_cell(fibered.id(sample)), k);
      for (const double b : fibered[sample].lines[k].base) line += "," + format_double(b);
      for (const double d : fibered[sample].lines[k].direction) line += "," + format_double(d);
      for (const Bar& bar : fibered[sample].barcodes[k].bars)
        text += fmt::format("{},{},{},{}\n", line, bar.degree, format_double(bar.birth), format_double(bar.death));
    }
  return text;
}

template <int N>
std::string signed_csv(const Collection<SignedBarcode<N>>& barcodes) {
  std::string text = fmt::format("sample,kind,degree,{},{},multiplicity\n", columns<N>("birth"), columns<N>("death"));
  for (Index sample = 0; sample < barcodes.size(); ++sample) {
    const auto& barcode = barcodes[sample];
    const auto degree = barcode.degree == none ? "" : std::to_string(barcode.degree);
    for (const auto& [birth, death, multiplicity] : barcode.bars)
      text += fmt::format("{},{},{},{},{},{}\n", csv_cell(barcodes.id(sample)), kind_name(barcode.kind), degree,
                          coordinates(barcode.grid, birth, ",", format_double),
                          coordinates(barcode.grid, death, ",", format_double), multiplicity);
  }
  return text;
}

template <int N>
std::string signed_json(const SignedBarcode<N>& barcode) {
  std::string text = fmt::format(
      "{{\n  \"format\": \"tessera.signed_barcode/1\",\n  \"kind\": \"{}\",\n  \"degree\": {},\n  \"axes\": [",
      kind_name(barcode.kind), barcode.degree == none ? "null" : std::to_string(barcode.degree));
  for (int axis = 0; axis < N; ++axis) {
    const Axis& about = barcode.grid.axes[axis];
    text += fmt::format("{}\n    {{\"name\": {}, \"unit\": {}, \"direction\": \"{}\", \"known_below\": {}}}",
                        axis ? "," : "", json_text(about.name), json_text(about.unit),
                        about.direction == Direction::superlevel ? "superlevel" : "sublevel",
                        json_number(about.known_below));
  }
  text += "\n  ],\n  \"bars\": [";
  const char* before = "\n";
  for (const auto& [birth, death, multiplicity] : barcode.bars) {
    text += fmt::format("{}    {{\"birth\": [{}], \"death\": [{}], \"multiplicity\": {}}}", before,
                        coordinates(barcode.grid, birth, ", ", json_number),
                        coordinates(barcode.grid, death, ", ", json_number), multiplicity);
    before = ",\n";
  }
  return text + (barcode.bars.empty() ? "]\n}\n" : "\n  ]\n}\n");
}

#define TESSERA_INVARIANTS(N)                                              \
  template std::string hilbert_csv(const Collection<HilbertFunction<N>>&); \
  template std::string euler_csv(const Collection<EulerSurface<N>>&);      \
  template std::string fibered_csv(const Collection<FiberedBarcode<N>>&);  \
  template std::string signed_csv(const Collection<SignedBarcode<N>>&);    \
  template std::string signed_json(const SignedBarcode<N>&);
TESSERA_INVARIANTS(1)
TESSERA_INVARIANTS(2)
TESSERA_INVARIANTS(3)
TESSERA_INVARIANTS(4)
#undef TESSERA_INVARIANTS

}  // namespace tessera::exchange
