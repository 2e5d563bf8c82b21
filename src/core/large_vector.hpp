// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <new>
#include <utility>
#include <vector>

namespace tessera {

/// Zeros, straight from the system, in pages of 2 MiB where it grants them; what is not touched costs nothing. Throws
/// std::bad_alloc.
void* allocate_large_pages(std::size_t bytes);
void free_large_pages(void* memory, std::size_t bytes) noexcept;
/// Asks for large pages where memory that nobody has touched holds whole ones.
void advise_large_pages(void* memory, std::size_t bytes) noexcept;

/// For arrays of many megabytes: large pages save the 512 faults that as many small ones would cost and most misses of
/// the address cache. New elements that are given no value are left as they are, so `resize` before writing is free.
template <class T>
struct LargePages {
  using value_type = T;

  LargePages() = default;
  template <class U>
  LargePages(const LargePages<U>&) noexcept {}

  T* allocate(std::size_t count) {
    const std::size_t bytes = count * sizeof(T);
    return static_cast<T*>(bytes < least_bytes ? ::operator new(bytes) : allocate_large_pages(bytes));
  }
  void deallocate(T* memory, std::size_t count) noexcept {
    const std::size_t bytes = count * sizeof(T);
    bytes < least_bytes ? ::operator delete(memory) : free_large_pages(memory, bytes);
  }

  template <class U>
  void construct(U* element) noexcept {
    ::new (static_cast<void*>(element)) U;
  }
  template <class U, class... Values>
  void construct(U* element, Values&&... values) {
    ::new (static_cast<void*>(element)) U(std::forward<Values>(values)...);
  }

  friend bool operator==(const LargePages&, const LargePages&) { return true; }

  static constexpr std::size_t least_bytes = std::size_t{1} << 22;
};

template <class T>
using LargeVector = std::vector<T, LargePages<T>>;

/// Makes an empty ordinary vector one of zeros, in large pages where the system grants them: for arrays whose type the
/// outside sees.
template <class T>
void resize_in_large_pages(std::vector<T>& vector, std::size_t count) {
  vector.reserve(count);
  advise_large_pages(vector.data(), count * sizeof(T));
  vector.resize(count);
}

/// Makes an empty vector one of zeros; large ones are born so.
template <class T>
void resize_with_zeros(LargeVector<T>& vector, std::size_t count) {
  if (count * sizeof(T) < LargePages<T>::least_bytes)
    vector.assign(count, T{});
  else
    LargeVector<T>(count).swap(vector);
}

}  // namespace tessera
