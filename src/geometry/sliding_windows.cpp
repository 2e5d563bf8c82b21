// SPDX-License-Identifier: MIT
#include "tessera/geometry/sliding_windows.hpp"

#include "tessera/core/error.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tessera {
namespace {

struct Window {
  Index start, length;
};

std::vector<Window> windows_of(Index times, Index length, Index step, PartialWindow tail) {
  std::vector<Window> windows;
  std::uint64_t start = 0;
  for (; start + length <= times; start += step) windows.push_back({Index(start), length});

  const std::uint64_t covered = windows.empty() ? 0 : std::uint64_t{windows.back().start} + length;
  if (start >= times || covered >= times || tail == PartialWindow::leave_out) return windows;
  if (tail == PartialWindow::refuse)
    throw Error(
        codes::too_few,
        fmt::format("needs full windows: {} times from {} on are too few for one of {}", times - start, start, length),
        "take another length or step, or tail = \"leave_out\" or \"keep\"");
  windows.push_back({Index(start), Index(times - start)});
  return windows;
}

TimeSeries cut(const TimeSeries& recording, const Window& window) {
  const auto begin = recording.values().begin() + std::ptrdiff_t(std::size_t{window.start} * recording.channels());
  return TimeSeries(window.length, recording.channels(),
                    {begin, begin + std::ptrdiff_t(std::size_t{window.length} * recording.channels())});
}

}  // namespace

Collection<TimeSeries> sliding_windows(const Collection<TimeSeries>& recordings, const SlidingWindowsOptions& options,
                                       const Context& context) {
  const Index step = options.step.value_or(options.length);
  if (options.length == 0) throw Error(codes::bad_request, "needs at least 1, got 0").within("length");
  if (step == 0) throw Error(codes::bad_request, "needs at least 1, got 0").within("step");

  Collection<TimeSeries> all;
  std::uint64_t bytes = 0;
  for (Index sample = 0; sample < recordings.size(); ++sample) {
    const TimeSeries& recording = recordings[sample];
    const auto named = [&](const Error& error) {
      return error.within(fmt::format("sample '{}'", recordings.id(sample)));
    };
    context.check();
    const std::uint64_t most = recording.length() / step + std::uint64_t{1};
    bytes += most * std::min(options.length, recording.length()) * recording.channels() * sizeof(double);
    context.require_memory(bytes, "the windows", "take a larger step");

    std::vector<Window> windows;
    try {
      windows = windows_of(recording.length(), options.length, step, options.tail);
    } catch (const Error& error) {
      throw named(error);
    }
    if (windows.empty())
      throw named(Error(codes::too_few,
                        fmt::format("needs at least {} times for a window, got {}", options.length, recording.length()),
                        "take a smaller length, or tail = \"keep\""));
    const std::size_t digits = std::max<std::size_t>(4, fmt::formatted_size("{}", recording.length() - 1));
    for (const Window& window : windows)
      all.add(fmt::format("{}/{:0{}}", recordings.id(sample), window.start, digits), cut(recording, window));
  }
  return all;
}

}  // namespace tessera
