#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# A throw-away environment with the peers from PyPI, in .venv-peers (ignored by git) or in the folder given.
# multipers is GPL-3.0: it runs as a separate program for comparison, nothing of it is linked or copied.
# 2.3.2 is its last version with a Linux wheel; it crashes with gudhi >= 3.12 (a capsule of another layout), hence the pins.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
venv=${1:-.venv-peers}
/usr/bin/python3 -m venv "$venv"
"$venv/bin/pip" install --quiet --only-binary multipers "multipers==2.3.2" "gudhi==3.11.0" "numpy<2.3" ||
  echo "multipers could not be installed here; side_by_side.py will say so in its row" >&2
