// SPDX-License-Identifier: MIT
#include "fuzz/fuzz.hpp"

#include "tessera/exchange/series.hpp"

using namespace tessera;
using namespace tessera::exchange;

namespace {

const Context context({.memory_budget = fuzz::byte_limit});

}  // namespace

/// The input as an array, a table, a .ts or an .arff.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Source source = fuzz::source_of(data, size);
  for (const auto rows : {SeriesRows::automatic, SeriesRows::samples, SeriesRows::times, SeriesRows::channels})
    fuzz::may_refuse([&] {
      const SeriesData set = parse_series(source, {.rows = rows}, context);
      fuzz::claim(set.series.size() > 0 && (!set.labels || set.labels->size() == set.series.size()));
      for (Index i = 0; i < set.series.size(); ++i) fuzz::claim(set.series[i].length() > 0);
    });
  fuzz::may_refuse([&] { parse_series(source, {.labels = "-1", .rows = SeriesRows::samples}, context); });
  fuzz::may_refuse([&] { parse_series(source, {.channels = {"0"}}, context); });
  return 0;
}
