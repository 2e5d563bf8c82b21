#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Builds Tessera and runs its tests. The last line reads `N passed, N failed`.
#   ./check.sh          g++, Release, warnings are errors: unit tests, rules of the house, pipelines, the program,
#                       the installed package, the fuzz corpora
#   ./check.sh --full   and: clang, no CGAL, address, undefined and thread sanitizers, clang-tidy, clang-format
#   ./check.sh --fuzz   and: 20 seconds of fuzzing for every reader
# TESSERA_DATA=FOLDER gives the tests on real data their data; without it they are skipped.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source src/cmake/install_packages.sh

for option in "$@"; do
  case $option in
    --full | --fuzz) ;;
    *) echo "check.sh knows --full and --fuzz, not '$option'" >&2 && exit 64 ;;
  esac
done

passed=0
failed=0
jobs=$(build_jobs)

# check NAME COMMAND...: one check, which passes when the command does.
check() {
  local name=$1
  shift
  echo "== $name"
  if "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)) && echo "FAILED: $name"; fi
}

build() { cmake --preset "$1" "${@:2}" && cmake --build --preset "$1" -j "$jobs"; }

# tests PRESET [CMAKE OPTION...]: builds it and adds the tests that CTest counts.
tests() {
  local log=build/$1.log counts lost all
  echo "== $1: building (log: $log)"
  mkdir -p build
  if ! build "$@" >"$log" 2>&1; then
    tail -n 60 "$log"
    failed=$((failed + 1))
    return
  fi
  ctest --test-dir "build/$1" --output-on-failure --no-tests=error -j "$jobs" | tee "$log.tests" || true
  counts=$(sed -nE 's/^[0-9]+% tests passed, ([0-9]+) tests? failed out of ([0-9]+)$/\1 \2/p' "$log.tests")
  read -r lost all <<<"${counts:-1 1}"
  failed=$((failed + lost))
  passed=$((passed + all - lost))
}

formatted() { git ls-files '*.hpp' '*.cpp' | xargs clang-format-16 --dry-run --Werror; }
tidy() { run-clang-tidy-16 -quiet -p build/clang -j "$jobs" "$PWD/src/.*" >build/tidy.log 2>/dev/null || { grep -E 'error:|warning:' build/tidy.log; false; }; }

readers() { basename -a tests/fuzz/corpora/*; }
fuzzers() { cmake --preset fuzz >build/fuzz.log && cmake --build --preset fuzz -j "$jobs" --target $(readers | sed 's/^/tessera_fuzz_/') >>build/fuzz.log; }

# fuzz READER: its corpus seeds the run; what it finds stays in the build tree.
fuzz() {
  local found=build/fuzz/found/$1
  mkdir -p "$found"
  "build/fuzz/tests/fuzz/tessera_fuzz_$1" -max_total_time=20 -timeout=10 -rss_limit_mb=1024 -verbosity=0 \
    -artifact_prefix="$found/" "$found" "tests/fuzz/corpora/$1"
}

install_packages build
tests release
for option in "$@"; do
  case $option in
    --full)
      install_packages full
      check "clang-format" formatted
      tests clang
      check "clang-tidy" tidy
      tests no-cgal
      tests asan
      TSAN_OPTIONS="suppressions=$PWD/tests/support/tsan.supp" tests tsan
      ;;
    --fuzz)
      install_packages full
      check "fuzzers build" fuzzers
      for reader in $(readers); do check "fuzz $reader" fuzz "$reader"; done
      ;;
  esac
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
