#!/usr/bin/env bash
# A static pod is a file on its node.
cp "$(dirname "$0")/static_pod.yaml" "$OOMSCAN_TESTBED_DIR/static-pods/"
