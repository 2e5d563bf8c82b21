// SPDX-License-Identifier: MIT
// The one adapter of expat: the elements of an XML document, one after another.
#pragma once

#include "tessera/core/context.hpp"
#include "tessera/exchange/file.hpp"

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace tessera::exchange {

/// Attributes of an element by their names.
class XmlAttributes {
 public:
  explicit XmlAttributes(std::vector<std::pair<std::string_view, std::string_view>> all) : all_(std::move(all)) {}

  /// The value of the attribute; empty where there is none.
  std::string_view operator[](std::string_view name) const noexcept {
    for (const auto& [key, value] : all_)
      if (key == name) return value;
    return {};
  }

 private:
  std::vector<std::pair<std::string_view, std::string_view>> all_;
};

/// Is told what a document holds, in its order. Names come without their namespaces. May throw.
class XmlEvents {
 public:
  virtual ~XmlEvents() = default;
  virtual void open(std::string_view name, const XmlAttributes& attributes, std::uint64_t line) = 0;
  virtual void close(std::string_view name, std::uint64_t line) = 0;
  /// A piece of the text of the innermost open element.
  virtual void text(std::string_view piece) = 0;
};

/// Whether the text begins as XML does: with "<" after blanks and ends of line.
bool is_xml(Source source) noexcept;

/// Reads a whole document. Throws Error D203 on a document type or entities of its own, which could unfold without
/// bound or name other files, D201, naming line and column, on what is not well-formed, D202 where the document ends
/// early, and what `events` throws. Memory beyond the events': a few hundred bytes an open element.
void parse_xml(Source source, XmlEvents& events, const Context& context);

}  // namespace tessera::exchange
