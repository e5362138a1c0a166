#!/usr/bin/env bash
# Starts an S3 server of its own (versitygw over a new directory, a port of 127.0.0.1), runs a command with
# OOMSCAN_TEST_S3 = the address of a bucket, and ends it. Usage: with_s3.sh COMMAND...
# The server: OOMSCAN_VERSITYGW, else what build_s3_server.sh made (scripts/install-deps test). Exit code 77: none.
set -euo pipefail

server=${OOMSCAN_VERSITYGW:-$("$(dirname "${BASH_SOURCE[0]}")/build_s3_server.sh" --where)}
[ -x "$server" ] || { echo "with_s3: no server at '$server' (scripts/install-deps test)" >&2; exit 77; }

directory=$(mktemp -d "${TMPDIR:-/tmp}/oom-scan-s3.XXXXXX")
pid=
cleanup() {
  [ -z "$pid" ] || { kill "$pid" && wait "$pid"; } 2>/dev/null || true
  rm -rf -- "$directory"
}
trap cleanup EXIT
mkdir "$directory/buckets"

# A port that was free a moment ago may be taken: then the next one.
for _ in 1 2 3 4 5; do
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  "$server" --access test --secret testsecret --region us-east-1 --port "127.0.0.1:$port" --quiet \
    posix "$directory/buckets" >"$directory/log" 2>&1 &
  pid=$!
  for _ in $(seq 200); do
    kill -0 "$pid" 2>/dev/null || break
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break 2
    read -rt 0.05 <> <(:) || true
  done
done
kill -0 "$pid" 2>/dev/null || { cat "$directory/log" >&2; exit 1; }
curl -sS -o /dev/null --fail --aws-sigv4 aws:amz:us-east-1:s3 --user test:testsecret -X PUT \
  -H 'x-amz-content-sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' \
  "http://127.0.0.1:$port/history"
OOMSCAN_TEST_S3="http://127.0.0.1:$port/history" "$@"
