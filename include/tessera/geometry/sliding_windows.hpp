// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/collection.hpp"
#include "tessera/core/context.hpp"
#include "tessera/data/time_series.hpp"

#include <optional>

namespace tessera {

/// What becomes of the times after the last full window: left out, kept as a shorter window, or refused.
enum class PartialWindow { leave_out, keep, refuse };

struct SlidingWindowsOptions {
  Index length = 100;         // times in a window
  std::optional<Index> step;  // times from the start of a window to that of the next; absent: the length
  PartialWindow tail = PartialWindow::leave_out;
};

/// The windows of every recording that start at 0, step, 2 step, ... and have `length` times, all channels kept, called
/// RECORDING/START with the first time as a number of equally many digits. After the last full window, times that no
/// window holds yet are a tail when the next window would start among them: it ends with the recording.
/// With step <= length and the tail kept, every time is in a window; with step = length, in exactly one.
/// A recording shorter than a window is a tail alone. Memory: windows * length * channels doubles. Throws D106 when
/// length or step is 0, D103 for a tail that is to be refused and for a recording that leaves no window, R302 over the
/// budget.
/// Source: Perea and Harer 2015, Sliding windows and persistence, doi:10.1007/s10208-014-9206-z.
Collection<TimeSeries> sliding_windows(const Collection<TimeSeries>& recordings,
                                       const SlidingWindowsOptions& options = {}, const Context& context = {});

}  // namespace tessera
