#!/usr/bin/env bash
# Prints the folder that holds the schemas of foreign formats: junit-10.xsd and sarif-2.1.0.json. They stand in packages
# of others, pinned here, and are taken out of them once, into a cache outside the build tree:
#   junit-10.xsd       Jenkins' xUnit schema (MIT), in the source package of PyPI's pytest
#   sarif-2.1.0.json   OASIS' schema, errata 01, in the Go module go-sarif (Unlicense)
# Exit code: 77 if they are not there and cannot be had.
# shellcheck source-path=SCRIPTDIR/../testbed
set -euo pipefail
testbed_source=$(cd "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/../testbed" && pwd)
readonly testbed_source
source "$testbed_source/lib/say.sh"
source "$testbed_source/lib/binaries.sh"

readonly pytest=8.4.2 pytest_hash=86c0d0b93306b961d58d62a4db4879f27fe25513d4b969df351abdddb3c30e01
readonly go_sarif=github.com/owenrumney/go-sarif/v3@v3.3.1
readonly junit_hash=a1a816f58d1bf95ebabf371994df0b9246dee66ea9572fbec4f9296f1b2c0ff6 sarif_hash=cf47bf9761b855d2b10825b21279167b788fec671e85c609332e01a1e5c8ce3d
readonly into=${OOMSCAN_SCHEMA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/oom-scan-schemas}

is_whole() { echo "$2  $into/$1" | sha256sum --check --status 2>/dev/null; }

scratch=$(mktemp -d)
readonly scratch
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$into"

if ! is_whole junit-10.xsd "$junit_hash"; then
  {
    python3 -m venv "$scratch/venv" &&
      echo "pytest==$pytest --hash=sha256:$pytest_hash" >"$scratch/wanted.txt" &&
      "$scratch/venv/bin/pip" download --quiet --no-deps --no-binary pytest --require-hashes -r "$scratch/wanted.txt" \
        -d "$scratch" &&
      tar -xzf "$scratch/pytest-$pytest.tar.gz" -C "$scratch" &&
      mv "$scratch/pytest-$pytest/testing/example_scripts/junit-10.xsd" "$into/junit-10.xsd.$$" &&
      mv "$into/junit-10.xsd.$$" "$into/junit-10.xsd"
  } >&2 || skip "the source package of pytest $pytest could not be had from PyPI"
  is_whole junit-10.xsd "$junit_hash" || fail "junit-10.xsd is not the one that is pinned"
fi

if ! is_whole sarif-2.1.0.json "$sarif_hash"; then
  go=$(find_go) || exit
  described=$("$go" mod download -json "$go_sarif") || skip "the Go module $go_sarif could not be had"
  python3 - "$described" "$into/sarif-2.1.0.json" <<'PYTHON'
import json, os, pathlib, sys

source = pathlib.Path(json.loads(sys.argv[1])["Dir"], "pkg/report/v210/sarif/schema.go").read_text(encoding="utf-8")
schema = json.loads(source[source.index("`") + 1:source.rindex("`")])
partial = pathlib.Path(f"{sys.argv[2]}.{os.getpid()}")
partial.write_text(json.dumps(schema, indent=1) + "\n", encoding="utf-8")
partial.replace(sys.argv[2])
PYTHON
  is_whole sarif-2.1.0.json "$sarif_hash" || fail "sarif-2.1.0.json is not the one that is pinned"
fi
echo "$into"
