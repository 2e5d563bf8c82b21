// SPDX-License-Identifier: MIT
#include "tessera/exchange/results.hpp"

#include "exchange/csv.hpp"
#include "exchange/json.hpp"
#include "tessera/core/number.hpp"

#include <fmt/format.h>

namespace tessera::exchange {
namespace {

/// A corner in the user's sign, coordinates separated by `separator`.
template <int N, class Format>
std::string corner(const Point<N>& point, const std::array<Axis, N>& axes, std::string_view separator,
                   const Format& format) {
  std::string text;
  for (int axis = 0; axis < N; ++axis) (text += axis ? separator : "") += format(axes[axis].shown(point[axis]) + 0.0);
  return text;
}

template <int N>
std::string csv_corners(const std::vector<Point<N>>& corners, const std::array<Axis, N>& axes) {
  std::string text;
  for (const auto& point : corners) (text += text.empty() ? "" : ";") += corner<N>(point, axes, " ", format_double);
  return text;
}

template <int N>
std::string json_corners(const std::vector<Point<N>>& corners, const std::array<Axis, N>& axes) {
  std::string text;
  for (const auto& point : corners)
    (text += text.empty() ? "[" : ", [") += corner<N>(point, axes, ", ", json_number) + "]";
  return "[" + text + "]";
}

std::string_view sweep_name(DecompositionCertificate::Sweep sweep) {
  switch (sweep) {
    case DecompositionCertificate::Sweep::not_needed:
      return "not_needed";
    case DecompositionCertificate::Sweep::events:
      return "events";
    case DecompositionCertificate::Sweep::grid:
      return "grid";
  }
  return {};
}

}  // namespace

std::string barcodes_csv(const Collection<Barcode>& barcodes) {
  std::string text = "sample,degree,birth,death\n";
  for (Index sample = 0; sample < barcodes.size(); ++sample)
    for (const Bar& bar : barcodes[sample].bars)
      text += fmt::format("{},{},{},{}\n", csv_cell(barcodes.id(sample)), bar.degree, format_double(bar.birth),
                          format_double(bar.death));
  return text;
}

template <int N>
std::string decomposition_csv(const Decomposition<N>& decomposition) {
  std::string text = "summand,exact,births,deaths\n";
  std::size_t number = 0;
  for (const auto& summand : decomposition.summands)
    text += fmt::format("{},{},{},{}\n", number++, summand.is_exact ? 1 : 0,
                        csv_corners<N>(summand.support.births, decomposition.axes),
                        csv_corners<N>(summand.support.deaths, decomposition.axes));
  return text;
}

template <int N>
std::string decomposition_json(const Decomposition<N>& decomposition) {
  std::string text = fmt::format("{{\n  \"format\": \"tessera.decomposition/1\",\n  \"degree\": {},\n  \"axes\": [",
                                 decomposition.degree);
  for (int axis = 0; axis < N; ++axis) {
    const Axis& about = decomposition.axes[axis];
    text +=
        fmt::format("{}\n    {{\"name\": {}, \"unit\": {}, \"direction\": \"{}\", \"scale\": {}, \"known_below\": {}}}",
                    axis ? "," : "", json_text(about.name), json_text(about.unit),
                    about.direction == Direction::superlevel ? "superlevel" : "sublevel",
                    json_number(decomposition.axis_scale[axis]), json_number(about.known_below));
  }
  const auto& certificate = decomposition.certificate;
  text += fmt::format(
      "\n  ],\n  \"certificate\": {{\"route\": \"{}\", \"sweep\": \"{}\", \"line_gap\": {}, \"line_spacing\": {}, "
      "\"lines\": {}, "
      "\"bound\": {}}},\n",
      certificate.route == DecompositionCertificate::Route::whole ? "whole" : "indecomposables",
      sweep_name(certificate.sweep), json_number(certificate.line_gap), json_number(certificate.line_spacing),
      certificate.lines, json_number(certificate.bound()));
  text += "  \"summands\": [";
  const char* before = "\n";
  for (const auto& summand : decomposition.summands) {
    text += fmt::format("{}    {{\"exact\": {}, \"births\": {}, \"deaths\": {}}}", before, summand.is_exact,
                        json_corners<N>(summand.support.births, decomposition.axes),
                        json_corners<N>(summand.support.deaths, decomposition.axes));
    before = ",\n";
  }
  return text + (decomposition.summands.empty() ? "]\n}\n" : "\n  ]\n}\n");
}

#define TESSERA_RESULTS(N)                                            \
  template std::string decomposition_csv<N>(const Decomposition<N>&); \
  template std::string decomposition_json<N>(const Decomposition<N>&);
TESSERA_RESULTS(2)
TESSERA_RESULTS(3)
TESSERA_RESULTS(4)
#undef TESSERA_RESULTS

}  // namespace tessera::exchange
