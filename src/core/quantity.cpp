// SPDX-License-Identifier: MIT
#include "tessera/core/quantity.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/number.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace tessera {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

bool ends_with_removed(std::string_view& text, std::string_view suffix) {
  if (!text.ends_with(suffix)) return false;
  text = trimmed(text.substr(0, text.size() - suffix.size()));
  return true;
}

}  // namespace

std::optional<Quantity> Quantity::parse(std::string_view text) {
  text = trimmed(text);
  Relative relative = Relative::absolute;
  if (ends_with_removed(text, "%diameter")) {
    relative = Relative::percent_diameter;
  } else if (ends_with_removed(text, "%range")) {
    relative = Relative::percent_range;
  } else if (text.starts_with('p')) {
    text.remove_prefix(1);
    relative = Relative::percentile;
  }

  const auto number = parse_double(text);
  if (!number) return std::nullopt;
  if (relative == Relative::percentile && !(*number >= 0 && *number <= 100)) return std::nullopt;
  return Quantity(*number, relative);
}

std::string Quantity::text() const {
  switch (relative) {
    case Relative::absolute:
      return format_double(value);
    case Relative::percent_diameter:
      return format_double(value) + " %diameter";
    case Relative::percent_range:
      return format_double(value) + " %range";
    case Relative::percentile:
      return "p" + format_double(value);
  }
  return {};
}

double percentile(const std::vector<double>& sorted, double percent) {
  const double position = percent / 100 * double(sorted.size() - 1);
  const auto below = std::size_t(position);
  if (below + 1 >= sorted.size()) return sorted.back();
  const double fraction = position - double(below);
  return sorted[below] + fraction * (sorted[below + 1] - sorted[below]);
}

double resolve(const Quantity& quantity, const QuantityReference& reference) {
  switch (quantity.relative) {
    case Relative::absolute:
      return quantity.value;
    case Relative::percent_diameter:
      return quantity.value / 100 * reference.diameter;
    case Relative::percent_range:
      return quantity.value / 100 * reference.range;
    case Relative::percentile: {
      if (reference.values.empty())
        throw Error(codes::bad_request, "a percentile needs values to refer to, got none", "give an absolute number");
      auto sorted = reference.values;
      std::ranges::sort(sorted);
      return percentile(sorted, quantity.value);
    }
  }
  return quantity.value;
}

std::optional<std::uint64_t> parse_bytes(std::string_view text) {
  struct Suffix {
    std::string_view text;
    double factor;
  };
  static constexpr std::array<Suffix, 8> suffixes{{{"KiB", 0x1p10},
                                                   {"MiB", 0x1p20},
                                                   {"GiB", 0x1p30},
                                                   {"TiB", 0x1p40},
                                                   {"kB", 1e3},
                                                   {"MB", 1e6},
                                                   {"GB", 1e9},
                                                   {"TB", 1e12}}};
  text = trimmed(text);
  double factor = 1;
  for (const auto& suffix : suffixes)
    if (ends_with_removed(text, suffix.text)) {
      factor = suffix.factor;
      break;
    }
  if (factor == 1) ends_with_removed(text, "B");

  const auto number = parse_double(text);
  if (!number || !(*number >= 0) || *number * factor > 0x1p62) return std::nullopt;
  return std::uint64_t(*number * factor);
}

}  // namespace tessera
