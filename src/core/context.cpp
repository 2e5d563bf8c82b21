// SPDX-License-Identifier: MIT
#include "tessera/core/context.hpp"

#include "tessera/core/error.hpp"
#include "tessera/core/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <fstream>
#include <limits>
#include <mutex>

#include <fmt/format.h>
#include <tbb/blocked_range.h>
#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

namespace tessera {

/// A oneTBB arena of its own: two contexts in one process do not share a thread count. The arena never asks for more
/// threads than the machine has, which oneTBB would remark on in the middle of somebody's output.
class Context::Executor {
 public:
  explicit Executor(unsigned threads) : threads_(threads) {
    if (threads_ > 1)
      arena_ = std::make_unique<tbb::task_arena>(std::min(int(threads_), tbb::info::default_concurrency()));
  }

  unsigned threads() const noexcept { return threads_; }
  tbb::task_arena* arena() noexcept { return arena_.get(); }

 private:
  unsigned threads_;
  std::unique_ptr<tbb::task_arena> arena_;
};

namespace {

std::uint64_t fnv1a(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const unsigned char byte : text) hash = (hash ^ byte) * 0x100000001b3u;
  return hash;
}

}  // namespace

Context::Context() : Context(ContextOptions{}) {}

Context::Context(ContextOptions options) {
  const unsigned threads = options.threads ? options.threads : unsigned(tbb::info::default_concurrency());
  if (options.memory_budget == 0) options.memory_budget = available_memory_budget();
  executor_ = std::make_shared<Executor>(threads);
  options_ = std::make_shared<const ContextOptions>(std::move(options));
  mutex_ = std::make_shared<std::mutex>();
}

Context Context::for_stage(std::string_view name) const {
  Context stage = *this;
  stage.stage_ = name;
  stage.stage_key_ = fnv1a(name);
  return stage;
}

Context Context::for_sample(Index sample, std::string_view id) const {
  Context one = *this;
  one.sample_ = id;
  one.sample_index_ = sample;
  return one;
}

unsigned Context::threads() const noexcept { return executor_->threads(); }
std::uint64_t Context::memory_budget() const noexcept { return options_->memory_budget; }

RandomStream Context::random(std::uint32_t replicate) const {
  return RandomStream(options_->seed, stage_key_, sample_index_, replicate);
}

void Context::check() const {
  if (options_->stop.stop_requested()) throw Cancelled();
}

void Context::require_memory(std::uint64_t bytes, std::string_view what, std::string_view remedy) const {
  if (options_->forecast) {
    const std::lock_guard lock(*static_cast<std::mutex*>(mutex_.get()));
    options_->forecast({stage_, sample_, std::string(what), bytes});
  }
  if (bytes <= memory_budget()) return;
  throw Error(codes::over_budget,
              fmt::format("{} needs about {:.1f} MiB, the budget is {:.1f} MiB", what, double(bytes) / 1048576.0,
                          double(memory_budget()) / 1048576.0),
              std::string(remedy));
}

void Context::progress(std::uint64_t done, std::uint64_t total) const {
  if (!options_->progress) return;
  const std::lock_guard lock(*static_cast<std::mutex*>(mutex_.get()));
  options_->progress({stage_, done, total});
}

void Context::resolved(std::string_view name, double value) const {
  if (!options_->resolved) return;
  const std::lock_guard lock(*static_cast<std::mutex*>(mutex_.get()));
  options_->resolved({stage_, sample_, std::string(name), value});
}

void Context::warn(std::string text) const {
  if (!options_->warning) return;
  const std::lock_guard lock(*static_cast<std::mutex*>(mutex_.get()));
  options_->warning({stage_, sample_, std::move(text)});
}

void detail::for_each_block(const Context& context, std::size_t count, const std::function<void(std::size_t)>& body) {
  if (context.threads() == 1 || count <= 1) {
    for (std::size_t block = 0; block < count; ++block) {
      context.check();
      body(block);
    }
    return;
  }

  // Once a block failed, later blocks are skipped and earlier ones still run, so the error that surfaces is the one
  // a single thread would have met first.
  std::atomic<std::size_t> failed{std::numeric_limits<std::size_t>::max()};
  std::mutex mutex;
  std::exception_ptr error;
  const auto run = [&](std::size_t block) {
    if (block > failed.load(std::memory_order_relaxed)) return;
    try {
      context.check();
      body(block);
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (block < failed.load()) {
        failed.store(block);
        error = std::current_exception();
      }
    }
  };

  // Isolation keeps a thread that waits inside a nested loop from starting an outer block in between.
  context.executor().arena()->execute([&] {
    tbb::this_task_arena::isolate([&] {
      tbb::parallel_for(
          tbb::blocked_range<std::size_t>(0, count, 1),
          [&](const tbb::blocked_range<std::size_t>& range) {
            for (std::size_t block = range.begin(); block < range.end(); ++block) run(block);
          },
          tbb::simple_partitioner());
    });
  });
  if (error) std::rethrow_exception(error);
}

std::uint64_t available_memory_budget() {
  std::uint64_t budget = std::numeric_limits<std::uint64_t>::max();

  std::ifstream meminfo("/proc/meminfo");
  for (std::string key, unit; meminfo >> key;) {
    std::uint64_t kilobytes = 0;
    meminfo >> kilobytes;
    std::getline(meminfo, unit);
    if (key == "MemAvailable:") budget = kilobytes * 1024 / 5 * 4;
  }

  std::uint64_t limit = 0;
  for (const char* path : {"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"}) {
    std::ifstream file(path);
    if (file >> limit && limit > 0) budget = std::min(budget, limit);  // "max" does not parse: no limit
  }
  return budget;
}

}  // namespace tessera
