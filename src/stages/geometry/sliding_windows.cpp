// SPDX-License-Identifier: MIT
#include "tessera/geometry/sliding_windows.hpp"

#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec geometry_sliding_windows();

StageSpec geometry_sliding_windows() {
  using Options = SlidingWindowsOptions;
  return stage("geometry.sliding_windows", &sliding_windows)
      .summary("Long recordings cut into windows, each a sample called RECORDING/START; all channels are kept.")
      .source("Perea and Harer 2015, Sliding windows and persistence, doi:10.1007/s10208-014-9206-z")
      .input("recordings", "time series")
      .param(&Options::length, "length", "times in a window", at_least(1))
      .param(&Options::step, "step", "times from the start of a window to that of the next", at_least(1),
             absent_means("the length: windows side by side"))
      .param(&Options::tail, "tail", "what becomes of the times after the last full window",
             choices<PartialWindow>({{"leave_out", PartialWindow::leave_out},
                                     {"keep", PartialWindow::keep},
                                     {"refuse", PartialWindow::refuse}}));
}

}  // namespace tessera::stages
