// SPDX-License-Identifier: MIT
#include "support/catch.hpp"
#include "support/certificate_check.hpp"
#include "tessera/decomposition/summands.hpp"
#include "tessera/persistence/minimal_presentation.hpp"

#include <algorithm>

using namespace tessera;

namespace {

const Context context;

struct Way {
  SummandsRoute route;
  DiagonalSweep sweep;
};

constexpr Way ways[] = {{SummandsRoute::whole, DiagonalSweep::events},
                        {SummandsRoute::whole, DiagonalSweep::grid},
                        {SummandsRoute::indecomposables, DiagonalSweep::events},
                        {SummandsRoute::indecomposables, DiagonalSweep::grid}};

}  // namespace

TEST_CASE("on diagonals that were not swept the barcodes agree within the bound, which is zero for events",
          "[decomposition][certificate][law]") {
  RandomStream random(91, 0);
  int wide = 0;
  for (const auto& [kind, module] : modules_of_many_kinds(random, 40))
    for (const auto& [route, sweep] : ways)
      for (const double percent : {1.0, 20.0}) {
        const auto decomposition = summands(
            module, {.route = route, .sweep = sweep, .line_spacing = {percent, Relative::percent_range}, .fit = {}},
            context);
        const auto& certificate = decomposition.certificate;
        const double distance = largest_diagonal_distance(random, module, decomposition, 15);
        INFO(kind);
        CAPTURE(certificate.line_spacing, certificate.line_gap, certificate.bound(), distance);
        REQUIRE(certificate.bound() == certificate.line_gap + certificate.line_spacing / 2);
        if (certificate.sweep == DecompositionCertificate::Sweep::grid) {
          REQUIRE(distance <= certificate.bound() + 1e-14);
          wide += distance > certificate.bound() / 2;
        } else {
          REQUIRE(certificate.bound() == 0);
          REQUIRE(distance == 0);
        }
      }
  CHECK(wide > 20);  // the bound is no idle one
}

TEST_CASE("no more summands are called exact than maps found point by point split off",
          "[decomposition][certificate][oracle]") {
  RandomStream random(92, 0);
  int checked = 0;
  for (const auto& [kind, module] : modules_of_many_kinds(random, 40)) {
    const auto minimal = minimal_presentation(module, {}, context);
    for (const auto& [route, sweep] : ways) {
      INFO(kind);
      const auto check =
          check_exactness(minimal, summands(module, {.route = route, .sweep = sweep, .fit = {}}, context));
      REQUIRE(check.unsupported == 0);
      checked += check.checked;
    }
  }
  CHECK(checked > 500);
}
