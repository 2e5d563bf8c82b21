// SPDX-License-Identifier: MIT
#include "core/large_vector.hpp"

#include <cstdint>

#include <sys/mman.h>

namespace tessera {
namespace {

constexpr std::size_t page = std::size_t{1} << 21;

std::size_t whole_pages(std::size_t bytes) { return (bytes + page - 1) / page * page; }

}  // namespace

void* allocate_large_pages(std::size_t bytes) {
  bytes = whole_pages(bytes);
  void* mapped = mmap(nullptr, bytes + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapped == MAP_FAILED) throw std::bad_alloc();
  // Give back what lies before the first boundary of a large page and after the last.
  const auto start = reinterpret_cast<std::uintptr_t>(mapped);
  const std::size_t before = (page - start % page) % page;
  char* memory = static_cast<char*>(mapped) + before;
  if (before > 0) munmap(mapped, before);
  munmap(memory + bytes, page - before);
  advise_large_pages(memory, bytes);
  return memory;
}

void advise_large_pages([[maybe_unused]] void* memory, [[maybe_unused]] std::size_t bytes) noexcept {
#ifdef MADV_HUGEPAGE
  const auto start = reinterpret_cast<std::uintptr_t>(memory);
  const std::uintptr_t first = (start + page - 1) / page * page, last = (start + bytes) / page * page;
  if (first < last)  // advice: nothing depends on whether it is taken
    madvise(static_cast<char*>(memory) + (first - start), last - first, MADV_HUGEPAGE);
#endif
}

void free_large_pages(void* memory, std::size_t bytes) noexcept { munmap(memory, whole_pages(bytes)); }

}  // namespace tessera
