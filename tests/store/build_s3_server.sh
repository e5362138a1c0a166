#!/usr/bin/env bash
# Builds the S3 server of the tests (versitygw, by version from the Go module proxy) into a cache outside the build
# tree, once, and prints its path. Usage: build_s3_server.sh [--where]   (--where: only prints it)
set -euo pipefail
readonly server_version=v1.8.0
testbed_source=$(cd "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/../testbed" && pwd)
readonly testbed_source
# shellcheck source-path=SCRIPTDIR/../testbed
source "$testbed_source/lib/say.sh"
source "$testbed_source/lib/binaries.sh"

folder=${XDG_CACHE_HOME:-$HOME/.cache}/oom-scan-tools/versitygw-$server_version
if [ "${1:-}" != --where ] && [ ! -x "$folder/versitygw" ]; then
  go=$(find_go) || exit
  say "building the S3 server of the tests into '$folder', once (some minutes)"
  mkdir -p "$folder"
  GOTOOLCHAIN=local CGO_ENABLED=0 GOFLAGS=-mod=mod GOBIN="$folder" \
    "$go" install -p 1 "github.com/versity/versitygw/cmd/versitygw@$server_version" >&2 ||
    skip "the Go modules of versitygw could not be fetched or built"
fi
echo "$folder/versitygw"
