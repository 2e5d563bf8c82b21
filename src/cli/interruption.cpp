// SPDX-License-Identifier: MIT
#include "cli/interruption.hpp"

#include "tessera/core/context.hpp"
#include "tessera/core/error.hpp"

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>

namespace tessera::cli {
namespace {

constexpr std::array watched{SIGINT, SIGTERM, SIGHUP};

sigset_t watched_set() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : watched) sigaddset(&set, signal);
  return set;
}

}  // namespace

Interruption::Interruption() {
  const sigset_t set = watched_set();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  listener_ = std::jthread([this, set](const std::stop_token& finished) {
    constexpr timespec patience{0, 50'000'000};
    while (!finished.stop_requested()) {
      const int signal = sigtimedwait(&set, nullptr, &patience);
      if (signal <= 0) continue;
      if (signal_ != 0) std::_Exit(128 + signal);
      signal_ = signal;
      std::fputs("\nstopping at the next safe point; once more to stop at once\n", stderr);
      stop_.request_stop();
    }
  });
}

Interruption::~Interruption() {
  listener_.request_stop();
  listener_.join();
  const sigset_t set = watched_set();
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

int interruptible(const std::function<void(std::stop_token)>& work) {
  const Interruption interruption;
  try {
    work(interruption.token());
    return 0;
  } catch (const Cancelled&) {
    std::fputs("interrupted: nothing was written; the same command starts again\n", stderr);
    return interruption.signal() != 0 ? 128 + interruption.signal() : exit_code(Fault::interrupted);
  }
}

}  // namespace tessera::cli
