(.pods | length) == 3 and ([container("app") | select(.state.terminated.reason == "OOMKilled")] | length) == 3 and
event("BackoffLimitExceeded"; ".")
