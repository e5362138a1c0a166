#!/usr/bin/env bash
# What a tenant of a real API server can and cannot make of an administrator's scan: the attacks of tenant/, all on one
# server. Usage: tenant_test.sh SOURCE_DIR OOM_SCAN
# shellcheck source-path=SCRIPTDIR
set -euo pipefail
source_dir=$(realpath "$1") program=$(realpath "$2")
readonly source_dir program
. "$source_dir/tests/testbed/lib/api_server_test.sh"

cd "$scratch"
"$testbed" exec "$dir" env TMPDIR="$scratch" PYTHONDONTWRITEBYTECODE=1 OOMSCAN_PROGRAM="$program" \
  PYTHONPATH="$source_dir/tests/testbed" python3 -m unittest discover --verbose -s "$source_dir/tests/security/tenant"
