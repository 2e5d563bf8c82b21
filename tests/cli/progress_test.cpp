// SPDX-License-Identifier: MIT
#include "cli/progress.hpp"

#include "support/catch.hpp"

using namespace tessera::cli;

TEST_CASE("a bar says stage, samples done, rate, time left and memory, within the width", "[cli][progress]") {
  const ProgressState state{.stage = "features", .done = 120, .total = 200, .seconds = 3, .memory_mb = 81};

  CHECK(progress_bar(state, 60) == "features  [=========       ]  120/200  40/s  2 s left  81 MB");
  CHECK(progress_bar(state, 20).size() == 20);
  CHECK(progress_line(state) == "features: 120/200, 40/s, 2 s left, 81 MB");
  CHECK(progress_json(state) ==
        R"({"event":"progress","stage":"features","done":120,"total":200,"seconds":3.0,"memory_mb":81.0})");
}

TEST_CASE("work of unknown length has no time left", "[cli][progress]") {
  CHECK(progress_line({.stage = "rips", .done = 7, .total = 0, .seconds = 2, .memory_mb = 9}) ==
        "rips: 7, 3.5/s, 9 MB");
  CHECK(progress_line({.stage = "rips", .done = 0, .total = 0, .seconds = 0, .memory_mb = 9}) == "rips: 0, 9 MB");
}

TEST_CASE("control bytes in a name do not reach the terminal", "[cli][progress]") {
  CHECK(progress_line({.stage = "a\x1b[2J", .done = 1, .total = 1, .seconds = 0, .memory_mb = 1}) ==
        "a\\x1b[2J: 1/1, 1 MB");
}
