#!/usr/bin/env bash
# Ephemeral containers are added to a running pod, through a subresource of their own.
kubectl --namespace oom-ephemeral debug console --quiet --profile=general --image testbed.local/box:1 --image-pull-policy Never \
  --container debugger -- sh -c 'sleep 1; exec dd if=/dev/zero of=/dev/null bs=400M count=1'
