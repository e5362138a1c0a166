# Sourced by a test that sets $source_dir: gives it a testbed with the API server alone in $dir, and a folder $scratch;
# both end with the test. Exits with 77 where no testbed can run.
readonly testbed=$source_dir/scripts/testbed cannot_run_here=77
scratch=$(mktemp -d)
readonly scratch dir=$scratch/testbed
trap '"$testbed" down "$dir" || true; rm -rf "$scratch"' EXIT

result=0
"$testbed" up --api-only "$dir" || result=$?
[ "$result" != "$cannot_run_here" ] || exit "$cannot_run_here"
[ "$result" = 0 ] || exit 1
