// SPDX-License-Identifier: MIT
#include "pipeline/guarded.hpp"

#include <chrono>

#include <sys/resource.h>
#include <time.h>

#include <fmt/format.h>

namespace tessera {
namespace {

double wall_now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

double cpu_now(Stopwatch::Cpu of) {
  timespec now{};
  ::clock_gettime(of == Stopwatch::Cpu::process ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_THREAD_CPUTIME_ID, &now);
  return double(now.tv_sec) + 1e-9 * double(now.tv_nsec);
}

}  // namespace

PipelineError stage_failure(const Plan& plan, const PipelineEntry& entry, const Error& error,
                            const std::string& sample) {
  const std::string key = error.path().substr(0, error.path().find('.'));
  const Setting* setting = key.empty() ? nullptr : find(entry.settings, key);
  std::string message = error.reason();
  if (!sample.empty()) message += fmt::format(" (sample {})", sample);
  Diagnostics diagnostics;
  diagnostics.add({plan.pipeline.file, setting ? setting->at : entry.at, Severity::error, error.code(),
                   error.path().empty() ? entry.path() : entry.path() + "." + error.path(), std::move(message),
                   error.remedy()});
  return PipelineError(std::move(diagnostics));
}

Stopwatch::Stopwatch(Cpu of) : of_(of), wall_(wall_now()), cpu_(cpu_now(of)) {}
double Stopwatch::wall() const { return wall_now() - wall_; }
double Stopwatch::cpu() const { return cpu_now(of_) - cpu_; }

std::uint64_t peak_bytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return std::uint64_t(usage.ru_maxrss) * 1024;
}

}  // namespace tessera
