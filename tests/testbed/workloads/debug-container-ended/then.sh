#!/usr/bin/env bash
kubectl --namespace debug-container-ended debug console --quiet --profile=general --image testbed.local/box:1 \
  --image-pull-policy Never --container debugger -- sh -c 'exit 137'
