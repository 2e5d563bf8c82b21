// SPDX-License-Identifier: MIT
#include "tessera/pipeline/run_record.hpp"

#include <gnu/libc-version.h>

// Filled in by src/CMakeLists.txt.
#ifndef TESSERA_VERSION
#define TESSERA_VERSION "unknown"
#endif
#ifndef TESSERA_COMMIT
#define TESSERA_COMMIT "unknown"
#endif
#ifndef TESSERA_FLAGS
#define TESSERA_FLAGS "unknown"
#endif
#ifndef TESSERA_ARCH_NAME
#define TESSERA_ARCH_NAME "default"
#endif
#ifndef TESSERA_LIBRARIES
#define TESSERA_LIBRARIES "unknown"
#endif

namespace tessera {
namespace {

constexpr std::string_view compiler =
#if defined(__clang__)
    "clang " __clang_version__;
#else
    "gcc " __VERSION__;
#endif

constexpr std::string_view licence =
#ifdef TESSERA_WITH_CGAL
    "GPL-3.0-or-later";  // our files are MIT; this binary holds CGAL's triangulations
#else
    "MIT";
#endif

}  // namespace

BuildInfo build_info() {
  return {.version = TESSERA_VERSION,
          .commit = TESSERA_COMMIT,
          .compiler = std::string(compiler),
          .flags = TESSERA_FLAGS,
          // What the last bits of a floating-point result depend on: instruction set and the C library's functions.
          .numerics = std::string(TESSERA_ARCH_NAME) + ", no contraction, glibc " + gnu_get_libc_version(),
          .licence = std::string(licence),
          .libraries = {TESSERA_LIBRARIES}};
}

}  // namespace tessera
