// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/error.hpp"
#include "tessera/pipeline/setting.hpp"

#include <string>
#include <vector>

namespace tessera {

/// The stable names of what can be wrong with a pipeline file.
namespace codes {
inline constexpr ErrorCode bad_syntax{"P201", Fault::invalid_pipeline};         // not TOML 1.0
inline constexpr ErrorCode unknown_key{"P202", Fault::invalid_pipeline};        // a key or table nobody reads
inline constexpr ErrorCode unknown_stage{"P203", Fault::invalid_pipeline};      // `use` names nothing in the catalog
inline constexpr ErrorCode unknown_reference{"P204", Fault::invalid_pipeline};  // names no stage, data or port
inline constexpr ErrorCode bad_name{"P205", Fault::invalid_pipeline};           // malformed, or given twice
inline constexpr ErrorCode missing_port{"P206", Fault::invalid_pipeline};       // an input that is not connected
inline constexpr ErrorCode missing_key{"P207", Fault::invalid_pipeline};        // a parameter without a default
inline constexpr ErrorCode cycle{"P208", Fault::invalid_pipeline};              // stages that wait for each other
inline constexpr ErrorCode type_mismatch{"P209", Fault::invalid_pipeline};      // between ports
inline constexpr ErrorCode bad_type{"P210", Fault::invalid_pipeline};           // text where a number is needed
inline constexpr ErrorCode out_of_range{"P211", Fault::invalid_pipeline};       // a value outside its bounds
inline constexpr ErrorCode unused_stage{"P212", Fault::invalid_pipeline};       // a warning: nothing uses the result
inline constexpr ErrorCode labels_misuse{"P213", Fault::invalid_pipeline};      // labels given to an unsupervised stage
inline constexpr ErrorCode bad_version{"P214", Fault::invalid_pipeline};        // `format` missing or unsupported
inline constexpr ErrorCode missing_seed{"P215", Fault::invalid_pipeline};       // a random stage, and no seed
inline constexpr ErrorCode unknown_suffix{"P216", Fault::invalid_pipeline};     // no writer for an output
inline constexpr ErrorCode output_clash{"P217", Fault::invalid_pipeline};       // two outputs, one file
inline constexpr ErrorCode ambiguous_port{"P218", Fault::invalid_pipeline};     // several outputs, none named
inline constexpr ErrorCode not_built{"P219", Fault::invalid_pipeline};          // a stage this build lacks
inline constexpr ErrorCode not_yet{"P220", Fault::invalid_pipeline};            // reserved for a later version
inline constexpr ErrorCode overwrites_input{"S402", Fault::policy};             // an output would replace an input
}  // namespace codes

enum class Severity { error, warning };

/// One fault, with its place and its remedy.
struct Diagnostic {
  std::string file;
  Position at;  // line 0: not from the file (a `--set`, a program)
  Severity severity = Severity::error;
  ErrorCode code;
  std::string path;  // "stage.bifiltration.in.values"
  std::string message, remedy;

  /// "file:25:42: error P204: path: message", the remedy indented on a second line; control bytes escaped.
  std::string text() const;
};

/// Everything wrong with a file, in the order of its lines.
class Diagnostics {
 public:
  void add(Diagnostic one);
  void sort();  // by position, then in the order they were found

  bool has_errors() const noexcept { return errors_ > 0; }
  std::size_t error_count() const noexcept { return errors_; }
  const std::vector<Diagnostic>& all() const noexcept { return all_; }
  /// What decides the exit code: invalid_pipeline where any error is that, else the fault of the first.
  Fault fault() const noexcept;
  /// The first `most` errors and all warnings, one after another, then how many more there are.
  std::string text(std::size_t most = 20) const;

 private:
  std::vector<Diagnostic> all_;
  std::size_t errors_ = 0;
};

/// An Error that carries every diagnostic; its own code and reason are those of the first.
class PipelineError : public Error {
 public:
  explicit PipelineError(Diagnostics diagnostics);
  const Diagnostics& diagnostics() const noexcept { return diagnostics_; }

 private:
  Diagnostics diagnostics_;
};

/// Control bytes as \xNN, for terminals.
std::string escaped(std::string_view text);

}  // namespace tessera
