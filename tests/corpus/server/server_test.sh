#!/usr/bin/env bash
# The corpus through a real API server: each object of each case is one that this server would store, all are loaded at
# once, and what is read back through the real transports gives the same verdicts as in memory.
# Usage: server_test.sh SOURCE_DIR CORPUS_SERVER_TESTS
set -euo pipefail
source_dir=$(realpath "$1") tests=$(realpath "$2")
readonly source_dir tests
. "$source_dir/tests/testbed/lib/api_server_test.sh"

inside() { "$testbed" exec "$dir" python3 "$source_dir/tests/testbed/$1" "${@:2}"; }
python3 "$source_dir/tests/corpus/server/objects.py" "$scratch/cases.json" "$scratch/crowd.json"
inside check_storable.py "$scratch/cases.json"
inside load_paper.py --as-created "$scratch/cases.json"
inside check_storable.py --later "$scratch/cases.json"
inside load_paper.py "$scratch/cases.json" "$scratch/crowd.json"
"$testbed" exec "$dir" env OOMSCAN_TEST_KUBECONFIG="$dir/fleet.kubeconfig" TMPDIR="$scratch" \
  OOMSCAN_TEST_CONTEXT=default/api-oom-paper-01-testbed-local:7443/admin "$tests" --gtest_brief=1
