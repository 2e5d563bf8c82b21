// SPDX-License-Identifier: MIT
#include "core/value_order.hpp"

#include "support/catch.hpp"
#include "tessera/core/index.hpp"
#include "tessera/core/random.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace tessera;

TEST_CASE("numbers are ordered as a stable sort orders them, of either sign, tied, close or infinite", "[core][law]") {
  RandomStream random(17, 0);
  for (int trial = 0; trial < 400; ++trial) {
    std::vector<double> values(random.below(300));
    for (double& value : values) switch (trial % 5) {
        case 0:
          value = random.uniform();
          break;
        case 1:
          value = double(random.below(7)) - 3;
          break;
        case 2:  // equal in their leading bits, and of the sign of either zero
          value = random.below(3) ? 1 + 1e-15 * double(random.below(9)) : random.below(2) ? 0.0 : -0.0;
          break;
        case 3:
          value = std::ldexp(random.normal(), int(random.below(2000)) - 1000);
          break;
        default:
          value = random.below(4) ? random.normal() : random.below(2) ? infinity : -infinity;
      }
    std::vector<Index> expected(values.size());
    std::iota(expected.begin(), expected.end(), Index{0});
    std::ranges::stable_sort(expected, {}, [&](Index i) { return values[i]; });
    INFO("trial " << trial);
    REQUIRE(order_by_value(values) == expected);
  }
}
