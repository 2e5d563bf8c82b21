// SPDX-License-Identifier: MIT
#include "tessera/exchange/invariants.hpp"

#include "exchange/csv.hpp"
#include "tessera/core/number.hpp"
#include "tessera/exchange/array.hpp"

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

/// A value in the user's sign; + 0.0 turns -0 into 0.
double shown(const Axis& axis, double value) { return axis.shown(value) + 0.0; }

}  // namespace

std::string betti_csv(const Collection<BettiTable>& tables) {
  std::string text = "sample,betti,axis0,axis1\n";
  for (Index sample = 0; sample < tables.size(); ++sample) {
    const auto& axes = tables[sample].grid.axes;
    for (int j = 0; j < 3; ++j)
      for (const auto& grade : tables[sample].betti[j]) {
        const auto point = tables[sample].grid(grade);
        text += fmt::format("{},{},{},{}\n", csv_cell(tables.id(sample)), j, format_double(shown(axes[0], point[0])),
                            format_double(shown(axes[1], point[1])));
      }
  }
  return text;
}

std::string hilbert_csv(const Collection<HilbertFunction>& functions) {
  std::string text = "sample,axis0,axis1,dimension\n";
  for (Index sample = 0; sample < functions.size(); ++sample) {
    const auto& axes = functions[sample].grid.axes;
    for (Index i = 0; i < axes[0].values.size(); ++i)
      for (Index j = 0; j < axes[1].values.size(); ++j)
        text += fmt::format("{},{},{},{}\n", csv_cell(functions.id(sample)),
                            format_double(shown(axes[0], axes[0].values[i])),
                            format_double(shown(axes[1], axes[1].values[j])), functions[sample](i, j));
  }
  return text;
}

std::string hilbert_npz(const HilbertFunction& function) {
  NpzWriter archive;
  const auto& axes = function.grid.axes;
  archive.add("dimensions", npy_of({axes[0].values.size(), axes[1].values.size()},
                                   std::vector<std::int64_t>(function.dimensions.begin(), function.dimensions.end())));
  for (int axis = 0; axis < 2; ++axis) {
    std::vector<double> values;
    for (const double value : axes[axis].values) values.push_back(shown(axes[axis], value));
    archive.add(axis ? "axis1" : "axis0", npy_of({values.size()}, values));
  }
  return std::move(archive).finish();
}

std::string fibered_csv(const Collection<FiberedBarcode>& fibered) {
  std::string text = "sample,line,base0,base1,direction0,direction1,degree,birth,death\n";
  for (Index sample = 0; sample < fibered.size(); ++sample)
    for (std::size_t k = 0; k < fibered[sample].lines.size(); ++k) {
      const auto& [base, direction] = fibered[sample].lines[k];
      const auto line = fmt::format("{},{},{},{},{},{}", csv_cell(fibered.id(sample)), k, format_double(base[0]),
                                    format_double(base[1]), format_double(direction[0]), format_double(direction[1]));
      for (const Bar& bar : fibered[sample].barcodes[k].bars)
        text += fmt::format("{},{},{},{}\n", line, bar.degree, format_double(bar.birth), format_double(bar.death));
    }
  return text;
}

}  // namespace tessera::exchange
