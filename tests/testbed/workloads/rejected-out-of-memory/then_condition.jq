any(.pods[]; .status.reason == "OutOfmemory")
