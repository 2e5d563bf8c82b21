// SPDX-License-Identifier: MIT
#include "tessera/exchange/features.hpp"

#include "tessera/exchange/array.hpp"
#include "tessera/exchange/results.hpp"
#include "tessera/exchange/table.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/scratch.hpp"

#include <cmath>
#include <cstdlib>
#include <cstring>
#include <filesystem>

using namespace tessera;
using namespace tessera::exchange;

namespace {

FeatureMatrix example() {
  FeatureMatrix features{.ids = {"train/0000", "b, \"quoted\""},
                         .columns = {"h1.x00.y00", "h1.x00.y01", "\xce\xb5"},
                         .units = {"", "1/length", "m"},
                         .values = {0.1, 0, -1e-300, 2, 1.0 / 3, 0},
                         .axes = {{"scale", "length", {0, 2}, {1}}, {"density", "", {1, -1}, {1, 0.5, 0}}}};
  features.stability = {0.25, "Lipschitz, in d_I."};
  return features;
}

const Labels labels({"10", "9"});
const Split split{{true, false}};

}  // namespace

TEST_CASE("features.npz holds exactly the arrays of its contract", "[exchange][features]") {
  const std::string bytes = features_npz(example(), {&labels, &split, std::string(64, 'a')});
  std::vector<std::string> names;
  for (const auto& member : list_npz({"f", bytes})) names.push_back(member.name);
  CHECK(names == std::vector<std::string>{"X", "ids", "columns", "units", "y", "classes", "split", "shape", "axes",
                                          "axis_units", "box", "grid_0", "grid_1", "stability", "theorem",
                                          "provenance"});
  const auto array = [&](const char* name) { return read_npz({"f", bytes}, name); };
  CHECK(array("X").values == example().values);
  CHECK(array("X").shape == std::vector<std::uint64_t>{2, 3});
  CHECK(array("columns").text == example().columns);
  CHECK(array("y").dtype == "<i8");
  CHECK(array("y").values == std::vector<double>{1, 0});
  CHECK(array("classes").text == std::vector<std::string>{"9", "10"});
  CHECK(array("split").dtype == "|u1");
  CHECK(array("split").values == std::vector<double>{0, 1});
  CHECK(array("box").shape == std::vector<std::uint64_t>{2, 2});
  CHECK(array("stability").shape.empty());
  CHECK(array("provenance").text == std::vector<std::string>{std::string(64, 'a')});

  const auto plain = features_npz(example());
  CHECK(plain == features_npz(example()));
  CHECK(list_npz({"f", plain}).size() == 13);
}

TEST_CASE("features as CSV and svmlight", "[exchange][features]") {
  CHECK(features_csv(example(), {&labels, &split, ""}) ==
        "id,h1.x00.y00,h1.x00.y01,\xce\xb5,label,split\ntrain/0000,0.1,0,-1e-300,10,train\n"
        "\"b, \"\"quoted\"\"\",2,0.3333333333333333,0,9,test\n");
  const std::string csv = features_csv(example());
  const auto table = parse_table({"f", csv});
  CHECK(numbers(table, {1, 2, 3}).values == example().values);
  CHECK(table.cell(1, 0) == "b, \"quoted\"");
  CHECK(features_svmlight(example(), {&labels, nullptr, ""}) == "1 1:0.1 3:-1e-300\n0 1:2 2:0.3333333333333333\n");
  CHECK(code_of([] { features_svmlight(example(), {}); }) == "D106");
  CHECK(parse_npy({"f", features_npy(example())}).values == example().values);
}

TEST_CASE("a .safetensors is a length, a header of whole words and data without a gap", "[exchange][features]") {
  const std::string bytes = features_safetensors(example(), {&labels, &split, std::string(64, 'a')});
  const std::size_t length = std::size_t(bytes[0] & 0xFF) | std::size_t(bytes[1] & 0xFF) << 8;
  CHECK(bytes.substr(2, 6) == std::string(6, '\0'));
  CHECK(length % 8 == 0);
  const std::string header = bytes.substr(8, length);
  CHECK(header.substr(0, header.find_last_not_of(' ') + 1) ==
        R"({"__metadata__":{"ids":"[\"train/0000\",\"b, \\\"quoted\\\"\"]",)"
        R"("columns":"[\"h1.x00.y00\",\"h1.x00.y01\",\")"
        "\xce\xb5"
        R"(\"]","units":"[\"\",\"1/length\",\"m\"]","axes":"[\"scale\",\"density\"]","axis_units":"[\"length\",\"\"]",)"
        R"("classes":"[\"9\",\"10\"]","theorem":"Lipschitz, in d_I.","provenance":")" +
            std::string(64, 'a') +
            R"("},"grid_0":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},)"
            R"("grid_1":{"dtype":"F64","shape":[3],"data_offsets":[8,32]},)"
            R"("box":{"dtype":"F64","shape":[2,2],"data_offsets":[32,64]},)"
            R"("shape":{"dtype":"I64","shape":[2],"data_offsets":[64,80]},)"
            R"("stability":{"dtype":"F64","shape":[],"data_offsets":[80,88]},)"
            R"("y":{"dtype":"I64","shape":[2],"data_offsets":[88,104]},)"
            R"("X":{"dtype":"F64","shape":[2,3],"data_offsets":[104,152]},)"
            R"("split":{"dtype":"U8","shape":[2],"data_offsets":[152,154]}})");
  CHECK(bytes.size() == 8 + length + 154);

  std::vector<double> values(6);
  std::memcpy(values.data(), bytes.data() + 8 + length + 104, 48);
  CHECK(values == example().values);
  CHECK(bytes == features_safetensors(example(), {&labels, &split, std::string(64, 'a')}));

  auto wide = example();
  wide.values[4] = 1e39;
  CHECK(features_safetensors(wide).size() > 0);
  CHECK(reason_of([&] { features_safetensors(wide, {}, true); }) == "float32 cannot hold 1e+39");
  wide.ids[0] = "\xff";
  CHECK(code_of([&] { features_safetensors(wide); }) == "D101");
}

TEST_CASE("safetensors opens a .safetensors and sees the same values", "[exchange][features][reference]") {
  if (std::system("python3 -c 'import numpy, safetensors' 2> /dev/null") != 0) {
    WARN("the Python package safetensors is not here: skipped");
    return;
  }
  const ScratchFolder scratch;
  scratch.write("f.safetensors", features_safetensors(example(), {&labels, &split, std::string(64, 'a')}));
  scratch.write("narrow.safetensors", features_safetensors(example(), {}, true));
  scratch.write("empty.safetensors", features_safetensors({.columns = {"a"}, .units = {""}}));
  scratch.write("check.py", R"(
import json, sys
import numpy as np
from safetensors import safe_open
path = sys.argv[1]
with safe_open(path + "/f.safetensors", "np") as f:
    assert sorted(f.keys()) == ["X", "box", "grid_0", "grid_1", "shape", "split", "stability", "y"]
    X = f.get_tensor("X")
    assert X.dtype == np.float64 and (X == [[0.1, 0, -1e-300], [2, 1 / 3, 0]]).all()
    assert f.get_tensor("y").dtype == np.int64 and f.get_tensor("y").tolist() == [1, 0]
    assert f.get_tensor("split").dtype == np.uint8 and f.get_tensor("split").tolist() == [0, 1]
    assert f.get_tensor("box").tolist() == [[0, 2], [1, -1]] and f.get_tensor("shape").tolist() == [1, 3]
    assert f.get_tensor("grid_1").tolist() == [1, 0.5, 0] and float(f.get_tensor("stability")) == 0.25
    notes = f.metadata()
    assert json.loads(notes["ids"]) == ["train/0000", 'b, "quoted"'] and json.loads(notes["classes"]) == ["9", "10"]
    assert json.loads(notes["columns"]) == ["h1.x00.y00", "h1.x00.y01", "\u03b5"]
    assert notes["theorem"] == "Lipschitz, in d_I." and notes["provenance"] == "a" * 64
with safe_open(path + "/narrow.safetensors", "np") as f:
    X = f.get_tensor("X")
    assert X.dtype == np.float32 and (X == np.float32([[0.1, 0, -1e-300], [2, 1 / 3, 0]])).all()
with safe_open(path + "/empty.safetensors", "np") as f:
    assert f.get_tensor("X").shape == (0, 1) and np.isnan(f.get_tensor("stability"))
)");
  CHECK(std::system(("python3 " + scratch.path("check.py") + " " + scratch.path("")).c_str()) == 0);
}

TEST_CASE("features that do not fit together are refused", "[exchange][features][error]") {
  const Labels three({"a", "b", "c"});
  const Split one{{true}};
  CHECK(reason_of([&] { features_npz(example(), {&three, nullptr, ""}); }) == "2 rows need as many labels, got 3");
  CHECK(reason_of([&] {
          features_npz(example(), {nullptr, &one, ""});
        }) == "2 rows need as many entries in the split, got 1");
  CHECK(code_of([&] { features_npz(example(), {nullptr, nullptr, "xyz"}); }) == "D101");
  auto wrong = example();
  wrong.values[2] = std::nan("");
  CHECK(code_of([&] { features_npz(wrong); }) == "D101");
  wrong = example();
  wrong.ids[0] = "\xff";
  CHECK(code_of([&] { features_npz(wrong); }) == "D101");
}

TEST_CASE("NumPy opens features.npz without pickle and sees the same values", "[exchange][features][reference]") {
  if (std::system("/usr/bin/python3 -c 'import numpy' 2> /dev/null") != 0) {
    WARN("python3-numpy is not here: skipped");
    return;
  }
  const ScratchFolder scratch;
  scratch.write("f.npz", features_npz(example(), {&labels, &split, std::string(64, 'a')}));
  scratch.write("empty.npz", features_npz({.columns = {"a"}, .units = {""}}));
  scratch.write("check.py", R"(
import sys, zipfile
import numpy as np
path = sys.argv[1]
assert zipfile.ZipFile(path + "/f.npz").testzip() is None
f = np.load(path + "/f.npz", allow_pickle=False)
assert f.files == ["X", "ids", "columns", "units", "y", "classes", "split", "shape", "axes", "axis_units", "box", "grid_0", "grid_1", "stability", "theorem", "provenance"], f.files
assert f["X"].dtype == np.float64 and f["X"].flags["C_CONTIGUOUS"] and f["X"].shape == (2, 3)
assert (f["X"] == [[0.1, 0, -1e-300], [2, 1 / 3, 0]]).all()
assert f["ids"].tolist() == ["train/0000", 'b, "quoted"'] and f["ids"].dtype.kind == "U"
assert f["columns"].tolist() == ["h1.x00.y00", "h1.x00.y01", "\u03b5"] and f["units"].tolist() == ["", "1/length", "m"]
assert f["y"].dtype == np.int64 and f["y"].tolist() == [1, 0] and f["classes"].tolist() == ["9", "10"]
assert f["split"].dtype == np.uint8 and f["split"].tolist() == [0, 1]
assert f["box"].dtype == np.float64 and f["box"].tolist() == [[0, 2], [1, -1]]
assert f["axes"].tolist() == ["scale", "density"] and f["axis_units"].tolist() == ["length", ""]
assert f["grid_0"].tolist() == [1] and f["grid_1"].tolist() == [1, 0.5, 0]
assert f["shape"].dtype == np.int64 and f["shape"].tolist() == [1, 3]
assert f["stability"].dtype == np.float64 and f["stability"].shape == () and float(f["stability"]) == 0.25
assert str(f["theorem"]) == "Lipschitz, in d_I."
assert str(f["provenance"]) == "a" * 64
e = np.load(path + "/empty.npz", allow_pickle=False)
assert e["X"].shape == (0, 1) and e["box"].shape == (0, 2) and np.isnan(e["stability"]) and str(e["provenance"]) == "0" * 64
for dtype in ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "?", ">f4", ">f8", ">i4", ">u2"]:
    for order in "CF":
        a = np.asarray(np.arange(6).reshape(2, 3) % 2, dtype=dtype, order=order)
        np.save(path + "/" + dtype.replace(">", "big").replace("?", "b") + order + ".npy", a)
np.savez_compressed(path + "/c.npz", X=np.arange(6.0).reshape(2, 3), names=np.array(["a", "\u00e9\U0001f600"]))
np.save(path + "/o.npy", np.array([{}], dtype=object))
)");
  REQUIRE(std::system(("/usr/bin/python3 " + scratch.path("check.py") + " " + scratch.path("")).c_str()) == 0);

  int arrays = 0;
  for (const auto& entry : std::filesystem::directory_iterator(scratch.path(""))) {
    if (entry.path().extension() != ".npy" || entry.path().stem() == "o") continue;
    INFO(entry.path());
    CHECK(parse_npy(read_file(entry.path()).source()).values == std::vector<double>{0, 1, 0, 1, 0, 1});
    ++arrays;
  }
  CHECK(arrays == 32);
  CHECK(code_of([&] { parse_npy(read_file(scratch.path("o.npy")).source()); }) == "D203");
  const File compressed = read_file(scratch.path("c.npz"));
  CHECK(read_npz(compressed.source(), "X").values == std::vector<double>{0, 1, 2, 3, 4, 5});
  CHECK(read_npz(compressed.source(), "names").text == std::vector<std::string>{"a", "\xc3\xa9\xf0\x9f\x98\x80"});
}

TEST_CASE("barcodes are rows of a table", "[exchange][results]") {
  Collection<Barcode> barcodes;
  barcodes.add("a", barcode_of({{0, infinity, 0}, {0.5, 1, 1}}));
  CHECK(barcodes_csv(barcodes) == "sample,degree,birth,death\na,0,0,inf\na,1,0.5,1\n");
}
