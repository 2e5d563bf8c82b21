// SPDX-License-Identifier: MIT
#include "tessera/data/kernel_matrix.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"

#include <limits>

using namespace tessera;

TEST_CASE("a kernel matrix keeps its values and names", "[data][kernel]") {
  const KernelMatrix kernel({"a", "b"}, {1, 0.5, 0.5, 2});
  CHECK(kernel(1, 0) == 0.5);
  CHECK(kernel(1, 1) == 2);
  CHECK(kernel.brief() == "a kernel on 2 samples");
  CHECK(KernelMatrix().size() == 0);
}

TEST_CASE("what is no kernel matrix is refused, naming the samples", "[data][kernel][error]") {
  CHECK(reason_of([] { KernelMatrix({"a", "b"}, {1, 2, 3}); }) == "a kernel on 2 samples needs 4 values, got 3");
  CHECK(reason_of([] {
          KernelMatrix({"a", "b"}, {1, 2, 3, 1});
        }) == "needs a symmetric kernel, got 3 and 2 for samples 'b' and 'a'");
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK(reason_of([&] {
          KernelMatrix({"a", "b"}, {1, nan, nan, 1});
        }) == "needs finite values, got nan for samples 'b' and 'a'");
  CHECK(code_of([&] { KernelMatrix({"a"}, {nan}); }) == "D101");
}
