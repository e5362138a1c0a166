any(container("debugger"); .state.terminated != null)
