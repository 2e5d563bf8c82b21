// SPDX-License-Identifier: MIT
#include "tessera/exchange/kernels.hpp"

#include "tessera/exchange/array.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/scratch.hpp"

#include <cmath>
#include <cstdlib>

using namespace tessera;
using namespace tessera::exchange;

TEST_CASE("kernel.npz holds exactly the arrays of its contract", "[exchange][kernel]") {
  const KernelMatrix kernel({"a", "b"}, {1, 0.25, 0.25, 1}, {0.5, "Lipschitz, in W_1."});
  const Labels labels({"10", "9"});
  const Split split{{true, false}};
  const auto bytes = kernel_npz(kernel, {&labels, &split, std::string(64, 'a')});
  std::vector<std::string> names;
  for (const auto& member : list_npz({"f", bytes})) names.push_back(member.name);
  CHECK(names == std::vector<std::string>{"K", "ids", "y", "classes", "split", "stability", "theorem", "provenance"});
  CHECK(read_npz({"f", bytes}, "K").shape == std::vector<std::uint64_t>{2, 2});
  CHECK(read_npz({"f", bytes}, "K").values == kernel.values());
  CHECK(read_npz({"f", bytes}, "ids").text == kernel.ids());
  CHECK(read_npz({"f", bytes}, "split").values == std::vector<double>{0, 1});
  CHECK(kernel_npz(kernel) == kernel_npz(kernel));
  CHECK(list_npz({"f", kernel_npz(kernel)}).size() == 5);
  const Labels three({"1", "2", "3"});
  CHECK(reason_of([&] { kernel_npz(kernel, {.labels = &three}); }) == "2 rows need as many labels, got 3");
}

TEST_CASE("scikit-learn trains a machine on kernel.npz with no glue", "[exchange][kernel][reference]") {
  if (std::system("/usr/bin/python3 -c 'import sklearn' 2> /dev/null") != 0) {
    WARN("python3-sklearn is not here: skipped");
    return;
  }
  // exp(-|i - j| / 8) on two clusters of a line, training and test samples in turn.
  std::vector<std::string> ids, classes;
  std::vector<double> places;
  std::vector<bool> is_training;
  for (int k = 0; k < 40; ++k) {
    ids.push_back("s" + std::to_string(k));
    classes.push_back(k < 20 ? "left" : "right");
    places.push_back(k < 20 ? k : k + 10);
    is_training.push_back(k % 2 == 0);
  }
  std::vector<double> values;
  for (const double x : places)
    for (const double y : places) values.push_back(std::exp(-std::abs(x - y) / 8));
  const Labels labels(classes);
  const Split split{is_training};

  const ScratchFolder scratch;
  scratch.write("kernel.npz", kernel_npz(KernelMatrix(ids, values), {&labels, &split, {}}));
  scratch.write("check.py",
                "import sys, numpy\n"
                "from sklearn.svm import SVC\n"
                "f = numpy.load(sys.argv[1], allow_pickle=False)\n"
                "K, y, train, test = f['K'], f['y'], f['split'] == 0, f['split'] == 1\n"
                "machine = SVC(kernel='precomputed').fit(K[train][:, train], y[train])\n"
                "assert machine.score(K[test][:, train], y[test]) == 1\n"
                "assert list(f['classes'][machine.predict(K[test][:, train])][:2]) == ['left', 'left']\n"
                "assert list(f['ids'][:2]) == ['s0', 's1'] and numpy.isnan(f['stability'])\n");
  REQUIRE(std::system(("/usr/bin/python3 " + scratch.path("check.py") + " " + scratch.path("kernel.npz")).c_str()) ==
          0);
}
