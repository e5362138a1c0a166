#!/usr/bin/env bash
# The simulator seen through a real kubectl. Usage: fleet_sim_test.sh FLEET_SIM CASE
# kubectl: OOMSCAN_TEST_KUBECTL, else oc or kubectl on PATH; without one the case is skipped (77).
set -u
sim=$1; case=$2
tool=${OOMSCAN_TEST_KUBECTL:-$(command -v oc || command -v kubectl)} || true
[ -n "$tool" ] || { echo "neither oc nor kubectl"; exit 77; }
command -v curl >/dev/null || { echo "no curl"; exit 77; }

work=$(mktemp -d)
sim_pid=; proxy_pid=
cleanup() {
  for pid in $proxy_pid $sim_pid; do kill "$pid" 2>/dev/null; wait "$pid" 2>/dev/null; done
  rm -rf "$work"
}
trap cleanup EXIT
export HOME=$work KUBECONFIG=$work/kubeconfig
failures=0
fail() { echo "FAILED: $1"; failures=$((failures + 1)); }
# expect WHAT TEXT COMMAND...: stdout and stderr together hold TEXT.
expect() {
  local what=$1 text=$2 out; shift 2
  out=$("$@" 2>&1 </dev/null)
  case $out in *"$text"*) ;; *) fail "$what: '$text' is missing in: ${out:0:600}" ;; esac
}
same() { [ "$2" = "$3" ] || fail "$1: '$2' is not '$3'"; }
start() {
  "$sim" --dir "$work" --die-with-parent "$@" & sim_pid=$!
  for _ in $(seq 400); do [ -e "$work/ready" ] && break; kill -0 "$sim_pid" 2>/dev/null || break; sleep 0.05; done
  [ -e "$work/ready" ] || { echo "the simulator did not start"; exit 1; }
  control=$(cat "$work/control")
}
k() { "$tool" "$@"; }
context() { k config get-contexts -o name | grep -- "$1" | head -n 1; }
pod() { k get pods -n "$1" -o name | grep "/$2" | head -n 1 | cut -d/ -f2; }
faults() { curl -sf -X PUT --data "$1" "$control/_sim/faults" || fail "faults were refused"; }
# Follows continue tokens to the end of a list; prints the number of items.
count_paged() {
  local token= total=0 page
  while :; do
    page=$(k get --raw "$1?limit=$2${token:+&continue=$token}") || return 1
    total=$((total + $(grep -o '"creationTimestamp"' <<<"$page" | wc -l)))
    token=$(sed -n 's/^{"kind":"[A-Za-z]*","apiVersion":"[^"]*","metadata":{[^}]*"continue":"\([^"]*\)".*/\1/p' <<<"$page")
    [ -n "$token" ] || break
  done
  echo "$total"
}

case $case in
  lists)
    start
    expect "namespaces" "payments" k get ns
    expect "projects" "tenant-a-prod" k get --raw /apis/project.openshift.io/v1/projects
    expect "pods" "CrashLoopBackOff" k get pods -A
    expect "init containers" "Init:CrashLoopBackOff" k get pods -n clusters-a53fda0e
    expect "events" "Back-off restarting failed container" k get events -n payments
    all=$(k get pods -A -o json | grep -c '"kind": "Pod"')
    same "paged" "$(count_paged /api/v1/pods 20)" "$all"
    same "tables are paged too" "$(k get pods -A --no-headers --chunk-size=25 | wc -l)" "$all"
    expect "version" "1.32" k version
    expect "may" "yes" k auth can-i list pods
    ;;
  describe_and_logs)
    start
    failing=$(pod payments payments-api)
    expect "describe" "OOMKilled" k describe pod -n payments "$failing"
    expect "describe shows events" "Back-off restarting failed container app" k describe pod -n payments "$failing"
    expect "previous log" "allocating cache" k logs -n payments "$failing" -c app -p
    same "tail" "$(k logs -n payments "$failing" --tail=3 | wc -l)" 3
    same "bytes" "$(k logs -n payments "$failing" --limit-bytes=17 | wc -c)" 17
    expect "no previous run" 'previous terminated container "app" in pod' k logs -n payments "$(pod payments web)" -p
    expect "not started" "waiting to start: trying and failing to pull image" k logs -n tenant-b-prod "$(pod tenant-b-prod importer)"
    expect "which container" "container name must be specified" k get --raw "/api/v1/namespaces/team-debug/pods/$(pod team-debug shell)/log"
    expect "no such pod" 'pods "none" not found' k logs -n payments none
    ;;
  refusals)
    start
    expect "cluster-wide" 'pods is forbidden: User "developer" cannot list resource "pods" in API group "" at the cluster scope' \
      k --context "$(context stg)" get pods -A
    expect "one namespace" 'in the namespace "openshift-etcd"' k --context "$(context stg)" get pods -n openshift-etcd
    expect "the others" "payments-db-1" k --context "$(context stg)" get pods -n payments
    expect "expired token" "You must be logged in to the server" k --context "$(context old-es05)" get pods
    expect "closed port" "refused" k --context "$(context dr-es04)" get pods
    expect "client certificate" "kube-proxy" k --context "$(context edge)" get pods -n kube-system
    expect "may not" "no" k --context "$(context stg)" auth can-i list pods -n openshift-etcd
    ;;
  proxy)
    start
    "$tool" proxy --unix-socket="$work/s" >/dev/null 2>&1 & proxy_pid=$!
    for _ in $(seq 100); do [ -S "$work/s" ] && break; sleep 0.05; done
    get() { curl -s --unix-socket "$work/s" -o "$work/body" -w '%{http_code} %{content_type}' "http://localhost$1"; }
    same "a list" "$(get '/api/v1/pods?limit=3')" "200 application/json"
    same "not found" "$(get /api/v1/namespaces/payments/pods/none)" "404 application/json"
    faults '[{"path": "/api/v1/pods", "status": 429, "retry_after_s": 7, "count": 1}]'
    same "throttled" "$(curl -s --unix-socket "$work/s" -D - -o "$work/body" http://localhost/api/v1/pods | tr -d '\r' | grep -i '^retry-after')" "Retry-After: 7"
    same "then not" "$(get '/api/v1/pods?limit=3')" "200 application/json"
    token=$(sed -n 's/.*"continue":"\([^"]*\)".*/\1/p' "$work/body" | head -n 1)
    faults '[{"query": "continue=", "status": 410, "count": 1}]'
    same "expired" "$(get "/api/v1/pods?limit=3&continue=$token")" "410 application/json"
    grep -q '"reason":"Expired"' "$work/body" || fail "410 has no reason"
    same "once" "$(get "/api/v1/pods?limit=3&continue=$token")" "200 application/json"
    faults '[{"path": "/api/v1/pods", "cut_after_bytes": 100000}]'
    get /api/v1/pods >/dev/null && fail "a cut answer looks whole"
    faults '[{"status": 500, "count": 1}]'
    same "server error" "$(get /api/v1/pods)" "500 application/json"
    curl -s -X POST "$control/_sim/reset"
    for _ in 1 2 3; do get /api/v1/events >/dev/null; done
    expect "requests are counted" '"path": "/api/v1/events",' curl -s "$control/_sim/requests"
    expect "how often" '"total": 3' curl -s "$control/_sim/requests"
    ;;
  many_clusters)
    start --preset fleet --clusters 200 --pod-bytes 2000
    same "contexts" "$(k config get-contexts -o name | wc -l)" 200
    for n in 001 100 200; do expect "cluster $n" "tenant-001" k --context "$(context "es$n-")" get ns; done
    ;;
  plain_http)
    start --preset scenarios --tls off --seed 7
    expect "pods" "oom-looping" k get pods -A
    expect "who" "yes" k auth can-i list pods
    ;;
  ends)
    start --preset empty
    kill -TERM "$sim_pid"; wait "$sim_pid"; same "exit status" $? 0
    [ -e "$work/ready" ] && fail "still ready"
    sim_pid=
    # Its parent is gone at once: so must it be.
    mkdir "$work/orphan"
    bash -c '"$1" --dir "$2" --preset empty --die-with-parent & while [ ! -e "$2/ready" ]; do sleep 0.05; done' _ "$sim" "$work/orphan"
    for _ in $(seq 100); do [ -e "$work/orphan/ready" ] || break; sleep 0.05; done
    [ -e "$work/orphan/ready" ] && { fail "outlived its parent"; kill "$(cat "$work/orphan/pid")"; }
    "$sim" --dir "$work" --preset none 2>/dev/null; same "unknown preset" $? 2
    "$sim" 2>/dev/null; same "no directory" $? 2
    ;;
  *) echo "no case '$case'"; exit 2 ;;
esac
[ "$failures" -eq 0 ]
