#!/usr/bin/env bash
# Two testbeds side by side come up, run pods, and leave nothing: no process, mount, cgroup, network device, file or
# kernel setting; neither after 'down' nor after one kill. Usage: up_down_test.sh SOURCE_DIR
set -euo pipefail
source_dir=$(realpath "$1")
readonly source_dir
testbed=$source_dir/scripts/testbed
readonly cannot_run_here=77
scratch=$(mktemp -d)
readonly scratch
trap 'for side in left right; do "$testbed" down "$scratch/$side" || true; done; rm -rf "$scratch"' EXIT
failures=0
complain() { echo "FAILED: $*" && failures=$((failures + 1)); }

# What programs of a node are known to leave behind on a machine, and the settings that a kubelet changes.
machine_state() {
  ls -d /var/lib/cni /var/lib/kubelet /var/lib/containerd /var/log/pods /var/log/containers /opt/containerd /opt/cni \
    /usr/libexec/kubernetes /etc/cni /etc/kubernetes 2>/dev/null || true
  cat /proc/sys/vm/overcommit_memory /proc/sys/vm/panic_on_oom /proc/sys/kernel/panic /proc/sys/kernel/panic_on_oops \
    /proc/sys/kernel/keys/root_maxkeys
  hostname
}
outer_process() { cut -d' ' -f1 "$1/process"; }
namespace_of() { readlink "/proc/$(pgrep -P "$(outer_process "$1")")/ns/$2"; }
processes_in() {
  local link
  for link in /proc/[0-9]*/ns/"${1%%:*}"; do [ "$(readlink "$link" 2>/dev/null)" != "$1" ] || echo "$link"; done
}
expect_nothing_of() {
  local -r side=$1
  shift
  local space
  for space in "$@"; do
    [ -z "$(processes_in "$space")" ] || complain "$side: processes are left: $(processes_in "$space" | tr '\n' ' ')"
  done
  ! grep -q "$scratch/$side" /proc/self/mountinfo || complain "$side: a mount is left"
  ! pgrep -f "$scratch/$side" >/dev/null || complain "$side: a process is left"
}
cgroups_of() {
  local -r name=oom-scan-testbed-$(printf %s "$scratch/$1" | sha256sum | cut -c1-12)
  find /sys/fs/cgroup -maxdepth 2 -name "$name"
}

# Where it cannot run it says so in one line, with an exit code of its own. No module cache and no network: offline.
said=$(env GOPROXY=off GOFLAGS= GOMODCACHE="$scratch/modules" OOMSCAN_TESTBED_CACHE="$scratch/cache" "$testbed" build 2>&1) &&
  complain "an offline build without cache succeeded"
[[ $said == *"testbed: cannot run here: "* ]] || complain "offline, it said: $said"

before=$(machine_state)
devices_before=$(ip -o link | cut -d: -f2 | sort)
"$testbed" up "$scratch/left" >"$scratch/left.out" &
left=$!
result=0
"$testbed" up "$scratch/right" >"$scratch/right.out" || result=$?
wait "$left" || result=$?
[ "$result" != "$cannot_run_here" ] || exit "$cannot_run_here"
[ "$result" = 0 ] || { complain "up ended with $result" && exit 1; }

"$testbed" load "$scratch/left" healthy oom-deployment &
left=$!
"$testbed" load "$scratch/right" healthy oom-never-with-helper || complain "right: the workloads do not run"
wait "$left" || complain "left: the workloads do not run"

# Programs and files of the machine are there inside, and the kubeconfig leads to the clusters.
[ "$("$testbed" exec "$scratch/left" cat "$source_dir/scripts/testbed" | sha256sum)" = "$(sha256sum <"$testbed")" ] ||
  complain "the machine's files are not seen inside"
[ "$("$testbed" exec "$scratch/left" "$source_dir/tests/testbed/oc" whoami)" = admin ] || complain "oc whoami is not 'admin'"
contexts=$("$testbed" exec "$scratch/left" kubectl config get-contexts -o name | wc -l)
[ "$contexts" = 7 ] || complain "the kubeconfig has $contexts contexts instead of 7"
"$testbed" up "$scratch/left" 2>&1 >/dev/null | grep -q 'is up already' || complain "a second 'up' did something"
mkdir "$scratch/mine" && touch "$scratch/mine/file"
! "$testbed" up "$scratch/mine" 2>/dev/null || complain "a folder of somebody else's was taken"
[ -n "$(cgroups_of left)" ] || complain "this test looks for the wrong cgroups"

left_spaces=$(for kind in pid mnt net uts; do namespace_of "$scratch/left" "$kind"; done)
right_spaces=$(for kind in pid mnt net uts; do namespace_of "$scratch/right" "$kind"; done)
[ -n "$(processes_in "$(head -n 1 <<<"$left_spaces")")" ] || complain "this test looks for the wrong processes"

"$testbed" down "$scratch/left"
# shellcheck disable=SC2086  # a list of words
expect_nothing_of left $left_spaces
[ -z "$(cgroups_of left)" ] || complain "left: cgroups are left"
[ ! -e "$scratch/left" ] || complain "left: files are left"
[ "$("$testbed" status "$scratch/left" >/dev/null; echo $?)" = 3 ] || complain "left: status does not say that it is down"
"$testbed" status "$scratch/right" >/dev/null || complain "right: went down with the other one"

# One kill ends everything; only cgroups and files wait for 'down'.
kill -9 "$(outer_process "$scratch/right")"
for _ in $(seq 50); do [ -n "$(processes_in "$(head -n 1 <<<"$right_spaces")")" ] || break; sleep 0.1; done
# shellcheck disable=SC2086
expect_nothing_of right $right_spaces
"$testbed" down "$scratch/right"
[ -z "$(cgroups_of right)" ] || complain "right: cgroups are left"
[ ! -e "$scratch/right" ] || complain "right: files are left"

[ "$(machine_state)" = "$before" ] || complain "the machine has changed: $(diff <(echo "$before") <(machine_state) || true)"
[ "$(ip -o link | cut -d: -f2 | sort)" = "$devices_before" ] || complain "network devices are left"
[ "$failures" = 0 ] || exit 1
echo "two testbeds came, ran and went, and left nothing"
