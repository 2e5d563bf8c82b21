// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/persistence/presentation.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// Bigraded Betti numbers: betti[j] lists the grades of the generators (j = 0), relations (j = 1) and relations among
/// relations (j = 2) of a minimal free resolution, with multiplicity, in colexicographic order.
/// dim M(z) = sum over j of (-1)^j times the number of grades of betti[j] below z, at every z.
struct BettiTable {
  static constexpr std::string_view artifact = "BettiTable";
  static constexpr std::string_view meaning = "the grades of generators, relations and relations among relations";

  Grid<2> grid;
  std::array<std::vector<Grade<2>>, 3> betti;
  Index degree = 0;

  std::string brief() const {
    return "Betti numbers " + std::to_string(betti[0].size()) + ", " + std::to_string(betti[1].size()) + ", " +
           std::to_string(betti[2].size());
  }
};

struct BettiTableOptions {};

/// Minimises first where needed. Cost: one sweep of the presentation.
BettiTable betti_table(const Presentation<2>& module, const BettiTableOptions& options, const Context& context);

}  // namespace tessera
