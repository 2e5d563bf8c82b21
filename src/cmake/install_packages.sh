# SPDX-License-Identifier: MIT
# Sourced by quickstart.sh and check.sh. install_packages GROUP... installs with apt what src/cmake/packages.txt lists
# for these groups and what this machine does not have yet. No question is asked; nothing is fetched when all is there.

install_packages() {
  local list group package missing=() as_root=()
  list="$(dirname "${BASH_SOURCE[0]}")/packages.txt"
  for group in "$@"; do
    while IFS=' :' read -r package _; do
      dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done < <(grep -E "^[a-z0-9].* : $group\$" "$list")
  done
  [ ${#missing[@]} -gt 0 ] || return 0

  if ! command -v apt-get >/dev/null; then
    echo "This machine has no apt-get. Install these packages (Debian's names) another way, then run this again:" >&2
    echo "  ${missing[*]}" >&2
    return 69
  fi
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "Packages are missing, and there is neither root nor sudo. As root, run:" >&2
      echo "  apt-get install ${missing[*]}" >&2
      return 69
    fi
    as_root=(sudo)
  fi
  echo "Installing ${missing[*]}"
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# As many compilers at once as there are processors, and at most one for each 2 GB of memory.
build_jobs() {
  local processors memory
  processors=$(nproc)
  memory=$(awk '/^MemAvailable/ { print int($2 / 2000000) }' /proc/meminfo)
  [ "$memory" -ge 1 ] || memory=1
  echo $((processors < memory ? processors : memory))
}
