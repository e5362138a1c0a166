(.pods | length) == 3 and all(.pods[]; .status.phase == "Failed") and event("BackoffLimitExceeded"; ".")
