// SPDX-License-Identifier: MIT
#include "tessera/exchange/decompositions.hpp"

#include "exchange/csv.hpp"
#include "exchange/cycles.hpp"
#include "exchange/decomposition_checks.hpp"
#include "exchange/json.hpp"
#include "exchange/place.hpp"
#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"
#include "tessera/exchange/array.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

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

std::string json_values(const Axis& axis) {
  std::string text;
  for (const double value : axis.values) (text += text.empty() ? "" : ", ") += json_number(axis.shown(value) + 0.0);
  return text;
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

std::string json_monodromy(const Monodromy& monodromy) {
  return fmt::format("\"monodromy\": {{\"squares\": {}, \"bars\": {}, \"unjoined\": {}}}, ", monodromy.squares,
                     monodromy.bars, monodromy.unjoined);
}

/// Reading: a value of JSON with its place in the document, for messages.
class Node {
 public:
  Node(const nlohmann::json& json, std::string place, std::string_view file)
      : json_(json), place_(std::move(place)), file_(file) {}

  [[noreturn]] void refuse(std::string_view needed) const {
    std::string got = json_.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    exchange::refuse(codes::bad_format, file_, fmt::format("needs {} at {}, got {}", needed, place_, shown(got)));
  }

  bool has(const char* key) const { return json_.is_object() && json_.contains(key); }
  Node operator[](const char* key) const {
    if (!has(key)) refuse(fmt::format("an object with \"{}\"", key));
    return {json_[key], place_ + "." + key, file_};
  }
  std::vector<Node> items() const {
    if (!json_.is_array()) refuse("a list");
    std::vector<Node> result;
    for (std::size_t i = 0; i < json_.size(); ++i)
      result.emplace_back(json_[i], fmt::format("{}[{}]", place_, i), file_);
    return result;
  }
  double number() const {
    if (json_.is_number()) return json_.get<double>();
    if (json_ == "inf") return infinity;
    if (json_ == "-inf") return -infinity;
    refuse("a number");
  }
  std::uint64_t count() const {
    if (!json_.is_number_unsigned()) refuse("a whole number");
    return json_.get<std::uint64_t>();
  }
  std::string text() const {
    if (!json_.is_string()) refuse("a text");
    return json_.get<std::string>();
  }
  bool truth() const {
    if (!json_.is_boolean()) refuse("true or false");
    return json_.get<bool>();
  }
  /// The place of the text among those that are allowed.
  std::size_t one_of(std::initializer_list<std::string_view> allowed) const {
    const std::string given = text();
    const auto place = std::ranges::find(allowed, given);
    if (place == allowed.end()) refuse(fmt::format("one of \"{}\"", fmt::join(allowed, "\", \"")));
    return std::size_t(place - allowed.begin());
  }

 private:
  const nlohmann::json& json_;
  std::string place_;
  std::string_view file_;
};

nlohmann::json document_of(Source source) {
  constexpr int deepest = 8;
  const auto keep = [&](int depth, nlohmann::json::parse_event_t, const nlohmann::json&) {
    if (depth > deepest) refuse(codes::bad_format, source.name, "needs a decomposition, got lists in lists in lists");
    return true;
  };
  auto json = nlohmann::json::parse(source.bytes, keep, false);
  if (json.is_discarded()) refuse(codes::bad_format, source.name, "needs a JSON document");
  Node(json, "the document", source.name)["format"].one_of({"tessera.decomposition/1"});
  return json;
}

Axis axis_of(const Node& node) {
  Axis axis;
  axis.name = node["name"].text();
  axis.unit = node["unit"].text();
  axis.direction =
      node["direction"].one_of({"sublevel", "superlevel"}) == 0 ? Direction::sublevel : Direction::superlevel;
  axis.known_below = node["known_below"].number();
  for (const Node& value : node["values"].items()) {
    axis.values.push_back(axis.shown(value.number()) + 0.0);  // the sign is its own inverse
    if (axis.values.size() > 1 && !(axis.values[axis.values.size() - 2] < axis.values.back()))
      value.refuse("values that run one way");
  }
  return axis;
}

template <int N>
std::vector<Point<N>> corners_of(const Node& node, const std::array<Axis, N>& axes, bool are_deaths) {
  std::vector<Point<N>> corners;
  const auto items = node.items();
  for (const Node& corner : items) {
    const auto coordinates = corner.items();
    if (coordinates.size() != std::size_t(N)) corner.refuse(fmt::format("{} coordinates", N));
    Point<N> point;
    for (int axis = 0; axis < N; ++axis) point[axis] = axes[axis].shown(coordinates[axis].number()) + 0.0;
    corners.push_back(point);
  }
  if (corners.empty()) node.refuse("a corner");
  if (const auto fault = fault_of_corners<N>(corners, are_deaths)) items[fault->place].refuse(fault->needed);
  return corners;
}

std::vector<Cycle> cycles_of(const Node& node, std::size_t births) {
  std::vector<Cycle> cycles;
  for (const Node& listed : node.items()) {
    Cycle& cycle = cycles.emplace_back();
    for (const Node& cell : listed.items()) {
      const auto name = cell.items();
      if (cycle.size() == 0) cycle.cell_size = Index(std::min(name.size(), largest_cell + 1));
      if (name.size() != cycle.cell_size || name.empty() || name.size() > largest_cell)
        cell.refuse(fmt::format("as many numbers as the cells before, 1 to {}", largest_cell));
      for (const Node& number : name) {
        if (number.count() >= none) number.refuse("the number of a point or cell");
        cycle.cells.push_back(Index(number.count()));
      }
      cycle.coefficients.push_back(1);
    }
    if (cycle.size() == 0) listed.refuse("a cell");
  }
  if (cycles.size() != births) node.refuse(fmt::format("{} cycles, one a birth", births));
  return cycles;
}

}  // namespace

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
    text += fmt::format(
        "{}\n    {{\"name\": {}, \"unit\": {}, \"direction\": \"{}\", \"scale\": {}, \"known_below\": {}, \"values\": "
        "[{}]}}",
        axis ? "," : "", json_text(about.name), json_text(about.unit),
        about.direction == Direction::superlevel ? "superlevel" : "sublevel",
        json_number(decomposition.axis_scale[axis]), json_number(about.known_below), json_values(about));
  }
  const auto& certificate = decomposition.certificate;
  text += fmt::format(
      "\n  ],\n  \"certificate\": {{\"route\": \"{}\", \"sweep\": \"{}\", \"line_gap\": {}, \"line_spacing\": {}, "
      "\"lines\": {}, {}\"exactness_decided\": {}, \"bound\": {}}},\n",
      certificate.route == DecompositionCertificate::Route::whole ? "whole" : "indecomposables",
      sweep_name(certificate.sweep), json_number(certificate.line_gap), json_number(certificate.line_spacing),
      certificate.lines, N > 2 ? json_monodromy(certificate.monodromy) : "", certificate.is_exactness_decided,
      json_number(certificate.bound()));
  text += "  \"summands\": [";
  const char* before = "\n";
  for (const auto& summand : decomposition.summands) {
    text += fmt::format("{}    {{\"exact\": {}, \"births\": {}, \"deaths\": {}{}}}", before, summand.is_exact,
                        json_corners<N>(summand.support.births, decomposition.axes),
                        json_corners<N>(summand.support.deaths, decomposition.axes),
                        summand.cycles.empty() ? "" : ", \"cycles\": " + json_cycles(summand.cycles));
    before = ",\n";
  }
  return text + (decomposition.summands.empty() ? "]\n}\n" : "\n  ]\n}\n");
}

template <int N>
Decomposition<N> parse_decomposition_json(Source source) {
  const auto json = document_of(source);
  const Node root(json, "the document", source.name);
  Decomposition<N> result;
  result.degree = Index(root["degree"].count());
  const auto axes = root["axes"].items();
  if (axes.size() != std::size_t(N)) root["axes"].refuse(fmt::format("{} axes", N));
  for (int axis = 0; axis < N; ++axis) {
    result.axes[axis] = axis_of(axes[axis]);
    result.axis_scale[axis] = axes[axis]["scale"].number();
    if (!(result.axis_scale[axis] > 0)) axes[axis]["scale"].refuse("a number > 0");
  }
  const Node about = root["certificate"];
  result.certificate.route = about["route"].one_of({"indecomposables", "whole"}) == 0
                                 ? DecompositionCertificate::Route::indecomposables
                                 : DecompositionCertificate::Route::whole;
  result.certificate.sweep = DecompositionCertificate::Sweep(about["sweep"].one_of({"not_needed", "events", "grid"}));
  result.certificate.line_gap = about["line_gap"].number();
  result.certificate.line_spacing = about["line_spacing"].number();
  result.certificate.lines = about["lines"].count();
  result.certificate.is_exactness_decided = about["exactness_decided"].truth();
  result.certificate.parameters = N;
  if constexpr (N > 2) {
    const Node monodromy = about["monodromy"];
    result.certificate.monodromy = {monodromy["squares"].count(), monodromy["bars"].count(),
                                    monodromy["unjoined"].count()};
  }
  for (const Node& summand : root["summands"].items()) {
    auto births = corners_of<N>(summand["births"], result.axes, false);
    auto cycles = summand.has("cycles") ? cycles_of(summand["cycles"], births.size()) : std::vector<Cycle>{};
    result.summands.push_back({{std::move(births), corners_of<N>(summand["deaths"], result.axes, true)},
                               summand["exact"].truth(),
                               std::move(cycles)});
  }
  return result;
}

int decomposition_parameters(Source source) {
  if (is_npz(source.bytes)) return decomposition_array_parameters(source);
  const auto json = document_of(source);
  const Node axes = Node(json, "the document", source.name)["axes"];
  const std::size_t count = axes.items().size();
  if (count < 2 || count > 4) axes.refuse("2 to 4 axes");
  return int(count);
}

#define TESSERA_DECOMPOSITIONS(N)                                      \
  template std::string decomposition_csv<N>(const Decomposition<N>&);  \
  template std::string decomposition_json<N>(const Decomposition<N>&); \
  template Decomposition<N> parse_decomposition_json<N>(Source);
TESSERA_DECOMPOSITIONS(2)
TESSERA_DECOMPOSITIONS(3)
TESSERA_DECOMPOSITIONS(4)
#undef TESSERA_DECOMPOSITIONS

}  // namespace tessera::exchange
