// SPDX-License-Identifier: MIT
#include "report/svg.hpp"

#include "tessera/core/number.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

namespace tessera::report {

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";
        break;
      default:
        result += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
  return result;
}

std::string coordinate(double value) { return format_double(std::round(value * 100) / 100 + 0.0); }

Svg::Svg(double width, double height) : width_(width), height_(height) {
  rectangle(0, 0, width, height, R"(fill="#ffffff")");
}

void Svg::rectangle(double x, double y, double width, double height, std::string_view attributes) {
  fmt::format_to(std::back_inserter(body_), "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" {}/>\n", coordinate(x),
                 coordinate(y), coordinate(width), coordinate(height), attributes);
}

void Svg::line(double x0, double y0, double x1, double y1, std::string_view attributes) {
  fmt::format_to(std::back_inserter(body_), "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" {}/>\n", coordinate(x0),
                 coordinate(y0), coordinate(x1), coordinate(y1), attributes);
}

void Svg::circle(double x, double y, double radius, std::string_view attributes) {
  fmt::format_to(std::back_inserter(body_), "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" {}/>\n", coordinate(x), coordinate(y),
                 coordinate(radius), attributes);
}

void Svg::path(std::string_view data, std::string_view attributes) {
  fmt::format_to(std::back_inserter(body_), "<path d=\"{}\" {}/>\n", data, attributes);
}

void Svg::text(double x, double y, std::string_view words, Anchor anchor, std::string_view attributes) {
  const char* name = anchor == Anchor::start ? "start" : anchor == Anchor::middle ? "middle" : "end";
  fmt::format_to(std::back_inserter(body_), "<text x=\"{}\" y=\"{}\" text-anchor=\"{}\" {}>{}</text>\n", coordinate(x),
                 coordinate(y), name, attributes, escaped(words));
}

void Svg::begin_group(std::string_view attributes) {
  fmt::format_to(std::back_inserter(body_), "<g {}>\n", attributes);
}
void Svg::end_group() { body_ += "</g>\n"; }
void Svg::define(std::string_view element) {
  if (definitions_.find(element) == std::string::npos) (definitions_ += element) += '\n';
}

std::string Svg::str() && {
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" "
      "font-family=\"Helvetica Neue, Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif\" font-size=\"12\" "
      "fill=\"#333333\">\n"
      "{2}{3}</svg>\n",
      coordinate(width_), coordinate(height_), definitions_.empty() ? "" : "<defs>\n" + definitions_ + "</defs>\n",
      body_);
}

const char* categorical_colour(std::size_t k) {
  constexpr std::array colours{"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f7f7f"};
  return colours[k % colours.size()];
}

std::string tint(const char* colour, double share) {
  const auto channel = [&](int k) {
    const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    const int value = 16 * digit(colour[2 * k + 1]) + digit(colour[2 * k + 2]);
    return int(std::lround(255 + share * (value - 255)));
  };
  return fmt::format("#{:02x}{:02x}{:02x}", channel(0), channel(1), channel(2));
}

std::string ramp_colour(double t) {
  constexpr std::array<std::array<double, 3>, 9> anchors{{{68, 1, 84},
                                                          {71, 44, 122},
                                                          {59, 81, 139},
                                                          {44, 113, 142},
                                                          {33, 144, 141},
                                                          {39, 173, 129},
                                                          {92, 200, 99},
                                                          {170, 220, 50},
                                                          {253, 231, 37}}};
  const double position = std::clamp(t, 0.0, 1.0) * double(anchors.size() - 1);
  const auto left = std::min(std::size_t(position), anchors.size() - 2);
  const double share = position - double(left);
  const auto channel = [&](std::size_t c) {
    return int(std::lround(anchors[left][c] + share * (anchors[left + 1][c] - anchors[left][c])));
  };
  return fmt::format("#{:02x}{:02x}{:02x}", channel(0), channel(1), channel(2));
}

}  // namespace tessera::report
