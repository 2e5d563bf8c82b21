// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/pipeline/plan.hpp"

#include <algorithm>
#include <atomic>
#include <memory>
#include <vector>

namespace tessera {

/// Mapped steps that run together, sample by sample.
struct Segment {
  /// What became of one output of one step.
  struct Output {
    std::size_t last_use = 0;       // the last of `steps` that takes it; its own place where none does
    std::shared_ptr<Samples> kept;  // where it is collected, if anyone outside asks for it
  };
  struct Clock {
    std::atomic<std::int64_t> wall{0}, cpu{0};  // nanoseconds, summed over samples
  };

  std::vector<std::size_t> steps;  // of the plan, increasing; a `place` below is an index into this
  std::vector<std::string> ids;
  std::vector<std::vector<Output>> outputs;  // per step
  std::vector<Clock> clocks;

  bool holds(std::size_t step) const { return std::ranges::binary_search(steps, step); }
  std::size_t place(std::size_t step) const {
    return std::size_t(std::ranges::lower_bound(steps, step) - steps.begin());
  }
};

}  // namespace tessera
