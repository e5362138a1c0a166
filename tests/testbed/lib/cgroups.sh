# shellcheck shell=bash
# One cgroup per testbed, in every hierarchy: v1 (also hybrid) and v2. Sourced.
# v1 is what this was measured on; v2 is best effort (same kubelet settings, controllers delegated from the root).

readonly cgroup_mount=/sys/fs/cgroup
readonly v2_controllers='+cpu +cpuset +memory +pids'

cgroup_version() {
  if [ "$(stat -fc %T "$cgroup_mount" 2>/dev/null)" = cgroup2fs ]; then echo 2; else echo 1; fi
}

# The folders in which a testbed has its cgroup: one per v1 controller, or the one v2 root.
cgroup_roots() {
  if [ "$(cgroup_version)" = 2 ]; then
    echo "$cgroup_mount"
  else
    local folder
    for folder in "$cgroup_mount"/*/; do [ -e "$folder/cgroup.procs" ] && echo "${folder%/}"; done
  fi
}

cgroup_complaint() {
  if [ "$(cgroup_version)" = 2 ]; then
    echo "a new cgroup under '$cgroup_mount' does not get the controllers 'cpu cpuset memory pids'"
  else
    echo "no cgroup can be made under '$cgroup_mount/memory'"
  fi
}

delegate_v2_controllers() {
  echo "$v2_controllers" >"$1/cgroup.subtree_control"
}

# Makes the cgroup NAME in every hierarchy.
make_cgroups() {
  local -r name=$1
  local root
  for root in $(cgroup_roots); do mkdir -p "$root/$name"; done
  if [ "$(cgroup_version)" = 2 ]; then
    delegate_v2_controllers "$cgroup_mount"
    delegate_v2_controllers "$cgroup_mount/$name"
  elif [ -d "$cgroup_mount/cpuset" ]; then
    # A new v1 cpuset is empty, and no process may enter an empty one.
    cat "$cgroup_mount/cpuset/cpuset.cpus" >"$cgroup_mount/cpuset/$name/cpuset.cpus"
    cat "$cgroup_mount/cpuset/cpuset.mems" >"$cgroup_mount/cpuset/$name/cpuset.mems"
  fi
}

# Removes the cgroup NAME and all below it. Fails while a process is still dying in one of them.
remove_cgroups() {
  local -r name=$1
  local root
  for root in $(cgroup_roots); do
    [ -d "$root/$name" ] || continue
    find "$root/$name" -depth -type d -exec rmdir {} + 2>/dev/null
    [ ! -d "$root/$name" ] || return 1
  done
}

# The probe has a name of its own, so that two at once do not meet.
cgroups_writable() {
  local -r probe=oom-scan-testbed-probe-$$
  local result=0
  (
    [ "$(cgroup_version)" = 2 ] || [ -d "$cgroup_mount/memory" ] || exit 1
    make_cgroups "$probe" && { [ "$(cgroup_version)" = 1 ] || [ -e "$cgroup_mount/$probe/memory.max" ]; }
  ) 2>/dev/null || result=1
  remove_cgroups "$probe"
  return "$result"
}
