// SPDX-License-Identifier: MIT
#include "tessera/manifold/coding_rate.hpp"

#include "stages/manifold/normalization_choices.hpp"
#include "stages/rows.hpp"
#include "tessera/pipeline/stage_spec.hpp"

namespace tessera::stages {

StageSpec manifold_coding_rate() {
  using Options = CodingRateOptions;
  return stage("manifold.coding_rate", &tessera::coding_rate)
      .overload(on_rows<&tessera::coding_rate>)
      .estimate()
      .summary("How much volume a representation spans, and with labels how much less its classes do.")
      .source(
          "Yu, Chan, You, Song and Ma 2020, Learning diverse and discriminative representations via the principle of "
          "maximal coding rate reduction, NeurIPS 33")
      .theorem("the reduction is at least 0, with equality where all classes have the same second moments")
      .input("points", "points, or rows of a table")
      .input("labels", "classes of the points; without them the rate of all points alone")
      .param(&Options::epsilon, "epsilon", "the error allowed, a length", positive())
      .param(&Options::normalize, "normalize", "of each point, before", normalization_choices());
}

}  // namespace tessera::stages
