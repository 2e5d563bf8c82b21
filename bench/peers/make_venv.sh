#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Throw-away environments with the peers from PyPI, ignored by git:
#   .venv-peers         multipers, with the gudhi it works with (2.3.2 is its last version with a Linux wheel; it crashes
#                       with gudhi >= 3.12, a capsule of another layout)
#   .venv-peers-latest  gudhi, giotto-ph, cripser, ripser, each the newest that this Python can have
# or, given FOLDER, in FOLDER and FOLDER-latest. Prints a row a peer; one that cannot be had is told so and left out of
# the tables. Ripser also comes as the Debian package `ripser`.
# Some are GPL or AGPL: all run as separate programs for comparison, nothing of theirs is linked or copied.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
venv=${1:-.venv-peers}

# have FOLDER PEER REQUIREMENTS...: installs and says what came.
have() {
  local folder=$1 peer=$2 version
  shift 2
  if "$folder/bin/pip" install --quiet --prefer-binary --only-binary "$peer" "$@" >"$folder/$peer.log" 2>&1; then
    version=$("$folder/bin/pip" show "$peer" | sed -n 's/^Version: //p')
    echo "$peer $version in $folder"
  else
    echo "$peer could not be had: $(grep -m1 ERROR "$folder/$peer.log" || echo "see $folder/$peer.log")"
  fi
}

/usr/bin/python3 -m venv "$venv"
have "$venv" multipers "multipers==2.3.2" "gudhi==3.11.0" "numpy<2.3"

/usr/bin/python3 -m venv "$venv-latest"
have "$venv-latest" gudhi gudhi scipy
for peer in giotto-ph cripser ripser; do have "$venv-latest" "$peer" "$peer"; done

if command -v ripser >/dev/null; then
  echo "ripser, the program, in $(command -v ripser)"
else
  echo "ripser, the program, could not be had: apt-get install ripser"
fi
