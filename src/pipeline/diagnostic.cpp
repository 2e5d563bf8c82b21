// SPDX-License-Identifier: MIT
#include "tessera/pipeline/diagnostic.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

namespace tessera {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f)
      out += fmt::format("\\x{:02x}", unsigned(byte));
    else
      out += c;
  }
  return out;
}

std::string Diagnostic::text() const {
  std::string out = file;
  if (at.line > 0) out += fmt::format(":{}:{}", at.line, at.column);
  out += fmt::format(": {} {}: ", severity == Severity::error ? "error" : "warning", code.text);
  if (!path.empty()) out += path + ": ";
  out = escaped(out + message);
  if (!remedy.empty()) out += "\n  " + escaped(remedy);
  return out;
}

void Diagnostics::add(Diagnostic one) {
  if (one.severity == Severity::error) ++errors_;
  all_.push_back(std::move(one));
}

void Diagnostics::sort() {
  std::ranges::stable_sort(all_, {}, [](const Diagnostic& d) { return std::tuple(d.file, d.at); });
}

Fault Diagnostics::fault() const noexcept {
  const Diagnostic* first = nullptr;
  for (const auto& one : all_) {
    if (one.severity != Severity::error) continue;
    if (one.code.fault == Fault::invalid_pipeline) return Fault::invalid_pipeline;
    if (!first) first = &one;
  }
  return first ? first->code.fault : Fault::internal;
}

std::string Diagnostics::text(std::size_t most) const {
  std::string out;
  std::size_t shown = 0;
  for (const auto& one : all_)
    if (one.severity == Severity::warning || shown++ < most) out += one.text() + "\n";
  if (errors_ > most) out += fmt::format("and {} more errors\n", errors_ - most);
  return out;
}

namespace {

const Diagnostic& first_error(const Diagnostics& diagnostics) {
  for (const auto& one : diagnostics.all())
    if (one.severity == Severity::error) return one;
  return diagnostics.all().front();
}

}  // namespace

PipelineError::PipelineError(Diagnostics diagnostics)
    : Error(ErrorCode{first_error(diagnostics).code.text, diagnostics.fault()}, first_error(diagnostics).text()),
      diagnostics_(std::move(diagnostics)) {}

}  // namespace tessera
