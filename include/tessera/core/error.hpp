// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace tessera {

/// What kind of thing went wrong; decides the exit code of the program.
enum class Fault {
  usage,             // 64
  bad_data,          // 65
  missing_input,     // 66
  refused,           // 69: a limit would be passed
  internal,          // 70
  cannot_create,     // 73
  io,                // 74
  interrupted,       // 75
  policy,            // 77: a path leaves the project
  invalid_pipeline,  // 78
};

/// A stable name of a failure, such as D101. The number never changes meaning between versions.
struct ErrorCode {
  std::string_view text;
  Fault fault;
  friend bool operator==(const ErrorCode&, const ErrorCode&) = default;
};

namespace codes {
// D: the data says something it must not.
inline constexpr ErrorCode bad_value{"D101", Fault::bad_data};    // NaN, infinity, out of range
inline constexpr ErrorCode bad_shape{"D102", Fault::bad_data};    // ragged, wrong dimension, mismatched lengths
inline constexpr ErrorCode too_few{"D103", Fault::bad_data};      // fewer points, samples, values than needed
inline constexpr ErrorCode bad_metric{"D104", Fault::bad_data};   // asymmetric, negative, nonzero diagonal
inline constexpr ErrorCode bad_complex{"D105", Fault::bad_data};  // face missing, not monotone, repeated
inline constexpr ErrorCode bad_request{"D106", Fault::bad_data};  // a parameter that does not fit this input
inline constexpr ErrorCode bad_format{"D201", Fault::bad_data};   // the file is not what its name or header says
inline constexpr ErrorCode truncated{"D202", Fault::bad_data};    // the file ends too early
inline constexpr ErrorCode unsupported{"D203", Fault::bad_data};  // valid, and refused: object dtype, encryption
// R: a limit. I: files. S: path policy. U: usage. X: internal. P codes belong to the pipeline room.
inline constexpr ErrorCode over_budget{"R302", Fault::refused};
inline constexpr ErrorCode over_cap{"R303", Fault::refused};
inline constexpr ErrorCode input_missing{"I101", Fault::missing_input};
inline constexpr ErrorCode cannot_read{"I102", Fault::io};
inline constexpr ErrorCode cannot_create{"I501", Fault::cannot_create};
inline constexpr ErrorCode cannot_write{"I502", Fault::io};
inline constexpr ErrorCode disk_full{"I503", Fault::io};
inline constexpr ErrorCode path_policy{"S401", Fault::policy};
inline constexpr ErrorCode usage{"U101", Fault::usage};
inline constexpr ErrorCode internal{"X101", Fault::internal};
}  // namespace codes

/// The one exception at public boundaries: a code, a path of names, a reason and, where there is one, a remedy.
/// The reason says what was needed and what came; each layer that has a name adds it with `within`.
class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, std::string reason, std::string remedy = {});

  /// The same error, one frame further out: Error("..").within("bandwidth").within("density") has path
  /// density.bandwidth.
  Error within(std::string_view frame) const;

  ErrorCode code() const noexcept { return code_; }
  const std::string& path() const noexcept { return path_; }
  const std::string& reason() const noexcept { return reason_; }
  const std::string& remedy() const noexcept { return remedy_; }

 private:
  Error(ErrorCode code, std::string path, std::string reason, std::string remedy);

  ErrorCode code_;
  std::string path_, reason_, remedy_;
};

/// Thrown from check points once the stop token of the Context was asked to stop. Not an Error: nothing went wrong.
class Cancelled : public std::exception {
 public:
  const char* what() const noexcept override { return "cancelled"; }
};

/// The exit code of the program for a fault (PIPELINES, exit codes).
int exit_code(Fault fault) noexcept;

}  // namespace tessera

/// What our own code owes itself: on in Debug and sanitizer builds. Data from outside is checked with Error, always.
#ifdef NDEBUG
#define TESSERA_ASSERT(claim) static_cast<void>(0)
#else
#include <cassert>
#define TESSERA_ASSERT(claim) assert(claim)
#endif
