#!/usr/bin/env bash
kubectl --namespace gone-while-looping delete deployment api --wait=false
