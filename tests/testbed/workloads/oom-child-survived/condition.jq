any(container("app"); .ready and .restartCount == 0 and (now - (.state.running.startedAt | fromdate) > 12))
