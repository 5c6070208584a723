#!/usr/bin/env bash
# Builds both environments from the hashed locks: .venv (Python >= 3.11) and bot/.venv (Python 3.10,
# for Rasa). Does nothing when they are there and the locks have not changed.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'setup: %s\n' "$*" >&2; }
fail() { printf 'setup: %s\n' "$*" >&2; exit 1; }

# Works when a pyenv shim answers for a version that is not switched on: it must really run.
is_python() { "$1" -c "import sys; sys.exit(not ($2))" >/dev/null 2>&1; }

find_python() { # a condition on sys.version_info, then names to try
  local condition=$1 name path
  shift
  for name in "$@"; do
    path=$(command -v "$name" 2>/dev/null) && is_python "$path" "$condition" && { echo "$path"; return; }
  done
  for path in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/*/bin/python3; do
    [ -x "$path" ] && is_python "$path" "$condition" && { echo "$path"; return; }
  done
  return 1
}

# uv as the lock pins it, hashes and all, for machines that do not have it.
fetch_uv() {
  local python
  python=$(find_python 'sys.version_info >= (3, 9)' python3 python3.13 python3.12 python3.11) ||
    fail "neither uv nor Python found. Install Python 3.11 or newer (Debian: apt-get install python3 python3-venv), or uv."
  say "fetching uv"
  "$python" -m venv var/tools 2>/dev/null ||
    fail "$python cannot make environments. Install its venv module (Debian: apt-get install python3-venv), or uv."
  awk '/^uv==/ {on = 1} on {print} on && !/\\$/ {exit}' requirements.lock > var/tools/uv.lock
  var/tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes \
    -r var/tools/uv.lock || fail "uv could not be fetched: is the package index reachable?"
}

find_uv() {
  if command -v uv >/dev/null 2>&1; then command -v uv; return; fi
  [ -x var/tools/bin/uv ] || { mkdir -p var; fetch_uv; }
  echo "$PWD/var/tools/bin/uv"
}

build() { # folder, version for uv to fetch, condition, lock, names to try
  local folder=$1 version=$2 condition=$3 lock=$4 python stamp
  shift 4
  stamp=$(cksum < "$lock" | tr ' ' '-')
  if [ -x "$folder/bin/python" ] && [ "$(cat "$folder/.lock-stamp" 2>/dev/null)" = "$stamp" ]; then return; fi
  [ -n "${UV:-}" ] || UV=$(find_uv)
  python=$(find_python "$condition" "$@") || python=$version
  say "building $folder with Python ${version} (once)"
  "$UV" venv --quiet --clear --python "$python" "$folder" ||
    fail "Python $version not found, and uv could not fetch it. Install it (pyenv install $version, or your system's package), then try again."
  "$UV" pip sync --quiet --require-hashes --python "$folder/bin/python" "$lock" ||
    fail "the packages of $lock could not be installed: is the package index reachable?"
  [ "$folder" != .venv ] || "$UV" pip install --quiet --no-deps --no-build-isolation --python .venv/bin/python -e .
  echo "$stamp" > "$folder/.lock-stamp"
}

build .venv 3.11 '(3, 11) <= sys.version_info < (3, 14)' requirements.lock python3.11 python3.12 python3.13 python3
build bot/.venv 3.10 'sys.version_info[:2] == (3, 10)' bot/requirements.lock python3.10 python3
