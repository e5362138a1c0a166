#!/usr/bin/env bash
kubectl apply -f "$(dirname "$0")/huge.yaml"
