#!/usr/bin/env bash
# The contract suite of tests/e2e/contract_test.cpp against a real API server: it holds exactly the objects that
# fleet_sim serves, each one valid to it, and the program must find the same truth.
# Usage: contract_test.sh SOURCE_DIR FLEET_SIM E2E_TESTS
set -euo pipefail
source_dir=$(realpath "$1") fleet_sim=$(realpath "$2") e2e_tests=$(realpath "$3")
readonly source_dir fleet_sim e2e_tests
. "$source_dir/tests/testbed/lib/api_server_test.sh"

"$fleet_sim" --preset scenarios --dir "$scratch" --write-objects "$scratch/objects.json"
inside() { "$testbed" exec "$dir" python3 "$source_dir/tests/testbed/$1" "${@:2}" "$scratch/objects.json"; }
inside check_storable.py
inside load_paper.py --as-created
inside check_storable.py --later
inside load_paper.py
run_tests() {
  "$testbed" exec "$dir" env OOMSCAN_TEST_KUBECONFIG="$dir/fleet.kubeconfig" OOMSCAN_TEST_TRUTH="$scratch/truth.json" \
    OOMSCAN_TEST_CONTEXT=default/api-oom-paper-01-testbed-local:7443/admin TMPDIR="$scratch" \
    "$e2e_tests" --gtest_filter="$1"
}
run_tests 'Contract.*'

# Enough pods in which nothing fails, that the table of all is worth it.
mkdir "$scratch/more"
"$fleet_sim" --preset healthy --namespaces 50 --pods 60 --dir "$scratch/more" --write-objects "$scratch/objects.json"
inside load_paper.py
run_tests 'QuickContract.*'
