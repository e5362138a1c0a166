#!/usr/bin/env bash
# Every workload reaches, in bounded time, the state that its condition describes; what the real API server then shows
# can be recorded; and the tokens of the fleet's kubeconfig may what they should. Usage: workloads_test.sh SOURCE_DIR
set -euo pipefail
source_dir=$(realpath "$1")
readonly source_dir
testbed=$source_dir/scripts/testbed
readonly cannot_run_here=77
scratch=$(mktemp -d)
readonly scratch dir=$scratch/testbed
trap '"$testbed" down "$dir" || true; rm -rf "$scratch"' EXIT
failures=0
complain() { echo "FAILED: $*" && failures=$((failures + 1)); }

for folder in "$source_dir"/tests/testbed/workloads/*/; do
  jq -e '(.expected | type) == "array" and (.forbidden | type) == "array"' "$folder/expected.json" >/dev/null ||
    complain "$folder has no expected.json of the right form"
done

result=0
"$testbed" up "$dir" || result=$?
[ "$result" != "$cannot_run_here" ] || exit "$cannot_run_here"
[ "$result" = 0 ] || exit 1
"$testbed" load "$dir" || complain "not every workload reached its state"

readonly real=api-oom-real-01-testbed-local:6443 paper=api-oom-paper-01-testbed-local:7443 gone=api-oom-gone-01-testbed-local:6553

# expect WORDS CONTEXT KUBECTL_ARGUMENTS...: the answer, or the refusal, has these words in it.
expect() {
  local -r words=$1 context=$2
  local answer
  shift 2
  answer=$("$testbed" exec "$dir" kubectl --request-timeout 10s --context "$context" "$@" 2>&1) || true
  [[ $answer == *"$words"* ]] || complain "'kubectl $*' in '$context' does not say '$words': $answer"
}

expect Forbidden "oom-deployment/$real/tenant" get pods --all-namespaces
expect Forbidden "oom-deployment/$real/tenant" get namespaces
expect payments-api "oom-deployment/$real/tenant" get pods
expect oom-deployment "oom-deployment/$real/tenant" get projects.project.openshift.io
expect payments-api "default/$real/reader" get pods --all-namespaces
expect Forbidden "default/$real/reader" logs --namespace healthy deployment/shop
expect Unauthorized "default/$real/leaver" get pods
expect ok "default/$paper/admin" get --raw /readyz
expect refused "default/$gone/admin" get pods
# The last words of the newest dead container, which is the only one that the kubelet keeps. It is the current one for
# some seconds after it ended, and the previous one from then on.
expect "400 MiB wanted" "oom-deployment/$real/admin" logs deployment/payments-api

[ "$failures" = 0 ] || exit 1
echo "every workload is as described, and every identity is as it should be"
