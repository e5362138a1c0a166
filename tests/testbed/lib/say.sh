# shellcheck shell=bash
# How the testbed speaks. Sourced.

readonly cannot_run_here=77  # what ctest and automake take for "skipped"

say() { printf 'testbed: %s\n' "$*" >&2; }

fail() {
  say "error: $*"
  exit 1
}

# One line that says why, and the exit code that test drivers take for "skipped".
skip() {
  say "cannot run here: $*"
  exit "$cannot_run_here"
}

# wait_until SECONDS COMMAND...: polls the command until it succeeds; fails when the time is over.
wait_until() {
  local -r deadline=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.2
  done
}
