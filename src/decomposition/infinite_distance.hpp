// SPDX-License-Identifier: MIT
#pragma once

namespace tessera {

inline constexpr const char* infinite_distance_remedy =
    "compare modules that agree at infinity: of full complexes, in degree 0, or without what never dies";

}  // namespace tessera
