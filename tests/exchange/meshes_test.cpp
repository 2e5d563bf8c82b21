// SPDX-License-Identifier: MIT
#include "tessera/exchange/meshes.hpp"

#include "support/catch.hpp"
#include "support/errors.hpp"
#include "support/scratch.hpp"

#include <cstring>
#include <string>

using namespace tessera;
using namespace tessera::exchange;
using Catch::Contains;

namespace {

const Context context;

Mesh parsed(const std::string& bytes) { return parse_mesh({"mesh", bytes}, context); }

const std::string square_obj = "# a square\no square\nv 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\nvt 0 0\nf 1 2 3 4\n";
const std::string square_off = "OFF\n4 1 0\n0 0 0\n1 0 0\n1 1 0\n0 1 0\n4 0 1 2 3\n";
const std::string square_header =
    "element vertex 4\nproperty float x\nproperty float y\nproperty float z\nproperty uchar red\n"
    "element face 1\nproperty list uchar int vertex_indices\nend_header\n";
const std::string square_ply =
    "ply\nformat ascii 1.0\ncomment a square\n" + square_header + "0 0 0 255\n1 0 0 9\n1 1 0 9\n0 1 0 9\n4 0 1 2 3\n";

/// The square of square_ply as bytes, least or most significant first.
std::string binary_square(bool is_little) {
  std::string bytes =
      std::string("ply\nformat binary_") + (is_little ? "little" : "big") + "_endian 1.0\n" + square_header;
  const auto add = [&](const auto value) {
    std::string raw(sizeof value, '\0');
    std::memcpy(raw.data(), &value, sizeof value);
    bytes += is_little ? raw : std::string(raw.rbegin(), raw.rend());
  };
  for (const auto& point : {std::array{0.f, 0.f}, {1.f, 0.f}, {1.f, 1.f}, {0.f, 1.f}}) {
    add(point[0]), add(point[1]), add(0.f);
    bytes += '\xFF';
  }
  bytes += '\x04';
  for (const std::int32_t corner : {0, 1, 2, 3}) add(corner);
  return bytes;
}

}  // namespace

TEST_CASE("a square is two triangles, whatever the format says it in", "[exchange][mesh][example]") {
  const Mesh square(PointCloud(4, 3, {0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0}), {{0, 1, 2}, {0, 2, 3}});
  CHECK(parsed(square_obj) == square);
  CHECK(parsed(square_off) == square);
  CHECK(parsed(square_ply) == square);
  CHECK(parsed(binary_square(true)) == square);
  CHECK(parsed(binary_square(false)) == square);
}

TEST_CASE("corners of OBJ may name textures and normals and count back", "[exchange][mesh][example]") {
  const std::string points = "v 0 0 0\nv 1 0 0\nv 0 1 0 1.0\n";
  for (const std::string face : {"f 1 2 3", "f 1/7 2/8 3/9", "f 1//4 2//5 3//6", "f 1/1/1 2/2/2 3/3/3", "f -3 -2 -1"})
    CHECK(parsed(points + face + "\n").triangles() == std::vector<Mesh::Triangle>{{0, 1, 2}});
  CHECK(parsed(points + "f -1 -2 -3\nv 2 2 2\nf -1 -2 -3").triangles() ==
        std::vector<Mesh::Triangle>{{2, 1, 0}, {3, 2, 1}});
}

TEST_CASE("degenerate and repeated faces are left out and counted", "[exchange][mesh][example]") {
  std::vector<std::string> warnings;
  const Context told({.warning = [&](const Warning& warning) { warnings.push_back(warning.text); }});
  const std::string text = "v 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\nf 1 2 2\nf 1 2 3\nf 3 1 2\nf 4 3\nf 1 1 3 4\n";
  const Mesh mesh = parse_mesh({"bad.obj", text}, told);
  CHECK(mesh.triangles() == std::vector<Mesh::Triangle>{{0, 1, 2}, {0, 2, 3}});
  REQUIRE(warnings.size() == 2);
  CHECK(warnings[0] == "bad.obj: 3 of 6 triangles lack three different corners and were left out");
  CHECK(warnings[1] == "bad.obj: 1 of 6 triangles were given before and were left out");
}

TEST_CASE("a mesh file that says nonsense is refused where it says it", "[exchange][mesh][error]") {
  const auto reason = [](const std::string& bytes) { return reason_of([&] { parsed(bytes); }); };
  CHECK_THAT(reason(""), Contains("the file is empty"));
  CHECK_THAT(reason("g nothing\n"), Contains("needs vertices"));
  CHECK_THAT(reason("v 0 0\n"), Contains("mesh:1: needs three coordinates"));
  CHECK_THAT(reason("v 0 0 nan\n"), Contains("mesh:1: needs finite coordinates"));
  CHECK_THAT(reason("v 0 0 0\nf 1 2 1\n"), Contains("mesh:2: needs a corner from 1 to 1"));
  CHECK_THAT(reason("v 0 0 0\nf 0 1 1\n"), Contains("got '0'"));
  CHECK_THAT(reason("v 0 0 0\nf -2 1 1\n"), Contains("got '-2'"));
  CHECK_THAT(reason("hello\n"), Contains("needs a keyword of OBJ"));
  CHECK_THAT(reason("cstype bezier\n"), Contains("a curve or surface"));
  CHECK_THAT(reason("COFF\n0 0 0\n"), Contains("needs OFF or nOFF"));
  CHECK_THAT(reason("ply\nformat ascii 1.0\nend_header\n"), Contains("needs an element vertex"));
  CHECK_THAT(reason("ply\nelement vertex 1\nproperty float x\nend_header\n"), Contains("'format'"));
  CHECK_THAT(reason("ply\nformat ascii 1.0\nelement vertex 1\nproperty float x\nend_header\n"),
             Contains("one property y"));
  CHECK_THAT(reason("ply\nformat ascii 1.0\nelement vertex 9\nproperty half x\n"), Contains("mesh:4: needs a type"));
  auto far = square_ply;
  far.replace(far.size() - 2, 1, "4");
  CHECK_THAT(reason(far), Contains("needs corners below 4, got 4"));
}

TEST_CASE("a mesh file cut short at any byte is refused", "[exchange][mesh][error]") {
  for (const std::string& whole : {square_off, square_ply, binary_square(true)})
    for (std::size_t length = 0; length + 1 < whole.size(); ++length) {
      const auto code = code_of([&] { parsed(whole.substr(0, length)); });
      INFO(whole.substr(0, 12) << " cut after " << length << " bytes: " << code);
      CHECK((code == "D103" || code == "D201" || code == "D202"));
    }
}

TEST_CASE("meshes of the shared data are read whole", "[exchange][mesh][reference]") {
  if (data_folder().empty()) {
    WARN("skipped: TESSERA_DATA names no folder");
    return;
  }
  const auto brief = [](const std::string& name) {
    return read_mesh({.path = data_folder() + "/meshes/" + name + ".obj.gz"}, context).brief();
  };
  CHECK(brief("spot") == "2930 vertices in R^3, 5856 triangles");
  CHECK(brief("rocker-arm") == "10044 vertices in R^3, 20088 triangles");
  CHECK(brief("suzanne") == "507 vertices in R^3, 967 triangles");
}
