#!/usr/bin/env bash
# The rows of rows_testbed.py: a real API server behind the pass-through. Usage: testbed_faults_test.sh SOURCE_DIR
# PASS_THROUGH, with OOMSCAN_PROGRAM and OOMSCAN_FLEET_SIM set.
set -euo pipefail
source_dir=$(realpath "$1") pass_through=$(realpath "$2")
readonly source_dir pass_through
. "$source_dir/tests/testbed/lib/api_server_test.sh"

cat >"$scratch/config.json" <<'EOT'
{"clusters": [{"name": "paper-prd-es01", "namespaces": [
  {"name": "hurt", "scenarios": ["oom-looping"], "pods": 600},
  {"name": "sound-a", "scenarios": ["oom-looping"]},
  {"name": "sound-b", "scenarios": ["crash-exit-1"]}]}]}
EOT
"$OOMSCAN_FLEET_SIM" --preset empty --pod-bytes 1500 --config "$scratch/config.json" --dir "$scratch" \
  --write-objects "$scratch/objects.json"
"$testbed" exec "$dir" python3 "$source_dir/tests/testbed/load_paper.py" "$scratch/objects.json"
"$testbed" exec "$dir" env TMPDIR="$scratch" PYTHONDONTWRITEBYTECODE=1 OOMSCAN_PROGRAM="$OOMSCAN_PROGRAM" \
  OOMSCAN_FLEET_SIM="$OOMSCAN_FLEET_SIM" OOMSCAN_PASS_THROUGH="$pass_through" OOMSCAN_TRUTH="$scratch/truth.json" \
  OOMSCAN_TEST_KUBECTL="$dir/bin/kubectl" OOMSCAN_UPDATE_GOLDEN="${OOMSCAN_UPDATE_GOLDEN:-}" \
  python3 "$source_dir/tests/reliability/reliability_test.py" testbed
