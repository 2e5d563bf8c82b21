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
#ifdef MADV_HUGEPAGE
  madvise(memory, bytes, MADV_HUGEPAGE);  // advice: nothing depends on whether it is taken
#endif
  return memory;
}

void free_large_pages(void* memory, std::size_t bytes) noexcept { munmap(memory, whole_pages(bytes)); }

}  // namespace tessera
