// SPDX-License-Identifier: MIT
#pragma once

#include "tessera/core/context.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace tessera::cli {

enum class ProgressStyle { automatic, bar, plain, json, none };

/// One state of the work: a stage, how far it is, and what that takes.
struct ProgressState {
  std::string stage;
  std::uint64_t done = 0, total = 0;  // total 0: unknown
  double seconds = 0;                 // since the stage began
  double memory_mb = 0;               // resident now

  double rate() const noexcept { return seconds > 0 ? double(done) / seconds : 0; }
};

/// "features  [=====>    ]  120/200  40/s  2 s left  81 MB", at most `width` columns.
std::string progress_bar(const ProgressState& state, std::size_t width);
/// "features: 120/200, 40/s, 2 s left, 81 MB"
std::string progress_line(const ProgressState& state);
/// {"event":"progress","stage":"features","done":120,"total":200,"seconds":3.0,"memory_mb":81.0}
std::string progress_json(const ProgressState& state);

/// Shows the progress of a run on stderr: `automatic` is a bar on a terminal and plain lines elsewhere. A bar is drawn
/// ten times a second; lines come when a stage begins and then every second. The first one comes when the run does.
class ProgressDisplay {
 public:
  explicit ProgressDisplay(ProgressStyle style);
  ~ProgressDisplay();
  ProgressDisplay(const ProgressDisplay&) = delete;
  ProgressDisplay& operator=(const ProgressDisplay&) = delete;

  /// May be called from any thread.
  void update(const ProgressEvent& event);
  /// A line of its own, above the bar; shown in the styles `bar` and `plain`.
  void say(const std::string& line);

 private:
  void show(bool is_new_stage);
  void clear_bar();

  ProgressStyle style_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  ProgressState state_{.stage = "starting"};
  std::chrono::steady_clock::time_point began_;
  bool bar_is_drawn_ = false;
  std::jthread ticker_;
};

}  // namespace tessera::cli
