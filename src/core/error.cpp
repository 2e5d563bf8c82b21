// SPDX-License-Identifier: MIT
#include "tessera/core/error.hpp"

#include <utility>

namespace tessera {
namespace {

std::string printed(const std::string& path, const std::string& reason) {
  return path.empty() ? reason : path + ": " + reason;
}

}  // namespace

Error::Error(ErrorCode code, std::string reason, std::string remedy)
    : Error(code, std::string(), std::move(reason), std::move(remedy)) {}

Error::Error(ErrorCode code, std::string path, std::string reason, std::string remedy)
    : std::runtime_error(printed(path, reason)),
      code_(code),
      path_(std::move(path)),
      reason_(std::move(reason)),
      remedy_(std::move(remedy)) {}

Error Error::within(std::string_view frame) const {
  std::string path(frame);
  if (!path_.empty()) path += "." + path_;
  return Error(code_, std::move(path), reason_, remedy_);
}

int exit_code(Fault fault) noexcept {
  switch (fault) {
    case Fault::usage:
      return 64;
    case Fault::bad_data:
      return 65;
    case Fault::missing_input:
      return 66;
    case Fault::refused:
      return 69;
    case Fault::internal:
      return 70;
    case Fault::cannot_create:
      return 73;
    case Fault::io:
      return 74;
    case Fault::interrupted:
      return 75;
    case Fault::policy:
      return 77;
    case Fault::invalid_pipeline:
      return 78;
  }
  return 70;
}

}  // namespace tessera
