#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# From a fresh clone on Debian 12 or Ubuntu 24.04 to topological features of handwritten digits: installs what is
# missing, builds the program, runs pipelines/quickstart.toml. Run it again: only what changed is built.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source src/cmake/install_packages.sh

install_packages build
mkdir -p build
echo "Building (log: build/quickstart.log)"
if ! { cmake --preset release && cmake --build --preset release --target tessera_program -j "$(build_jobs)"; } >build/quickstart.log 2>&1; then
  tail -n 40 build/quickstart.log >&2
  exit 70
fi

build/release/bin/tessera run pipelines/quickstart.toml --out out/quickstart --threads 0
cat <<'END'

The features of 200 digits:   out/quickstart/features.npz   (numpy.load: X, y, columns, units, box)
The summands of one digit:    out/quickstart/summands.svg
What ran, and every setting:  out/quickstart/run.json
Next: build/release/bin/tessera list, and the comments in pipelines/quickstart.toml
END
