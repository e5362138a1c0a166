phase("Succeeded") and any(container("proxy"); .state.terminated != null)
