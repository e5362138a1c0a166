any(container("app"); .ready)
