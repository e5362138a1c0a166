# shellcheck shell=bash
# Whether this machine can carry a testbed at all. Sourced; needs say.sh and cgroups.sh.

# The programs of a testbed, and the Debian package that brings each.
readonly programs_of_every_testbed='unshare:util-linux nsenter:util-linux ip:iproute2 openssl:openssl curl:curl
  python3:python3 jq:jq flock:util-linux pgrep:procps'
readonly programs_of_a_node='containerd:containerd ctr:containerd runc:runc busybox:busybox-static'

require_programs() {
  local entry
  for entry in "$@"; do
    command -v "${entry%%:*}" >/dev/null || skip "'${entry%%:*}' is missing (Debian: apt-get install ${entry#*:})"
  done
}

# require_machine WITH_NODE WITH_PROMETHEUS: ends the program with exit code 77 where a testbed cannot run.
require_machine() {
  local -r with_node=$1 with_prometheus=$2
  [ "$(id -u)" = 0 ] || skip "not root"
  # shellcheck disable=SC2086  # a list of words
  require_programs $programs_of_every_testbed
  unshare --pid --fork --mount --net --uts true 2>/dev/null || skip "'unshare' may not make namespaces"
  if [ "$with_node" = yes ]; then
    # shellcheck disable=SC2086
    require_programs $programs_of_a_node
    [ -x /usr/lib/cni/ptp ] || skip "'/usr/lib/cni/ptp' is missing (Debian: apt-get install containernetworking-plugins)"
    cgroups_writable || skip "cgroups cannot be written: $(cgroup_complaint)"
  fi
  [ "$with_prometheus" = no ] || require_programs prometheus:prometheus
}
