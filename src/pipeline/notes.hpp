// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/pipeline/pipeline.hpp"

namespace tessera {

/// Where the planner writes down the faults of one file.
class Notes {
 public:
  Notes(std::string file, Diagnostics& diagnostics) : file_(std::move(file)), diagnostics_(diagnostics) {}

  void error(ErrorCode code, Position at, std::string path, std::string message, std::string remedy = {}) {
    diagnostics_.add({file_, at, Severity::error, code, std::move(path), std::move(message), std::move(remedy)});
  }
  void error(const Error& error, Position at, std::string path) {
    this->error(error.code(), at, std::move(path),
                error.path().empty() ? error.reason() : error.path() + ": " + error.reason(), error.remedy());
  }
  void warning(ErrorCode code, Position at, std::string path, std::string message, std::string remedy = {}) {
    diagnostics_.add({file_, at, Severity::warning, code, std::move(path), std::move(message), std::move(remedy)});
  }

 private:
  std::string file_;
  Diagnostics& diagnostics_;
};

}  // namespace tessera
