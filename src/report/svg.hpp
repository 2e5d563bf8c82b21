// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/index.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tessera::report {

/// Text with the five characters escaped that XML gives a meaning; characters XML forbids become spaces.
std::string escaped(std::string_view text);

/// A coordinate on the page: hundredths are enough, and the shortest decimal.
std::string coordinate(double value);

enum class Anchor { start, middle, end };

/// A picture as it is written, element by element, in the order in which they cover each other.
class Svg {
 public:
  Svg(double width, double height);

  /// Raw attributes follow the geometry: `fill="#888" stroke="none"`.
  void rectangle(double x, double y, double width, double height, std::string_view attributes);
  void line(double x0, double y0, double x1, double y1, std::string_view attributes);
  void circle(double x, double y, double radius, std::string_view attributes);
  void path(std::string_view data, std::string_view attributes);
  /// `attributes` may set size, weight and colour; the text is escaped here.
  void text(double x, double y, std::string_view words, Anchor anchor, std::string_view attributes = {});
  /// Between these, what is drawn shares attributes.
  void begin_group(std::string_view attributes);
  void end_group();
  /// A gradient, pattern or clip path, to be referred to by its id; the same one is written once.
  void define(std::string_view element);

  std::string str() &&;

 private:
  double width_, height_;
  std::string definitions_, body_;
};

/// The colours of Okabe and Ito 2008 without black and yellow, which are poor as areas; repeats after seven.
const char* categorical_colour(std::size_t k);

/// The colour mixed with white, so that a shape may cover what lies below it and stay light; share in [0, 1] of the
/// colour.
std::string tint(const char* colour, double share);

/// The viridis ramp at t in [0, 1], "#rrggbb"; values outside are clamped.
std::string ramp_colour(double t);

}  // namespace tessera::report
