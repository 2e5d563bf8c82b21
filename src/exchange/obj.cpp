// SPDX-License-Identifier: MIT
// Wavefront OBJ: http://paulbourke.net/dataformats/obj/
#include "exchange/lines.hpp"
#include "exchange/place.hpp"
#include "exchange/polygons.hpp"
#include "tessera/core/number.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

/// What says nothing about the triangles.
constexpr std::array<std::string_view, 22> passed_over = {
    "vt", "vn",    "g",        "o",        "s",   "mg",         "usemtl",    "mtllib", "usemap", "maplib", "l",
    "p",  "bevel", "c_interp", "d_interp", "lod", "shadow_obj", "trace_obj", "call",   "csh",    "fo",     "vp"};
constexpr std::array<std::string_view, 6> free_form = {"cstype", "deg", "bmat", "curv", "curv2", "surf"};

bool is_among(std::string_view word, const auto& words) { return std::ranges::find(words, word) != words.end(); }

class ObjReader {
 public:
  explicit ObjReader(Source source) : source_(source), lines_(source) {}

  Polygons read() {
    while (lines_.next_content()) {
      std::string_view rest = lines_.text();
      const auto word = next_word(rest);
      if (word == "v")
        read_vertex(rest);
      else if (word == "f")
        read_face(rest);
      else if (is_among(word, free_form))
        refuse_line(codes::unsupported, source_.name, lines_.number(),
                    fmt::format("needs polygons, got {}: a curve or surface", shown(word)),
                    "export the mesh as polygons");
      else if (!is_among(word, passed_over))
        refuse_line(codes::bad_format, source_.name, lines_.number(),
                    fmt::format("needs a keyword of OBJ such as v or f, got {}", shown(word)));
    }
    if (points_ == 0) refuse(codes::too_few, source_.name, "needs vertices, lines that begin with v, got none");
    polygons_.points = PointCloud(points_, 3, std::move(coordinates_));
    return std::move(polygons_);
  }

 private:
  void read_vertex(std::string_view rest) {
    for (int axis = 0; axis < 3; ++axis) {
      const auto word = next_word(rest);
      const auto value = parse_double(word);
      if (!value)
        refuse_line(codes::bad_format, source_.name, lines_.number(),
                    fmt::format("needs three coordinates, got {}", shown(word)));
      if (!std::isfinite(*value))
        refuse_line(codes::bad_value, source_.name, lines_.number(),
                    fmt::format("needs finite coordinates, got {}", shown(word)));
      coordinates_.push_back(*value);
    }
    points_ = index_of(std::uint64_t{points_} + 1, source_.name, "vertices");  // a weight or a color may follow
  }

  void read_face(std::string_view rest) {
    for (auto word = next_word(rest); !word.empty() && word.front() != '#'; word = next_word(rest))
      polygons_.corners.push_back(vertex(word));
    polygons_.starts.push_back(polygons_.corners.size());
  }

  /// The vertex of a corner "v", "v/vt", "v//vn" or "v/vt/vn": from 1, or from -1 for the latest.
  Index vertex(std::string_view corner) {
    auto digits = corner.substr(0, corner.find('/'));
    const bool counts_back = digits.starts_with('-');
    if (counts_back) digits.remove_prefix(1);
    const auto number = parse_count(digits);
    if (!number || *number == 0 || *number > points_)
      refuse_line(codes::bad_format, source_.name, lines_.number(),
                  fmt::format("needs a corner from 1 to {}, the number of vertices so far, or counted back, got {}",
                              points_, shown(corner)));
    return Index(counts_back ? points_ - *number : *number - 1);
  }

  Source source_;
  Lines lines_;
  Index points_ = 0;
  std::vector<double> coordinates_;
  Polygons polygons_;
};

}  // namespace

Polygons parse_obj(Source source) { return ObjReader(source).read(); }

}  // namespace tessera::exchange
