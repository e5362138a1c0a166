#!/usr/bin/env bash
kubectl --namespace terminating-by-finalizer delete pod held --wait=false
