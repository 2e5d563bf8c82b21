// SPDX-License-Identifier: MIT
#include "exchange/xml.hpp"

#include "exchange/place.hpp"

#include <exception>
#include <memory>
#include <type_traits>

#include <expat.h>
#include <fmt/format.h>

namespace tessera::exchange {
namespace {

constexpr char namespace_end = '|';
constexpr std::size_t piece_bytes = std::size_t{1} << 20;  // between two looks at the stop token
constexpr std::uint64_t deepest = 256;

std::string_view local_name(const char* name) {
  const std::string_view whole(name);
  return whole.substr(whole.rfind(namespace_end) + 1);
}

/// Carries events out of expat, which is C: what a handler throws waits here until the parser has stopped.
class Carrier {
 public:
  Carrier(Source source, XmlEvents& events)
      : source_(source), events_(events), parser_(::XML_ParserCreateNS(nullptr, namespace_end)) {
    if (!parser_) refuse(codes::internal, source.name, "expat does not start");
    ::XML_SetUserData(parser_.get(), this);
    ::XML_SetElementHandler(parser_.get(), &Carrier::on_open, &Carrier::on_close);
    ::XML_SetCharacterDataHandler(parser_.get(), &Carrier::on_text);
    ::XML_SetStartDoctypeDeclHandler(parser_.get(), &Carrier::on_doctype);
  }

  void feed(std::string_view piece, bool is_last) {
    const auto status = ::XML_Parse(parser_.get(), piece.data(), int(piece.size()), is_last);
    if (problem_) std::rethrow_exception(problem_);
    if (status == XML_STATUS_ERROR) refuse_syntax();
  }

 private:
  struct Free {
    void operator()(::XML_Parser parser) const noexcept { ::XML_ParserFree(parser); }
  };

  template <class Action>
  void guarded(const Action& action) noexcept {
    if (problem_) return;
    try {
      action();
    } catch (...) {
      problem_ = std::current_exception();
      ::XML_StopParser(parser_.get(), XML_FALSE);
    }
  }

  std::uint64_t line() const noexcept { return ::XML_GetCurrentLineNumber(parser_.get()); }

  static void XMLCALL on_open(void* self, const char* name, const char** attributes) {
    auto& carrier = *static_cast<Carrier*>(self);
    carrier.guarded([&] {
      if (++carrier.depth_ > deepest)
        refuse_line(codes::over_cap, carrier.source_.name, carrier.line(),
                    fmt::format("needs elements nested at most {} deep", deepest));
      std::vector<std::pair<std::string_view, std::string_view>> all;
      for (const char** at = attributes; *at != nullptr; at += 2) all.emplace_back(local_name(at[0]), at[1]);
      carrier.events_.open(local_name(name), XmlAttributes(std::move(all)), carrier.line());
    });
  }

  static void XMLCALL on_close(void* self, const char* name) {
    auto& carrier = *static_cast<Carrier*>(self);
    carrier.guarded([&] {
      --carrier.depth_;
      carrier.events_.close(local_name(name), carrier.line());
    });
  }

  static void XMLCALL on_text(void* self, const char* text, int length) {
    auto& carrier = *static_cast<Carrier*>(self);
    carrier.guarded([&] { carrier.events_.text({text, std::size_t(length)}); });
  }

  static void XMLCALL on_doctype(void* self, const char*, const char*, const char*, int) {
    auto& carrier = *static_cast<Carrier*>(self);
    carrier.guarded([&] {
      refuse_line(codes::unsupported, carrier.source_.name, carrier.line(),
                  "a document type and its entities are not read", "take the <!DOCTYPE ...> out of the file");
    });
  }

  [[noreturn]] void refuse_syntax() const {
    const auto code = ::XML_GetErrorCode(parser_.get());
    const bool is_end = code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN ||
                        code == XML_ERROR_PARTIAL_CHAR || code == XML_ERROR_UNCLOSED_CDATA_SECTION;
    const bool is_early = is_end && std::uint64_t(::XML_GetCurrentByteIndex(parser_.get())) <= source_.bytes.size();
    refuse_line(is_early ? codes::truncated : codes::bad_format, source_.name, line(),
                fmt::format("column {}: is no well-formed XML: {}", ::XML_GetCurrentColumnNumber(parser_.get()) + 1,
                            ::XML_ErrorString(code)));
  }

  Source source_;
  XmlEvents& events_;
  std::unique_ptr<std::remove_pointer_t<::XML_Parser>, Free> parser_;
  std::exception_ptr problem_;
  std::uint64_t depth_ = 0;
};

}  // namespace

bool is_xml(Source source) noexcept {
  std::string_view text = source.bytes;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  return begin != std::string_view::npos && text[begin] == '<';
}

void parse_xml(Source source, XmlEvents& events, const Context& context) {
  Carrier carrier(source, events);
  std::string_view rest = source.bytes;
  do {
    context.check();
    const auto piece = rest.substr(0, piece_bytes);
    rest.remove_prefix(piece.size());
    carrier.feed(piece, rest.empty());
  } while (!rest.empty());
}

}  // namespace tessera::exchange
