any(.pods[]; .status.reason == "Evicted")
