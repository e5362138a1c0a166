# shellcheck shell=bash
# The life of a testbed's namespaces: start, find, enter, end. Sourced; needs say.sh and cgroups.sh.
# DIR/process names the one process that all others hang on: its number and its start time, so that a number used
# again is never taken for it.

process_start_time() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

# Prints the number of the testbed's outer process; fails if it is not running.
outer_process() {
  local number start_time
  [ -s "$1/process" ] && read -r number start_time <"$1/process" || return 1
  [ "$(process_start_time "$number")" = "$start_time" ] && echo "$number"
}

# The process that is PID 1 inside.
inner_process() {
  local outer
  outer=$(outer_process "$1") && pgrep -P "$outer"
}

cgroup_name() { echo "oom-scan-testbed-$(printf %s "$1" | sha256sum | cut -c1-12)"; }

# start_namespaces DIR BINARIES WITH_NODE EVENT_TTL
start_namespaces() {
  setsid unshare --pid --fork --kill-child --mount --mount-proc --net --uts \
    bash "$testbed_source/lib/node_main.sh" "$@" >"$1/log/main.log" 2>&1 </dev/null 9>&- &
  echo "$! $(process_start_time $!)" >"$1/process"
}

# enter DIR COMMAND...: runs it inside, in the caller's working folder, with the fleet's kubeconfig.
enter() {
  local -r dir=$1
  local inner
  shift
  inner=$(inner_process "$dir") || { say "no testbed is up in '$dir'" && return 1; }
  nsenter -t "$inner" -m -p -n -u -- env -C "$PWD" KUBECONFIG="${KUBECONFIG_INSIDE:-$dir/fleet.kubeconfig}" \
    OOMSCAN_TESTBED_DIR="$dir" PATH="$dir/bin:$PATH" "$@"
}

# Ends every process of the testbed and removes its cgroups. PID 1 inside is the last of them to go.
end_namespaces() {
  local outer inner
  if outer=$(outer_process "$1"); then
    inner=$(inner_process "$1") || inner=$outer
    kill -9 "$outer"
    wait_until 30 process_gone "$outer" || fail "process $outer does not end"
    wait_until 30 process_gone "$inner" || fail "process $inner does not end"
    # Nobody is left to collect it but the machine's init, which is given a moment.
    wait_until 3 test ! -e "/proc/$inner" || true
  fi
  wait_until 30 remove_cgroups "$(cgroup_name "$1")" || fail "cgroup '$(cgroup_name "$1")' cannot be removed"
}

process_gone() { [ ! -e "/proc/$1" ] || grep -q '^State:.Z' "/proc/$1/status"; }
