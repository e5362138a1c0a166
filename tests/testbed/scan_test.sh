#!/usr/bin/env bash
# The built program against a fleet of real API servers, with a real kubelet's failures: the checks of scan_checks/, all
# on one testbed. Usage: scan_test.sh SOURCE_DIR OOM_SCAN
# shellcheck source-path=SCRIPTDIR
set -euo pipefail
source_dir=$(realpath "$1") program=$(realpath "$2")
testbed_source=$source_dir/tests/testbed
readonly source_dir program testbed_source testbed=$source_dir/scripts/testbed
source "$testbed_source/lib/say.sh"
source "$testbed_source/lib/binaries.sh"
scratch=$(mktemp -d)
readonly scratch dir=$scratch/testbed
trap '"$testbed" down "$dir" || true; rm -rf "$scratch"' EXIT

result=0
"$testbed" up --prometheus "$dir" || result=$?
[ "$result" != "$cannot_run_here" ] || exit "$cannot_run_here"
[ "$result" = 0 ] || exit 1
ensure_debian_kubectl
[ -x "$(debian_kubectl)" ] || fail "without Debian's kubectl the old end of the version range is not tried"
"$testbed" load "$dir"

cd "$scratch"
"$testbed" exec "$dir" env TMPDIR="$scratch" PYTHONDONTWRITEBYTECODE=1 OOMSCAN_PROGRAM="$program" \
  PYTHONPATH="$source_dir/tests/clients" OOMSCAN_OLD_KUBECTL="$(debian_kubectl)" python3 -m unittest discover --verbose -s "$testbed_source/scan_checks"
