// SPDX-License-Identifier: MIT
// Geomview's OFF and nOFF: http://www.geomview.org/docs/html/OFF.html
#include "exchange/lines.hpp"
#include "exchange/place.hpp"
#include "exchange/polygons.hpp"
#include "tessera/core/number.hpp"
#include "tessera/exchange/points.hpp"

#include <cmath>

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

constexpr std::string_view comma = ",";

class OffReader {
 public:
  explicit OffReader(Source source) : source_(source), lines_(source) {}

  Polygons read() {
    const auto magic = header_word();
    if (magic != "OFF" && magic != "nOFF")
      refuse_line(codes::bad_format, source_.name, lines_.number(),
                  fmt::format("needs OFF or nOFF, got {}", shown(magic)));
    std::uint64_t dimension = magic == "nOFF" ? count("the dimension") : 3;
    const std::uint64_t points = count("the number of points"), faces = count("the number of faces");
    rest_ = {};  // the number of edges, often left out
    if (dimension == 0 || dimension > 100'000)
      refuse_line(codes::bad_format, source_.name, lines_.number(),
                  fmt::format("needs a dimension from 1 to 100000, got {}", dimension));

    std::vector<double> coordinates;
    for (std::uint64_t point = 0; point < points; ++point) {
      const std::uint64_t got = read_point(point, points, coordinates);
      if (point == 0 && got == 2 && magic == "OFF") dimension = 2;  // planar points without their zeros are common
      if (got != dimension)
        refuse_line(codes::bad_format, source_.name, lines_.number(),
                    fmt::format("needs {} coordinates, got {}", dimension, got));
    }
    Polygons polygons;
    for (std::uint64_t face = 0; face < faces; ++face) read_face(face, faces, points, polygons);
    if (lines_.next_content())
      refuse_line(codes::bad_format, source_.name, lines_.number(),
                  fmt::format("text follows the {} points and {} faces", points, faces));
    polygons.points = PointCloud(index_of(points, source_.name, "points"), Index(dimension), std::move(coordinates));
    return polygons;
  }

 private:
  /// The next word of the header, which may run over several lines.
  std::string_view header_word() {
    auto word = next_word(rest_);
    while (word.empty()) {
      if (!lines_.next_content()) refuse(codes::truncated, source_.name, "the file ends within the header of OFF");
      rest_ = lines_.text();
      word = next_word(rest_);
    }
    return word;
  }

  std::uint64_t count(std::string_view what) {
    const auto word = header_word();
    const auto number = parse_count(word);
    if (!number)
      refuse_line(codes::bad_format, source_.name, lines_.number(), fmt::format("needs {}, got {}", what, shown(word)));
    return *number;
  }

  void need_line(std::uint64_t at, std::uint64_t all, std::string_view what) {
    if (!lines_.next_content())
      refuse_line(codes::truncated, source_.name, lines_.number(),
                  fmt::format("the header claims {} {}, the file ends after {}", all, what, at));
    rest_ = lines_.text();
  }

  /// The number of coordinates on the line of a point.
  std::uint64_t read_point(std::uint64_t point, std::uint64_t points, std::vector<double>& coordinates) {
    need_line(point, points, "points");
    const std::size_t before = coordinates.size();
    for (auto word = next_word(rest_, comma); !word.empty(); word = next_word(rest_, comma)) {
      const auto value = parse_double(word);
      if (!value)
        refuse_line(codes::bad_format, source_.name, lines_.number(),
                    fmt::format("needs a coordinate, got {}", shown(word)));
      if (!std::isfinite(*value))
        refuse_line(codes::bad_value, source_.name, lines_.number(),
                    fmt::format("needs finite coordinates, got {}", shown(word)));
      coordinates.push_back(*value);
    }
    return coordinates.size() - before;
  }

  void read_face(std::uint64_t face, std::uint64_t faces, std::uint64_t points, Polygons& polygons) {
    need_line(face, faces, "faces");
    const auto corners = parse_count(next_word(rest_));
    bool is_face = corners.has_value();
    for (std::uint64_t corner = 0; is_face && corner < *corners; ++corner) {
      const auto point = parse_count(next_word(rest_));
      is_face = point && *point < points;
      if (is_face) polygons.corners.push_back(Index(*point));
    }
    if (!is_face)
      refuse_line(codes::bad_format, source_.name, lines_.number(),
                  fmt::format("needs a face: the number of its corners, then points below {}", points));
    polygons.starts.push_back(polygons.corners.size());  // colors may follow
  }

  Source source_;
  Lines lines_;
  std::string_view rest_;
};

}  // namespace

Polygons parse_off_polygons(Source source) { return OffReader(source).read(); }

PointCloud parse_off(Source source) { return parse_off_polygons(source).points; }

}  // namespace tessera::exchange
