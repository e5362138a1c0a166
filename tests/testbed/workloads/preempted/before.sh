#!/usr/bin/env bash
# One slot on the node, which only one pod can have.
kubectl patch node node1 --subresource=status --patch '{"status": {"capacity": {"testbed.local/slot": "1"}}}'
