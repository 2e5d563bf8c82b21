// SPDX-License-Identifier: MIT
#include "tessera/pipeline/plan.hpp"

#include "pipeline/planner.hpp"

#include <algorithm>

namespace tessera {

const PlannedStep* Plan::find(std::string_view name) const noexcept {
  const auto found = std::ranges::find_if(steps, [&](const PlannedStep& step) { return step.entry->name == name; });
  return found == steps.end() ? nullptr : &*found;
}

PlanResult plan(ParsedPipeline parsed, const Catalog& catalog, const PlanOptions& options) {
  return Planner(std::move(parsed), catalog, options).run();
}

}  // namespace tessera
