// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <functional>
#include <stop_token>
#include <thread>

namespace tessera::cli {

/// Turns SIGINT, SIGTERM and SIGHUP into a stop request for as long as it lives. The signals are blocked in every
/// thread and taken by one thread of its own, so no handler runs in the middle of anything. The first one requests the
/// stop and says so on stderr; the second ends the process at once with 128 + its number: files are renamed into place
/// when whole, so nothing half-written is left under a result's name.
/// Made before any other thread starts.
class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  std::stop_token token() const noexcept { return stop_.get_token(); }
  /// The signal that asked to stop; 0: none did.
  int signal() const noexcept { return signal_; }

 private:
  std::stop_source stop_;
  std::atomic<int> signal_{0};
  std::jthread listener_;
};

/// Runs `work` under an Interruption. The exit code: 0; when it was cancelled, 128 + the signal that asked for it.
int interruptible(const std::function<void(std::stop_token)>& work);

}  // namespace tessera::cli
