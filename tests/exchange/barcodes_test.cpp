// SPDX-License-Identifier: MIT
#include "tessera/exchange/barcodes.hpp"

#include "support/catch.hpp"

#include <nlohmann/json.hpp>

using namespace tessera;
using namespace tessera::exchange;

TEST_CASE("barcodes in JSON carry field, cycles and endless bars", "[exchange][barcodes]") {
  const Barcode loop{.bars = {{0, infinity, 0}, {0.5, 2, 1}},
                     .field = 3,
                     .cycles = {{1, {7}, {1}}, {2, {0, 1, 1, 2, 0, 2}, {1, 1, 2}}}};
  Collection<Barcode> barcodes;
  barcodes.add("a \"b\"\n", loop);
  barcodes.add("empty", Barcode{});
  const auto json = nlohmann::json::parse(barcodes_json(barcodes));
  CHECK(json["format"] == "tessera.barcodes/1");
  REQUIRE(json["samples"].size() == 2);
  const auto& sample = json["samples"][0];
  CHECK(sample["id"] == "a \"b\"\n");
  CHECK(sample["field"] == 3);
  CHECK(sample["bars"][0]["death"] == "inf");
  CHECK(sample["bars"][0]["cycle"]["cells"] == nlohmann::json::parse("[[7]]"));
  CHECK(sample["bars"][1]["birth"] == 0.5);
  CHECK(sample["bars"][1]["cycle"]["cells"] == nlohmann::json::parse("[[0, 1], [1, 2], [0, 2]]"));
  CHECK(sample["bars"][1]["cycle"]["coefficients"] == nlohmann::json::parse("[1, 1, 2]"));
  CHECK(json["samples"][1]["bars"].empty());

  Collection<Barcode> plain;
  plain.add("a", Barcode{.bars = loop.bars, .field = 2, .cycles = {}});
  CHECK(!nlohmann::json::parse(barcodes_json(plain))["samples"][0]["bars"][0].contains("cycle"));
  CHECK(nlohmann::json::parse(barcodes_json(Collection<Barcode>{}))["samples"].empty());
}

TEST_CASE("GUDHI's persistence files hold degree, birth and death", "[exchange][barcodes]") {
  CHECK(barcode_pers({.bars = {{0, infinity, 0}, {0.5, 2, 1}}, .field = 2, .cycles = {}}) == "0 0 inf\n1 0.5 2\n");
  CHECK(barcode_pers({}).empty());
}
