// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/pipeline/plan.hpp"

#include <cstdint>
#include <exception>
#include <new>
#include <string>

namespace tessera {

/// The Error of a stage as a diagnostic at its place in the file: at the parameter that the error's path names, else at
/// the stage; the sample is named.
PipelineError stage_failure(const Plan& plan, const PipelineEntry& entry, const Error& error,
                            const std::string& sample);

/// Runs a part of a stage and turns whatever it throws into an Error with the stage's place in the file.
template <class Action>
auto guarded(const Plan& plan, const PipelineEntry& entry, const std::string& sample, const Action& action) {
  try {
    return action();
  } catch (const PipelineError&) {
    throw;
  } catch (const Cancelled&) {
    throw;
  } catch (const Error& error) {
    throw stage_failure(plan, entry, error, sample);
  } catch (const std::bad_alloc&) {
    const Error error(codes::over_budget, "ran out of memory", "use fewer threads, or smaller samples");
    throw stage_failure(plan, entry, error, sample);
  } catch (const std::exception& other) {
    throw stage_failure(plan, entry, Error(codes::internal, other.what()), sample);
  } catch (const char* text) {  // some libraries throw these
    throw stage_failure(plan, entry, Error(codes::internal, text), sample);
  }
}

/// Time since its construction.
class Stopwatch {
 public:
  enum class Cpu { process, thread };
  explicit Stopwatch(Cpu of);
  double wall() const;  // seconds
  double cpu() const;

 private:
  Cpu of_;
  double wall_, cpu_;
};

/// The most memory this process has held so far.
std::uint64_t peak_bytes();

}  // namespace tessera
