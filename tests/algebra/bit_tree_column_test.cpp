// SPDX-License-Identifier: MIT
#include "algebra/bit_tree_column.hpp"

#include "support/catch.hpp"
#include "tessera/core/random.hpp"

#include <set>

using namespace tessera;

TEST_CASE("a bit tree column holds the rows toggled an odd number of times", "[algebra][law]") {
  RandomStream random(41, 0);
  for (const Index rows : {1u, 63u, 64u, 65u, 4096u, 4097u, 300000u}) {
    BitTreeColumn column(rows);
    std::set<Index> oracle;
    for (int step = 0; step < 2000; ++step) {
      const Index row = Index(random.below(rows));
      column.toggle(row);
      if (!oracle.erase(row)) oracle.insert(row);
      REQUIRE(column.pivot() == (oracle.empty() ? none : *oracle.rbegin()));
    }
    std::vector<Index> drained;
    column.drain(drained);
    REQUIRE(drained == std::vector<Index>(oracle.rbegin(), oracle.rend()));
    REQUIRE(column.is_zero());
  }
}

TEST_CASE("a column of no rows is zero", "[algebra][example]") { CHECK(BitTreeColumn(0).pivot() == none); }
