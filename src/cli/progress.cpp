// SPDX-License-Identifier: MIT
#include "cli/progress.hpp"

#include "tessera/pipeline/diagnostic.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <nlohmann/json.hpp>

namespace tessera::cli {
namespace {

using Clock = std::chrono::steady_clock;

double resident_mb() {
  std::ifstream statm("/proc/self/statm");
  std::uint64_t pages = 0, resident = 0;
  statm >> pages >> resident;
  return double(resident) * double(sysconf(_SC_PAGESIZE)) / 1e6;
}

std::size_t terminal_width() {
  winsize size{};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

std::string duration(double seconds) {
  if (seconds < 90) return fmt::format("{:.0f} s", seconds);
  if (seconds < 5400) return fmt::format("{:.0f} min", seconds / 60);
  return fmt::format("{:.1f} h", seconds / 3600);
}

/// "120/200, 40/s, 2 s left": what is known of it, parts apart by `between`.
std::string figures(const ProgressState& state, std::string_view between) {
  std::string text = state.total > 0 ? fmt::format("{}/{}", state.done, state.total) : fmt::format("{}", state.done);
  if (state.rate() > 0) text += fmt::format("{}{:.3g}/s", between, state.rate());
  if (state.rate() > 0 && state.total > state.done)
    text += fmt::format("{}{} left", between, duration(double(state.total - state.done) / state.rate()));
  return text + fmt::format("{}{:.0f} MB", between, state.memory_mb);
}

}  // namespace

std::string progress_bar(const ProgressState& state, std::size_t width) {
  const std::string before = escaped(state.stage) + "  ", after = "  " + figures(state, "  ");
  std::string bar;
  if (before.size() + after.size() + 12 <= width && state.total > 0) {
    const std::size_t cells = std::min<std::size_t>(width - before.size() - after.size() - 2, 40);
    const auto full = std::size_t(double(cells) * double(std::min(state.done, state.total)) / double(state.total));
    bar = "[" + std::string(full, '=') + std::string(cells - full, ' ') + "]";
  }
  return (before + bar + after).substr(0, width);
}

std::string progress_line(const ProgressState& state) { return escaped(state.stage) + ": " + figures(state, ", "); }

std::string progress_json(const ProgressState& state) {
  const nlohmann::ordered_json line{{"event", "progress"},  {"stage", state.stage},     {"done", state.done},
                                    {"total", state.total}, {"seconds", state.seconds}, {"memory_mb", state.memory_mb}};
  return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

ProgressDisplay::ProgressDisplay(ProgressStyle style) : style_(style), began_(Clock::now()) {
  if (style_ == ProgressStyle::automatic) style_ = isatty(STDERR_FILENO) ? ProgressStyle::bar : ProgressStyle::plain;
  if (style_ == ProgressStyle::none) return;

  show(true);
  const auto pause = std::chrono::milliseconds(style_ == ProgressStyle::bar ? 100 : 1000);
  ticker_ = std::jthread([this, pause](const std::stop_token& finished) {
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, finished, pause, [] { return false; }) && !finished.stop_requested()) show(false);
  });
}

ProgressDisplay::~ProgressDisplay() {
  if (style_ == ProgressStyle::none) return;
  ticker_.request_stop();
  ticker_.join();
  clear_bar();
}

void ProgressDisplay::update(const ProgressEvent& event) {
  if (style_ == ProgressStyle::none) return;
  const std::lock_guard lock(mutex_);
  const bool is_new_stage = event.stage != state_.stage;
  if (is_new_stage) began_ = Clock::now();
  state_.stage = event.stage;
  state_.done = event.done;
  state_.total = event.total;
  if (is_new_stage) show(true);
}

void ProgressDisplay::say(const std::string& line) {
  if (style_ != ProgressStyle::bar && style_ != ProgressStyle::plain) return;
  const std::lock_guard lock(mutex_);
  clear_bar();
  fmt::print(stderr, "{}\n", escaped(line));
}

void ProgressDisplay::show(bool is_new_stage) {
  state_.seconds = std::chrono::duration<double>(Clock::now() - began_).count();
  state_.memory_mb = resident_mb();
  switch (style_) {
    case ProgressStyle::bar:
      if (!is_new_stage) fmt::print(stderr, "\r{}\x1b[K", progress_bar(state_, terminal_width() - 1));
      bar_is_drawn_ = bar_is_drawn_ || !is_new_stage;
      break;
    case ProgressStyle::plain:
      fmt::print(stderr, "{}\n", progress_line(state_));
      break;
    case ProgressStyle::json:
      fmt::print(stderr, "{}\n", progress_json(state_));
      break;
    case ProgressStyle::automatic:
    case ProgressStyle::none:
      break;
  }
  std::fflush(stderr);
}

void ProgressDisplay::clear_bar() {
  if (bar_is_drawn_) fmt::print(stderr, "\r\x1b[K");
  bar_is_drawn_ = false;
}

}  // namespace tessera::cli
