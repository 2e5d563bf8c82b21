// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/pipeline/plan.hpp"

#include <string>

namespace tessera {

/// What a plan will do, for people: the steps in the order they run, each with the type it gives, how often it is
/// called, the parameters it uses with defaults filled in, what is proven about it and the source; then the outputs.
std::string explain_text(const Plan& plan);

/// The same as JSON: "name", "seed" (null: none), "steps" and "outputs". A step has "name", "use", "way" (read, once,
/// map: sample by sample, barrier: on whole collections), "inputs" (port -> references), "types" of its outputs,
/// "parameters", "files" and "header" of a reader, "fit" (null, auto, manifest), "needed", "theorem" and "source".
std::string explain_json(const Plan& plan);

}  // namespace tessera
